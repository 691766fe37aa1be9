import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { MetricFormat } from '../metric-format.ts';
import type { NumberWords } from '../words.ts';

/** What a sentence about numbers of a target needs, from the open plan. */
export function useNumberWords(format: MetricFormat): NumberWords {
  const t = useT();
  const { state } = usePlan();
  const { memberName } = useWorkspace();
  return { t, state, format, memberName };
}

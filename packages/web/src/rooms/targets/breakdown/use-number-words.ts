import { recordsOf } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUnit } from '../../../app/unit.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { type MetricFormat, metricFormat } from '../metric-format.ts';
import type { NumberWords } from '../words.ts';

/** What a sentence about numbers of a target needs, from the open plan. */
export function useNumberWords(format: MetricFormat): NumberWords {
  const t = useT();
  const { unit } = useUnit();
  const { state, master } = usePlan();
  const { memberName } = useWorkspace();
  const formatOf = (key: string): MetricFormat | undefined => {
    const metric = recordsOf(master, 'metric').find(({ fields }) => fields['key'] === key);
    return metric && metricFormat(metric, unit, t.locale);
  };
  return { t, state, format, formatOf, memberName };
}

import { coverCosts } from '@shapan/engine';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUnit } from '../../../app/unit.tsx';
import { showMoney } from '../../../records/index.ts';
import { metricFormat } from '../../targets/metric-format.ts';
import type { CoverWords } from './use-cover-words.ts';
import type { CoverageView } from './use-coverage.ts';

/** What an initiative costs, and for one unit of what it is expected to add to the target. */
export function useCoverCosts(
  { coverage, table: { layout } }: CoverageView,
  { t }: CoverWords,
): (initiative: string) => string | undefined {
  const { content } = usePlan();
  const { unit } = useUnit();
  return useMemo(() => {
    const { state } = content;
    const costs = coverCosts(state, coverage);
    const { ownUnit, percent } = metricFormat(layout.metric, unit, t.locale);
    return (initiative) => {
      const cost = costs.get(initiative);
      if (!cost) return undefined;
      const planned = showMoney(t, state, cost.planned);
      if (cost.perUnit === null) return t('coverage.cost', { planned });
      const one = percent ? t('coverage.cost.point') : ownUnit;
      return t('coverage.cost.each', { planned, unit: one, each: showMoney(t, state, cost.perUnit) });
    };
    // Records change in place; `content` is new whenever they did.
  }, [content, coverage, layout, unit, t]);
}

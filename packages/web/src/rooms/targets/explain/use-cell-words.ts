import type { CellPlace } from '@shapan/engine';
import { formatPeriod } from '@shapan/i18n';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import type { MetricFormat } from '../metric-format.ts';
import { memberName, targetsOf } from '../names.ts';
import { targetNames } from '../target-names.ts';

/** What cells, changes and methods of a target are called. */
export function useCellWords({ layout }: TargetTable, format: MetricFormat) {
  const t = useT();
  const { state, master } = usePlan();
  const amount = (value: number | null): string =>
    value === null ? t('targets.grid.nothing') : format.amount(value);
  return {
    cell({ members, time }: CellPlace): string {
      const days = layout.periods.find(({ id }) => id === time);
      const named = members.filter((id) => id !== '*').map((id) => memberName(master, id));
      const period = formatPeriod(time, t.locale, { days });
      if (named.length === 0 && time !== 'all') named.push(t('targets.total'));
      return [...named, period].join(' · ');
    },
    change: (before: number | null, after: number | null): string =>
      `${amount(before)} → ${amount(after)} ${format.unitLabel}`,
    method(method: string, reference: string | null): string {
      const name = t.find(`targets.way.${method}`) ?? method;
      const other = reference === null ? undefined : targetNames(targetsOf(state), master, t).get(reference);
      return other === undefined ? name : t('targets.explain.reference', { name, other });
    },
  };
}

import type { CellPlace } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { cellText } from '../cell-text.ts';
import type { MetricFormat } from '../metric-format.ts';
import { targetsOf } from '../names.ts';
import { targetNames } from '../target-names.ts';
import { methodName } from './method-name.ts';

/** What cells, changes and methods of a target are called. */
export function useCellWords({ layout }: TargetTable, format: MetricFormat) {
  const t = useT();
  const { state, master } = usePlan();
  const amount = (value: number | null): string =>
    value === null ? t('targets.grid.nothing') : format.amount(value);
  return {
    cell: (at: CellPlace): string => cellText(t, master, layout, at),
    change: (before: number | null, after: number | null): string =>
      // A fill need not move what it was asked of: the number stands, and the method says what was done.
      before === after
        ? `${amount(after)} ${format.unitLabel}`
        : `${amount(before)} → ${amount(after)} ${format.unitLabel}`,
    method(method: string, reference: string | null): string {
      const name = methodName(t, method);
      const other = reference === null ? undefined : targetNames(targetsOf(state), master, t).get(reference);
      return other === undefined ? name : t('targets.explain.reference', { name, other });
    },
  };
}

import type { CellPlace } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { cellText } from '../cell-text.ts';
import type { MetricFormat } from '../metric-format.ts';
import { targetsOf } from '../names.ts';
import { targetNames } from '../target-names.ts';
import { methodName } from './method-name.ts';

/** What a number was and is; all decimals where those of the view would show the same twice. */
export function changeText(
  t: Translate,
  format: MetricFormat,
  before: number | null,
  after: number | null,
): string {
  const amount = (value: number | null): string =>
    value === null ? t('targets.grid.nothing') : format.amount(value);
  // A fill need not move what it was asked of: the number stands, and the method says what was done.
  if (before === after) return `${amount(after)} ${format.unitLabel}`;
  if (before !== null && after !== null && amount(before) === amount(after))
    return `${format.exactAmount(before)} → ${format.exactAmount(after)}`;
  return `${amount(before)} → ${amount(after)} ${format.unitLabel}`;
}

/** What cells, changes and methods of a target are called. */
export function useCellWords({ layout }: TargetTable, format: MetricFormat) {
  const t = useT();
  const { state, master } = usePlan();
  return {
    cell: (at: CellPlace): string => cellText(t, master, layout, at),
    change: (before: number | null, after: number | null): string => changeText(t, format, before, after),
    method(method: string, reference: string | null): string {
      const name = methodName(t, method);
      const other = reference === null ? undefined : targetNames(targetsOf(state), master, t).get(reference);
      return other === undefined ? name : t('targets.explain.reference', { name, other });
    },
  };
}

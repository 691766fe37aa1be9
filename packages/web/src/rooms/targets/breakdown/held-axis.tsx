import { formatPeriod } from '@shapan/i18n';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Combobox } from '../../../design/index.ts';
import { memberName } from '../names.ts';
import { type Arrangement, type Axis, heldAt } from './arrangement.ts';

interface HeldAxisProps {
  readonly table: TargetTable;
  readonly arrangement: Arrangement;
  readonly axis: Axis;
  readonly name: string;
  readonly onArrange: (arrangement: Arrangement) => void;
}

/** At which member, or in which period, everything is seen. */
export function HeldAxis({ table, arrangement, axis, name, onArrange }: HeldAxisProps) {
  const t = useT();
  const { master } = usePlan();
  const { frame, periods } = table.layout;
  const { filters } = arrangement;
  const tree = axis === 'time' ? frame.time : frame.trees[axis];
  const node = axis === 'time' ? filters.time : (filters.members[axis] ?? 0);
  const choices = useMemo(() => {
    const days = new Map(periods.map((period) => [period.id, period]));
    const label = (id: string): string =>
      axis === 'time'
        ? formatPeriod(id, t.locale, { year: true, days: days.get(id) })
        : memberName(master, id);
    return (tree?.ids ?? []).slice(1).map((id, i) => ({ value: String(i + 1), label: label(id) }));
  }, [tree, periods, axis, t.locale, master]);
  return (
    <Combobox
      label={name}
      value={node === 0 ? null : String(node)}
      placeholder={t('targets.everything')}
      choices={choices}
      emptyText={t('targets.grid.noChoice')}
      openLabel={t('targets.open')}
      clearLabel={t('targets.everything')}
      onChange={(chosen) => onArrange(heldAt(arrangement, axis, Number(chosen ?? 0)))}
    />
  );
}

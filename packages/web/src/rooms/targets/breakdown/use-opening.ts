import { useCallback, useMemo, useState } from 'react';
import type { TargetTable } from '../../../data/tables.ts';
import type { LaidOut } from '../view.ts';
import type { Arrangement } from './arrangement.ts';
import { isWithin, levelsFrom } from './levels.ts';
import type { IsOpen } from './lines.ts';
import { presentRows } from './present-rows.ts';
import { toggledFrom, toggledText } from './toggled.ts';

export type Edge = 'rows' | 'columns';

/** Up to so many rows or periods everything is open at first; beyond that only what leads. */
const openRows = 40;
const openPeriods = 16;

/** What of both edges is open: a branch that was toggled as it was left, the others as far as the level asked for. */
export function useOpening(
  table: TargetTable,
  arrangement: Arrangement,
  { levels, open }: Pick<LaidOut, 'levels' | 'open'>,
  onOpen: (open: string | undefined) => void,
) {
  const asked = useMemo(() => levelsFrom(levels), [levels]);
  const [kept, setKept] = useState(() => ({ seen: open, toggled: toggledFrom(open) }));
  let { toggled } = kept;
  // The address follows a moment later; when it says something else than was toggled here, it is right.
  if (kept.seen !== open) {
    if (toggledText(toggled) !== open) toggled = toggledFrom(open);
    setKept({ seen: open, toggled });
  }
  const few = fewLines(table, arrangement);
  const fewRows = few.rows;
  const fewColumns = few.columns;

  const isOpen = useCallback(
    (edge: Edge): IsOpen => {
      const level = asked[edge];
      const all = edge === 'rows' ? fewRows : fewColumns;
      return (id, depth, next) => toggled[edge].get(id) ?? (level ? isWithin(next, level) : all || depth < 1);
    },
    [asked, toggled, fewRows, fewColumns],
  );
  const toggle = (edge: Edge) => (id: string, on: boolean) => {
    const next = { ...toggled, [edge]: new Map(toggled[edge]).set(id, on) };
    setKept({ seen: open, toggled: next });
    onOpen(toggledText(next));
  };
  return { isOpen, toggle };
}

function fewLines(table: TargetTable, { rows, columns }: Arrangement): Readonly<Record<Edge, boolean>> {
  const { trees, time } = table.layout.frame;
  const periods = time.leafNodes.length;
  const members = rows.some((axis) => axis !== 'time') ? presentRows(table) : 1;
  const across = columns.reduce<number>(
    (count, axis) => count * (axis === 'time' ? periods : (trees[axis]?.ids.length ?? 1)),
    1,
  );
  return {
    rows: members * (rows.includes('time') ? periods : 1) <= openRows,
    columns: across <= openPeriods,
  };
}

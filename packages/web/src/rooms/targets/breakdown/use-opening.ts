import { useCallback, useState } from 'react';
import type { TargetTable } from '../../../data/tables.ts';
import type { Arrangement } from './arrangement.ts';
import { isWithin, type Levels } from './levels.ts';
import type { IsOpen } from './lines.ts';
import { presentRows } from './use-breakdown.ts';

export type Edge = 'rows' | 'columns';

/** Up to so many rows or periods everything is open at first; beyond that only what leads. */
const openRows = 40;
const openPeriods = 16;

type Toggles = ReadonlyMap<string, boolean>;

interface Toggled {
  /** The levels on top of which it was toggled; others begin anew. */
  readonly levels: string;
  readonly rows: Toggles;
  readonly columns: Toggles;
}

/** What of both edges is open: a branch that was toggled as it was left, the others as far as the level asked for. */
export function useOpening(table: TargetTable, arrangement: Arrangement, levels: Levels) {
  const asked = JSON.stringify(levels);
  const [kept, setKept] = useState<Toggled>({ levels: asked, rows: new Map(), columns: new Map() });
  const toggled = kept.levels === asked ? kept : fresh(asked);
  const few = fewLines(table, arrangement);
  const fewRows = few.rows;
  const fewColumns = few.columns;

  const isOpen = useCallback(
    (edge: Edge): IsOpen => {
      const level = (JSON.parse(asked) as Levels)[edge];
      const all = edge === 'rows' ? fewRows : fewColumns;
      return (id, depth, next) => toggled[edge].get(id) ?? (level ? isWithin(next, level) : all || depth < 1);
    },
    [asked, toggled, fewRows, fewColumns],
  );
  const toggle = (edge: Edge) => (id: string, open: boolean) =>
    setKept((now) => {
      const base = now.levels === asked ? now : fresh(asked);
      return { ...base, [edge]: new Map(base[edge]).set(id, open) };
    });
  return { isOpen, toggle };
}

const fresh = (levels: string): Toggled => ({ levels, rows: new Map(), columns: new Map() });

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

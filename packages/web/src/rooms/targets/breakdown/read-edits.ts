import type { TargetEntry } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import type { GridEdit } from '../../../grid/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { type ReadCell, readCell, type Spreading } from './entries.ts';
import type { PlacedHold } from './holds.ts';
import { type BreakdownCell, type BreakdownModel, cellKey, isDivisible } from './model.ts';

export interface ReadOptions {
  readonly edits: readonly GridEdit[];
  readonly model: Pick<BreakdownModel, 'at'>;
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly spreading: Spreading;
}

/** A rate typed where there is nothing to divide by yet: both parts are asked for. */
export interface PartsQuestion {
  readonly cell: BreakdownCell;
  readonly rate: number | null;
}

export interface ReadEdits {
  readonly entries: readonly TargetEntry[];
  /** The cell that the gesture is about: the one total among leaves, else the first. */
  readonly first: BreakdownCell | null;
  /** Holds of the typist's own that stand on the cells. */
  readonly holds: readonly PlacedHold[];
  readonly question: PartsQuestion | null;
  readonly bad: readonly {
    readonly key: string;
    readonly text: string;
    readonly code: string;
    readonly params: Readonly<Record<string, unknown>> | undefined;
  }[];
}

/** One gesture becomes one set of entries; what cannot be read stays in its cell and stops nothing else. */
export function readEdits({ edits, model, table, format, spreading }: ReadOptions): ReadEdits {
  const entries: TargetEntry[] = [];
  const bad: ReadEdits['bad'][number][] = [];
  const holds = new Set<PlacedHold>();
  let first: BreakdownCell | null = null;
  let question: PartsQuestion | null = null;
  for (const edit of edits) {
    const cell = model.at(edit.row, edit.column);
    if (!cell?.at) continue;
    const divisible = isDivisible(table, cell.place);
    const read: ReadCell = readCell(
      { at: cell.at, text: edit.text, current: cell.value, leaf: cell.leaf, divisible },
      format,
      spreading,
    );
    if ('entry' in read) {
      entries.push(read.entry);
      if (cell.hold && cell.hold.keeps !== 'bound') holds.add(cell.hold);
      if (first === null || (first.leaf && !cell.leaf)) first = cell;
    } else {
      const code = 'problem' in read ? read.problem.code : 'BASIS_ZERO';
      const params = 'problem' in read ? read.problem.params : undefined;
      if ('ask' in read && edits.length === 1 && cell.leaf) question = { cell, rate: read.rate };
      else bad.push({ key: cellKey(edit.rowId ?? '', edit.columnId), text: edit.text, code, params });
    }
  }
  return { entries, first, holds: [...holds], question, bad };
}

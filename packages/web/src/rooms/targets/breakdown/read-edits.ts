import type { CellPlace, Place, TargetEntry } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import type { GridEdit } from '../../../grid/index.ts';
import { cellsOfCode, cellsToward, isCodeOverCells, mostInRange } from '../codes/range-codes.ts';
import { readShares } from '../codes/share-entries.ts';
import type { MetricFormat } from '../metric-format.ts';
import { cellKey } from './cell-key.ts';
import { type ReadCell, readCell, type Spreading } from './entries.ts';
import type { PlacedHold } from './holds.ts';
import { type BreakdownCell, type BreakdownModel, isDivisible } from './model.ts';

export interface ReadOptions {
  readonly edits: readonly GridEdit[];
  readonly model: Pick<BreakdownModel, 'at' | 'rows' | 'columns'>;
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
  /** Further cells, where the one entry is about their sum. */
  readonly also?: readonly Place[];
  /** Holds of the typist's own that stand on the cells. */
  readonly holds: readonly PlacedHold[];
  readonly question: PartsQuestion | null;
  readonly bad: readonly BadText[];
}

interface BadText {
  readonly key: string;
  readonly text: string;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>> | undefined;
}

/** One gesture becomes one set of entries; what cannot be read stays in its cell and stops nothing else. */
export function readEdits(options: ReadOptions): ReadEdits {
  const shares = readShares(options);
  if (shares.rest === options.edits) return readOverCells(options) ?? readEach(options);
  const read = readEach({ ...options, edits: shares.rest });
  const [first = read.first] = shares.cells;
  const own = shares.cells.flatMap(({ hold }) => (hold && hold.keeps !== 'bound' ? [hold] : []));
  return {
    ...read,
    entries: [...shares.entries, ...read.entries],
    first,
    // Others move along, be it a single number that was typed: it is shown like any total.
    also: [],
    holds: [...new Set([...own, ...read.holds])],
    bad: [...shares.bad.map(({ edit, code }) => badText(edit, code)), ...read.bad],
  };
}

/** Each text into its own cell. */
function readEach({ edits, model, table, format, spreading }: ReadOptions): ReadEdits {
  const entries: TargetEntry[] = [];
  const bad: BadText[] = [];
  const holds = new Set<PlacedHold>();
  let first: BreakdownCell | null = null;
  let question: PartsQuestion | null = null;
  for (const edit of edits) {
    const cell = model.at(edit.row, edit.column);
    if (!cell?.at) continue;
    const read = readText(cell, cell.at, edit.text, { table, format, spreading });
    if ('toward' in read) bad.push(badText(edit, 'CODE_ALONE'));
    else if ('entry' in read) {
      entries.push(read.entry);
      if (cell.hold && cell.hold.keeps !== 'bound') holds.add(cell.hold);
      if (first === null || (first.leaf && !cell.leaf)) first = cell;
    } else {
      const { code, params } = 'problem' in read ? read.problem : { code: 'BASIS_ZERO', params: undefined };
      if ('ask' in read && edits.length === 1 && cell.leaf) question = { cell, rate: read.rate };
      else bad.push(badText(edit, code, params));
    }
  }
  return { entries, first, holds: [...holds], question, bad };
}

/**
 * A code about several cells at once: it points beyond its own, or was filled into all of them. It is one entry about
 * their sum; `null` = the gesture is nothing of the kind.
 */
function readOverCells({ edits, model, table, format, spreading }: ReadOptions): ReadEdits | null {
  const [edit] = edits;
  const filled = isCodeOverCells(edits);
  if (!edit || (edits.length > 1 && !filled)) return null;
  const typed = model.at(edit.row, edit.column);
  if (!typed?.at) return null;
  const read = readText(typed, typed.at, edit.text, { table, format, spreading });
  if (!('entry' in read) || (!filled && !read.toward)) return null;
  const { frame } = table.layout;
  const cells = filled
    ? cellsOfCode(model, frame, edits)
    : cellsToward(model, frame, edit, read.toward ?? []);
  const none = { entries: [], first: null, holds: [], question: null };
  if (cells.length > mostInRange)
    return { ...none, bad: [badText(edit, 'TOO_LARGE', { count: cells.length, max: mostInRange })] };
  const [first, ...others] = cells;
  if (!first?.at) return { ...none, bad: [badText(edit, 'CODE_NOWHERE')] };
  const selection = others.flatMap(({ at }) => at ?? []);
  const entry = { ...read.entry, at: first.at, ...(selection.length > 0 && { selection }) };
  return {
    entries: [entry],
    first,
    ...(others.length > 0 && { also: others.map(({ place }) => place) }),
    holds: first.hold && first.hold.keeps !== 'bound' ? [first.hold] : [],
    question: null,
    bad: [],
  };
}

const readText = (
  { value, leaf, place }: BreakdownCell,
  at: CellPlace,
  text: string,
  { table, format, spreading }: Pick<ReadOptions, 'table' | 'format' | 'spreading'>,
): ReadCell =>
  readCell({ at, text, current: value, leaf, divisible: isDivisible(table, place) }, format, spreading);

const badText = (
  { rowId = '', columnId, text }: GridEdit,
  code: string,
  params?: Readonly<Record<string, unknown>>,
): BadText => ({ key: cellKey(rowId, columnId), text, code, params });

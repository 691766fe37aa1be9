import { dataEdge, type Filled, type GridSize } from './edge.ts';
import type { CellAddress, CellRange } from './model.ts';
import { cellCount, contains, rangeOf, sameCell } from './range.ts';

/**
 * One rectangle from `anchor` to `head`. `active` is the cell that takes typing; it walks inside the rectangle with
 * Tab and Enter while the rectangle stays. `origin` is the column a run of Tabs began in, where Enter returns to.
 */
export interface Selection {
  readonly anchor: CellAddress;
  readonly head: CellAddress;
  readonly active: CellAddress;
  readonly origin: number | null;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Moves that can also extend the selection. */
export type Move =
  | Direction
  | `edge-${Direction}`
  | 'page-up'
  | 'page-down'
  | 'row-start'
  | 'row-end'
  | 'grid-start'
  | 'grid-end';

/** Steps in writing order: they walk inside a selected rectangle. */
export type Walk = 'next' | 'previous' | 'below' | 'above';

export interface Bounds extends GridSize {
  /** How many rows a page is. */
  readonly page: number;
  /** How many leading columns do not scroll; Home goes beside them first. */
  readonly sticky: number;
}

const steps = {
  up: { row: -1, column: 0 },
  down: { row: 1, column: 0 },
  left: { row: 0, column: -1 },
  right: { row: 0, column: 1 },
} as const;

export function selectCell(cell: CellAddress): Selection {
  return { anchor: cell, head: cell, active: cell, origin: null };
}

export function selectRange(anchor: CellAddress, head: CellAddress): Selection {
  return { anchor, head, active: anchor, origin: null };
}

export const selectedRange = (selection: Selection): CellRange => rangeOf(selection.anchor, selection.head);

/** The same start, another end; the active cell stays if it still lies inside. */
export function extendTo(selection: Selection, head: CellAddress): Selection {
  const { anchor, active } = selection;
  return {
    anchor,
    head,
    active: contains(rangeOf(anchor, head), active) ? active : anchor,
    origin: null,
  };
}

/** Where a move from one cell ends. */
export function destination(from: CellAddress, move: Move, bounds: Bounds, filled: Filled): CellAddress {
  const last = { row: bounds.rows - 1, column: bounds.columns - 1 };
  const home = Math.min(bounds.sticky, last.column);
  switch (move) {
    case 'up':
    case 'down':
    case 'left':
    case 'right':
      return clamp({ row: from.row + steps[move].row, column: from.column + steps[move].column }, last);
    case 'edge-up':
      return dataEdge(from, steps.up, bounds, filled);
    case 'edge-down':
      return dataEdge(from, steps.down, bounds, filled);
    case 'edge-left':
      return dataEdge(from, steps.left, bounds, filled);
    case 'edge-right':
      return dataEdge(from, steps.right, bounds, filled);
    case 'page-up':
      return clamp({ row: from.row - bounds.page, column: from.column }, last);
    case 'page-down':
      return clamp({ row: from.row + bounds.page, column: from.column }, last);
    case 'row-start':
      return { row: from.row, column: from.column > home ? home : 0 };
    case 'row-end':
      return { row: from.row, column: last.column };
    case 'grid-start':
      return { row: 0, column: from.row === 0 && from.column <= home ? 0 : home };
    case 'grid-end':
      return last;
  }
}

export function move(selection: Selection, step: Move, bounds: Bounds, filled: Filled): Selection {
  return selectCell(destination(selection.active, step, bounds, filled));
}

export function extend(selection: Selection, step: Move, bounds: Bounds, filled: Filled): Selection {
  return extendTo(selection, destination(selection.head, step, bounds, filled));
}

/**
 * Tab and Enter. Inside a rectangle of several cells they go round it; otherwise Tab goes on to the next row after
 * the last column, and Enter goes down to where the run of Tabs began. Null where Tab finds no further cell: the
 * caller lets the focus leave the grid.
 */
export function walk(selection: Selection, step: Walk, bounds: Bounds): Selection | null {
  const range = selectedRange(selection);
  if (cellCount(range) > 1) return { ...selection, active: roundTrip(selection.active, step, range) };
  const { row, column } = selection.active;
  const origin = selection.origin ?? column;
  if (step === 'below' || step === 'above') {
    const target = row + (step === 'below' ? 1 : -1);
    if (target < 0 || target >= bounds.rows) return selection;
    return selectCell({ row: target, column: origin });
  }
  const index = row * bounds.columns + column + (step === 'next' ? 1 : -1);
  if (index < 0 || index >= bounds.rows * bounds.columns) return null;
  const cell = { row: Math.floor(index / bounds.columns), column: index % bounds.columns };
  return { ...selectCell(cell), origin: cell.row === row ? origin : null };
}

export function selectAll(selection: Selection, size: GridSize): Selection {
  return {
    anchor: { row: 0, column: 0 },
    head: { row: size.rows - 1, column: size.columns - 1 },
    active: selection.active,
    origin: null,
  };
}

export function sameSelection(a: Selection, b: Selection): boolean {
  return sameCell(a.anchor, b.anchor) && sameCell(a.head, b.head) && sameCell(a.active, b.active);
}

function roundTrip(cell: CellAddress, step: Walk, range: CellRange): CellAddress {
  const rows = range.bottom - range.top + 1;
  const columns = range.right - range.left + 1;
  const across = step === 'next' || step === 'previous';
  const forward = step === 'next' || step === 'below' ? 1 : -1;
  const row = cell.row - range.top;
  const column = cell.column - range.left;
  const length = rows * columns;
  const index = ((across ? row * columns + column : column * rows + row) + forward + length) % length;
  return across
    ? { row: range.top + Math.floor(index / columns), column: range.left + (index % columns) }
    : { row: range.top + (index % rows), column: range.left + Math.floor(index / rows) };
}

function clamp(cell: CellAddress, last: CellAddress): CellAddress {
  return {
    row: Math.max(0, Math.min(cell.row, last.row)),
    column: Math.max(0, Math.min(cell.column, last.column)),
  };
}

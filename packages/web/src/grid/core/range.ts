import type { CellAddress, CellRange, GridModel } from './model.ts';

/** The smallest rectangle around two cells. */
export function rangeOf(a: CellAddress, b: CellAddress): CellRange {
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  };
}

export const heightOf = (range: CellRange): number => range.bottom - range.top + 1;
export const widthOf = (range: CellRange): number => range.right - range.left + 1;
export const cellCount = (range: CellRange): number => heightOf(range) * widthOf(range);

export function contains(range: CellRange, cell: CellAddress): boolean {
  return (
    cell.row >= range.top &&
    cell.row <= range.bottom &&
    cell.column >= range.left &&
    cell.column <= range.right
  );
}

export const sameCell = (a: CellAddress, b: CellAddress): boolean => a.row === b.row && a.column === b.column;

/** The part of a rectangle that exists in a model; null when nothing of it does. */
export function within(range: CellRange, model: GridModel): CellRange | null {
  const bottom = Math.min(range.bottom, model.rowCount - 1);
  const right = Math.min(range.right, model.columnCount - 1);
  return range.top > bottom || range.left > right ? null : { ...range, bottom, right };
}

/** Every cell, row by row. */
export function* cellsOf(range: CellRange): Generator<CellAddress> {
  for (let row = range.top; row <= range.bottom; row += 1)
    for (let column = range.left; column <= range.right; column += 1) yield { row, column };
}

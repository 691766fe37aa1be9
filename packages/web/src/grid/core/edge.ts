import type { CellAddress, CellRange } from './model.ts';

/** Whether a cell holds something. */
export type Filled = (cell: CellAddress) => boolean;

export interface Step {
  readonly row: -1 | 0 | 1;
  readonly column: -1 | 0 | 1;
}

/**
 * Where Ctrl+arrow lands: the end of the block of filled cells one stands in, otherwise the next filled cell,
 * otherwise the edge of the grid.
 */
export function dataEdge(from: CellAddress, step: Step, size: GridSize, filled: Filled): CellAddress {
  const next = (cell: CellAddress): CellAddress => ({
    row: cell.row + step.row,
    column: cell.column + step.column,
  });
  const exists = (cell: CellAddress) =>
    cell.row >= 0 && cell.column >= 0 && cell.row < size.rows && cell.column < size.columns;
  let cell = from;
  let ahead = next(cell);
  if (!exists(ahead)) return cell;
  const inBlock = filled(cell) && filled(ahead);
  while (exists(ahead)) {
    if (inBlock && !filled(ahead)) return cell;
    cell = ahead;
    if (!inBlock && filled(cell)) return cell;
    ahead = next(cell);
  }
  return cell;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

/**
 * How far a double click on the fill handle reaches: down beside the neighbouring column's block of filled cells.
 * The left neighbour decides; the right one only where the left one is empty or absent.
 */
export function fillDepth(range: CellRange, size: GridSize, filled: Filled): number {
  for (const column of [range.left - 1, range.right + 1]) {
    if (column < 0 || column >= size.columns || range.bottom + 1 >= size.rows) continue;
    let row = range.bottom;
    while (row + 1 < size.rows && filled({ row: row + 1, column })) row += 1;
    if (row > range.bottom) return row;
  }
  return range.bottom;
}

import type { CellAddress, CellRange, GridModel } from './model.ts';

export interface Line {
  readonly kind?: string;
  readonly depth?: number;
}

/** Sums of other lines: what is filled into them and into their parts at once would be said twice. */
export const isWhole = ({ kind }: Line): boolean => kind === 'total' || kind === 'group';

export const sameLevel = (a: Line, b: Line): boolean =>
  isWhole(a) === isWhole(b) && (!isWhole(a) || (a.depth ?? 0) === (b.depth ?? 0));

/**
 * Which cells a fill may reach: those on the level of the cell it starts from – months, not the quarters between them.
 * Where a range holds no other line of that level, as under a total, every line of it is meant.
 */
export function onLevelOf(
  model: GridModel,
  from: CellAddress,
  range: CellRange,
): (cell: CellAddress) => boolean {
  const rows = alone(model.row, from.row, range.top, Math.min(range.bottom, model.rowCount - 1));
  const columns = alone(model.column, from.column, range.left, range.right);
  const level = levelOf(model, from);
  return (cell) =>
    (rows || cell.row >= model.rowCount || level.row(cell.row)) && (columns || level.column(cell.column));
}

/** The same where the start is filled, too: a total never together with its parts, be it the only one or not. */
export function strictlyOnLevelOf(model: GridModel, from: CellAddress): (cell: CellAddress) => boolean {
  const level = levelOf(model, from);
  return ({ row, column }) => (row >= model.rowCount || level.row(row)) && level.column(column);
}

function levelOf(model: GridModel, from: CellAddress) {
  const row: Line = model.row(from.row);
  const column: Line = model.column(from.column);
  return {
    row: (at: number) => sameLevel(row, model.row(at)),
    column: (at: number) => sameLevel(column, model.column(at)),
  };
}

function alone(lineAt: (index: number) => Line, from: number, first: number, last: number): boolean {
  const start = lineAt(from);
  for (let index = first; index <= last; index += 1)
    if (index !== from && sameLevel(start, lineAt(index))) return false;
  return true;
}

/**
 * Of lines that are to be filled those that must be: a sum whose parts are all among them follows from these, and would be
 * said twice. One of which only some parts are filled is meant itself: the others take the rest.
 */
export function withoutSums(
  lineAt: (index: number) => Line,
  lines: readonly number[],
  count: number,
): ReadonlySet<number> {
  const filled = new Set(lines);
  const depthAt = (index: number): number => (index < count ? (lineAt(index).depth ?? 0) : -1);
  const follows = (index: number): boolean => {
    const depth = depthAt(index);
    const partDepth = depthAt(index + 1);
    if (!isWhole(lineAt(index)) || partDepth <= depth) return false;
    for (let next = index + 1; depthAt(next) > depth; next += 1)
      if (depthAt(next) === partDepth && !filled.has(next)) return false;
    return true;
  };
  return new Set(lines.filter((index) => index >= count || !follows(index)));
}

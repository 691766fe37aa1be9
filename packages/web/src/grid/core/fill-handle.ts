import { type EditPlan, planLines } from './edits.ts';
import { isWhole, onLevelOf, sameLevel } from './level.ts';
import type { CellAddress, CellRange, GridModel } from './model.ts';
import { contains, heightOf, widthOf } from './range.ts';
import { continueSeries, repeatSeries } from './series.ts';

/**
 * The range after dragging the fill handle to a cell: the source grown along one axis, the one the pointer left
 * furthest. Null while the pointer is still inside the source.
 */
export function dragFill(source: CellRange, pointer: CellAddress): CellRange | null {
  if (contains(source, pointer)) return null;
  const down = pointer.row - source.bottom;
  const up = source.top - pointer.row;
  const right = pointer.column - source.right;
  const left = source.left - pointer.column;
  const furthest = Math.max(down, up, right, left);
  if (furthest === down) return { ...source, bottom: pointer.row };
  if (furthest === up) return { ...source, top: pointer.row };
  if (furthest === right) return { ...source, right: pointer.column };
  return { ...source, left: pointer.column };
}

/** What follows some values along a line, so many of them. */
export type Carry = (values: readonly string[], count: number) => readonly string[];

/** Carry the source on into the rest of the range, each line by itself, as a series or as plain copies. */
export const planDragFill = (
  model: GridModel,
  source: CellRange,
  range: CellRange,
  how: 'series' | 'copy',
): EditPlan => planCarry(model, source, range, how === 'series' ? continueSeries : repeatSeries);

/**
 * The same by any rule. Only lines on one level count, in the source as ahead of it: a series of months passes over the
 * quarters. Where the source has both, the parts are meant.
 */
export function planCarry(model: GridModel, source: CellRange, range: CellRange, carry: Carry): EditPlan {
  const vertical = heightOf(range) > heightOf(source);
  const backward = range.top < source.top || range.left < source.left;
  const count = vertical ? heightOf(range) - heightOf(source) : widthOf(range) - widthOf(source);
  const lines = vertical ? widthOf(source) : heightOf(source);
  const length = vertical ? heightOf(source) : widthOf(source);
  const cellAt = (line: number, place: number): CellAddress =>
    vertical
      ? { row: source.top + place, column: source.left + line }
      : { row: source.top + line, column: source.left + place };
  const known = Array.from({ length }, (_, place) => place);
  if (backward) known.reverse();
  const lineAt = (place: number) =>
    vertical ? model.row(source.top + place) : model.column(source.left + place);
  const start = known.find((place) => !isWhole(lineAt(place))) ?? known.at(-1) ?? 0;
  const given = known.filter((place) => sameLevel(lineAt(start), lineAt(place)));
  const meant = onLevelOf(model, cellAt(0, start), range);
  const all = Array.from({ length: count }, (_, index) => (backward ? -1 - index : length + index));
  const places = all.filter((place) => meant(cellAt(0, place)));
  const texts = new Map<string, string>();
  for (let line = 0; line < lines; line += 1) {
    const values = given.map((place) => {
      const cell = cellAt(line, place);
      return model.cell(cell.row, cell.column).edit;
    });
    for (const [index, text] of carry(values, places.length).entries()) {
      const cell = cellAt(line, places[index] ?? 0);
      texts.set(`${cell.row} ${cell.column}`, text);
    }
  }
  const ahead = places.map((place) => cellAt(0, place));
  const across = Array.from({ length: lines }, (_, line) => cellAt(line, 0));
  const filled = vertical
    ? { rows: ahead.map(({ row }) => row), columns: across.map(({ column }) => column) }
    : { rows: across.map(({ row }) => row), columns: ahead.map(({ column }) => column) };
  return planLines(model, range, filled, range, (cell) => texts.get(`${cell.row} ${cell.column}`));
}

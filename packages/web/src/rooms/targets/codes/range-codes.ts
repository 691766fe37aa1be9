import { type CodeDirection, covers, type Frame, type Place, readSpreadCode } from '@shapan/engine';
import type { CellAddress, GridEdit } from '../../../grid/index.ts';
import type { BreakdownCell, BreakdownModel } from '../breakdown/model.ts';

/** The most cells that one code may be about; the server takes no more of them in one entry. */
export const mostInRange = 10_000;

type RangeModel = Pick<BreakdownModel, 'at' | 'rows' | 'columns'>;

/** Lines of the table in the order in which a code goes through them. */
interface Lines {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** From the cell that a code stands in as far as it points, beginning there (SPR-T14, SPR-T16). */
export function cellsToward(
  model: RangeModel,
  frame: Frame,
  from: CellAddress,
  directions: readonly CodeDirection[],
): readonly BreakdownCell[] {
  const along = (at: number, first: number, last: number, back: CodeDirection, on: CodeDirection) => {
    const [start, end] = [directions.includes(back) ? first : at, directions.includes(on) ? last : at];
    const lines = Array.from({ length: end - start + 1 }, (_, i) => start + i);
    return directions.includes(back) && !directions.includes(on) ? lines.reverse() : lines;
  };
  return lowestCells(model, frame, {
    rows: along(from.row, 0, model.rows.length - 1, 'up', 'down'),
    columns: along(from.column, 1, model.columns.length, 'left', 'right'),
  });
}

/** Of a range with several levels only the lowest ones count: a quarter is not filled beside its months (SPR-T14). */
function lowestCells(model: RangeModel, frame: Frame, { rows, columns }: Lines): readonly BreakdownCell[] {
  const lowest = (lines: readonly number[], placeOf: (line: number) => Place | undefined) =>
    lines.filter((line) => {
      const place = placeOf(line);
      return place && !lines.some((other) => isAbove(frame, place, placeOf(other)));
    });
  const kept = lowest(columns, (column) => {
    const line = model.columns[column - 1];
    return line?.shows ? undefined : line?.place;
  });
  return lowest(rows, (row) => model.rows[row]?.place).flatMap((row) =>
    kept.flatMap((column) => {
      const cell = model.at(row, column);
      return cell?.at && cell.exists ? [cell] : [];
    }),
  );
}

const isAbove = (frame: Frame, place: Place, other: Place | undefined): boolean =>
  other !== undefined && covers(frame, place, other) && !covers(frame, other, place);

/** The cells of one code that was filled into several: it is about their sum, not about each of them. */
export function cellsOfCode(
  model: RangeModel,
  frame: Frame,
  edits: readonly GridEdit[],
): readonly BreakdownCell[] {
  const rows = [...new Set(edits.map(({ row }) => row))];
  const columns = [...new Set(edits.map(({ column }) => column))];
  const filled = new Set(edits.map(({ row, column }) => model.at(row, column)?.place).map(keyOf));
  return lowestCells(model, frame, { rows, columns }).filter(({ place }) => filled.has(keyOf(place)));
}

const keyOf = (place: Place | undefined): string => (place ? [...place.members, place.time].join() : '');

/** Whether a gesture is one and the same code of a method in several cells. */
export function isCodeOverCells(edits: readonly GridEdit[]): boolean {
  const [first, second] = edits;
  if (!first || !second || edits.some(({ text }) => text !== first.text)) return false;
  const code = readSpreadCode(first.text);
  return code !== null && 'method' in code;
}

import type { GridModel } from '../../../grid/index.ts';

/** What of a table goes on paper: columns in sheets that fit the width of a page each, and so many of the rows. */
export interface Sheets {
  /** The columns of each sheet, from 1: the names stand on every one. */
  readonly sheets: readonly (readonly number[])[];
  readonly rows: number;
}

/** A4 lying down without its margins, in pixels of the screen. */
const page = 1030;
/** A browser lays out a page of so many cells in a few seconds. */
const mostCells = 40_000;
const [nameWidth, padding, perDigit, perHan] = [200, 14, 6.9, 12.2];

const widthOf = (text: string): number =>
  [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0x2e7f ? perHan : perDigit), 0) +
  padding;

/** Every row and column that is open, whether it was in sight or not. */
export function sheetsOf(model: GridModel): Sheets {
  const columns = Array.from({ length: model.columnCount - 1 }, (_, i) => i + 1);
  const rows = Math.min(model.rowCount, Math.max(1, Math.floor(mostCells / Math.max(1, columns.length))));
  const needed = (column: number): number => {
    let width = 48;
    for (let row = 0; row < rows; row += 1) width = Math.max(width, widthOf(model.cell(row, column).text));
    // A title may take two lines.
    return Math.max(width, widthOf(model.column(column).header) / 2 + padding);
  };
  const sheets: number[][] = [];
  let left = 0;
  for (const column of columns) {
    const width = needed(column);
    if (sheets.length === 0 || width > left) {
      sheets.push([]);
      left = page - nameWidth;
    }
    sheets.at(-1)?.push(column);
    left -= width;
  }
  return { sheets, rows };
}

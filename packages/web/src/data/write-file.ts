import { csvText } from '@shapan/contract';

/** A number as it stands in a file: all its digits, a point, no grouping; `null` = an empty cell. */
export type OutCell = string | { readonly number: string } | null;

export interface OutTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly OutCell[])[];
}

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** UTF-8 with a byte order mark and CR LF, as Excel and WPS open it without asking; words are never run as formulas. */
export function csvFile({ headers, rows }: OutTable): string {
  const lines = [headers, ...rows].map((cells) => cells.map(csvField).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function csvField(cell: OutCell): string {
  if (cell === null) return '';
  return typeof cell === 'string' ? csvText(cell, ',') : cell.number;
}

/** A workbook with the headings frozen; the program that writes it is read when somebody asks for one. */
export async function xlsxBytes({ headers, rows }: OutTable, name: string): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx');
  type Cells = NonNullable<Parameters<typeof writeXlsx>[0]['sheets'][number]['cells']>;
  const cells: Cells = new Map();
  const formats = headers.map((_, column) => numberFormat(rows.map((row) => row[column] ?? null)));
  headers.forEach((text, column) => {
    cells.set(`0,${column}`, { value: escaped(text), type: 'string', style: { font: { bold: true } } });
  });
  rows.forEach((row, at) => {
    row.forEach((cell, column) => {
      if (cell === null) return;
      const key = `${at + 1},${column}`;
      if (typeof cell === 'string') cells.set(key, { value: escaped(cell), type: 'string' });
      else {
        const style = { numFmt: formats[column] ?? 'General' };
        cells.set(key, { value: Number(cell.number), type: 'number', style });
      }
    });
  });
  return writeXlsx({
    sheets: [
      {
        name: sheetName(name),
        rows: [[], ...rows.map(() => [])],
        columns: headers.map(() => ({ width: 16 })),
        cells,
        freezePane: { rows: 1 },
      },
    ],
  });
}

/**
 * As many decimals as one of the column needs. With `#` for those that may be missing, Excel and WPS leave the point behind
 * a whole number: “500.”.
 */
function numberFormat(column: readonly OutCell[]): string {
  const places = column.map((cell) =>
    cell === null || typeof cell === 'string' ? 0 : (cell.number.split('.')[1]?.length ?? 0),
  );
  const most = places.reduce((a, b) => Math.max(a, b), 0);
  return most === 0 ? '#,##0' : `#,##0.${'0'.repeat(most)}`;
}

/** `_x0041_` in a workbook means the letter A; text that looks so needs its underscore written as a code. */
const escaped = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

/** At most 31 characters, none of `[]:*?/\`, no apostrophe at either end. */
const sheetName = (name: string): string =>
  name
    .replaceAll(/[[\]:*?/\\]/g, ' ')
    .slice(0, 31)
    .replaceAll(/^'+|'+$/g, '')
    .trim() || 'Sheet1';

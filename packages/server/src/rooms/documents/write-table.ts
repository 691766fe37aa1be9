import { csvText } from '@shapan/contract';
import { type CellStyle, type WriteSheet, writeXlsx as writeWorkbook } from 'hucre/xlsx';
import { type Cell, spreadsheetErrors } from './table.ts';
import { plainDecimal } from './xlsx-sheet.ts';

/** A table to hand out: what `readTables` gives back from it are the same header and the same cells. */
export interface OutputTable {
  /** Name of the worksheet; CSV has none. */
  readonly name: string;
  readonly columns: readonly OutputColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface OutputColumn {
  readonly header: string;
  /** Spreadsheet format of the column's numbers, such as `#,##0.00` or `0.0%`. */
  readonly numberFormat?: string;
}

/**
 * CSV as Excel and WPS open it without asking: UTF-8 with byte order mark, CR LF. Text that a spreadsheet would run
 * as a formula is guarded by an apostrophe; numbers are never touched.
 */
export function writeCsv(table: OutputTable): Uint8Array {
  const delimiter = ',';
  const header = table.columns.map(({ header }): Cell => ({ type: 'text', text: header }));
  const lines = [header, ...table.rows].map((row) =>
    row.map((cell) => writeCsvField(cell, delimiter)).join(delimiter),
  );
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`, 'utf8');
}

function writeCsvField(cell: Cell, delimiter: string): string {
  switch (cell.type) {
    case 'empty':
      return '';
    case 'number':
    case 'date':
    case 'error':
      return cell.text;
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE';
    case 'text':
      return csvText(cell.text, delimiter);
  }
}

/** A workbook with frozen headers. Text is stored as text, which no spreadsheet runs, so it needs no apostrophe. */
export function writeXlsx(tables: readonly OutputTable[]): Promise<Uint8Array> {
  const names = sheetNames(tables.map(({ name }) => name));
  return writeWorkbook({ sheets: tables.map((table, at) => sheetOf(table, names[at] ?? table.name)) });
}

const headerStyle: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F2F2F2' } },
};

type SheetCells = NonNullable<WriteSheet['cells']>;
type SheetCell = SheetCells extends Map<string, infer T> ? T : never;

function sheetOf(table: OutputTable, name: string): WriteSheet {
  const cells: SheetCells = new Map();
  table.columns.forEach(({ header }, column) => {
    cells.set(`0,${column}`, { value: escaped(header), type: 'string', style: headerStyle });
  });
  table.rows.forEach((row, rowIndex) => {
    row.forEach((cell, column) => {
      const written = sheetCell(cell, table.columns[column]?.numberFormat);
      if (written) cells.set(`${rowIndex + 1},${column}`, written);
    });
  });
  return {
    name,
    rows: [[], ...table.rows.map(() => [])],
    columns: table.columns.map((_, column) => ({ width: columnWidth(table, column) })),
    cells,
    freezePane: { rows: 1 },
  };
}

function sheetCell(cell: Cell, numberFormat: string | undefined): SheetCell | undefined {
  switch (cell.type) {
    case 'empty':
      return undefined;
    case 'boolean':
      return { value: cell.value, type: 'boolean' };
    case 'error':
      return { value: cell.text, type: 'error' };
    case 'date':
      return dateCell(cell.text);
    case 'number':
      return numberCell(cell.text, numberFormat);
    case 'text':
      return textCell(cell.text);
  }
}

function textCell(text: string): SheetCell {
  // The writer would turn the words `#N/A` into the error; as a run of rich text they stay words.
  if (spreadsheetErrors.has(text)) return { value: text, type: 'richText', richText: [{ text }] };
  return { value: escaped(text), type: 'string' };
}

/** A workbook stores 15 to 17 digits; a longer number keeps all its digits by becoming text. */
function numberCell(text: string, numberFormat: string | undefined): SheetCell {
  const value = Number(text);
  if (!sameDecimal(plainDecimal(value), text)) return textCell(text);
  return { value, type: 'number', ...(numberFormat !== undefined && { style: { numFmt: numberFormat } }) };
}

function sameDecimal(a: string, b: string): boolean {
  const bare = (text: string) =>
    (text.includes('.') ? text.replace(/\.?0+$/, '') : text).replace(/^-0$/, '0');
  return bare(a) === bare(b);
}

/** Days before 1 March 1900 have no number all spreadsheets agree on; they stay readable as text. */
function dateCell(text: string): SheetCell {
  const hasTime = text.length > 10;
  const value = new Date(hasTime ? `${text}Z` : `${text}T00:00:00Z`);
  if (text < '1900-03-01') return textCell(text);
  return { value, type: 'date', style: { numFmt: hasTime ? 'yyyy-mm-dd hh:mm:ss' : 'yyyy-mm-dd' } };
}

/** `_x0041_` in a workbook means the letter A; text that looks so needs its underscore written as a code. */
const escaped = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

/** Widest of the first rows, Chinese characters counting twice. */
function columnWidth(table: OutputTable, column: number): number {
  const texts = [table.columns[column]?.header ?? ''];
  for (const row of table.rows.slice(0, 200)) {
    const cell = row[column];
    if (cell && 'text' in cell) texts.push(cell.text);
  }
  const widest = Math.max(
    ...texts.map((text) => text.length + (text.match(/[\u2E80-\uFFEF]/g)?.length ?? 0)),
  );
  return Math.min(Math.max(widest + 2, 8), 60);
}

/** Spreadsheets allow 31 characters, none of `[]:*?/\`, no apostrophe at either end, and each name once. */
function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const clean =
      name
        .replaceAll(/[[\]:*?/\\]/g, ' ')
        .replaceAll(/^'+|'+$/g, '')
        .trim() || 'Sheet';
    let unique = clean.slice(0, 31);
    for (let count = 2; taken.has(unique.toLowerCase()); count += 1) {
      const suffix = ` (${count})`;
      unique = clean.slice(0, 31 - suffix.length) + suffix;
    }
    taken.add(unique.toLowerCase());
    return unique;
  });
}

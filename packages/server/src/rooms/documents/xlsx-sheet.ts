import type { Sheet } from 'hucre/xlsx';
import {
  type Cell,
  emptyCell,
  type TableRow,
  type TableSheet,
  type WarningList,
  warningList,
  withoutTrailingEmpty,
} from './table.ts';

type RawValue = Sheet['rows'][number][number];

/** One worksheet as the parser gives it → one table. */
export function sheetTable(sheet: Sheet, is1904: boolean): TableSheet {
  const warnings = warningList();
  const covered = coveredByMerges(sheet, warnings);
  const rows: TableRow[] = [];
  sheet.rows.forEach((values, rowIndex) => {
    const row = rowIndex + 1;
    const cells = values.map((value, column): Cell => {
      const key = `${rowIndex},${column}`;
      if (covered.has(key)) return emptyCell;
      const detail = sheet.cells?.get(key);
      if (value === null && detail?.formula !== undefined)
        warnings.add({ row, code: 'FORMULA_WITHOUT_RESULT', params: { column: column + 1 } });
      if (
        typeof value === 'string' &&
        (detail?.type === 'error' || (detail?.formula !== undefined && /^#\w/.test(value)))
      )
        return { type: 'error', text: value };
      if (value instanceof Date) {
        const cell = dateCell(value, is1904, detail?.style?.numFmt);
        if (cell.type === 'error')
          warnings.add({ row, code: 'DATE_IMPOSSIBLE', params: { column: column + 1 } });
        return cell;
      }
      return plainCell(value);
    });
    const filled = withoutTrailingEmpty(cells);
    if (filled.length > 0) rows.push({ row, cells: filled });
  });
  warnAboutHiddenRows(sheet, warnings);
  const hidden = sheet.hidden === true || sheet.veryHidden === true;
  return { name: sheet.name, hidden, rows, ...warnings.done() };
}

function plainCell(value: Exclude<RawValue, Date> | undefined): Cell {
  if (value === null || value === undefined || value === '') return emptyCell;
  if (typeof value === 'string') return { type: 'text', text: value };
  if (typeof value === 'boolean') return { type: 'boolean', value };
  return { type: 'number', text: plainDecimal(value) };
}

/**
 * The shortest decimal that names this number, without an exponent. The file stores 0.1 as 0.10000000000000001;
 * the shortest text is what the person typed.
 */
export function plainDecimal(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', first = '', rest = '', power = '0'] = match;
  const digits = first + rest;
  const point = 1 + Number(power);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}

const dayMilliseconds = 86_400_000;

/**
 * A spreadsheet date is a count of days with a format. Below one day it is a time of day, with a format such as
 * `[h]:mm` a duration; both become text, as no calendar day is meant.
 */
function dateCell(value: Date, is1904: boolean, format: string | undefined): Cell {
  const time = value.getTime();
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 31);
  const year = value.getUTCFullYear();
  if (Number.isNaN(time) || time < epoch || year > 9999) return { type: 'error', text: '#NUM!' };
  const sinceEpoch = time - epoch;
  if (format !== undefined && /\[(?:h+|m+|s+)\]/i.test(format))
    return { type: 'text', text: duration(days1900(sinceEpoch, is1904)) };
  const iso = value.toISOString();
  if (sinceEpoch < dayMilliseconds) return { type: 'text', text: iso.slice(11, 19) };
  if (time % dayMilliseconds === 0) return { type: 'date', text: iso.slice(0, 10) };
  return { type: 'date', text: iso.slice(0, time % 1000 === 0 ? 19 : 23) };
}

/** Excel counts a 29 February 1900 that never was; a duration has to count it too. */
function days1900(sinceEpoch: number, is1904: boolean): number {
  return !is1904 && sinceEpoch >= 60 * dayMilliseconds ? sinceEpoch + dayMilliseconds : sinceEpoch;
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Keys of cells behind a merged range's first cell: a spreadsheet hides whatever they hold. */
function coveredByMerges(sheet: Sheet, warnings: WarningList): ReadonlySet<string> {
  const covered = new Set<string>();
  for (const merge of sheet.merges ?? []) {
    const { startRow, startCol } = merge;
    if (!(startRow >= 0 && startCol >= 0)) continue;
    warnings.add({ row: startRow + 1, code: 'MERGED', params: { range: rangeName(merge) } });
    const lastRow = Math.min(merge.endRow, sheet.rows.length - 1);
    for (let row = startRow; row <= lastRow; row += 1) {
      const lastColumn = Math.min(merge.endCol, (sheet.rows[row]?.length ?? 0) - 1);
      for (let column = startCol; column <= lastColumn; column += 1)
        if (row !== startRow || column !== startCol) covered.add(`${row},${column}`);
    }
  }
  return covered;
}

function rangeName(merge: NonNullable<Sheet['merges']>[number]): string {
  return `${columnName(merge.startCol)}${merge.startRow + 1}:${columnName(merge.endCol)}${merge.endRow + 1}`;
}

/** 0 → A, 25 → Z, 26 → AA. */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

function warnAboutHiddenRows(sheet: Sheet, warnings: WarningList): void {
  const hidden = [...(sheet.rowDefs ?? [])].filter(([, row]) => row.hidden === true).map(([row]) => row + 1);
  if (hidden.length > 0)
    warnings.add({
      row: hidden.reduce((a, b) => Math.min(a, b)),
      code: 'ROWS_HIDDEN',
      params: { count: hidden.length },
    });
}

import { ok, problem, type Result, refuse } from '@shapan/engine';
import { readCsvField } from './csv-cell.ts';
import { RepairTooDear, scanCsv } from './scan-csv.ts';
import {
  type Cell,
  limits,
  type TableRow,
  type TableSheet,
  type WarningList,
  warningList,
  withoutTrailingEmpty,
} from './table.ts';

/** Decoded CSV text as typed rows. Nothing is dropped in silence: every damaged or uneven row has a warning. */
export function readCsv(text: string, delimiter: string, name: string): Result<TableSheet> {
  const rows: TableRow[] = [];
  const widths: number[] = [];
  const warnings = warningList();
  let cellCount = 0;
  try {
    for (const record of scanCsv(text, delimiter)) {
      if (record.line === 1 && text.startsWith('sep=') && record.fields.join(delimiter).length === 5)
        continue;
      if (record.damaged) warnings.add({ row: record.line, code: 'QUOTE_DAMAGED' });
      const cells = withoutTrailingEmpty(typed(record.fields, record.quoted));
      if (cells.length === 0) continue;
      rows.push({ row: record.line, cells });
      widths.push(record.fields.length);
      cellCount += cells.length;
      if (cellCount > limits.cells)
        return refuse(problem('FILE_TOO_LARGE', undefined, { row: record.line, cells: limits.cells }));
    }
  } catch (error) {
    if (error instanceof RepairTooDear)
      return refuse(
        problem('FILE_UNREADABLE', undefined, { row: error.line, damagedRows: warnings.done().warningCount }),
      );
    throw error;
  }
  warnAboutRows(rows, widths, warnings);
  return ok({ name, hidden: false, rows, ...warnings.done() });
}

function typed(fields: readonly string[], quoted: readonly boolean[]): Cell[] {
  return fields.map((field, at) => readCsvField(field, quoted[at] ?? false));
}

/** Compare each row with the width most rows have, counting trailing empty fields: a file has one shape. */
function warnAboutRows(rows: readonly TableRow[], widths: readonly number[], warnings: WarningList): void {
  const expected = mostFrequent(widths);
  rows.forEach(({ row, cells }, at) => {
    const found = widths[at] ?? 0;
    if (found !== expected)
      warnings.add({ row, code: found < expected ? 'ROW_SHORT' : 'ROW_LONG', params: { found, expected } });
    if (cells.some((cell) => cell.type === 'text' && cell.text.includes('\uFFFD')))
      warnings.add({ row, code: 'BYTES_DAMAGED' });
  });
}

function mostFrequent(values: readonly number[]): number {
  const tally = new Map<number, number>();
  for (const value of values) tally.set(value, (tally.get(value) ?? 0) + 1);
  let best = 0;
  for (const [value, count] of tally) if (count > (tally.get(best) ?? 0)) best = value;
  return best;
}

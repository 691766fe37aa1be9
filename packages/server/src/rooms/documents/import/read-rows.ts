import type { ImportMapping } from '@shapan/contract';
import { type Problem, problem } from '@shapan/engine';
import type { Cell, TableSheet } from '../table.ts';
import { amountOf, dateOf, periodIdOf, textOf } from './cell-text.ts';
import type { MemberFinder } from './members.ts';

/** A row of the file as what it means. */
export interface ImportRow {
  readonly row: number;
  readonly key: string;
  readonly when: { readonly date?: string; readonly period?: string };
  /** Dimension id → member id. */
  readonly coordinate: Readonly<Record<string, string>>;
  readonly amount: number;
  readonly weight: number | null;
}

export interface RowError {
  readonly row: number;
  readonly column: number | null;
  readonly problem: Problem;
  readonly value: string | null;
}

export interface ReadRows {
  readonly rows: readonly ImportRow[];
  readonly filtered: number;
  readonly errors: readonly RowError[];
}

/** Every row of the sheet, or every reason why it cannot be one. A bad row never hides the next. */
export function readRows(
  sheet: TableSheet,
  mapping: ImportMapping,
  members: MemberFinder,
  decimals: number,
): ReadRows {
  const rows: ImportRow[] = [];
  const errors: RowError[] = [];
  let filtered = 0;
  for (const { row, cells } of sheet.rows) {
    if (row <= mapping.headerRow) continue;
    if (mapping.filters.some(({ column, equals }) => textOf(cells[column]) !== equals)) {
      filtered += 1;
      continue;
    }
    const read = readRow(row, cells, mapping, members, decimals);
    if (read.errors.length > 0) errors.push(...read.errors);
    else if (read.value) rows.push(read.value);
  }
  return { rows, filtered, errors };
}

function readRow(
  row: number,
  cells: readonly Cell[],
  mapping: ImportMapping,
  members: MemberFinder,
  decimals: number,
): { readonly value?: ImportRow; readonly errors: readonly RowError[] } {
  const errors: RowError[] = [];
  const wrong = (column: number, problems: readonly Problem[]): void => {
    const [first] = problems;
    if (first) errors.push({ row, column, problem: first, value: textOf(cells[column]).slice(0, 200) });
  };
  const when = whenOf(cells[mapping.when]);
  if (!when) wrong(mapping.when, [problem('INVALID')]);
  const amount = amountOf(cells[mapping.amount], decimals, mapping.rounding);
  if (!amount.ok) wrong(mapping.amount, amount.problems);
  const weight = mapping.weight === undefined ? null : amountOf(cells[mapping.weight], 0, mapping.rounding);
  if (weight && !weight.ok) wrong(mapping.weight ?? 0, weight.problems);
  const coordinate: Record<string, string> = {};
  for (const { dimension, column, by } of mapping.dimensions) {
    const member = members.find(dimension, by, textOf(cells[column]));
    if (member.ok) coordinate[dimension] = member.value;
    else wrong(column, member.problems);
  }
  const key = keyOf(cells, mapping);
  // Rows without a name would all be one row to the ledger.
  if (key === '') wrong(mapping.key[0] ?? mapping.when, [problem('REQUIRED')]);
  if (errors.length > 0 || !when || !amount.ok) return { errors };
  return {
    value: { row, key, when, coordinate, amount: amount.value, weight: weight?.ok ? weight.value : null },
    errors,
  };
}

function whenOf(cell: Cell | undefined): ImportRow['when'] | undefined {
  const date = dateOf(cell);
  if (date) return { date };
  const period = periodIdOf(cell);
  return period ? { period } : undefined;
}

/** What names the row in its source; empty when nothing does. Slashes of the cells are doubled, so parts stay apart. */
function keyOf(cells: readonly Cell[], mapping: ImportMapping): string {
  const columns =
    mapping.key.length > 0 ? mapping.key : [mapping.when, ...mapping.dimensions.map(({ column }) => column)];
  const parts = columns.map((column) => textOf(cells[column]));
  if (parts.length < 2) return parts[0] ?? '';
  return parts.every((part) => part === '')
    ? ''
    : parts.map((part) => part.replaceAll('/', '//')).join(' / ');
}

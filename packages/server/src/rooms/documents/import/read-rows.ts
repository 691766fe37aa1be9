import type { ImportMapping, ToldRefusal } from '@shapan/contract';
import { ownName, problem, type Result } from '@shapan/engine';
import type { Cell, TableSheet } from '../table.ts';
import { decimalOf, type FileMoney, textOf } from './cell-text.ts';
import type { ExactDecimal } from './exact-decimal.ts';
import type { MemberFinder } from './members.ts';
import { namedIn, type When, whenOf } from './when.ts';

/** A value of the file as what it means: a row has one, or one per period where every column is a period. */
export interface ImportRow {
  readonly row: number;
  readonly key: string;
  readonly when: When;
  /** Column and text that say when, for who cannot do anything with it. */
  readonly saysWhen: { readonly column: number; readonly text: string };
  /** Dimension id → member id, `*` for all of it, `ownName` for a member itself. */
  readonly coordinate: Readonly<Record<string, string>>;
  readonly amountColumn: number;
  readonly amount: ExactDecimal;
  readonly weight: ExactDecimal | null;
}

export interface RowError {
  readonly row: number;
  readonly column: number | null;
  readonly problem: ToldRefusal;
  readonly value: string | null;
}

export interface ReadRows {
  readonly rows: readonly ImportRow[];
  readonly filtered: number;
  /** Values whose cell is empty: no value, which is neither 0 nor an error. */
  readonly empty: number;
  readonly errors: readonly RowError[];
}

/**
 * Of what besides single members a row may be: of a dimension as a whole, said in words (`said`) or by an empty cell, too
 * (`orEmpty`), and of a member itself without those below it.
 */
export type Wholes = 'none' | 'said' | 'orEmpty';

/** Every row of the sheet, or every reason why it cannot be one. A bad row never hides the next. */
export function readRows(
  sheet: TableSheet,
  mapping: ImportMapping,
  members: MemberFinder,
  decimals: number,
  { money = {}, wholes = 'none' }: { readonly money?: FileMoney; readonly wholes?: Wholes } = {},
): ReadRows {
  const rows: ImportRow[] = [];
  const errors: RowError[] = [];
  let filtered = 0;
  let empty = 0;
  // A sum over all of the time is no number of its own where only what happened counts.
  const all = valueColumns(mapping).filter(({ period }) => wholes !== 'none' || !isWholeTime(period));
  for (const { row, cells } of sheet.rows) {
    if (row <= mapping.headerRow) continue;
    if (mapping.filters.some(({ column, equals }) => textOf(cells[column]) !== equals)) {
      filtered += 1;
      continue;
    }
    const filled = all.filter(({ column }) => textOf(cells[column]) !== '');
    empty += all.length - filled.length;
    if (filled.length === 0) continue;
    const read = readRow(row, cells, filled, { mapping, members, decimals, money, wholes });
    rows.push(...read.values);
    errors.push(...read.errors);
  }
  return { rows, filtered, empty, errors };
}

/** Where values stand; `period` is the one that the whole column is about. */
function valueColumns({ amount, periods = [] }: ImportMapping): readonly ValueColumn[] {
  return periods.length > 0 ? periods : [{ column: amount ?? 0 }];
}

const isWholeTime = (period: string | undefined): boolean => {
  const when = period === undefined ? null : namedIn(period);
  return when !== null && 'name' in when && 'id' in when.name && when.name.id === 'all';
};

interface ValueColumn {
  readonly column: number;
  readonly period?: string;
}

interface Reading {
  readonly mapping: ImportMapping;
  readonly members: MemberFinder;
  readonly decimals: number;
  readonly money: FileMoney;
  readonly wholes: Wholes;
}

/** How files call all of a dimension. */
const ALL = /^(?:\*|全部|所有|合计|总计|总|total|grand total|all)$/i;

/** Behind the name of a member: itself, without what is below it. */
const ITSELF = /\s*(?:（本级）|\(本级\)|\(itself\))$/i;

function readRow(
  row: number,
  cells: readonly Cell[],
  columns: readonly ValueColumn[],
  { mapping, members, decimals, money, wholes }: Reading,
): { readonly values: readonly ImportRow[]; readonly errors: readonly RowError[] } {
  const errors: RowError[] = [];
  const accept = <T>(column: number, result: Result<T>): T | undefined => {
    if (result.ok) return result.value;
    const [first] = result.problems;
    const value = textOf(cells[column]).slice(0, 200);
    if (first) errors.push({ row, column, problem: first, value });
    return undefined;
  };
  const refuse = (column: number, code: 'INVALID' | 'REQUIRED') =>
    accept(column, { ok: false, problems: [problem(code)] });
  const times = columns.map(({ column, period }) => {
    const says = period === undefined ? { column: mapping.when ?? 0, text: '' } : { column, text: period };
    const when = period === undefined ? whenOf(cells, mapping) : namedIn(period);
    if (!when) refuse(says.column, 'INVALID');
    return { when, saysWhen: says.text === '' ? { ...says, text: textOf(cells[says.column]) } : says };
  });
  const amounts = columns.map(({ column }) => accept(column, decimalOf(cells[column], decimals, money)));
  const { weight: at } = mapping;
  const weight = at === undefined ? null : accept(at, weightOf(cells[at]));
  const coordinate: Record<string, string> = {};
  for (const { column, parent, ...named } of mapping.dimensions) {
    const text = textOf(cells[column]);
    // Somebody may really be called so.
    const isName = wholes === 'none' || members.knows(named, text);
    if (!isName && (ALL.test(text) || (text === '' && wholes === 'orEmpty'))) {
      coordinate[named.dimension] = '*';
      continue;
    }
    const itself = !isName && ITSELF.test(text);
    const above = parent === undefined ? '' : textOf(cells[parent]);
    const found = members.find(named, itself ? text.replace(ITSELF, '') : text, above);
    const member = accept(column, found);
    if (member !== undefined) coordinate[named.dimension] = itself ? ownName(member) : member;
  }
  const key = keyOf(cells, mapping);
  // Rows without a name would all be one row to the ledger.
  if (key === '') refuse(mapping.key[0] ?? mapping.when ?? 0, 'REQUIRED');
  if (errors.length > 0) return { values: [], errors };
  const values = columns.flatMap(({ column, period }, i): readonly ImportRow[] => {
    const { when, saysWhen } = times[i] ?? {};
    const amount = amounts[i];
    if (!when || !saysWhen || !amount) return [];
    const own = period === undefined ? key : `${key} / ${period}`;
    return [
      { row, key: own, when, saysWhen, coordinate, amountColumn: column, amount, weight: weight ?? null },
    ];
  });
  return { values, errors };
}

const weightOf = (cell: Cell | undefined): Result<ExactDecimal> =>
  textOf(cell) === '' ? { ok: false, problems: [problem('REQUIRED')] } : decimalOf(cell, 0);

/** What names the row in its source; empty when nothing does. Slashes of the cells are doubled, so parts stay apart. */
function keyOf(cells: readonly Cell[], { key, when, part, periods = [], dimensions }: ImportMapping): string {
  const time = periods.length > 0 ? [] : [when ?? 0, ...(part ? [part.column] : [])];
  const columns = key.length > 0 ? key : [...time, ...dimensions.map(({ column }) => column)];
  const parts = columns.map((column) => textOf(cells[column]));
  // Columns of periods alone: the period, which the caller adds, is the whole name.
  if (parts.length === 0) return '*';
  if (parts.length === 1) return parts[0] ?? '';
  return parts.every((text) => text === '')
    ? ''
    : parts.map((text) => text.replaceAll('/', '//')).join(' / ');
}

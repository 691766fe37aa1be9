import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { splitTwoWay } from '../two-way.ts';
import type { Family, Piece } from './pieces.ts';

/**
 * What each piece receives so that the totals of two families are all met (SPR-T73 to T75). A total inside another of
 * its family is a row of its own, and the larger one keeps the rest, so rows and columns never overlap. Leaves outside
 * all rows, or outside all columns, scale along with their column or row: they are one more row and column, and how
 * much falls to them follows from the real solution, rounded.
 *
 * Refuses with `BASIS_NEGATIVE` and `TWO_WAY_INFEASIBLE`: `need` and `take` of the `rows` and `columns` named (SPR-T74);
 * or `value` of one total and what is settled `inside` of it; or the sums `rowSum` and `columnSum` of the totals named, as
 * they were asked for, of which `fixed` more stays in the rows. The latter two differ by `difference`.
 */
export function solveTwoFamilies(
  families: readonly [Family, Family],
  pieces: readonly Piece[],
  weights: readonly number[],
): Result<number[]> {
  if (weights.some((weight) => weight < 0) && weights.some((weight) => weight > 0)) {
    return refuse(problem('BASIS_NEGATIVE', 'at', { value: Math.min(...weights) }));
  }
  const table = tableOf(families, pieces, weights);
  const { rows, columns, cells } = table;
  const against = settledAgainst(families, table, pieces) ?? totalAgainst(families, table);
  if (against !== null) return refuse(against);
  const inside = coreTotal(table);
  const down = sum(rows) - inside;
  const across = sum(columns) - inside;
  // What is left for the leaves outside has the sign of the table, beside totals of 0 too.
  if (down * signOf(table) < 0 || across * signOf(table) < 0) {
    return refuse(sumsDiffer(families, table));
  }
  const open = (line: readonly number[]): boolean => line.some((weight) => weight !== 0);
  const hasRest = { column: open(cells.map((line) => line.at(-1)!)), row: open(cells.at(-1)!) };
  // Without leaves outside, what does not fit has to be said of the rows and columns themselves.
  const height = rows.length + (hasRest.row ? 1 : 0);
  const width = columns.length + (hasRest.column ? 1 : 0);
  const split = splitTwoWay(
    [...rows, across].slice(0, height),
    [...columns, down].slice(0, width),
    cells.slice(0, height).map((line) => line.slice(0, width)),
  );
  if (!split.ok) return refuse(...split.problems.map((one) => named(one, families, table)));
  return ok(
    pieces.map(({ inner }) => {
      const row = inner[0]! < 0 ? rows.length : inner[0]!;
      const column = inner[1]! < 0 ? columns.length : inner[1]!;
      return split.value[row]?.[column] ?? 0;
    }),
  );
}

interface PieceTable {
  /** What each total is to receive apart from the totals inside it and from what stays. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Weights; the last row and the last column are the leaves outside. */
  readonly cells: readonly (readonly number[])[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const signOf = ({ rows, columns }: Pick<PieceTable, 'rows' | 'columns'>): 1 | -1 =>
  sum([...rows, ...columns]) < 0 ? -1 : 1;

function tableOf(
  families: readonly [Family, Family],
  pieces: readonly Piece[],
  weights: readonly number[],
): PieceTable {
  const [rows, columns] = families.map((family, f) => ownAmounts(family, f, pieces)) as [number[], number[]];
  // A negative table is the mirror image (SPR-T66).
  const sign = weights.every((weight) => weight <= 0) ? -1 : 1;
  const cells = [...rows, 0].map(() => [...columns, 0].map(() => 0));
  pieces.forEach(({ inner }, i) => {
    const row = inner[0]! < 0 ? rows.length : inner[0]!;
    const column = inner[1]! < 0 ? columns.length : inner[1]!;
    if (weights[i] !== 0) cells[row]![column] = sign * weights[i]!;
  });
  return { rows, columns, cells };
}

/** A total below which nothing may change any more, and that asks for something else than what stands there. */
function settledAgainst(
  families: readonly [Family, Family],
  { rows, columns }: PieceTable,
  pieces: readonly Piece[],
) {
  for (const [f, own] of [rows, columns].entries()) {
    const open = new Set(pieces.flatMap(({ inner, count }) => (count > 0 ? inner[f]! : [])));
    const at = own.findIndex((amount, i) => amount !== 0 && !open.has(i));
    if (at < 0) continue;
    const { name, value } = families[f]!.wanted[at]!;
    return problem('TWO_WAY_INFEASIBLE', 'at', {
      rows: f === 0 ? name : '',
      columns: f === 0 ? '' : name,
      value,
      inside: value - own[at]!,
      difference: own[at]!,
    });
  }
  return null;
}

/** Rows and columns that sum to something else, in the numbers that were asked for and not in what is left of them. */
function sumsDiffer([rows, columns]: readonly [Family, Family], own: PieceTable) {
  const outer = ({ wanted, above }: Family) => wanted.filter((_, i) => above[i]! < 0);
  const asked = (family: Family): number => sum(outer(family).map(({ value }) => value));
  const names = (family: Family): string =>
    outer(family)
      .map(({ name }) => name)
      .join('; ');
  const [rowSum, columnSum] = [asked(rows), asked(columns)];
  const difference = sum(own.rows) - sum(own.columns);
  return problem('TWO_WAY_INFEASIBLE', 'at', {
    rows: names(rows),
    columns: names(columns),
    rowSum,
    columnSum,
    difference,
    fixed: rowSum - columnSum - difference,
  });
}

/** One total below zero beside others above it: shares of one table all have the same sign. */
function totalAgainst([first, second]: readonly [Family, Family], table: PieceTable) {
  const { rows, columns } = table;
  const sign = signOf(table);
  const at = (amounts: readonly number[]): number => amounts.findIndex((amount) => amount * sign < 0);
  const [row, column] = [at(rows), at(columns)];
  if (row < 0 && column < 0) return null;
  return problem('TWO_WAY_INFEASIBLE', 'at', {
    rows: row < 0 ? '' : first.wanted[row]!.name,
    columns: row < 0 ? second.wanted[column]!.name : '',
    need: row < 0 ? 0 : rows[row]!,
    take: row < 0 ? columns[column]! : 0,
  });
}

/** What falls to each total apart from the totals inside it and from what stays. */
export function ownAmounts({ wanted, above }: Family, f: number, pieces: readonly Piece[]): number[] {
  const own = wanted.map(({ value }) => value);
  wanted.forEach(({ value }, i) => {
    if (above[i]! >= 0) own[above[i]!]! -= value;
  });
  for (const { inner, fixed } of pieces) if (inner[f]! >= 0) own[inner[f]!]! -= fixed;
  return own;
}

const rounds = 2_000;
const closeEnough = 1e-13;

/** How much of all rows falls to the leaves that also lie in a column: the real solution's share, rounded. */
function coreTotal({ rows: given, columns: asked, cells }: PieceTable): number {
  const outside = cells.at(-1)!;
  const [down, across] = [sum(given), sum(asked)];
  const rowsReachOut = cells.some((line) => line.at(-1) !== 0);
  const columnsReachOut = outside.some((weight) => weight !== 0);
  if (!rowsReachOut) return down;
  if (!columnsReachOut) return across;
  // A negative table is the mirror image (SPR-T75); what lies inside takes both factors, so their signs would cancel.
  const [rows, columns] = [given.map(Math.abs), asked.map(Math.abs)];
  const rho = rows.map(() => 1);
  const gamma = columns.map(() => 1);
  for (let round = 0, error = 1; round < rounds && error > closeEnough; round++) {
    error = 0;
    rows.forEach((amount, i) => {
      const reach = columns.reduce((total, _, j) => total + cells[i]![j]! * gamma[j]!, cells[i]!.at(-1)!);
      error = Math.max(error, Math.abs((rho[i]! * reach) / amount - 1) || 0);
      if (reach !== 0) rho[i] = amount / reach;
    });
    columns.forEach((amount, j) => {
      const reach = rows.reduce((total, _, i) => total + cells[i]![j]! * rho[i]!, outside[j]!);
      if (reach !== 0) gamma[j] = amount / reach;
    });
  }
  const core = sum(rows.map((_, i) => sum(columns.map((__, j) => cells[i]![j]! * rho[i]! * gamma[j]!))));
  const sign = down + across < 0 ? -1 : 1;
  const most = Math.min(Math.abs(down), Math.abs(across));
  // Totals that nothing can meet drive the factors out of reach; the table itself then says what does not fit.
  return sign * (Number.isFinite(core) ? Math.min(Math.max(Math.round(core), 0), most) : most);
}

/** Inside a commit, totals that disagree are one more way of not fitting together. */
function named(found: ReturnType<typeof problem>, families: readonly [Family, Family], table: PieceTable) {
  const [rows, columns] = families;
  const { code, params = {} } = found;
  if (code === 'CONTRADICTION') return sumsDiffer(families, table);
  if (code !== 'TWO_WAY_INFEASIBLE') return problem(code, 'at', params);
  const names = (family: Family, list: unknown): string =>
    String(list)
      .split(',')
      .flatMap((index) => (index === '' ? [] : (family.wanted[Number(index)]?.name ?? [])))
      .join('; ');
  return problem(code, 'at', {
    ...params,
    rows: names(rows, params['rows']),
    columns: names(columns, params['columns']),
  });
}

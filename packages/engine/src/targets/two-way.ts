import { addAmounts, isAmount, MAX_AMOUNT } from '../foundation/amount.ts';
import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import { fitTable } from './two-way-fit.ts';
import { settleTable } from './two-way-settle.ts';
import { type Table, tableOf, transposed } from './two-way-table.ts';
import { checkWeights, type Weights } from './weights.ts';

/**
 * A whole table that meets every row and every column total at once, as close to the weights as standard
 * rounding gets (SPR-T73–T75): xᵢⱼ = round(ρᵢ·wᵢⱼ·γⱼ), halves up, with multipliers for which all sums fit. A zero
 * weight stays zero. Totals of 0 and less give the mirror image of the positive table (SPR-T66).
 *
 * Unique up to ties. Among tied tables the one is taken whose cells, read row by row, are largest first; which
 * way round a table is read follows from its content, so that swapping rows and columns swaps the answer.
 * (A table equal to its own swap has no such choice: there the rows as given decide.)
 *
 * Refuses with `INVALID` (not a full table), `NOT_A_NUMBER`, `OUT_OF_RANGE` (no amount, or totals of both signs),
 * `BASIS_NEGATIVE`, `CONTRADICTION` (the rows sum to something else than the columns; params `rows`, `columns`,
 * `difference`) and `TWO_WAY_INFEASIBLE`: the rows listed in `rows` together need `need`, but the columns open to
 * them, listed in `columns`, take `take` (SPR-T74; comma-separated indexes from 0, amounts in smallest units).
 */
export function splitTwoWay(
  rows: readonly number[],
  columns: readonly number[],
  weights: readonly Weights[],
): Result<number[][]> {
  const problems = [...totalsProblems(rows, 'rows'), ...totalsProblems(columns, 'columns')];
  if (problems.length > 0) return refuse(...problems);
  const sign = [...rows, ...columns].some((total) => total < 0) ? -1 : 1;
  const mixed = mixedSigns(rows, 'rows', sign) ?? mixedSigns(columns, 'columns', sign);
  if (mixed !== null) return refuse(mixed);
  const agreed = sumsAgree(rows, columns);
  if (!agreed.ok) return agreed;
  const checked = checkShape(rows.length, columns.length, weights);
  if (!checked.ok) return checked;
  const table = tableOf(rows.map(Math.abs), columns.map(Math.abs), weights);
  const answer = apportion(table);
  if (!answer.ok) return answer;
  return ok(rows.map((_, row) => columns.map((_, column) => sign * (answer.value(row, column) ?? 0) + 0)));
}

function apportion(table: Table): Result<(row: number, column: number) => number | undefined> {
  const turned = transposed(table);
  const isTurned = compareTables(turned, table) < 0;
  const canonical = isTurned ? turned : table;
  const fitted = fitTable(canonical);
  if ('blocked' in fitted) {
    const { rows, columns } = fitted.blocked;
    return refuse(isTurned ? blockedTurned(table, rows, columns) : blocked(table, rows, columns));
  }
  const cells = settleTable(canonical, fitted);
  const width = canonical.columns.length;
  return ok((row, column) => (isTurned ? cells[column * width + row] : cells[row * width + column]));
}

const sumOver = (totals: readonly number[], at: readonly number[]): number =>
  at.reduce((sum, index) => sum + (totals[index] ?? 0), 0);

const blocked = (table: Table, rows: readonly number[], columns: readonly number[]) =>
  problem('TWO_WAY_INFEASIBLE', 'weights', {
    rows: rows.join(','),
    columns: columns.join(','),
    need: sumOver(table.rows, rows),
    take: sumOver(table.columns, columns),
  });

/**
 * In a turned table the certificate reads the other way: some columns need more than the rows open to them have.
 * Then all *other* rows reach only the other columns, and need more than those take.
 */
function blockedTurned(table: Table, turnedRows: readonly number[], turnedColumns: readonly number[]) {
  const others = (count: number, without: readonly number[]) =>
    Array.from({ length: count }, (_, at) => at).filter((at) => !without.includes(at));
  const rows = others(table.rows.length, turnedColumns);
  return blocked(table, rows, others(table.columns.length, turnedRows));
}

function totalsProblems(totals: readonly number[], path: string): Problem[] {
  if (totals.length === 0) return [problem('REQUIRED', path)];
  return totals.flatMap((total, at) => {
    if (isAmount(total)) return [];
    if (!Number.isFinite(total)) return [problem('NOT_A_NUMBER', `${path}[${at}]`)];
    if (!Number.isInteger(total)) {
      return [problem('INVALID', `${path}[${at}]`, { expected: 'whole number' })];
    }
    return [problem('OUT_OF_RANGE', `${path}[${at}]`, { min: -MAX_AMOUNT, max: MAX_AMOUNT })];
  });
}

function mixedSigns(totals: readonly number[], path: string, sign: 1 | -1): Problem | null {
  const at = totals.findIndex((total) => total * sign < 0);
  return at < 0 ? null : problem('OUT_OF_RANGE', `${path}[${at}]`, { min: -MAX_AMOUNT, max: 0 });
}

function sumsAgree(rows: readonly number[], columns: readonly number[]): Result<null> {
  const down = addAmounts(rows, 'rows');
  if (!down.ok) return down;
  const across = addAmounts(columns, 'columns');
  if (!across.ok) return across;
  const difference = down.value - across.value;
  if (difference === 0) return ok(null);
  return refuse(problem('CONTRADICTION', 'columns', { rows: down.value, columns: across.value, difference }));
}

function checkShape(height: number, width: number, weights: readonly Weights[]): Result<null> {
  if (weights.length !== height) {
    return refuse(problem('INVALID', 'weights', { expected: `${height} rows` }));
  }
  for (const [row, line] of weights.entries()) {
    if (line.length !== width) {
      return refuse(problem('INVALID', `weights[${row}]`, { expected: `${width} columns` }));
    }
    const checked = checkWeights(line, `weights[${row}]`, false);
    if (!checked.ok) return checked;
  }
  return ok(null);
}

/** A total order of tables by content: size, row totals, column totals, weights. */
function compareTables(a: Table, b: Table): number {
  return (
    a.rows.length - b.rows.length ||
    compareNumbers(a.rows, b.rows) ||
    compareNumbers(a.columns, b.columns) ||
    compareNumbers(a.weights, b.weights)
  );
}

function compareNumbers(a: Weights, b: Weights): number {
  for (let at = 0; at < a.length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

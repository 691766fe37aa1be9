import type { CrossTable, Margin } from './crossing.ts';

/** Whole totals for the crossings alone, in sum equal. */
export interface Margins {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

const rounds = 2_000;
const closeEnough = 1e-13;

/**
 * How much of each row and column falls to the crossings. Without leaves outside them it is everything. With
 * leaves outside every row and every column, all leaves of a row are scaled by one factor and all leaves of
 * a column by another (SPR-T73, the outside having no second factor); the crossings' share is then rounded
 * so that rows and columns still agree. `null` where neither holds, or no such factors were found.
 */
export function fitMargins({ rows, columns, cells }: CrossTable): Margins | null {
  const all = [...rows, ...columns];
  if (all.every(({ rest }) => rest === 0)) {
    return { rows: rows.map(({ amount }) => amount), columns: columns.map(({ amount }) => amount) };
  }
  const weights = cells.map((line) => line.map((cell) => cell?.weight ?? 0));
  const possible = all.every(({ rest, amount }) => rest > 0 && amount > 0);
  if (!possible || weights.flat().some((weight) => weight < 0)) return null;
  const core = scaleCore(rows, columns, weights);
  if (core === null) return null;
  const rowShares = core.map((line) => line.reduce((sum, one) => sum + one, 0));
  const columnShares = columns.map((_, j) => core.reduce((sum, line) => sum + line[j]!, 0));
  const total = Math.round(rowShares.reduce((sum, one) => sum + one, 0));
  return { rows: wholeShares(rowShares, total), columns: wholeShares(columnShares, total) };
}

/** Alternately scale rows and columns until both fit. */
function scaleCore(
  rows: readonly Margin[],
  columns: readonly Margin[],
  weights: readonly (readonly number[])[],
): number[][] | null {
  const across = rows.map(() => 1);
  const down = columns.map(() => 1);
  for (let round = 0; round < rounds; round++) {
    let error = 0;
    rows.forEach(({ amount, rest }, i) => {
      const reach = weights[i]!.reduce((sum, weight, j) => sum + weight * down[j]!, rest);
      error = Math.max(error, Math.abs((across[i]! * reach) / amount - 1));
      across[i] = amount / reach;
    });
    if (error < closeEnough)
      return weights.map((line, i) => line.map((weight, j) => weight * across[i]! * down[j]!));
    columns.forEach(({ amount, rest }, j) => {
      down[j] = amount / weights.reduce((sum, line, i) => sum + line[j]! * across[i]!, rest);
    });
  }
  return null;
}

/** Largest remainder over real shares; `total` is their sum, rounded. */
function wholeShares(shares: readonly number[], total: number): number[] {
  const floors = shares.map(Math.floor);
  let left = total - floors.reduce((sum, floor) => sum + floor, 0);
  const order = shares
    .map((share, i) => ({ i, rest: share - floors[i]! }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order) {
    if (left <= 0) break;
    floors[i]! += 1;
    left--;
  }
  return floors;
}

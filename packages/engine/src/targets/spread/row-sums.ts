import type { Span } from './scope.ts';
import { stretch } from './stretch.ts';

/** Sums of weights, row by row. */
export interface RowSums {
  /** What the weights of all rows before a row make; one more for the end. */
  readonly before: Float64Array;
  readonly total: number;
  /** What the weights below zero make, without their sign. */
  readonly negative: number;
}

/** All leaves of a scope share by these weights. */
export function everyLeaf({ rows, from, to }: Span, weights: Float64Array) {
  const sums = { before: new Float64Array(rows.length + 1), total: 0, negative: 0 };
  for (let row = 0; row < rows.length; row += stretch) {
    addRows(sums, weights, to - from, row, Math.min(rows.length, row + stretch));
  }
  return { takes: new Uint8Array(weights.length).fill(1), sums };
}

/** Rows `[begin, end)`. */
function addRows(
  sums: { -readonly [key in keyof RowSums]: RowSums[key] },
  weights: Float64Array,
  width: number,
  begin: number,
  end: number,
): void {
  const { before } = sums;
  let total = sums.total;
  let negative = 0;
  for (let row = begin, k = begin * width; row < end; row++) {
    for (const next = k + width; k < next; k++) {
      const weight = weights[k]!;
      total += weight;
      if (weight < 0) negative -= weight;
    }
    before[row + 1] = total;
  }
  sums.total = total;
  sums.negative += negative;
}

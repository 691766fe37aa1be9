import { type Weights, wideWeights } from './weights.ts';

/** A two-way task; totals are 0 or more and sum to the same. Cells lie row by row. */
export interface Table {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** 0 where a cell is closed: by a zero weight, or because its row or column gets nothing anyway. */
  readonly weights: Float64Array;
  /** The same proportions exactly. */
  readonly exact: readonly bigint[];
}

/** Cells of a table with multipliers that nearly explain them: ρ for rows, γ for columns. */
export interface Fit {
  readonly cells: Float64Array;
  readonly rho: Float64Array;
  readonly gamma: Float64Array;
}

export function tableOf(
  rows: readonly number[],
  columns: readonly number[],
  lines: readonly Weights[],
): Table {
  const weights = new Float64Array(rows.length * columns.length);
  for (const [row, line] of lines.entries()) {
    for (let column = 0; column < columns.length; column += 1) {
      const isOpen = rows[row] !== 0 && columns[column] !== 0;
      weights[row * columns.length + column] = isOpen ? (line[column] ?? 0) : 0;
    }
  }
  return { rows, columns, weights, exact: wideWeights(weights) };
}

/** Rows and columns swapped. */
export function transposed({ rows, columns, weights, exact }: Table): Table {
  const height = rows.length;
  const from = Array.from(weights, (_, at) => (at % height) * columns.length + Math.floor(at / height));
  return {
    rows: columns,
    columns: rows,
    weights: Float64Array.from(from, (at) => weights[at] ?? 0),
    exact: from.map((at) => exact[at] ?? 0n),
  };
}

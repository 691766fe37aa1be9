import type { LeafRuns } from '../../plan/leaf-runs.ts';

/** Changed leaves of one part, columnar and in canonical order; NaN = no entry. */
export interface CellChanges {
  readonly part: 0 | 1;
  /** Where they stand; their numbers lie in `before` and `after`. */
  readonly runs: LeafRuns;
  /** The same one by one: made when first asked for, and few ask. */
  readonly cells: Float64Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
}

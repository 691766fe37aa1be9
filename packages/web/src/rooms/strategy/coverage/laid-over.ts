import {
  type BaselineOf,
  type Contribution,
  type Coverage,
  coverageOf,
  type IsWider,
  type TargetLayout,
} from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';

/** What was laid last over each table: what did not change since is not laid again. */
const laidLast = new WeakMap<TargetLayout, Coverage>();

/** Contributions over a target's table, as the plan stands. */
export function laidOver(
  { layout, totals }: TargetTable,
  contributions: readonly Contribution[],
  baseline: BaselineOf | undefined,
  isWider: IsWider,
): Coverage {
  const coverage = coverageOf(layout, totals, contributions, baseline, isWider, laidLast.get(layout));
  laidLast.set(layout, coverage);
  return coverage;
}

import type { PlanSummary } from '@shapan/contract';
import type { ComparisonRequest } from './use-comparison.ts';

/** What a what-if changed of the plan it was taken from. */
export const branchComparison = ({ id, position, base }: PlanSummary): ComparisonRequest => ({
  book: id,
  from: 0,
  to: position,
  base: base ?? undefined,
});

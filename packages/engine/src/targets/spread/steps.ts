import type { Result } from '../../foundation/result.ts';
import type { Place } from '../frame.ts';
import type { Draft } from './draft.ts';
import { planGrowth, planLine } from './line.ts';
import type { StepEntry } from './ordered.ts';
import { planPattern } from './pattern.ts';
import type { SpreadMethod, SpreadRequest } from './request.ts';
import { planTransfer, planUnassigned } from './transfer.ts';

type Planner = (draft: Draft, place: Place, request: SpreadRequest) => Result<readonly StepEntry[]>;

const planners: Partial<Record<SpreadMethod, Planner>> = {
  straightLine: planLine,
  growth: planGrowth,
  pattern: planPattern,
  transfer: planTransfer,
  distribute: planTransfer,
  assign: planTransfer,
  unassigned: planUnassigned,
};

export const isStepMethod = (method: SpreadMethod): boolean => planners[method] !== undefined;

/** Break a method down into entries at sub-totals that do not overlap. */
export function planSteps(draft: Draft, place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  return planners[request.method]!(draft, place, request);
}

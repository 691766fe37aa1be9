import { ok, type Result } from '../../foundation/result.ts';
import type { Place } from '../frame.ts';
import type { Draft } from './draft.ts';
import { landing } from './landing.ts';
import { planGrowth, planLine } from './line.ts';
import { cellsAt, type StepEntry } from './ordered.ts';
import { planPattern } from './pattern.ts';
import { planPredict } from './predict.ts';
import type { SpreadMethod, SpreadRequest } from './request.ts';
import { planTransfer, planUnassigned } from './transfer.ts';

type Planner = (draft: Draft, place: Place, request: SpreadRequest) => Result<readonly StepEntry[]>;

const planners: Partial<Record<SpreadMethod, Planner>> = {
  straightLine: planLine,
  growth: planGrowth,
  pattern: planPattern,
  predict: planPredict,
  transfer: planTransfer,
  distribute: planTransfer,
  assign: planTransfer,
  unassigned: planUnassigned,
};

/** A range of cells gives *repeat* its meaning (SPR-T20). */
const plannerOf = ({ method, selection }: SpreadRequest): Planner | undefined =>
  method === 'repeat' && selection !== undefined ? planRepeat : planners[method];

export const isStepMethod = (request: SpreadRequest): boolean => plannerOf(request) !== undefined;

/** Break a method down into entries at sub-totals that do not overlap. */
export function planSteps(draft: Draft, place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  return plannerOf(request)!(draft, place, request);
}

/** One number into each cell of a range (SPR-T20), or on top of each. */
function planRepeat(draft: Draft, _place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  const { value = 0, action = 'replace', selection = [], part = 0 } = request;
  const places = [request.at, ...selection].map((cell) => landing(draft.input, cell));
  const cells = cellsAt(draft, places, part);
  if (!cells.ok) return cells;
  const step = action === 'subtract' ? -value : value;
  return ok(
    cells.value.map(({ place, sum }) => ({ place, value: action === 'replace' ? value : sum + step })),
  );
}

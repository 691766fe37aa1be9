import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { Place } from '../frame.ts';
import { leavesInWindow } from '../totals/scan.ts';
import type { Draft } from './draft.ts';
import { percentFactor, timesRatio } from './exact.ts';
import { behaviourOf, isMean, landing } from './landing.ts';
import { planGrowth, planLine } from './line.ts';
import { type Cell, cellsAt, orderedDimension, type StepEntry } from './ordered.ts';
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

/** The steps of which a typed number is a promise about their total. */
const promising: ReadonlySet<SpreadMethod> = new Set<SpreadMethod>([
  'pattern',
  'growth',
  'predict',
  'unassigned',
]);

/** A range of cells gives *repeat* its meaning (SPR-T20). */
const plannerOf = ({ method, selection }: SpreadRequest): Planner | undefined =>
  method === 'repeat' && selection !== undefined ? planRepeat : planners[method];

/** Whether what is typed is the total of its cells, however they are stepped through. */
export const promisesTotal = ({ method, value, pattern }: SpreadRequest): boolean =>
  promising.has(method) && value !== undefined && (pattern?.some((item) => typeof item === 'number') ?? true);

export const isStepMethod = (request: SpreadRequest): boolean => plannerOf(request) !== undefined;

/**
 * Whether steps would share a number out over periods that do not add up to it: those of a mean, or the ones of a balance
 * of which only the first or last is shown (SPR-T2, SPR-T40).
 */
export function sharesOverPeriods(draft: Draft, request: SpreadRequest): boolean {
  const { input } = draft;
  const { method, selection = [] } = request;
  if (!promisesTotal(request)) return false;
  const longer = [request.at, ...selection].some(({ time }) => {
    const { from, to } = leavesInWindow(input.cube, input.frame.time, time);
    return to - from > 1;
  });
  if (!longer || isMean(input)) return longer;
  const behaviour = behaviourOf(input);
  if (method === 'unassigned' || (behaviour !== 'first' && behaviour !== 'last')) return false;
  if (selection.length > 0) return true;
  const along = orderedDimension(draft, landing(input, request.at), request);
  return along.ok && along.value === 'time';
}

/** Break a method down into entries at sub-totals that do not overlap. */
export function planSteps(draft: Draft, place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  return plannerOf(request)!(draft, place, request);
}

/**
 * One number into each cell of a range (SPR-T20), or on top of each; a percentage scales each (SPR-T23). A cell in which
 * nothing may change keeps its number (SPR-T5).
 */
function planRepeat(draft: Draft, _place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  const { selection = [], part = 0 } = request;
  const places = [request.at, ...selection].map((cell) => landing(draft.input, cell));
  const cells = cellsAt(draft, places, part);
  if (!cells.ok) return cells;
  const wishes = cells.value.map((cell) => ({ ...cell, value: repeated(cell, request) }));
  const unlike = wishes.find(({ value, sum, entries }) => value !== sum || entries === 0);
  if (unlike !== undefined && wishes.every(({ free }) => free === 0)) {
    return refuse(problem('NO_FREE_CELL', 'at', { amount: unlike.value - unlike.sum, holds: '' }));
  }
  const scales = request.value === undefined;
  return ok(wishes.filter(({ free, entries }) => free > 0 && !(scales && entries === 0)));
}

/** What a cell is to show. */
function repeated({ sum }: Cell, request: SpreadRequest): number {
  const { value, action = 'replace' } = request;
  if (value === undefined) return timesRatio(sum, percentFactor(request));
  if (action === 'replace') return value;
  return action === 'subtract' ? sum - value : sum + value;
}

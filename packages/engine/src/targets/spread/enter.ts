import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { hullOf, type Place } from '../frame.ts';
import { leavesInWindow } from '../totals/scan.ts';
import { allocate, type Written } from './allocate.ts';
import { type Draft, type StepSums, settle, takeStep } from './draft.ts';
import { isEach, reachOf, transformEach } from './each.ts';
import { percentFactor, timesRatio } from './exact.ts';
import { behaviourOf, isFill, isMean, isRate, landing } from './landing.ts';
import { planWeightedMean } from './mean.ts';
import type { StepEntry } from './ordered.ts';
import { enterRate } from './rate.ts';
import type { LevelResidueRule, SpreadInput, SpreadRequest } from './request.ts';
import { guards, type Scope } from './scope.ts';
import { leaveOut } from './selection.ts';
import { isStepMethod, planSteps, promisesTotal, sharesOverPeriods } from './steps.ts';
import { allocations } from './weigh.ts';

/** One entry: its steps go into the draft, the place it decided is settled. */
export function enter(draft: Draft, request: SpreadRequest): Result<StepSums | null> {
  const { input } = draft;
  if (isStepMethod(request)) {
    if (!sharesOverPeriods(draft, request)) return enterSteps(draft, request, planSteps);
    return refuse(problem('KIND', 'method', { method: request.method, behaviour: behaviourOf(input) }));
  }
  if (request.selection !== undefined) return enterSelection(draft, request);
  const place = reachOf(input, request);
  const part = request.part ?? 0;
  const planner = plannerOverTime(input, place, request);
  if (planner !== null) return enterSteps(draft, request, planner);
  if (isRate(input) && request.part === undefined)
    return settled(draft, place, undefined, enterRate(draft, place, request));
  let parks: number | undefined;
  const sums = takeStep(draft, place, part, (scope) => {
    const written = compute(draft, scope, request);
    if (written.ok) parks = written.value.parks;
    return written;
  });
  if (parks === undefined || !sums.ok) return settled(draft, place, request.part, sums);
  return parkInstead(draft, request, parks);
}

function settled<T>(draft: Draft, place: Place, part: 0 | 1 | undefined, sums: Result<T>): Result<T> {
  if (sums.ok) settle(draft, place, part);
  return sums;
}

/** Nothing to be in proportion to: the difference goes to the named place (`zeroBasis: 'unassigned'`, SPR-T38). */
function parkInstead(draft: Draft, request: SpreadRequest, value: number): Result<null> {
  const taken = enterSteps(draft, { ...request, method: 'unassigned', value }, planSteps);
  if (taken.ok) draft.notices.push({ code: 'BASIS_PARKED', params: { amount: value } });
  return taken;
}

type Planner = typeof planSteps;

/** How a number typed at several periods of a day-weighted mean or a filled metric becomes entries at each of them. */
function plannerOverTime(input: SpreadInput, place: Place, { method }: SpreadRequest): Planner | null {
  const { from, to } = leavesInWindow(input.cube, input.frame.time, place.time);
  if (method !== 'proportional' || to - from < 2) return null;
  if (behaviourOf(input) === 'weightedAverage') return planWeightedMean;
  return isFill(input) ? planFill : null;
}

/** The number itself in every leaf period; the longer one shows their sum, and that is said (SPR-T41). */
function planFill(draft: Draft, place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  const { time } = draft.input.frame;
  const { from, to } = leavesInWindow(draft.input.cube, time, place.time);
  const [at, ...selection] = Array.from(time.leafNodes.subarray(from, to), (node) => ({
    ...place,
    time: node,
  }));
  const planned = planSteps(draft, place, { ...request, method: 'repeat', at: at!, selection });
  if (planned.ok) draft.notices.push({ code: 'NO_PROMISE', params: { leaves: planned.value.length } });
  return planned;
}

/** Several cells whose sum is typed: the smallest cell around them, with everything else in it left alone. */
function enterSelection(draft: Draft, request: SpreadRequest): Result<null> {
  const { input } = draft;
  const { method, selection = [], part } = request;
  const unable = (isRate(input) && part === undefined) || isMean(input) || isFill(input);
  if (unable) return refuse(problem('KIND', 'selection', { method, aggregation: input.aggregation }));
  const cells = [request.at, ...selection].map((cell) => reachOf(input, request, cell));
  const taken = takeStep(draft, hullOf(input.frame, cells), part ?? 0, (scope) => {
    const outside = leaveOut(input.frame, scope, cells);
    const written = compute(draft, scope, shifted(scope, request, outside));
    const parks = written.ok && written.value.parks !== undefined;
    return parks ? refuse(problem('BASIS_ZERO', 'selection', { amount: request.value ?? 0 })) : written;
  });
  if (!taken.ok) return taken;
  for (const cell of cells) settle(draft, cell, part);
  return ok(null);
}

/** The request for the whole cell around the selection: what lies outside of it is added to the wish. */
function shifted(scope: Scope, request: SpreadRequest, outside: number): SpreadRequest {
  if (isEach(request)) return request;
  if (request.shows !== undefined) return { ...request, shows: request.shows + outside };
  if (request.value === undefined && request.percent !== undefined) {
    const now = scope.values.reduce((sum, one) => (Number.isNaN(one) ? sum : sum + one), 0) - outside;
    const value = timesRatio(now, percentFactor(request)) + outside;
    return { ...request, value, percent: undefined, action: 'replace' };
  }
  const replaces = (request.action ?? 'replace') === 'replace';
  return replaces ? { ...request, value: (request.value ?? 0) + outside } : request;
}

function compute(draft: Draft, scope: Scope, request: SpreadRequest): Result<Written> {
  const { frame } = draft.input;
  if (isEach(request)) return transformEach(frame, scope, request);
  if (request.method === 'repeat') return repeatOnce(draft, scope, request);
  if (allocations[request.method] === undefined) {
    return refuse(problem('INVALID', 'method', { method: request.method }));
  }
  if (!isMean(draft.input) || scope.to - scope.from < 2) return allocate(frame, scope, request);
  if (behaviourOf(draft.input) === 'weightedAverage') {
    return refuse(problem('KIND', 'method', { method: request.method, behaviour: 'weightedAverage' }));
  }
  return allocateMean(draft, scope, request);
}

/**
 * Which periods a mean counts is known when they are written: an empty one that is held is not among them, an empty one
 * that takes something is. What is relative to the mean there was needs the periods it had (SPR-T40).
 */
function allocateMean(draft: Draft, scope: Scope, request: SpreadRequest): Result<Written> {
  const relative = request.value === undefined || (request.action ?? 'replace') !== 'replace';
  const before = sumOf(filledPeriods(scope, scope.values));
  let count = periodsToCount(scope, request);
  for (let tries = 0; tries < 2; tries++) {
    const written = allocate(draft.input.frame, scope, meanAsSum(request, count));
    if (!written.ok || written.value.promise === null) return written;
    const after = sumOf(filledPeriods(scope, written.value.after));
    if (relative && before > 0 && after !== before) break;
    if (after === count || request.value === undefined) return written;
    count = after;
  }
  return refuse(problem('KIND', 'method', { method: request.method, behaviour: 'average' }));
}

/** The mean of n periods is V when their sum is n·V; a percentage scales the sum as it scales the mean (SPR-T23). */
const meanAsSum = (request: SpreadRequest, count: number): SpreadRequest =>
  request.value === undefined ? request : { ...request, value: request.value * count };

/** Periods without any entry are not among those of a mean, and stay so where others are in proportion (SPR-T40). */
function periodsToCount(scope: Scope, request: SpreadRequest): number {
  const filled = filledPeriods(scope, scope.values);
  const count = sumOf(filled);
  if (request.method !== 'proportional' || count === 0) return filled.length;
  scope.values.forEach((_, k) => {
    if (filled[k % filled.length] === 0 && scope.guard[k] === guards.free) scope.guard[k] = guards.aside;
  });
  return count;
}

/** 1 for each leaf period with an entry. */
function filledPeriods(scope: Scope, values: Float64Array): Uint8Array {
  const filled = new Uint8Array(scope.to - scope.from);
  values.forEach((value, k) => {
    if (value === value) filled[k % filled.length] = 1;
  });
  return filled;
}

const sumOf = (marks: Uint8Array): number => marks.reduce((n, one) => n + one, 0);

/** *Repeat* has one meaning, one number into each cell of a range; on a single total it has none (SPR-T20). */
function repeatOnce(draft: Draft, scope: Scope, request: SpreadRequest): Result<Written> {
  if (scope.values.length === 1) {
    return allocate(draft.input.frame, scope, { ...request, method: 'proportional' });
  }
  const params = { method: 'repeat', instead: 'repeatLeaves,proportional' };
  return refuse(problem('INVALID', 'method', params));
}

/** One rule of rounding all the way down (SPR-T67); a named leaf lies below one step only. */
const belowStep = ({ residue }: SpreadRequest): LevelResidueRule | undefined =>
  residue === 'location' ? undefined : residue;

/** Methods made of entries at sub-totals, which are decided one after another and do not overlap. */
function enterSteps(draft: Draft, request: SpreadRequest, plan: Planner): Result<null> {
  if (isRate(draft.input) && request.part === undefined) {
    return refuse(
      problem('KIND', 'method', { method: request.method, aggregation: draft.input.aggregation }),
    );
  }
  const planned = plan(draft, landing(draft.input, request.at), request);
  if (!planned.ok) return planned;
  for (const { place, value } of planned.value) {
    const step: SpreadRequest = { at: place, method: 'proportional', value, residue: belowStep(request) };
    const taken = takeStep(draft, place, request.part ?? 0, (scope) =>
      allocate(draft.input.frame, scope, step),
    );
    if (!taken.ok) return taken;
    settle(draft, place, request.part);
  }
  // What a total is promised with stays, too, where no step went: nobody absorbs or is spread over there (SPR-T48, SPR-T81).
  const cells = promisesTotal(request) ? [request.at, ...(request.selection ?? [])] : [];
  for (const cell of cells) settle(draft, landing(draft.input, cell), request.part);
  return ok(null);
}

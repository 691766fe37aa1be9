import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { allocate, allocations, type Written } from './allocate.ts';
import { type Draft, type StepSums, settle, takeStep } from './draft.ts';
import { eachMethods, transformEach } from './each.ts';
import { behaviourOf, isRate, landing } from './landing.ts';
import { enterRate } from './rate.ts';
import type { SpreadRequest } from './request.ts';
import { guards, type Scope } from './scope.ts';
import { isStepMethod, planSteps } from './steps.ts';

/** One entry: its steps go into the draft, the place it decided is settled. */
export function enter(draft: Draft, request: SpreadRequest): Result<StepSums | null> {
  const { input } = draft;
  if (isStepMethod(request.method)) return enterSteps(draft, request);
  const place = landing(input, request.at);
  const part = request.part ?? 0;
  const sums =
    isRate(input) && request.part === undefined
      ? enterRate(draft, place, request)
      : takeStep(draft, place, part, (scope) => compute(draft, scope, request));
  if (sums.ok) settle(draft, place);
  return sums;
}

function compute(draft: Draft, scope: Scope, request: SpreadRequest): Result<Written> {
  const { frame } = draft.input;
  if (eachMethods.has(request.method)) return transformEach(frame, scope, request);
  if (request.method === 'repeat') return repeatOnce(draft, scope, request);
  if (allocations[request.method] === undefined) {
    return refuse(problem('INVALID', 'method', { method: request.method }));
  }
  if (behaviourOf(draft.input) !== 'average') return allocate(frame, scope, request);
  return allocate(frame, scope, meanAsSum(scope, request));
}

/** The mean of n periods is V when their sum is n·V; periods without any entry are not among them (SPR-T40). */
function meanAsSum(scope: Scope, request: SpreadRequest): SpreadRequest {
  const width = scope.to - scope.from;
  const filled = new Uint8Array(width);
  scope.values.forEach((value, k) => {
    if (value === value) filled[k % width] = 1;
  });
  const count = filled.reduce((n, one) => n + one, 0);
  const keepsEmpty = request.method === 'proportional' && count > 0;
  if (keepsEmpty) {
    scope.values.forEach((_, k) => {
      if (filled[k % width] === 0 && scope.guard[k] === guards.free) scope.guard[k] = guards.aside;
    });
  }
  return { ...request, value: (request.value ?? 0) * (keepsEmpty ? count : width) };
}

/** *Repeat* has one meaning, one number into each cell of a range; on a single total it has none (SPR-T20). */
function repeatOnce(draft: Draft, scope: Scope, request: SpreadRequest): Result<Written> {
  if (scope.values.length === 1) {
    return allocate(draft.input.frame, scope, { ...request, method: 'proportional' });
  }
  const params = { method: 'repeat', instead: 'repeatLeaves,proportional' };
  return refuse(problem('INVALID', 'method', params));
}

/** Methods made of entries at sub-totals, which are decided one after another and do not overlap. */
function enterSteps(draft: Draft, request: SpreadRequest): Result<null> {
  if (isRate(draft.input) && request.part === undefined) {
    return refuse(
      problem('KIND', 'method', { method: request.method, aggregation: draft.input.aggregation }),
    );
  }
  const planned = planSteps(draft, landing(draft.input, request.at), request);
  if (!planned.ok) return planned;
  for (const { place, value } of planned.value) {
    const step: SpreadRequest = { at: place, method: 'proportional', value };
    const taken = takeStep(draft, place, request.part ?? 0, (scope) =>
      allocate(draft.input.frame, scope, step),
    );
    if (!taken.ok) return taken;
    settle(draft, place);
  }
  return ok(null);
}

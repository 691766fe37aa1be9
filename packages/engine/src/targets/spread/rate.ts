import { problem } from '../../foundation/problem.ts';
import { compareRatios, ratio } from '../../foundation/ratio.ts';
import { type Result, refuse } from '../../foundation/result.ts';
import { readLeaf } from '../../plan/cube.ts';
import type { Place } from '../frame.ts';
import { sumLeaves } from '../totals/scan.ts';
import { allocate } from './allocate.ts';
import { cubeOf, type Draft, type StepSums, takeStep } from './draft.ts';
import { transformEach } from './each.ts';
import { timesRatio, writtenRatio } from './exact.ts';
import type { SpreadRequest } from './request.ts';
import type { Scope } from './scope.ts';

/**
 * A rate typed on a ratio or weighted average (SPR-T78). The numerator gives way: the wanted Σ numerator is
 * rate × Σ denominator, spread over the leaf numerators. `value` is in numerator units per denominator unit.
 */
export function enterRate(draft: Draft, place: Place, request: SpreadRequest): Result<StepSums> {
  const { input } = draft;
  switch (request.method) {
    case 'proportional':
      return proportionalRate(draft, place, request);
    case 'repeatLeaves':
      return rateInEveryLeaf(draft, place, request);
    case 'percent':
    case 'clear':
    case 'zero':
      return takeStep(draft, place, 0, (scope) => transformEach(input.frame, scope, request));
    default:
      return refuse(problem('KIND', 'method', { method: request.method, aggregation: input.aggregation }));
  }
}

function proportionalRate(draft: Draft, place: Place, request: SpreadRequest): Result<StepSums> {
  const { frame } = draft.input;
  const rate = request.value ?? 0;
  const { sum: denominator } = sumLeaves(cubeOf(draft), frame, 1, place);
  if (denominator === 0) return refuse(problem('BASIS_ZERO', 'at', { part: 'denominator' }));
  const numerator = timesRatio(denominator, writtenRatio(rate));
  const taken = takeStep(draft, place, 0, (scope) =>
    allocate(frame, scope, { ...request, value: numerator }, denominatorsOf(draft, scope)),
  );
  if (taken.ok && !isExact(rate, numerator, denominator)) {
    draft.notices.push({ code: 'NEAREST_RATE', params: { numerator, denominator } });
  }
  return taken;
}

/** Whether rate × denominator is the whole numerator (SPR-T79). */
function isExact(rate: number, numerator: number, denominator: number): boolean {
  return compareRatios(writtenRatio(rate), ratio(BigInt(numerator), BigInt(denominator))) === 0;
}

/** *Each leaf = V*: numerator = V × denominator; a leaf without a denominator has no rate and stays. */
function rateInEveryLeaf(draft: Draft, place: Place, request: SpreadRequest): Result<StepSums> {
  const { frame } = draft.input;
  const rate = writtenRatio(request.value ?? 0);
  const cube = cubeOf(draft);
  const reference = (row: number, slot: number): number | null => {
    const denominator = readLeaf(cube, 1, row, slot);
    return denominator === null ? null : timesRatio(denominator, rate);
  };
  return takeStep(draft, place, 0, (scope) =>
    transformEach(frame, scope, { ...request, method: 'copy', reference }),
  );
}

function denominatorsOf(draft: Draft, scope: Scope): Float64Array {
  const { time } = draft.input.frame;
  const cube = cubeOf(draft);
  const width = scope.to - scope.from;
  return scope.values.map((_, k) => {
    const slot = time.slots[scope.from + (k % width)]!;
    return readLeaf(cube, 1, scope.rows[Math.floor(k / width)]!, slot) ?? Number.NaN;
  });
}

import { problem } from '../../foundation/problem.ts';
import {
  addRatios,
  compareRatios,
  divideRatios,
  multiplyRatios,
  negateRatio,
  type Ratio,
  ratio,
} from '../../foundation/ratio.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { readLeaf } from '../../plan/cube.ts';
import type { Place } from '../frame.ts';
import { sumLeaves } from '../totals/scan.ts';
import { allocate } from './allocate.ts';
import { cubeOf, type Draft, type StepSums, takeStep } from './draft.ts';
import { transformEach } from './each.ts';
import { percentFactor, roundedRoot, timesRatio, writtenRatio } from './exact.ts';
import type { GivingPart, SpreadRequest } from './request.ts';
import type { Scope } from './scope.ts';

/**
 * A rate typed on a ratio or weighted average (SPR-T78). What gives way is spread over its leaves like any other sum: the
 * numerator becomes rate × Σ denominator, or the denominator Σ numerator ÷ rate, or both move by the same factor, one up
 * and one down. `value` is in numerator units per denominator unit.
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
  const sums = sumsOf(draft, place);
  const wanted = wantedRate(sums, request);
  if (!wanted.ok) return wanted;
  const rate = wanted.value;
  const parts = partsFor(sums, request.givesWay ?? 'numerator', rate);
  if (!parts.ok) return parts;
  const { numerator, denominator } = parts.value;
  // What was relative to the rate is in the sums by now, which replace the ones there are.
  const absolute: SpreadRequest = { ...request, percent: undefined, action: 'replace' };
  let taken: Result<StepSums> | null = null;
  // The denominator first: the numerator follows it where there is none yet.
  for (const part of [1, 0] as const) {
    const value = part === 0 ? numerator : denominator;
    if (part === (request.givesWay === 'denominator' ? 0 : request.givesWay === 'both' ? -1 : 1)) continue;
    taken = takeStep(draft, place, part, (scope) =>
      allocate(draft.input.frame, scope, { ...absolute, value }, leavesOf(draft, scope, part === 0 ? 1 : 0)),
    );
    if (!taken.ok) return taken;
  }
  if (!isExact(rate, numerator, denominator)) {
    draft.notices.push({ code: 'NEAREST_RATE', params: { numerator, denominator } });
  }
  return taken!;
}

/** The two sums of which a rate is the quotient. */
interface Sums {
  readonly numerator: number;
  readonly denominator: number;
}

function sumsOf(draft: Draft, place: Place): Sums {
  const sum = (part: 0 | 1): number => sumLeaves(cubeOf(draft), draft.input.frame, part, place).sum;
  return { numerator: sum(0), denominator: sum(1) };
}

/** What the cell is to show: the typed rate, or the rate there is with something added or a percentage of it. */
function wantedRate({ numerator, denominator }: Sums, request: SpreadRequest): Result<Ratio> {
  const { value, action = 'replace' } = request;
  if (value !== undefined && action === 'replace') return ok(writtenRatio(value));
  if (denominator === 0) return refuse(problem('BASIS_ZERO', 'at', { part: 'denominator' }));
  const now = ratio(BigInt(numerator), BigInt(denominator));
  if (value === undefined) return ok(multiplyRatios(now, percentFactor(request)));
  const typed = writtenRatio(value);
  return ok(addRatios(now, action === 'subtract' ? negateRatio(typed) : typed));
}

/** The sums that make the rate: one of them as it is, the other in whole units; or both moved by one factor. */
function partsFor({ numerator, denominator }: Sums, givesWay: GivingPart, rate: Ratio): Result<Sums> {
  if (givesWay !== 'denominator' && denominator === 0)
    return refuse(problem('BASIS_ZERO', 'at', { part: 'denominator' }));
  if (givesWay === 'numerator') return ok({ numerator: timesRatio(denominator, rate), denominator });
  if (numerator === 0) return refuse(problem('BASIS_ZERO', 'at', { part: 'numerator' }));
  if (rate.numerator === 0n) return refuse(problem('DIVISION_BY_ZERO', 'value'));
  const inverse = divideRatios(ratio(1n), rate);
  const square = multiplyRatios(inverse, ratio(BigInt(numerator) * BigInt(denominator)));
  if (givesWay === 'both' && square.numerator < 0n) return refuse(problem('SIGN_FLIP', 'value'));
  const made = givesWay === 'both' ? roundedRoot(square) : timesRatio(numerator, inverse);
  if (made === 0) return refuse(problem('OUT_OF_RANGE', 'value', { part: 'denominator' }));
  const signed = givesWay === 'both' && denominator < 0 ? -made : made;
  return ok({ numerator: givesWay === 'both' ? timesRatio(signed, rate) : numerator, denominator: signed });
}

/** Whether rate × denominator is the whole numerator (SPR-T79). */
function isExact(rate: Ratio, numerator: number, denominator: number): boolean {
  return compareRatios(rate, ratio(BigInt(numerator), BigInt(denominator))) === 0;
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

/** The other part's leaves: what is in proportion where a part has none yet. */
function leavesOf(draft: Draft, scope: Scope, part: 0 | 1): Float64Array {
  const { time } = draft.input.frame;
  const cube = cubeOf(draft);
  const width = scope.to - scope.from;
  return scope.values.map((_, k) => {
    const slot = time.slots[scope.from + (k % width)]!;
    return readLeaf(cube, part, scope.rows[Math.floor(k / width)]!, slot) ?? Number.NaN;
  });
}

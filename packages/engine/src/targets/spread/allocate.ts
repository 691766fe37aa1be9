import { MAX_AMOUNT } from '../../foundation/amount.ts';
import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { Frame } from '../frame.ts';
import { type Basis, type FreeSet, weightsOf } from './basis.ts';
import { oneWay, readBounded } from './bounded.ts';
import { writeBounded } from './bounded-units.ts';
import { type Chosen, descend, type Parts } from './descend.ts';
import { percentFactor, timesRatio } from './exact.ts';
import { maxFairCells, spreadFairly } from './fair.ts';
import { hasLimits, isWithinEnds } from './limits.ts';
import { floorsAndRest, locate } from './location.ts';
import type { Notice, SpreadRequest } from './request.ts';
import { type Named, roundedUp } from './rounded-up.ts';
import { countGuards, nothingFree, type Scope } from './scope.ts';
import { basisOf, type NearerBasis, readScope } from './weigh.ts';

/** New values of a scope's leaves (same layout), the total they were promised to make, and what to know. */
export interface Written {
  readonly after: Float64Array;
  /** `null` where a method promises nothing about the total. */
  readonly promise: number | null;
  readonly notices: readonly Notice[];
  /** Several totals are promised and none of them is below 0: nothing becomes so unasked (SPR-T62). */
  readonly nothingBelow?: true;
  /** The total that another place is to make true, because nothing here can be in proportion (SPR-T58). */
  readonly parks?: number;
  /** The leaves that notices are about: those that rounding gave more than their exact share, or the rest. */
  readonly named?: Named;
}

/** Give the free leaves of a scope what the typed number asks for (SPR-T6, SPR-T13, SPR-T17 to T34). */
export function allocate(
  frame: Frame,
  scope: Scope,
  request: SpreadRequest,
  nearer: NearerBasis = null,
): Result<Written> {
  const read = readScope(frame, scope, request);
  if (!read.ok) return read;
  const { set, kind, add } = read.value;
  const old = set.fixed + set.free;
  const wanted = wantedTotal(old, request);
  if (Math.abs(wanted) > MAX_AMOUNT) return refuse(problem('OUT_OF_RANGE', 'value', { value: wanted }));
  const amount = add ? wanted - old : wanted - set.fixed;
  const shown = wanted === old && set.entries > 0;
  const same = shown && isWithinEnds(frame, scope, request, set);
  const unchanged: Written = { after: scope.values, promise: wanted, notices: [] };
  if (same && (add || kind === 'self')) return ok(unchanged);
  if (set.count === 0) {
    return shown ? ok(unchanged) : refuse(nothingFree(scope, wanted - old));
  }
  const basis = basisOf(scope, request, read.value, amount, nearer);
  if (!basis.ok) return basis;
  if (basis.value.skip) {
    const { notices, park } = basis.value;
    return ok({ ...unchanged, promise: null, notices, ...(park && { parks: wanted }) });
  }
  const written = hasLimits(scope, request)
    ? writeWithin(frame, scope, request, set, basis.value, add, wanted)
    : write(frame, scope, request, set, basis.value, amount, add, wanted);
  if (!written.ok) return written;
  const notices = [...written.value.notices, ...otherReadings(scope, set, request, amount, wanted)];
  return ok({ ...written.value, notices });
}

/** What protection makes of the wish: less left than nothing (SPR-T44), or free leaves that move by more (SPR-T23). */
function otherReadings(
  scope: Scope,
  set: FreeSet,
  request: SpreadRequest,
  amount: number,
  wanted: number,
): readonly Notice[] {
  const notices: Notice[] = [];
  if (amount !== 0 && wanted !== 0 && amount < 0 !== wanted < 0 && countGuards(scope).closed > 0) {
    notices.push({ code: 'ALREADY_EXCEEDED', params: { amount } });
  }
  if (request.percent !== undefined && set.fixedNonZero) {
    const other = set.fixed + timesRatio(set.free, percentFactor(request));
    notices.push({ code: 'OTHER_PERCENT', params: { other } });
  }
  return notices;
}

/** The same between floors and caps (SPR-T64). */
function writeWithin(
  frame: Frame,
  scope: Scope,
  request: SpreadRequest,
  set: FreeSet,
  basis: Basis,
  add: boolean,
  wanted: number,
): Result<Written> {
  if (request.residue === 'location') {
    return refuse(problem('INVALID', 'residue', { method: request.method, limits: scope.limits.length }));
  }
  const weights = oneWay(basis);
  if (weights === null) return refuse(problem('BASIS_NEGATIVE', 'at', { limits: scope.limits.length }));
  const bounded = readBounded(frame, scope, request, set, weights, add);
  if (!bounded.ok) return bounded;
  const written = writeBounded(bounded.value, wanted - set.fixed, set.fixed, request);
  if (!written.ok) return written;
  const { after, units, raised, rest, restAt } = written.value;
  for (let k = 0; k < after.length; k++) {
    const now = scope.values[k]!;
    const untouched = basis.takes[k] === 0 && after[k] === (now || 0);
    if (set.counted[k] === 0 || untouched) after[k] = now;
  }
  const notices = [...basis.notices];
  if (request.fair === true) {
    const params = { reason: 'bounds', cells: after.length, max: maxFairCells.asked };
    notices.push({ code: 'NOT_FAIR', params });
  }
  if (set.count > 1) notices.push(...aboutRounding(units, rest));
  return ok({ after, promise: wanted, notices, named: { RESIDUE: raised, BELOW_GRANULE: restAt } });
}

function wantedTotal(old: number, request: SpreadRequest): number {
  if (request.shows !== undefined) return request.shows;
  if (request.value === undefined && request.percent !== undefined)
    return timesRatio(old, percentFactor(request));
  const value = request.value ?? 0;
  if (request.action === 'add') return old + value;
  return request.action === 'subtract' ? old - value : value;
}

function write(
  frame: Frame,
  scope: Scope,
  request: SpreadRequest,
  set: FreeSet,
  basis: Basis,
  amount: number,
  add: boolean,
  wanted: number,
): Result<Written> {
  const grain = request.granularity ?? 1;
  const granules = Math.trunc(amount / grain);
  const named = locate(frame, scope, request);
  if (!named.ok) return named;
  const chosen = chosenBy(request, basis, add);
  const weights = chosen ? basis.weights : weightsOf(basis);
  if (request.residue === 'divisor' && hasBothSigns(weights)) {
    return refuse(problem('BASIS_NEGATIVE', 'residue', { residue: request.residue }));
  }
  const { parts: given, notices: said } = hand(frame, scope, request, weights, chosen, granules, named.value);
  if (given === null) return refuse(problem('OUT_OF_RANGE', 'at', { value: amount }));
  const { parts, units } = given;
  const raised = units !== 0 && set.count > 1 ? roundedUp(parts, basis, granules) : [];
  const rest = amount - granules * grain;
  const restAt = rest === 0 ? null : (named.value ?? largestShare(basis));
  if (grain !== 1) for (let k = 0; k < parts.length; k++) parts[k]! *= grain;
  if (restAt !== null) parts[restAt]! += rest;
  if (named.value !== null && parts[named.value] !== 0) basis.takes[named.value] = 1;
  const after = parts; // what was handed out becomes what is there: no second array of this size
  if (!chosen) layOnTop(scope, basis, add, after);
  const notices: Notice[] = [...basis.notices, ...said].map((notice) =>
    notice.code === 'UNSTABLE'
      ? { ...notice, params: { ...notice.params, largest: largest(after) } }
      : notice,
  );
  if (set.count > 1) notices.push(...aboutRounding(units * grain, rest));
  const about: Named = { RESIDUE: raised, BELOW_GRANULE: restAt === null ? [] : [restAt] };
  return ok({ after, promise: wanted, notices, named: about });
}

/** What rounding handed out, in smallest units, and what made no whole granule (SPR-T68). */
function aboutRounding(units: number, rest: number): readonly Notice[] {
  const notices: Notice[] = [];
  if (units !== 0) notices.push({ code: 'RESIDUE', params: { units } });
  if (rest !== 0) notices.push({ code: 'BELOW_GRANULE', params: { amount: rest } });
  return notices;
}

/**
 * Leaves in proportion to their own numbers, unit by unit, through the levels: then the parts are the new numbers as they
 * stand, and leaves that take nothing are left where they are on the way. `undefined` where that is not so.
 */
function chosenBy(
  { granularity = 1, residue, fair }: SpreadRequest,
  { own, takes }: Basis,
  add: boolean,
): Chosen | undefined {
  const plain = !add && granularity === 1 && !fair && residue !== 'location' && residue !== 'divisor';
  return plain && own !== undefined ? { takes, sums: own } : undefined;
}

/** Parts become new numbers: leaves that take nothing keep theirs, the others are set or have it laid on top. */
function layOnTop({ values }: Scope, { takes }: Basis, add: boolean, after: Float64Array): void {
  for (let k = 0; k < after.length; k++) {
    const now = values[k]!;
    if (takes[k] === 0) after[k] = now;
    else if (add && now === now) after[k]! += now;
  }
}

/** The rule of rounding that was asked for (SPR-T65 to T70). */
function hand(
  frame: Frame,
  scope: Scope,
  { residue = 'largestRemainder', fair }: SpreadRequest,
  weights: Float64Array,
  chosen: Chosen | undefined,
  granules: number,
  named: number | null,
): { readonly parts: Parts | null; readonly notices: readonly Notice[] } {
  if (residue === 'location') {
    return { parts: named === null ? null : floorsAndRest(weights, granules, named), notices: [] };
  }
  const levels = () => descend(frame, scope, weights, granules, residue, chosen);
  if (!fair || residue !== 'largestRemainder') return { parts: levels(), notices: [] };
  const fairly = spreadFairly(
    frame,
    scope,
    weights,
    granules,
    fair === 'auto' ? maxFairCells.byDefault : maxFairCells.asked,
  );
  if ('parts' in fairly) return { parts: fairly, notices: [] };
  const { reason, cells, max } = fairly;
  const silent = reason === 'dimensions' && fair === 'auto';
  const notice: Notice = { code: 'NOT_FAIR', params: { reason, cells, max } };
  return { parts: levels(), notices: silent ? [] : [notice] };
}

function hasBothSigns(weights: Float64Array): boolean {
  let positive = false;
  let negative = false;
  for (const weight of weights) {
    positive ||= weight > 0;
    negative ||= weight < 0;
  }
  return positive && negative;
}

/** Where the rest below one granule goes: the largest share, the first of equals (SPR-T68). */
function largestShare({ weights, takes }: Basis): number {
  let best = -1;
  for (let k = 0; k < weights.length; k++) {
    if (takes[k] === 1 && (best < 0 || Math.abs(weights[k]!) > Math.abs(weights[best]!))) best = k;
  }
  return best;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (Math.abs(value) > Math.abs(most)) most = value;
  return most;
}

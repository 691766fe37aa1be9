import { problem } from '../../foundation/problem.ts';
import { addRatios, negateRatio, ratio } from '../../foundation/ratio.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { Frame, Place } from '../frame.ts';
import type { Written } from './allocate.ts';
import { freeSet, readReference } from './basis.ts';
import { percentFactor, percentOf, timesRatio } from './exact.ts';
import { landing } from './landing.ts';
import type { Notice, SpreadInput, SpreadMethod, SpreadRequest } from './request.ts';
import { nothingFree, type Scope } from './scope.ts';

/** Methods that transform every free leaf on its own and promise nothing about the total (mode `each`). */
export const eachMethods: ReadonlySet<SpreadMethod> = new Set<SpreadMethod>([
  'repeatLeaves',
  'capLeaves',
  'floorLeaves',
  'percent',
  'copyFactor',
  'addFactor',
  'copy',
  'clear',
  'zero',
]);

/** The new number of one leaf: `now` is NaN for no entry, `other` the reference's number or NaN. */
type Transform = (now: number, other: number) => number;

/** Whether a request promises nothing about the total: by its method, or because it asks to (SPR-T29). */
export const isEach = ({ method, mode }: SpreadRequest): boolean =>
  eachMethods.has(method) || (method === 'like' && mode === 'each');

/**
 * The place that a request is about, for one of its cells: a number lands where a balance shows it (SPR-T40), what is done
 * to every leaf is done to them all.
 */
export const reachOf = (input: SpreadInput, request: SpreadRequest, cell: Place = request.at): Place =>
  isEach(request) ? cell : landing(input, cell);

export function transformEach(frame: Frame, scope: Scope, request: SpreadRequest): Result<Written> {
  const transform = transformOf(request);
  if (!transform.ok) return transform;
  const set = freeSet(scope, request.filter);
  if (set.count === 0) return refuse(nothingFree(scope, request.value ?? 0));
  let reference: Float64Array | null = null;
  if (request.reference !== undefined) {
    const read = readReference(frame, scope, request.reference);
    if (!read.ok) return read;
    reference = read.value;
  }
  const after = scope.values.slice();
  for (let k = 0; k < after.length; k++) {
    if (set.counted[k] === 1) after[k] = transform.value(after[k]!, reference?.[k] ?? Number.NaN);
  }
  const quiet = request.method === 'clear' || scope.values.length === 1;
  const notices: Notice[] = quiet ? [] : [{ code: 'NO_PROMISE', params: { leaves: set.count } }];
  if (request.method === 'percent' && set.gross !== Math.abs(set.free)) {
    const params = { total: sumOf(after), other: otherTotal(scope, set.counted, request) };
    notices.push({ code: 'MIXED_SIGNS', params });
  }
  if (request.method === 'percent' && set.fixedNonZero) {
    // The other wish: the percentage as a promise about the total (SPR-T23).
    const other = timesRatio(set.fixed + set.free, percentFactor(request));
    notices.push({ code: 'OTHER_PERCENT', params: { other } });
  }
  return ok({ after, promise: null, notices });
}

function transformOf(request: SpreadRequest): Result<Transform> {
  const { method, action = 'replace' } = request;
  const combine: Transform = (now, product) => {
    if (action === 'replace') return product;
    const present = Number.isNaN(now) ? 0 : now;
    return action === 'add' ? present + product : present - product;
  };
  switch (method) {
    case 'clear':
      return ok(() => Number.NaN);
    case 'zero':
      return ok(() => 0);
    case 'repeatLeaves': {
      const { value } = request;
      if (value === undefined) return refuse(problem('REQUIRED', 'value', { method }));
      return ok((now) => combine(now, value));
    }
    case 'capLeaves':
    case 'floorLeaves':
      return boundTransform(request);
    case 'percent':
      return percentTransform(request);
    default:
      return referenceTransform(request, combine);
  }
}

/** No leaf above the number, or none below it; empty ones stay empty (SPR-T78). */
function boundTransform({ method, value }: SpreadRequest): Result<Transform> {
  if (value === undefined) return refuse(problem('REQUIRED', 'value', { method }));
  const bound = method === 'capLeaves' ? Math.min : Math.max;
  return ok((now) => (Number.isNaN(now) ? now : bound(now, value)));
}

function referenceTransform(request: SpreadRequest, combine: Transform): Result<Transform> {
  const { method, percent, value } = request;
  if (request.reference === undefined) return refuse(problem('REQUIRED', 'reference', { method }));
  if (method === 'like') {
    if (value === undefined) return refuse(problem('REQUIRED', 'value', { method }));
    return ok((now, other) => (Number.isNaN(other) ? now : combine(now, value)));
  }
  if (method === 'copy') {
    const clears = request.emptySource === 'clear';
    return ok((now, other) => (Number.isNaN(other) ? (clears ? other : now) : combine(now, other)));
  }
  if (percent === undefined) return refuse(problem('REQUIRED', 'percent', { method }));
  const factor = percentOf(percent);
  if (method === 'copyFactor') {
    return ok((now, other) => (Number.isNaN(other) ? now : combine(now, timesRatio(other, factor))));
  }
  return ok((now, other) =>
    Number.isNaN(other) ? now : (Number.isNaN(now) ? 0 : now) + timesRatio(other, factor),
  );
}

/** x·p, x + x·p or x − x·p, rounded once; *raise* moves negative leaves upwards too (SPR-T22, SPR-T24). */
function percentTransform(request: SpreadRequest): Result<Transform> {
  const { percent, action = 'replace', sign = 'multiplicative' } = request;
  if (percent === undefined) return refuse(problem('REQUIRED', 'percent', { method: 'percent' }));
  const share = percentOf(percent);
  const base = ratio(action === 'replace' ? 0n : 1n);
  const step = action === 'subtract' ? negateRatio(share) : share;
  const up = addRatios(base, step);
  const down = addRatios(base, negateRatio(step));
  return ok((now) => {
    if (Number.isNaN(now)) return now;
    return timesRatio(now, sign === 'raise' && now < 0 ? down : up);
  });
}

const sumOf = (values: Float64Array): number =>
  values.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0);

/** What the total would be under the other sign policy, so that the person can choose (SPR-T24). */
function otherTotal(scope: Scope, counted: Uint8Array, request: SpreadRequest): number {
  const other = percentTransform({ ...request, sign: request.sign === 'raise' ? 'multiplicative' : 'raise' });
  let total = 0;
  scope.values.forEach((value, k) => {
    if (Number.isNaN(value)) return;
    total += counted[k] === 1 && other.ok ? other.value(value, Number.NaN) : value;
  });
  return total;
}

import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { Frame } from '../frame.ts';
import {
  type Basis,
  driverBasis,
  equalBasis,
  type FreeSet,
  freeSet,
  readReference,
  selfBasis,
  setAside,
} from './basis.ts';
import type { SpreadMethod, SpreadRequest } from './request.ts';
import type { Scope } from './scope.ts';

type BasisKind = 'self' | 'equal' | 'driver';

interface Way {
  readonly basis: BasisKind;
  /** `set` hands out the whole amount, `add` lays the difference on top (SPR-T13). */
  readonly mode: 'set' | 'add';
  /** The driver may be left out: then what is there is the driver. */
  readonly orSelf?: boolean;
}

/** The methods that promise a total, as parameters of one operator (SPR-T13). */
export const allocations: Partial<Record<SpreadMethod, Way>> = {
  proportional: { basis: 'self', mode: 'set' },
  equal: { basis: 'equal', mode: 'set' },
  equalLeaves: { basis: 'equal', mode: 'set' },
  relativeProportional: { basis: 'driver', mode: 'set' },
  like: { basis: 'driver', mode: 'set' },
  calendar: { basis: 'driver', mode: 'set' },
  equalAllocation: { basis: 'equal', mode: 'set' },
  equalIncrement: { basis: 'equal', mode: 'add' },
  weightedAllocation: { basis: 'driver', mode: 'set', orSelf: true },
  weightedIncrement: { basis: 'driver', mode: 'add', orSelf: true },
  share: { basis: 'driver', mode: 'set', orSelf: true },
  evenSkip: { basis: 'equal', mode: 'set' },
};

/** Better weights than equal ones when nothing is there yet, where the metric names some (SPR-T58). */
export type NearerBasis = Float64Array | null;

/** Who shares in what is typed over a scope, by which weights, and whether that is laid on top of what is there. */
export interface Weighing {
  readonly set: FreeSet;
  readonly basis: Basis;
  readonly add: boolean;
}

/** What the entry would be divided by; `null` where it is refused, or leaves the scope alone. */
export function weigh(frame: Frame, scope: Scope, request: SpreadRequest): Weighing | null {
  const read = readScope(frame, scope, request);
  if (!read.ok) return null;
  const { set, add } = read.value;
  const basis = basisOf(scope, request, read.value, 0, null);
  return basis.ok && !basis.value.skip ? { set, basis: basis.value, add } : null;
}

/** A scope as a request reads it. */
export interface Reading {
  readonly set: FreeSet;
  readonly kind: BasisKind;
  readonly add: boolean;
  readonly reference: Float64Array | null;
  readonly near: Float64Array | null;
}

/** Refuses what the weights of a request say, whatever is there. */
export function readScope(frame: Frame, scope: Scope, request: SpreadRequest): Result<Reading> {
  const way = allocations[request.method]!;
  const driver = way.basis === 'driver' || request.method === 'evenSkip';
  const drivers = driver ? readWeights(frame, scope, request.reference) : ok(null);
  if (!drivers.ok) return drivers;
  const reference = drivers.value;
  const near = readWeights(frame, scope, request.nearer);
  if (!near.ok) return refuse(...near.problems.map((one) => ({ ...one, path: 'nearer' })));
  if (way.basis === 'driver' && reference === null && !way.orSelf) {
    return refuse(problem('REQUIRED', 'reference', { method: request.method }));
  }
  if (request.skip !== undefined) setAside(scope, reference ?? scope.values, request.skip);
  const set = freeSet(scope, request.filter);
  const kind: BasisKind = way.basis === 'driver' && reference === null ? 'self' : way.basis;
  const add = way.mode === 'add' || (kind !== 'self' && (request.action ?? 'replace') !== 'replace');
  return ok({ set, kind, add, reference, near: near.value });
}

/** The weights of an entry of `amount`. */
export function basisOf(
  scope: Scope,
  request: SpreadRequest,
  { set, kind, reference, near }: Reading,
  amount: number,
  nearer: NearerBasis,
): Result<Basis> {
  if (kind === 'self') return selfBasis(scope, set, request, amount, nearer ?? near);
  return kind === 'equal' ? ok(equalBasis(scope, set)) : driverBasis(scope, set, request, reference!);
}

function readWeights(
  frame: Frame,
  scope: Scope,
  reference: SpreadRequest['reference'],
): Result<Float64Array | null> {
  return reference === undefined ? ok(null) : readReference(frame, scope, reference);
}

import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { Frame } from '../frame.ts';
import { type Basis, type FreeSet, weightsOf } from './basis.ts';
import {
  addCurves,
  type Curve,
  clampCurve,
  type Factor,
  leafCurve,
  type Range,
  rangeOf,
  signOf,
  solve,
} from './curve.ts';
import { leafRanges, nestLimits } from './limits.ts';
import { beyond, type Limit, rangeParams } from './range.ts';
import type { SpreadRequest } from './request.ts';
import type { Scope } from './scope.ts';

/** The free leaves of a scope with what each starts from, weighs and may be. */
export interface Bounded {
  readonly frame: Frame;
  readonly scope: Scope;
  /** Indices of the leaves that may change. */
  readonly free: readonly number[];
  readonly base: Float64Array;
  /** Not negative. */
  readonly weights: Float64Array;
  readonly ranges: readonly Range[];
  readonly nodes: readonly Node[];
  /** Per leaf the innermost node it belongs to. Node 0 is the scope itself. */
  readonly owner: Int32Array;
}

/** A total with a range of its own, less what is fixed in it. Parents come before their children. */
export interface Node {
  readonly id: string;
  readonly parent: number;
  readonly range: Range;
}

/**
 * The leaves of SPR-T64: clamp(base + λ·weight) with the one λ for which their sum is `amount`. A total at its floor or
 * cap is shared out among its leaves in the same way, with a λ of its own.
 */
export interface Fitted {
  /** Per node its λ: its parent's, unless it is at its floor or cap. */
  readonly factors: readonly Factor[];
  /** Per node what its leaves make; `null` where they follow the parent's λ. */
  readonly amounts: readonly (number | null)[];
}

/** Read the ranges around a scope's free leaves. Refuses `BOUNDS` where a single leaf has none left. */
export function readBounded(
  frame: Frame,
  scope: Scope,
  request: SpreadRequest,
  set: FreeSet,
  weights: Float64Array,
  onTop: boolean,
): Result<Bounded> {
  const ranges = leafRanges(frame, scope, request);
  if (!ranges.ok) return ranges;
  const free: number[] = [];
  const base = new Float64Array(scope.values.length);
  for (let k = 0; k < base.length; k++) {
    if (set.counted[k] === 0) continue;
    free.push(k);
    if (onTop) base[k] = scope.values[k]! || 0;
  }
  const owner = new Int32Array(base.length);
  const nodes: Node[] = [{ id: '', parent: -1, range: { lo: -Infinity, hi: Infinity } }];
  for (const limit of nestLimits(scope.limits, base.length)) {
    const parent = owner[limit.leaves[0]!]!;
    nodes.push({ id: limit.id, parent, range: lessFixed(scope, set, limit) });
    for (const leaf of limit.leaves) owner[leaf] = nodes.length - 1;
  }
  return ok({ frame, scope, free, base, weights, ranges: ranges.value, nodes, owner });
}

function lessFixed({ values }: Scope, { counted }: FreeSet, { leaves, lo, hi }: Limit): Range {
  let fixed = 0;
  for (const leaf of leaves) if (counted[leaf] === 0) fixed += values[leaf]! || 0;
  return { lo: lo - fixed, hi: hi - fixed };
}

/** What each node's leaves make, its own range left out; `null` and the node that cannot keep its range. */
export function curvesOf(bounded: Bounded): { curves: Curve[]; whole: Curve } | { stuck: number } {
  const { free, base, weights, ranges, nodes, owner } = bounded;
  const parts: Curve[][] = nodes.map(() => []);
  // Leaves without an end of their own are straight lines: one for all of them.
  const straight = nodes.map(() => ({ constant: 0, slope: 0 }));
  for (const k of free) {
    const range = ranges[k]!;
    if (range.lo === -Infinity && range.hi === Infinity) {
      straight[owner[k]!]!.constant += base[k]!;
      straight[owner[k]!]!.slope += weights[k]!;
    } else parts[owner[k]!]!.push(leafCurve(base[k]!, weights[k]!, range));
  }
  const curves: Curve[] = [];
  let whole: Curve | null = null;
  for (let n = nodes.length - 1; n >= 0; n--) {
    curves[n] = addCurves([...parts[n]!, { ...straight[n]!, knees: [] }]);
    const { parent, range } = nodes[n]!;
    whole = clampCurve(curves[n]!, range);
    if (whole === null) return { stuck: n };
    if (parent >= 0) parts[parent]!.push(whole);
  }
  return { curves, whole: whole! };
}

/** Find the factors. Refuses `BOUNDS` with what is missing or too much and the range the cell can take. */
export function fit(bounded: Bounded, amount: number, fixed: number): Result<Fitted> {
  const made = curvesOf(bounded);
  if ('stuck' in made) return refuse(stuckAt(bounded, made.stuck));
  const { curves, whole } = made;
  const top = solve(whole, amount);
  if (top === null) {
    const range = rangeOf(whole);
    const shown = { lo: range.lo + fixed, hi: range.hi + fixed };
    const params = { amount: beyond(amount, range), ...rangeParams(shown), holds: holdsOf(bounded) };
    return refuse(problem('BOUNDS', 'at', params));
  }
  const factors: Factor[] = [top];
  const amounts: (number | null)[] = [amount];
  for (let n = 1; n < curves.length; n++) {
    const { parent, range } = bounded.nodes[n]!;
    const around = factors[parent]!;
    const floor = range.lo > -Infinity && signOf(curves[n]!, around, range.lo) < 0;
    const cap = range.hi < Infinity && signOf(curves[n]!, around, range.hi) > 0;
    amounts[n] = floor || range.lo === range.hi ? range.lo : cap ? range.hi : null;
    factors[n] = amounts[n] === null ? around : solve(curves[n]!, amounts[n]!)!;
  }
  return ok({ factors, amounts });
}

/** Ids of the holds that bound something in the scope. */
export const holdsOf = ({ scope }: Bounded): string => scope.limits.map(({ id }) => id).join(',');

function stuckAt({ nodes, free, owner, ranges, scope }: Bounded, n: number) {
  const { id, range } = nodes[n]!;
  const leaves = free.filter((k) => owner[k] === n);
  const lo = leaves.reduce((sum, k) => sum + ranges[k]!.lo, 0);
  const hi = leaves.reduce((sum, k) => sum + ranges[k]!.hi, 0);
  const amount = leaves.length === 0 ? beyond(0, range) : beyond(range.lo > hi ? hi : lo, range);
  const holds = [id, ...scope.limits.map((one) => one.id).filter((one) => one !== id)].join(',');
  return problem('BOUNDS', 'at', { amount, ...rangeParams(range), holds, within: id });
}

/** A basis whose weights all point one way, turned so that none is negative; `null` for mixed signs. */
export function oneWay(basis: Basis): Float64Array | null {
  const weights = weightsOf(basis);
  if (weights.every((weight) => weight >= 0)) return weights;
  return weights.every((weight) => weight <= 0)
    ? weights.map((weight) => (weight === 0 ? 0 : -weight))
    : null;
}

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
  signAt,
  signOf,
  solve,
} from './curve.ts';
import { descend } from './descend.ts';
import { beyond, type Limit, leafRanges, nestLimits, rangeParams } from './limits.ts';
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
interface Node {
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
  for (const limit of nestLimits(frame, scope.limits)) {
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

const holdsOf = ({ scope }: Bounded): string => scope.limits.map(({ id }) => id).join(',');

function stuckAt({ nodes, free, owner, ranges, scope }: Bounded, n: number) {
  const { id, range } = nodes[n]!;
  const leaves = free.filter((k) => owner[k] === n);
  const lo = leaves.reduce((sum, k) => sum + ranges[k]!.lo, 0);
  const hi = leaves.reduce((sum, k) => sum + ranges[k]!.hi, 0);
  const amount = leaves.length === 0 ? beyond(0, range) : beyond(range.lo > hi ? hi : lo, range);
  const holds = [id, ...scope.limits.map((one) => one.id).filter((one) => one !== id)].join(',');
  return problem('BOUNDS', 'at', { amount, ...rangeParams(range), holds, within: id });
}

/** Where a leaf stands at its factor: at its floor, at its cap, or between. */
function standing({ base, weights, ranges }: Bounded, k: number, { num, den }: Factor): number | null {
  const { lo, hi } = ranges[k]!;
  if (weights[k] === 0) return Math.min(Math.max(base[k]!, lo), hi);
  const at = { num, den };
  if (lo > -Infinity && signAt(base[k]! - lo, weights[k]!, at) <= 0) return lo;
  return hi < Infinity && signAt(base[k]! - hi, weights[k]!, at) >= 0 ? hi : null;
}

export interface BoundedParts {
  readonly after: Float64Array;
  readonly units: number;
}

/** Whole numbers within all ranges: leaves at an end keep it, the others are rounded through the levels (SPR-T69). */
export function writeBounded(
  bounded: Bounded,
  amount: number,
  fixed: number,
  request: SpreadRequest,
): Result<BoundedParts> {
  let now = bounded;
  // Rounding may carry a total a few units over its end; then it stands at that end.
  for (let round = 0; round <= bounded.nodes.length; round++) {
    const fitted = fit(now, amount, fixed);
    if (!fitted.ok) return fitted;
    const after = new Float64Array(bounded.base.length);
    let units = 0;
    for (let n = 0; n < now.nodes.length; n++) {
      if (fitted.value.amounts[n] === null) continue;
      const rounded = roundPool(now, fitted.value, n, after, request);
      if (rounded === null) return refuse(problem('OUT_OF_RANGE', 'at', { value: amount }));
      units += rounded;
    }
    const over = now.nodes.findIndex(({ range }, n) => beyond(sumOf(now, n, after), range) !== 0);
    if (over < 0) return ok({ after, units });
    now = { ...now, nodes: now.nodes.map((node, n) => (n === over ? atEnd(now, n, after) : node)) };
  }
  return refuse(problem('MULTIWAY_UNPROVEN', 'holds', { holds: holdsOf(bounded) }));
}

function sumOf({ free, owner, nodes }: Bounded, node: number, after: Float64Array): number {
  const inside = nodes.map((_, n) => n === node);
  nodes.forEach(({ parent }, n) => {
    if (parent >= 0 && inside[parent]) inside[n] = true;
  });
  return free.reduce((sum, k) => (inside[owner[k]!] ? sum + after[k]! : sum), 0);
}

function atEnd(bounded: Bounded, n: number, after: Float64Array): Node {
  const node = bounded.nodes[n]!;
  const end = sumOf(bounded, n, after) < node.range.lo ? node.range.lo : node.range.hi;
  return { ...node, range: { lo: end, hi: end } };
}

/** The leaves that follow one λ, in whole units. Returns the units handed out, or `null` beyond exact numbers. */
function roundPool(
  bounded: Bounded,
  { factors, amounts }: Fitted,
  pool: number,
  after: Float64Array,
  request: SpreadRequest,
): number | null {
  const { frame, scope, free, base, weights, ranges, nodes, owner } = bounded;
  const poolOf = nodes.map((_, n) => n);
  nodes.forEach(({ parent }, n) => {
    if (amounts[n] === null) poolOf[n] = poolOf[parent]!;
  });
  const mine = free.filter((k) => poolOf[owner[k]!] === pool);
  const at = factors[pool]!;
  const open = new Float64Array(base.length);
  let left = amounts[pool]!;
  nodes.forEach(({ parent }, n) => {
    if (n !== pool && parent >= 0 && amounts[n] !== null && poolOf[parent] === pool) left -= amounts[n]!;
  });
  for (const k of mine) {
    const end = standing(bounded, k, at);
    after[k] = end ?? base[k]!;
    left -= after[k]!;
    if (end === null) open[k] = weights[k]!;
  }
  const grain = request.granularity ?? 1;
  const granules = Math.trunc(left / grain);
  // A named leaf is refused before: it could not take the residue and keep its bounds.
  const residue = request.residue === 'location' ? undefined : request.residue;
  const given = descend(frame, scope, open, granules, residue);
  if (given === null) return null;
  for (const k of mine) {
    if (open[k] === 0) continue;
    const { lo, hi } = ranges[k]!;
    const value = Math.min(Math.max(base[k]! + given.parts[k]! * grain, lo), hi);
    left -= value - after[k]!;
    after[k] = value;
  }
  const exact = (k: number): number => base[k]! + (weights[k]! * at.num) / at.den;
  const movable = mine.filter((k) => weights[k] !== 0);
  settleUnits(movable, ranges, after, left, exact);
  return given.units;
}

/** A unit that finds its leaf at the end goes to the next candidate: the one furthest from its share (SPR-T64). */
function settleUnits(
  leaves: readonly number[],
  ranges: readonly Range[],
  after: Float64Array,
  amount: number,
  exact: (k: number) => number,
): void {
  let left = amount;
  const step = Math.sign(amount);
  const room = (k: number): number => (step > 0 ? ranges[k]!.hi - after[k]! : after[k]! - ranges[k]!.lo);
  while (left !== 0) {
    const takers = leaves
      .filter((k) => room(k) > 0)
      .sort((a, b) => step * (exact(b) - after[b]! - (exact(a) - after[a]!)) || a - b);
    if (takers.length === 0) return;
    const share = Math.max(1, Math.floor(Math.abs(left) / takers.length));
    for (const k of takers) {
      const units = Math.min(share, Math.abs(left), room(k));
      after[k]! += step * units;
      left -= step * units;
      if (left === 0) return;
    }
  }
}

/** A basis whose weights all point one way, turned so that none is negative; `null` for mixed signs. */
export function oneWay(basis: Basis): Float64Array | null {
  const weights = weightsOf(basis);
  if (weights.every((weight) => weight >= 0)) return weights;
  return weights.every((weight) => weight <= 0)
    ? weights.map((weight) => (weight === 0 ? 0 : -weight))
    : null;
}

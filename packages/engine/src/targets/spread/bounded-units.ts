import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { type Bounded, type Fitted, fit, holdsOf, type Node } from './bounded.ts';
import { type Factor, type Range, signAt } from './curve.ts';
import { descend } from './descend.ts';
import { beyond } from './range.ts';
import type { SpreadRequest } from './request.ts';
import type { Scope, Span } from './scope.ts';

/** Where a leaf stands at its factor: at its floor, at its cap, or between. */
function standing({ base, weights, ranges }: Bounded, k: number, { num, den }: Factor): number | null {
  const { lo, hi } = ranges[k]!;
  if (weights[k] === 0) return Math.min(Math.max(base[k]!, lo), hi);
  const at = { num, den };
  if (lo > -Infinity && signAt(base[k]! - lo, weights[k]!, at) <= 0) return lo;
  return hi < Infinity && signAt(base[k]! - hi, weights[k]!, at) >= 0 ? hi : null;
}

/** What rounding did, by leaves in order. */
interface Rounded {
  /** What was handed out after flooring, in smallest units. */
  readonly units: number;
  /** Leaves that rounding gave more than their exact share – of a negative amount, less. */
  readonly raised: readonly number[];
  /** What made no whole granule, and the leaves that it went to. */
  readonly rest: number;
  readonly restAt: readonly number[];
}

export interface BoundedParts extends Rounded {
  readonly after: Float64Array;
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
    let [units, rest] = [0, 0];
    const [raised, restAt]: [number[], number[]] = [[], []];
    for (const pool of poolsOf(now, fitted.value)) {
      const rounded = roundPool(now, pool, after, request);
      if (rounded === null) return refuse(problem('OUT_OF_RANGE', 'at', { value: amount }));
      units += rounded.units;
      rest += rounded.rest;
      for (const k of rounded.raised) raised.push(k);
      restAt.push(...rounded.restAt);
    }
    const made = madeBy(now, after);
    const over = now.nodes.findIndex(({ range }, n) => beyond(made[n]!, range) !== 0);
    const inOrder = (a: number, b: number): number => a - b;
    if (over < 0)
      return ok({ after, units, rest, raised: raised.sort(inOrder), restAt: restAt.sort(inOrder) });
    now = { ...now, nodes: now.nodes.map((node, n) => (n === over ? atEnd(node, made[n]!) : node)) };
  }
  return refuse(problem('MULTIWAY_UNPROVEN', 'holds', { holds: holdsOf(bounded) }));
}

/** What each node's leaves make, those of the nodes below it included. */
function madeBy({ free, owner, nodes }: Bounded, after: Float64Array): readonly number[] {
  const made = nodes.map(() => 0);
  for (const k of free) made[owner[k]!]! += after[k]!;
  for (let n = nodes.length - 1; n > 0; n--) made[nodes[n]!.parent]! += made[n]!;
  return made;
}

function atEnd(node: Node, made: number): Node {
  const end = made < node.range.lo ? node.range.lo : node.range.hi;
  return { ...node, range: { lo: end, hi: end } };
}

/** Leaves that follow one λ, and what they make together. */
interface Pool {
  readonly leaves: number[];
  readonly factor: Factor;
  amount: number;
}

/** A node at its floor or cap is a pool of its own; what is left of the one around it is shared out by that. */
function poolsOf({ free, owner, nodes }: Bounded, { factors, amounts }: Fitted): readonly Pool[] {
  const pools: Pool[] = [];
  const poolOf: Pool[] = [];
  nodes.forEach(({ parent }, n) => {
    const amount = amounts[n] ?? null;
    if (amount === null) {
      poolOf.push(poolOf[parent]!);
      return;
    }
    if (parent >= 0) poolOf[parent]!.amount -= amount;
    const pool: Pool = { leaves: [], factor: factors[n]!, amount };
    poolOf.push(pool);
    pools.push(pool);
  });
  for (const k of free) poolOf[owner[k]!]!.leaves.push(k);
  return pools;
}

/** The rows and periods of a scope that some of its leaves stand in, and where each of those stands among them. */
function partOf(
  { place, rows, from, to }: Scope,
  leaves: readonly number[],
): Span & { readonly places: readonly number[] } {
  const width = to - from;
  const some: number[] = [];
  let [first, last] = [width, -1];
  let known = -1;
  // Leaves are in the order of the scope.
  for (const k of leaves) {
    const row = Math.floor(k / width);
    if (row !== known) some.push(rows[row]!);
    known = row;
    first = Math.min(first, k - row * width);
    last = Math.max(last, k - row * width);
  }
  const span = last + 1 - first;
  const places: number[] = [];
  let line = -1;
  known = -1;
  for (const k of leaves) {
    const row = Math.floor(k / width);
    if (row !== known) line++;
    known = row;
    places.push(line * span + k - row * width - first);
  }
  return { place, rows: Int32Array.from(some), from: from + first, to: from + last + 1, places };
}

/** The leaves of a pool in whole units, and what rounding handed out; `null` beyond exact numbers. */
function roundPool(
  bounded: Bounded,
  { leaves, factor, amount }: Pool,
  after: Float64Array,
  request: SpreadRequest,
): Rounded | null {
  if (leaves.length === 0) return { units: 0, raised: [], rest: 0, restAt: [] };
  const { base, weights, ranges } = bounded;
  const part = partOf(bounded.scope, leaves);
  const open = new Float64Array(part.rows.length * (part.to - part.from));
  let left = amount;
  leaves.forEach((k, i) => {
    const end = standing(bounded, k, factor);
    after[k] = end ?? base[k]!;
    left -= after[k]!;
    if (end === null) open[part.places[i]!] = weights[k]!;
  });
  const grain = request.granularity ?? 1;
  const granules = Math.trunc(left / grain);
  const sign = Math.sign(left);
  // A named leaf is refused before: it could not take the residue and keep its bounds.
  const residue = request.residue === 'location' ? undefined : request.residue;
  const given = descend(bounded.frame, part, open, granules, residue);
  if (given === null) return null;
  leaves.forEach((k, i) => {
    const place = part.places[i]!;
    if (open[place] === 0) return;
    const { lo, hi } = ranges[k]!;
    const value = Math.min(Math.max(base[k]! + given.parts[place]! * grain, lo), hi);
    left -= value - after[k]!;
    after[k] = value;
  });
  const exact = (k: number): number => base[k]! + (weights[k]! * factor.num) / factor.den;
  const movable = leaves.filter((k) => weights[k] !== 0);
  const rest = settleGranules(movable, ranges, after, { left, grain, exact });
  const raised = leaves.filter(
    (k, i) => open[part.places[i]!] !== 0 && sign * signAt(base[k]! - after[k]!, weights[k]!, factor) < 0,
  );
  const restAt = settleRest(movable, ranges, after, { rest, weights });
  // A granule that went on to the next leaf was handed out, too.
  const units = given.units === 0 ? Math.abs(left - rest) : given.units * grain;
  return { units, raised, rest, restAt };
}

interface Granules {
  readonly left: number;
  readonly grain: number;
  readonly exact: (k: number) => number;
}

/** How far a leaf may still move in a direction. */
const roomOf = ({ lo, hi }: Range, value: number, step: number): number =>
  step > 0 ? hi - value : value - lo;

/**
 * A granule that finds its leaf at the end goes to the next candidate: the one furthest from its share (SPR-T64). Returns
 * what no leaf has room for in whole granules.
 */
function settleGranules(
  leaves: readonly number[],
  ranges: readonly Range[],
  after: Float64Array,
  { left: amount, grain, exact }: Granules,
): number {
  let left = amount;
  const step = Math.sign(amount);
  while (Math.abs(left) >= grain) {
    const takers = leaves
      .filter((k) => roomOf(ranges[k]!, after[k]!, step) >= grain)
      .sort((a, b) => step * (exact(b) - after[b]! - (exact(a) - after[a]!)) || a - b);
    if (takers.length === 0) return left;
    const whole = Math.floor(Math.abs(left) / grain);
    const share = Math.max(1, Math.floor(whole / takers.length));
    for (const k of takers) {
      const room = Math.floor(roomOf(ranges[k]!, after[k]!, step) / grain);
      const units = Math.min(share, Math.floor(Math.abs(left) / grain), room) * grain;
      after[k]! += step * units;
      left -= step * units;
      if (Math.abs(left) < grain) return left;
    }
  }
  return left;
}

/** What is no whole granule goes to the largest share that has room for it, not to many (SPR-T68); answers where. */
function settleRest(
  leaves: readonly number[],
  ranges: readonly Range[],
  after: Float64Array,
  { rest, weights }: { readonly rest: number; readonly weights: Float64Array },
): readonly number[] {
  const takers: number[] = [];
  if (rest === 0) return takers;
  const step = Math.sign(rest);
  let left = Math.abs(rest);
  const roomiest = leaves.toSorted((a, b) => weights[b]! - weights[a]! || a - b);
  const whole = roomiest.find((k) => roomOf(ranges[k]!, after[k]!, step) >= left);
  for (const k of whole === undefined ? roomiest : [whole]) {
    const units = Math.min(left, roomOf(ranges[k]!, after[k]!, step));
    if (units > 0) takers.push(k);
    after[k]! += step * units;
    left -= units;
    if (left === 0) break;
  }
  return takers;
}

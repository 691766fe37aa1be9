import { differenceOfProducts } from '../../foundation/exact-product.ts';
import type { ResidueRule } from './request.ts';

/**
 * Groups on the way down, one frame of the descent above the other. Plain arrays of numbers, reused for
 * every node: dividing 240,000 leaves must not allocate per node.
 */
export interface Stack {
  readonly weight: Float64Array;
  readonly part: Float64Array;
  readonly rest: Float64Array;
  readonly sorted: Float64Array;
  /** Where the group begins; the meaning is the caller's. */
  readonly start: Int32Array;
  readonly node: Int32Array;
  top: number;
  /** Units handed out after flooring, over all nodes (SPR-T65). */
  units: number;
  /** A part left the range of exact numbers. */
  overflow: boolean;
}

export function createStack(size: number): Stack {
  return {
    weight: new Float64Array(size),
    part: new Float64Array(size),
    rest: new Float64Array(size),
    sorted: new Float64Array(size),
    start: new Int32Array(size),
    node: new Int32Array(size),
    top: 0,
    units: 0,
    overflow: false,
  };
}

/**
 * Divide `amount` among the groups `[from, to)` so that each gets the floor or the ceiling of
 * weight × num ÷ den and the sum is exact: largest remainder, ties to the earlier group, negative amounts
 * mirrored (SPR-T65, SPR-T66). Normally num ÷ den is amount ÷ Σ weight; where positive and negative weights
 * of a node cancel, it is the ratio of the node above. A group of weight 0 gets 0.
 */
export function apportion(
  stack: Stack,
  from: number,
  to: number,
  amount: number,
  num: number,
  den: number,
  residue: ResidueRule,
): void {
  const { weight, part, rest } = stack;
  const mirrored = num < 0;
  const n = mirrored ? -num : num;
  const d = den < 0 ? -den : den;
  let left = mirrored ? -amount : amount;
  let takers = 0;
  for (let i = from; i < to; i++) {
    const w = den < 0 ? -weight[i]! : weight[i]!;
    if (w === 0) {
      part[i] = 0;
      rest[i] = -1;
      continue;
    }
    takers++;
    const product = n * w;
    let floor = Math.floor(product / d);
    if (product <= 2 ** 53 && product >= -(2 ** 53)) {
      rest[i] = product - floor * d;
    } else if (Math.abs(floor) > 9.1e15) {
      stack.overflow = true;
      return;
    } else {
      // The estimate is a few units off at most; the remainder is exact and says by how many.
      if (d > 2 ** 50) floor = floorBig(n, w, d);
      let over = differenceOfProducts(n, w, floor, d);
      for (; over < 0; over += d) floor--;
      for (; over >= d; over -= d) floor++;
      rest[i] = over;
    }
    part[i] = floor;
    left -= floor;
  }
  if (left !== 0) handOut(stack, from, to, left, takers, residue);
  if (mirrored) for (let i = from; i < to; i++) part[i] = part[i] === 0 ? 0 : -part[i]!;
}

function handOut(
  stack: Stack,
  from: number,
  to: number,
  units: number,
  takers: number,
  residue: ResidueRule,
): void {
  const { part, rest } = stack;
  let left = units;
  // Only a node whose weights cancel can owe units, or have more than it has takers.
  if (takers === 0) return;
  while (left < 0 || left > takers) {
    const step = left < 0 ? -1 : 1;
    for (let i = from; i < to; i++) if (rest[i]! >= 0) part[i]! += step;
    left -= step * takers;
  }
  if (left === 0) return;
  stack.units += left;
  if (residue !== 'largestRemainder') {
    part[extreme(stack, from, to, residue)]! += left;
    return;
  }
  const threshold = nthLargest(stack, from, to, left);
  let ties = left;
  for (let i = from; i < to; i++) if (rest[i]! > threshold) ties--;
  for (let i = from; i < to; i++) {
    if (rest[i]! > threshold) part[i]! += 1;
    else if (rest[i] === threshold && ties > 0) {
      part[i]! += 1;
      ties--;
    }
  }
}

/** The group with the highest or lowest part among those that take at all; the first of equals. */
function extreme(stack: Stack, from: number, to: number, residue: 'highest' | 'lowest'): number {
  const { part, rest } = stack;
  let best = -1;
  for (let i = from; i < to; i++) {
    if (rest[i]! < 0) continue;
    if (best < 0 || (residue === 'highest' ? part[i]! > part[best]! : part[i]! < part[best]!)) best = i;
  }
  return best;
}

/** The n-th largest remainder of the groups, n ≥ 1. */
function nthLargest(stack: Stack, from: number, to: number, n: number): number {
  const { rest, sorted } = stack;
  if (to - from > 32) {
    sorted.set(rest.subarray(from, to), from);
    sorted.subarray(from, to).sort();
    return sorted[to - n]!;
  }
  for (let i = from; i < to; i++) {
    const value = rest[i]!;
    let at = i;
    for (; at > from && sorted[at - 1]! > value; at--) sorted[at] = sorted[at - 1]!;
    sorted[at] = value;
  }
  return sorted[to - n]!;
}

/** ⌊a·b ÷ d⌋ where an estimate could be so far off that its remainder would not be exact. */
function floorBig(a: number, b: number, d: number): number {
  const product = BigInt(a) * BigInt(b);
  const quotient = product / BigInt(d);
  return Number(product < 0n && quotient * BigInt(d) !== product ? quotient - 1n : quotient);
}

import { differenceOfProducts } from '../../foundation/exact-product.ts';
import { splitByDivisor } from '../divisor.ts';
import type { LevelResidueRule } from './request.ts';

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
  residue: LevelResidueRule,
): void {
  if (residue === 'divisor') {
    apportionByDivisor(stack, from, to, amount);
    return;
  }
  const { weight, part, rest } = stack;
  const mirrored = num < 0;
  const n = mirrored ? -num : num;
  const flip = den < 0 ? -1 : 1;
  const d = flip * den;
  const ratio = n / d;
  const exact = EXACT;
  let left = mirrored ? -amount : amount;
  let takers = 0;
  for (let i = from; i < to; i++) {
    const w = flip * weight[i]!;
    if (w === 0) {
      part[i] = 0;
      rest[i] = -1;
      continue;
    }
    takers++;
    const product = n * w;
    let floor: number;
    if (product <= exact && product >= -exact) {
      // One division for all groups: the estimate is one unit off at most, and the remainder says so exactly.
      floor = Math.floor(w * ratio);
      let over = product - floor * d;
      if (over < 0) {
        floor--;
        over += d;
      } else if (over >= d) {
        floor++;
        over -= d;
      }
      rest[i] = over;
    } else {
      floor = Math.floor(product / d);
      if (Math.abs(floor) > 9.1e15) {
        stack.overflow = true;
        return;
      }
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
  if (left !== 0) handOut(stack, from, to, left, takers, d, residue);
  if (mirrored) for (let i = from; i < to; i++) part[i] = part[i] === 0 ? 0 : -part[i]!;
}

/** Half of 2^53: a product up to here, and any multiple of the divisor within one unit of it, is a double exactly. */
export const EXACT = 2 ** 52;
/** Standard rounding with one divisor for the node (SPR-T67). The weights of a node are all of one sign. */
function apportionByDivisor(stack: Stack, from: number, to: number, amount: number): void {
  const { weight, part } = stack;
  const weights = Array.from(weight.subarray(from, to), (one) => BigInt(Math.abs(one)));
  const parts = splitByDivisor(Math.abs(amount), weights);
  for (let i = from; i < to; i++) {
    const share = parts[i - from]!;
    part[i] = amount < 0 && share !== 0 ? -share : share;
  }
}

function handOut(
  stack: Stack,
  from: number,
  to: number,
  units: number,
  takers: number,
  whole: number,
  residue: LevelResidueRule,
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
  if (residue === 'highest' || residue === 'lowest') {
    part[extreme(stack, from, to, residue)]! += left;
    return;
  }
  if (to - from <= FEW) giveByRank(stack, from, to, left);
  else giveAbove(stack, from, to, left, threshold(stack, from, to, left, whole));
}

/**
 * What the remainders that get a unit exceed. Remainders of a whole are spread over it more or less evenly, so how many
 * exceed a guess says where the next one has to be; to count them costs less than to part them by a pivot. Where guesses
 * do not meet a gap, the remainder itself is looked for.
 */
function threshold(stack: Stack, from: number, to: number, units: number, whole: number): number {
  const { rest } = stack;
  let [low, high] = [0, whole];
  // So many exceed the low end, and so many the high one.
  let [most, least] = [to - from, 0];
  for (let tries = 0; tries < GUESSES; tries++) {
    const guess = high - ((high - low) * (units - least)) / (most - least);
    let above = 0;
    for (let i = from; i < to; i++) above += +(rest[i]! > guess) | 0;
    if (above === units) return guess;
    if (above > units) [low, most] = [guess, above];
    else [high, least] = [guess, above];
  }
  return nthLargest(stack, from, to, units);
}

const GUESSES = 6;

/** Up to so many groups it is cheaper to compare each with each than to look for a threshold. */
const FEW = 12;

/**
 * A unit for every group that fewer than `units` others precede. Which of two random remainders is larger cannot be
 * foreseen, so the comparisons are counted instead of branched on.
 */
function giveByRank({ part, rest }: Stack, from: number, to: number, units: number): void {
  for (let i = from; i < to; i++) {
    const own = rest[i]!;
    let before = 0;
    for (let j = from; j < i; j++) before += +(rest[j]! >= own) | 0;
    for (let j = i + 1; j < to; j++) before += +(rest[j]! > own) | 0;
    part[i]! += +(before < units) | 0;
  }
}

/** A unit for every remainder above the threshold, and what is then left to the first of those that equal it. */
function giveAbove({ part, rest }: Stack, from: number, to: number, units: number, threshold: number): void {
  let ties = units;
  for (let i = from; i < to; i++) {
    const above = +(rest[i]! > threshold) | 0;
    part[i]! += above;
    ties -= above;
  }
  for (let i = from; ties > 0 && i < to; i++) {
    if (rest[i] !== threshold) continue;
    part[i]! += 1;
    ties--;
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

/** The n-th largest remainder of the groups, n ≥ 1: the side of a pivot that holds it is divided again. */
function nthLargest(stack: Stack, from: number, to: number, n: number): number {
  const { rest, sorted } = stack;
  for (let i = from; i < to; i++) sorted[i] = rest[i]!;
  const wanted = from + n - 1;
  let low = from;
  let high = to - 1;
  for (let rounds = 0; low < high; rounds++) {
    if (rounds === PATIENCE) {
      sorted.subarray(low, high + 1).sort();
      return sorted[high - (wanted - low)]!;
    }
    const pivot = sorted[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (sorted[i]! > pivot) i++;
      while (sorted[j]! < pivot) j--;
      if (i > j) break;
      const one = sorted[i]!;
      sorted[i++] = sorted[j]!;
      sorted[j--] = one;
    }
    if (wanted <= j) high = j;
    else if (wanted >= i) low = i;
    else break;
  }
  return sorted[wanted]!;
}

/** Divisions that leave this many rounds undecided chose bad pivots: then sorting is cheaper. */
const PATIENCE = 48;

/** ⌊a·b ÷ d⌋ where an estimate could be so far off that its remainder would not be exact. */
function floorBig(a: number, b: number, d: number): number {
  const product = BigInt(a) * BigInt(b);
  const quotient = product / BigInt(d);
  return Number(product < 0n && quotient * BigInt(d) !== product ? quotient - 1n : quotient);
}

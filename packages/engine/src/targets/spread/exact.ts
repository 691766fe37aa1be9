import { decimalOfNumber } from '../../foundation/decimal.ts';
import {
  addRatios,
  divideRatios,
  negateRatio,
  type Ratio,
  ratio,
  ratioFromDecimal,
} from '../../foundation/ratio.ts';
import { invariant } from '../../foundation/result.ts';
import { splitByDivisor } from '../divisor.ts';
import type { LevelResidueRule, SpreadRequest } from './request.ts';

/** The ratio a finite number is written as: 0.1 is one tenth, not the binary fraction nearest to it. */
export function writtenRatio(value: number): Ratio {
  const decimal = decimalOfNumber(value);
  invariant(decimal !== null, 'a finite number');
  return ratioFromDecimal(decimal);
}

/** 12.5 → 125/1000. */
export const percentOf = (percent: number): Ratio => divideRatios(writtenRatio(percent), ratio(100n));

/** What a percentage makes of a number: p of it, p more, or p less (SPR-T22). */
export function percentFactor({
  percent = 0,
  action = 'replace',
}: Pick<SpreadRequest, 'percent' | 'action'>): Ratio {
  const share = percentOf(percent);
  if (action === 'replace') return share;
  return addRatios(ratio(1n), action === 'subtract' ? negateRatio(share) : share);
}

/** num ÷ den to the nearest integer, halves away from zero. `den` may have either sign but not be 0. */
export function roundedQuotient(num: bigint, den: bigint): number {
  const negative = num < 0n !== den < 0n;
  const n = num < 0n ? -num : num;
  const d = den < 0n ? -den : den;
  const rounded = Number((2n * n + d) / (2n * d));
  return negative && rounded !== 0 ? -rounded : rounded;
}

/** The whole number nearest to the square root of a ratio that is not negative, exactly. */
export function roundedRoot({ numerator, denominator }: Ratio): number {
  const floor = wholeRoot(numerator / denominator);
  // Halfway is at (floor + ½)², which no ratio of whole numbers need meet.
  const half = (2n * floor + 1n) ** 2n * denominator;
  return Number(half <= 4n * numerator ? floor + 1n : floor);
}

/** ⌊√n⌋ by Newton's method, from above. */
function wholeRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** x × factor, rounded half away from zero; exact for every magnitude. */
export function timesRatio(x: number, factor: Ratio): number {
  const num = Number(factor.numerator);
  const den = Number(factor.denominator);
  const product = x * num;
  if (Number.isSafeInteger(num) && den <= 2 ** 50 && Math.abs(product) <= 2 ** 50) {
    const whole = Math.trunc(product / den);
    const rest = product - whole * den;
    if (2 * Math.abs(rest) < den) return whole === 0 ? 0 : whole;
    return whole + (product < 0 ? -1 : 1);
  }
  return roundedQuotient(BigInt(x) * factor.numerator, factor.denominator);
}

/** Positive or negative decimals as integers in the same proportion, or `null` when they are out of reach. */
export function integerWeights(weights: readonly number[]): number[] | null {
  const ratios = weights.map(writtenRatio);
  const den = ratios.reduce((most, { denominator }) => leastCommonMultiple(most, denominator), 1n);
  const scaled = ratios.map(({ numerator, denominator }) => Number(numerator * (den / denominator)));
  return scaled.every(Number.isSafeInteger) ? scaled : null;
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

/**
 * Whole parts by weights of any size (SPR-T65, T67): for the few places where weights are powers of a growth rate, or
 * written as decimals. Not all weights are 0, none is negative.
 */
export function apportionBig(
  amount: number,
  weights: readonly bigint[],
  residue: LevelResidueRule = 'largestRemainder',
): number[] {
  const size = Math.abs(amount);
  const parts =
    residue === 'divisor' ? splitByDivisor(size, weights) : floorsAndUnits(size, weights, residue);
  return parts.map((part) => (amount < 0 && part !== 0 ? -part : part));
}

/**
 * Whole parts of exact numbers `quotas` ÷ `common`, which is positive: each its floor or the next unit, the larger remainder
 * first, ties to the earlier, so that they make `amount`; a negative amount is mirrored (SPR-T65, T66). The numbers need
 * not make the amount exactly, as long as no more units are left than there are fractions.
 */
export function roundTogether(amount: number, quotas: readonly bigint[], common: bigint): number[] {
  const sign = amount < 0 ? -1n : 1n;
  const floors = quotas.map((quota) => floorOf(sign * quota, common));
  const rests = quotas.map((quota, i) => sign * quota - floors[i]! * common);
  const order = [...quotas.keys()].sort((a, b) =>
    rests[a] === rests[b] ? a - b : rests[a]! > rests[b]! ? -1 : 1,
  );
  const units = BigInt(Math.abs(amount)) - floors.reduce((sum, floor) => sum + floor, 0n);
  for (const i of order.slice(0, Number(units))) floors[i]! += 1n;
  return floors.map((part) => (part === 0n ? 0 : Number(sign * part)));
}

const floorOf = (num: bigint, den: bigint): bigint =>
  num % den !== 0n && num < 0n ? num / den - 1n : num / den;

function floorsAndUnits(
  size: number,
  weights: readonly bigint[],
  residue: 'largestRemainder' | 'highest' | 'lowest',
): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const floors = weights.map((weight) => (BigInt(size) * weight) / total);
  const rests = weights.map((weight, i) => BigInt(size) * weight - floors[i]! * total);
  const units = size - floors.reduce((sum, floor) => sum + Number(floor), 0);
  const takers = [...weights.keys()].filter((i) => weights[i]! > 0n);
  const key = (i: number): bigint =>
    residue === 'largestRemainder' ? rests[i]! : residue === 'highest' ? floors[i]! : -floors[i]!;
  takers.sort((a, b) => (key(a) === key(b) ? a - b : key(a) > key(b) ? -1 : 1));
  const parts = floors.map(Number);
  if (residue === 'largestRemainder') for (const i of takers.slice(0, units)) parts[i]! += 1;
  else parts[takers[0]!]! += units;
  return parts;
}

import { decimalOfNumber } from '../../foundation/decimal.ts';
import { invariant } from '../../foundation/result.ts';

/**
 * Exact arithmetic beyond 2^53: rationals from the decimal text a number is written with, and rounding
 * half away from zero (SPR-T7, SPR-T25).
 */
export interface Rational {
  readonly num: bigint;
  /** Positive. */
  readonly den: bigint;
}

/** The rational a finite number is written as: 0.1 is one tenth, not the binary fraction nearest to it. */
export function rationalOf(value: number): Rational {
  const decimal = decimalOfNumber(value);
  invariant(decimal !== null, 'a finite number');
  const { negative, digits, exponent } = decimal;
  const size = BigInt(digits === '' ? '0' : digits);
  const num = negative ? -size : size;
  return exponent >= 0
    ? { num: num * 10n ** BigInt(exponent), den: 1n }
    : { num, den: 10n ** BigInt(-exponent) };
}

/** num ÷ den to the nearest integer, halves away from zero. `den` may have either sign but not be 0. */
export function roundedQuotient(num: bigint, den: bigint): number {
  const negative = num < 0n !== den < 0n;
  const n = num < 0n ? -num : num;
  const d = den < 0n ? -den : den;
  const rounded = Number((2n * n + d) / (2n * d));
  return negative && rounded !== 0 ? -rounded : rounded;
}

/** x × factor, rounded half away from zero; exact for every magnitude. */
export function timesRational(x: number, factor: Rational): number {
  const num = Number(factor.num);
  const den = Number(factor.den);
  const product = x * num;
  if (Number.isSafeInteger(num) && den <= 2 ** 50 && Math.abs(product) <= 2 ** 50) {
    const whole = Math.trunc(product / den);
    const rest = product - whole * den;
    if (2 * Math.abs(rest) < den) return whole === 0 ? 0 : whole;
    return whole + (product < 0 ? -1 : 1);
  }
  return roundedQuotient(BigInt(x) * factor.num, factor.den);
}

/** Positive or negative decimals as integers in the same proportion, or `null` when they are out of reach. */
export function integerWeights(weights: readonly number[]): number[] | null {
  const rationals = weights.map(rationalOf);
  const den = rationals.reduce((most, r) => (r.den > most ? r.den : most), 1n);
  const scaled = rationals.map((r) => Number(r.num * (den / r.den)));
  return scaled.every(Number.isSafeInteger) ? scaled : null;
}

/**
 * Largest remainder over weights of any size (SPR-T65): for the few places where weights are powers of a
 * growth rate. Not all weights are 0, none is negative.
 */
export function apportionBig(amount: number, weights: readonly bigint[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const size = BigInt(Math.abs(amount));
  const floors = weights.map((weight) => (size * weight) / total);
  const rests = weights.map((weight, i) => size * weight - floors[i]! * total);
  const units = Number(size - floors.reduce((sum, floor) => sum + floor, 0n));
  const favoured = new Set(
    rests
      .map((rest, i) => ({ rest, i }))
      .sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1))
      .slice(0, units)
      .map(({ i }) => i),
  );
  const sign = amount < 0 ? -1 : 1;
  return floors.map((floor, i) => {
    const part = Number(floor) + (favoured.has(i) ? 1 : 0);
    return part === 0 ? 0 : sign * part;
  });
}

import type { Decimal } from './decimal.ts';
import { invariant } from './result.ts';

/** An exact rational number; the denominator is positive. Not reduced: callers keep their chains short. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** numerator ÷ denominator with its sign in the numerator. Throws `InvariantError` for a denominator of 0. */
export const ratio = (numerator: bigint, denominator = 1n): Ratio => {
  invariant(denominator !== 0n, 'a denominator is not zero');
  return denominator > 0n ? { numerator, denominator } : { numerator: -numerator, denominator: -denominator };
};

/** A decimal exactly. The caller bounds the exponent: 10^exponent is really computed. */
export function ratioFromDecimal({ negative, digits, exponent }: Decimal): Ratio {
  invariant(Number.isFinite(exponent), 'an exponent is finite');
  const size = BigInt(digits === '' ? '0' : digits);
  const signed = negative ? -size : size;
  return exponent >= 0 ? ratio(signed * 10n ** BigInt(exponent)) : ratio(signed, 10n ** BigInt(-exponent));
}

/** The same number in lowest terms, for chains that would otherwise grow. */
export function reduceRatio({ numerator, denominator }: Ratio): Ratio {
  let a = numerator < 0n ? -numerator : numerator;
  let b = denominator;
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? ratio(0n) : { numerator: numerator / a, denominator: denominator / a };
}

/** −a. */
export const negateRatio = (a: Ratio): Ratio => ratio(-a.numerator, a.denominator);

/** a + b, exactly. */
export const addRatios = (a: Ratio, b: Ratio): Ratio =>
  ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

/** a × b, exactly. */
export const multiplyRatios = (a: Ratio, b: Ratio): Ratio =>
  ratio(a.numerator * b.numerator, a.denominator * b.denominator);

/** a ÷ b; b is not zero. */
export const divideRatios = (a: Ratio, b: Ratio): Ratio =>
  ratio(a.numerator * b.denominator, a.denominator * b.numerator);

/** Negative, zero or positive as a is smaller than, equal to or larger than b. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether nothing is left over: 4/2 is whole, 5/2 is not. */
export const isWholeRatio = (a: Ratio): boolean => a.numerator % a.denominator === 0n;

/** The nearest whole number, halves away from zero: 2.5 → 3, −2.5 → −3. */
export function roundRatio({ numerator, denominator }: Ratio): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/** amount × part ÷ all to the nearest whole number, halves away from zero; whole numbers, exact however large; all is not zero. */
export function roundedShare(amount: number, part: number, all: number): number {
  const product = amount * part;
  if (!Number.isSafeInteger(product))
    return Number(roundRatio(ratio(BigInt(amount) * BigInt(part), BigInt(all))));
  const rest = product % all;
  const whole = (product - rest) / all;
  const up = 2 * Math.abs(rest) >= Math.abs(all) ? Math.sign(product) * Math.sign(all) : 0;
  // Never −0.
  return whole + up || 0;
}

/**
 * The double nearest to a ratio, halves to even as everywhere in floating point. For ratios that are 0 or between
 * 1e-290 and 1e290 in size.
 */
export function numberFromRatio({ numerator, denominator }: Ratio): number {
  const size = numerator < 0n ? -numerator : numerator;
  if (size === 0n) return 0;
  // A quotient of at least 66 bits, its last bit marking a remainder, rounds to 53 bits as the ratio itself does.
  const shift = 66 + bitLength(denominator) - bitLength(size);
  const over = shift > 0 ? size << BigInt(shift) : size;
  const under = shift < 0 ? denominator << BigInt(-shift) : denominator;
  const quotient = over / under;
  const marked = over % under === 0n ? quotient : quotient | 1n;
  const result = Number(marked) * 2 ** -shift;
  return numerator < 0n ? -result : result;
}

const bitLength = (value: bigint): number => value.toString(16).length * 4;

/** A finite double exactly, binary fraction and all: 0.1 is not a tenth here. */
export function ratioOfDouble(value: number): Ratio {
  let scaled = value;
  let shift = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    shift += 1;
  }
  return ratio(BigInt(scaled), 1n << BigInt(shift));
}

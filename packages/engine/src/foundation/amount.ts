import { type Decimal, decimalOfNumber, readDecimal } from './decimal.ts';
import { problem } from './problem.ts';
import { invariant, ok, type Result, refuse } from './result.ts';

/*
 * An amount is a whole number of the metric's smallest unit: cents for yuan with 2 decimals, customers for a
 * count with 0. It lives in a JavaScript number but never has a fraction, so that sums are exact (SPR-T7).
 */

/** Largest amount, ± in smallest units. Below 2^53, so that one addition can never hide an overflow. */
export const MAX_AMOUNT = 9e15;

/** Most decimals a metric's unit may have. */
export const MAX_DECIMALS = 9;

/** Decimal digits that every double carries faithfully. */
const FAITHFUL = 1e15;

/** Whether a value is a whole number within ±`MAX_AMOUNT`. */
export const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= MAX_AMOUNT;

/** Whether a value is a number of decimals that a metric's unit may have, 0 to `MAX_DECIMALS`. */
export const isDecimals = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_DECIMALS;

/** Smallest units in one unit: 100 for 2 decimals. */
export function unitScale(decimals: number): number {
  invariant(isDecimals(decimals), `decimals are whole, 0 to ${MAX_DECIMALS}`);
  return 10 ** decimals;
}

/**
 * The sum of amounts, in smallest units. Only the sum must be in range, whatever the order: a partial sum may
 * pass the limit and come back. Refuses with `OUT_OF_RANGE`.
 */
export function addAmounts(amounts: readonly number[] | Float64Array, path?: string): Result<number> {
  let sum = 0;
  for (const amount of amounts) {
    sum += amount;
    if (!Number.isSafeInteger(sum)) return addWide(amounts, path);
  }
  return amountFromWhole(sum, 0, path);
}

function addWide(amounts: readonly number[] | Float64Array, path: string | undefined): Result<number> {
  let sum = 0n;
  for (const amount of amounts) {
    invariant(isAmount(amount), 'only amounts are added');
    sum += BigInt(amount);
  }
  return amountFromWhole(sum, 0, path);
}

/** The refusal of what is beyond all amounts, with the limits in the metric's own unit. */
export const amountLimits = (decimals: number, path?: string): Result<never> =>
  refuse(outOfRange(decimals, path));

/** A whole number of smallest units as an amount, or `OUT_OF_RANGE` with the limits in the metric's own unit. */
export function amountFromWhole(whole: bigint | number, decimals: number, path?: string): Result<number> {
  if (whole > MAX_AMOUNT || whole < -MAX_AMOUNT) return refuse(outOfRange(decimals, path));
  return ok(Number(whole) + 0);
}

/**
 * A number in the metric's own unit as an amount in smallest units, without binary rounding: 1.9 with two
 * decimals is 190. Text is plain decimal text; a number stands for its shortest decimal text.
 *
 * Refuses with `NOT_A_NUMBER`, `NUMBER_TOO_PRECISE` (more decimals than the unit has, or a double so large that
 * it no longer tells neighbouring smallest units apart) and `OUT_OF_RANGE`.
 */
export function amountFromDecimal(value: string | number, decimals: number, path?: string): Result<number> {
  const decimal = typeof value === 'number' ? decimalOfNumber(value) : readDecimal(value);
  if (decimal === null) return refuse(problem('NOT_A_NUMBER', path));
  const amount = amountFromParts(decimal, decimals, path);
  if (typeof value === 'string' || !amount.ok || Math.abs(amount.value) <= FAITHFUL) return amount;
  return isFaithful(value, amount.value, unitScale(decimals)) ? amount : refuse(tooPrecise(decimals, path));
}

function amountFromParts(
  { negative, digits, exponent }: Decimal,
  decimals: number,
  path?: string,
): Result<number> {
  const zeros = exponent + Math.log10(unitScale(decimals));
  if (digits === '') return ok(0);
  if (zeros < 0) return refuse(tooPrecise(decimals, path));
  const longest = String(MAX_AMOUNT).length;
  if (digits.length + zeros > longest) return refuse(outOfRange(decimals, path));
  const size = Number(digits + '0'.repeat(zeros));
  return amountFromWhole(negative ? -size : size, decimals, path);
}

/** Whether no neighbouring amount has the same double. */
const isFaithful = (value: number, amount: number, scale: number): boolean =>
  (amount + 1) / scale !== value && (amount - 1) / scale !== value;

/** An amount as decimal text in the metric's own unit, always with all its decimals: 190, 2 → `1.90`. */
export function decimalFromAmount(amount: number, decimals: number): string {
  invariant(isAmount(amount), 'an amount is a whole number in range');
  invariant(isDecimals(decimals), `decimals are whole, 0 to ${MAX_DECIMALS}`);
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = amount < 0 ? '-' : '';
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/**
 * An amount as a number in the metric's own unit: the double nearest to the decimal. Up to 15 digits (every
 * amount with 0 decimals, every amount up to 10^15 with more) it reads back as the same amount.
 */
export function numberFromAmount(amount: number, decimals: number): number {
  invariant(isAmount(amount), 'an amount is a whole number in range');
  return amount / unitScale(decimals) + 0;
}

const tooPrecise = (decimals: number, path: string | undefined) =>
  problem('NUMBER_TOO_PRECISE', path, { decimals });

const outOfRange = (decimals: number, path: string | undefined) => {
  const max = MAX_AMOUNT / unitScale(decimals);
  return problem('OUT_OF_RANGE', path, { min: -max, max });
};

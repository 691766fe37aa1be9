import { decimalOfNumber } from '../foundation/decimal.ts';
import { problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';

/** Numbers that say how much of a total each entry gets; only their proportions matter. */
export type Weights = readonly number[] | Float64Array;

/** Decimals that a double takes on exactly: 15 digits are always faithful. */
const MAX_FAST_DECIMALS = 9;
const FAITHFUL = 1e15;

/**
 * The same proportions as whole numbers in doubles, or `null` when that takes more than 15 digits.
 * 0.3 counts as three tenths, not as the double nearest to it.
 */
export function wholeWeights(weights: Weights): Float64Array | null {
  for (let decimals = 0, from = 0; decimals <= MAX_FAST_DECIMALS; decimals += 1) {
    const scale = 10 ** decimals;
    while (from < weights.length && isWholeAt(weights[from] ?? 0, scale)) from += 1;
    if (from < weights.length) continue;
    const whole = Float64Array.from(weights, (weight) => Math.round(weight * scale));
    return whole.every((weight) => Math.abs(weight) <= FAITHFUL) ? whole : null;
  }
  return null;
}

const isWholeAt = (weight: number, scale: number): boolean => Math.round(weight * scale) / scale === weight;

/** The same proportions as whole numbers of any size. Every weight is finite. */
export function wideWeights(weights: Weights): readonly bigint[] {
  const decimals = Array.from(weights, decimalOfNumber);
  const least = decimals.reduce((low, decimal) => Math.min(low, decimal?.exponent ?? 0), 0);
  return decimals.map((decimal) => {
    if (decimal === null || decimal.digits === '') return 0n;
    const size = BigInt(decimal.digits) * 10n ** BigInt(decimal.exponent - least);
    return decimal.negative ? -size : size;
  });
}

/** Refuses what is no weight: `NOT_A_NUMBER` or, unless kept, `BASIS_NEGATIVE`, at the first such entry. */
export function checkWeights(weights: Weights, path: string, keepNegative: boolean): Result<null> {
  for (let at = 0; at < weights.length; at += 1) {
    const weight = weights[at] ?? Number.NaN;
    if (!Number.isFinite(weight)) return refuse(problem('NOT_A_NUMBER', `${path}[${at}]`));
    if (weight < 0 && !keepNegative) {
      return refuse(problem('BASIS_NEGATIVE', `${path}[${at}]`, { weight }));
    }
  }
  return ok(null);
}

import { wholeWeights } from '../weights.ts';

/** Weights that no exact scale makes whole are taken to this much of their sum: far finer than any unit of a target. */
const FINEST = 2 ** 52;

/**
 * Weights of leaves as whole numbers in the same proportions, NaN = none. Exact where up to nine decimals do; otherwise –
 * a third of a month, a mean of shares – each to 2^−52 of their sum. None is negative.
 */
export function wholeLeafWeights(weights: Float64Array): Float64Array {
  const known = weights.map((weight) => (Number.isNaN(weight) ? 0 : weight));
  const whole = wholeWeights(known);
  if (whole !== null && sumOf(whole) <= FINEST) return withNone(whole, weights);
  const scale = FINEST / sumOf(known);
  return withNone(
    known.map((weight) => Math.round(weight * scale)),
    weights,
  );
}

const sumOf = (weights: Float64Array): number => weights.reduce((sum, weight) => sum + weight, 0);

/** Where there was no weight there still is none. */
function withNone(whole: Float64Array, weights: Float64Array): Float64Array {
  return whole.map((weight, k) => (Number.isNaN(weights[k]) ? Number.NaN : weight));
}

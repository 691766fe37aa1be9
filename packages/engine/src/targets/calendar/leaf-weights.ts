import { wholeWeights } from '../weights.ts';

/** Weights that no exact scale makes whole are taken to this much of the sum of their sizes: far finer than any unit of a target. */
const FINEST = 2 ** 52;

/**
 * Weights of leaves as whole numbers in the same proportions, NaN = none. Exact where up to nine decimals do; otherwise –
 * a third of a month, a mean of shares – each to 2^−52 of the sum of their sizes.
 */
export function wholeLeafWeights(weights: Float64Array): Float64Array {
  const known = weights.map((weight) => (Number.isNaN(weight) ? 0 : weight));
  const whole = wholeWeights(known);
  if (whole !== null && sizeOf(whole) <= FINEST) return withNone(whole, weights);
  const scale = FINEST / sizeOf(known);
  return withNone(
    known.map((weight) => Math.round(weight * scale)),
    weights,
  );
}

const sizeOf = (weights: Float64Array): number => weights.reduce((sum, weight) => sum + Math.abs(weight), 0);

/** Where there was no weight there still is none. */
function withNone(whole: Float64Array, weights: Float64Array): Float64Array {
  return whole.map((weight, k) => (Number.isNaN(weights[k]) ? Number.NaN : weight));
}

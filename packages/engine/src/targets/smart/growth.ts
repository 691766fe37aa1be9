import {
  addRatios,
  compareRatios,
  multiplyRatios,
  negateRatio,
  type Ratio,
  ratio,
  reduceRatio,
  roundRatio,
} from '../../foundation/ratio.ts';
import { decimalText } from './context.ts';

/** Fewer periods of history than this say nothing of how a metric grows. */
export const LEAST_PERIODS = 5;

const LOW: Ratio = ratio(5n, 100n);
const HIGH: Ratio = ratio(95n, 100n);

/** (to − from) ÷ |from|, exactly; `null` from 0, from where nothing grows by a percentage. */
export function growthBetween(from: number, to: number): Ratio | null {
  if (from === 0) return null;
  return ratio(BigInt(to) - BigInt(from), BigInt(Math.abs(from)));
}

/** Growth from each period to the next; a period without a value, and one of 0, begin anew. */
export function pastGrowth(values: readonly (number | null)[]): readonly Ratio[] {
  return values.slice(1).flatMap((to, i) => {
    const from = values[i] ?? null;
    const growth = from === null || to === null ? null : growthBetween(from, to);
    return growth === null ? [] : [growth];
  });
}

/** P5 and P95 of past growth. At least one is there. */
export function growthInterval(growths: readonly Ratio[]): { readonly low: Ratio; readonly high: Ratio } {
  const sorted = [...growths].sort(compareRatios);
  return { low: percentile(sorted, LOW), high: percentile(sorted, HIGH) };
}

/** Linear between neighbours: place p·(n − 1) of the values in ascending order, counted from 0. Exact. */
export function percentile(sorted: readonly Ratio[], p: Ratio): Ratio {
  const place = multiplyRatios(p, ratio(BigInt(sorted.length - 1)));
  const below = Number(place.numerator / place.denominator);
  const rest = ratio(place.numerator % place.denominator, place.denominator);
  const low = sorted[below] ?? ratio(0n);
  const high = sorted[below + 1] ?? low;
  const step = addRatios(high, negateRatio(low));
  return reduceRatio(addRatios(low, multiplyRatios(rest, step)));
}

/** A ratio in percent with two decimals, halves away from zero. */
export const percentText = (share: Ratio): string =>
  decimalText(roundRatio(multiplyRatios(share, ratio(10_000n))), 2);

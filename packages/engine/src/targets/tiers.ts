import { type Problem, problem } from '../foundation/problem.ts';
import { type Ratio, ratio } from '../foundation/ratio.ts';
import type { Fields } from '../plan/record.ts';
import { timesRatio, writtenRatio } from './spread/exact.ts';

/** What a target is worth reaching: at least, as set, or more (保底, 目标, 挑战). From the lowest up. */
export const tiers = ['floorTarget', 'target', 'stretchTarget'] as const;

/** One of `tiers`. */
export type Tier = (typeof tiers)[number];

/** Percent of a target's number that its floor or stretch is; `null` where none is set. `target` itself is 100. */
export function tierPercent(target: Fields, tier: Tier): number | null {
  if (tier === 'target') return 100;
  const percent = target[tier];
  return typeof percent === 'number' ? percent : null;
}

/**
 * Floor, target and stretch ask for more, in this order: `TIER_ORDER` where a percentage is on the wrong side of the target,
 * by the direction of its metric and the sign of its number. A band has no more or less.
 */
export function tierProblem(
  target: Fields,
  direction: 'up' | 'down' | 'band',
  isNegative: boolean,
): Problem | null {
  if (direction === 'band') return null;
  const harder = (direction === 'up') !== isNegative ? 1 : -1;
  const [floor, stretch] = [tierPercent(target, 'floorTarget'), tierPercent(target, 'stretchTarget')];
  const params = { floor, stretch };
  if (floor !== null && (floor - 100) * harder > 0) return problem('TIER_ORDER', 'floorTarget', params);
  return stretch !== null && (100 - stretch) * harder > 0
    ? problem('TIER_ORDER', 'stretchTarget', params)
    : null;
}

/** A percentage of an amount of any cell, in its smallest unit, halves away from zero. Exact for decimals as written. */
export function tierAmount(amount: number, percent: number): number {
  const { numerator, denominator } = writtenRatio(percent);
  const share: Ratio = ratio(numerator, denominator * 100n);
  return timesRatio(amount, share);
}

/**
 * The highest tier that an actual reaches, `null` for none – or where the direction is `band`, which has no more or less.
 * With `down` reaching is not exceeding. Amounts in the metric's smallest unit.
 */
export function tierReached(
  actual: number,
  amount: number,
  target: Fields,
  direction: 'up' | 'down' | 'band',
): Tier | null {
  if (direction === 'band') return null;
  const reached = tiers.filter((tier) => {
    const percent = tierPercent(target, tier);
    if (percent === null) return false;
    const wanted = tierAmount(amount, percent);
    return direction === 'up' ? actual >= wanted : actual <= wanted;
  });
  return reached.at(-1) ?? null;
}

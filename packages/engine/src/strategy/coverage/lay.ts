import { isAmount } from '../../foundation/amount.ts';
import { earlierDate, laterDate } from '../../foundation/date.ts';
import { decimalOfNumber } from '../../foundation/decimal.ts';
import {
  multiplyRatios,
  type Ratio,
  ratio,
  ratioFromDecimal,
  roundedShare,
  roundRatio,
} from '../../foundation/ratio.ts';
import { invariant } from '../../foundation/result.ts';
import { type Place, placeOf, splitAmount, type TargetLayout } from '../../targets/index.ts';
import type { Contribution, Estimate } from './contributions.ts';
import { type Effect, effectWeight, stepsOn } from './effect.ts';

/** What is added at a place: every estimate as if all deliver, and what to expect of it. Whole units of coverage. */
export interface Added extends Estimate {
  /** The likely ones, each times the chance that it delivers at all. */
  readonly expected: number;
}

/** A contribution at its place, by leaf period. */
export interface Laid {
  readonly contribution: Contribution;
  readonly place: Place;
  readonly amounts: Readonly<Record<keyof Added, readonly number[]>>;
}

/** Whether what is added at members adds up to what is added above them. */
export const sumsOverMembers = ({ totals, cube }: TargetLayout): boolean =>
  totals === 'spread' && cube.parts === 1;

/** Whether it adds up over members and over time. */
export const addsUp = (layout: TargetLayout): boolean =>
  layout.behaviour === 'flow' && sumsOverMembers(layout);

/** Of a rate, whole units of coverage are hundredths of what is read: of a percentage point. */
const RATE_UNITS = 100;

/** How many units of coverage one of the target's estimates counts, as it is stored. */
export const unitsOfEstimate = ({ cube }: TargetLayout): number => (cube.parts === 2 ? RATE_UNITS : 1);

/** How many units of coverage one of the target's own numbers counts: 0.3 of a rate is 30 points. */
export const unitsOfNumber = (layout: TargetLayout): number =>
  unitsOfEstimate(layout) * (layout.cube.parts === 2 && layout.metric.fields['unit'] === 'percent' ? 100 : 1);

/** `undefined`: it counts nowhere, because its place or its days lie outside, or because it was cut. */
export function lay(layout: TargetLayout, contribution: Contribution): Laid | undefined {
  const { effect, estimated } = contribution;
  if (!effect || !estimated) return undefined;
  const { dimensions } = layout.cube;
  if (Object.keys(contribution.coordinate).some((dimension) => !dimensions.includes(dimension)))
    return undefined;
  const members = dimensions.map((dimension) => contribution.coordinate[dimension] ?? '*');
  const place = placeOf(layout.frame, { members, time: layout.frame.time.ids[0]! });
  const amounts = place && inPeriods(layout, contribution, estimated, effect);
  return amounts && { contribution, place, amounts };
}

/** `undefined`: as estimated it begins only after the target's window, or it is no amount that a target could have. */
function inPeriods(
  layout: TargetLayout,
  contribution: Contribution,
  estimated: Effect,
  effect: Effect,
): Laid['amounts'] | undefined {
  const ranges = layout.periods.map(({ from, to }) => ({
    from: laterDate(from, String(layout.target.fields['from'])),
    to: earlierDate(to, String(layout.target.fields['to'])),
  }));
  const full = amountsOf(layout, contribution);
  if (!Object.values(full).every(isAmount)) return undefined;
  if (!addsUp(layout)) {
    return shareOf(full, (amount) =>
      ranges.map(({ to }) => roundedShare(amount, stepsOn(effect, to), effect.rampDays + 1)),
    );
  }
  const planned = ranges.reduce((sum, range) => sum + effectWeight(estimated, range), 0);
  if (planned === 0) return undefined;
  const weights = ranges.map((range) => effectWeight(effect, range));
  const left = weights.reduce((sum, weight) => sum + weight, 0);
  return shareOf(full, (amount) => split(roundedShare(amount, left, planned), weights));
}

function amountsOf(layout: TargetLayout, { amount, probability }: Contribution): Added {
  const units = ({ low, likely, high }: Estimate, scale: Ratio): Estimate => ({
    low: whole(multiplyRatios(exact(low), scale)),
    likely: whole(multiplyRatios(exact(likely), scale)),
    high: whole(multiplyRatios(exact(high), scale)),
  });
  const estimate = units(amount, ratio(BigInt(unitsOfEstimate(layout))));
  const chance = multiplyRatios(exact(probability), ratio(1n, 100n));
  return { ...estimate, expected: whole(multiplyRatios(exact(estimate.likely), chance)) };
}

const shareOf = (full: Added, share: (amount: number) => readonly number[]): Laid['amounts'] => ({
  low: share(full.low),
  likely: share(full.likely),
  high: share(full.high),
  expected: share(full.expected),
});

/** Exactly the amount, over periods by the strength of their days (COV-3). */
function split(amount: number, weights: readonly number[]): readonly number[] {
  if (amount === 0) return weights.map(() => 0);
  const parts = splitAmount(amount, weights);
  invariant(parts.ok, 'what has weight can be shared out');
  return parts.value;
}

/** In whole units, halves away from 0. */
const whole = (value: Ratio): number => Number(roundRatio(value));

/** The decimal that is written. */
function exact(value: number): Ratio {
  const decimal = decimalOfNumber(value);
  invariant(decimal !== null, 'a stored number is finite');
  return ratioFromDecimal(decimal);
}

import { type DateRange, daysBetween, earlierDate, laterDate } from '../foundation/date.ts';
import type { Period } from '../foundation/period.ts';
import { invariant } from '../foundation/result.ts';
import type { TargetEntry } from '../targets/index.ts';
import type { Draft } from './draft.ts';
import type { PackRow, PackTarget, Profile } from './pack.ts';

/** Smallest units in one main unit of the target's metric as the workspace counts it. */
export const scaleOf = ({ master }: Pick<Draft, 'master'>, { metric }: PackTarget): number =>
  10 ** master.decimals.get(metric)!;

/** Sample total of a one-part target in the smallest unit: what all its rows say together. */
export const sampleTotal = (draft: Pick<Draft, 'master'>, target: PackTarget): number =>
  target.rows.reduce((sum, row) => sum + (row.value ?? 0), 0) * scaleOf(draft, target);

/**
 * Whole shares of a whole amount, in proportion to whole weights; they add up to the amount exactly. Each share is
 * what the running total gains, so the rounding is spread evenly instead of gathering in one place.
 */
export function sharesOf(amount: number, weights: readonly number[]): readonly number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  invariant(all > 0 && Number.isSafeInteger(amount), 'shares are computed in whole numbers');
  let weight = 0;
  let given = 0;
  return weights.map((one) => {
    weight += one;
    const share = wholeShare(amount, weight, all) - given;
    given += share;
    return share;
  });
}

/** amount × part ÷ all rounded down, exact however many decimals an amount has. */
function wholeShare(amount: number, part: number, all: number): number {
  const [product, whole] = [BigInt(amount) * BigInt(part), BigInt(all)];
  const quotient = product / whole;
  return Number(product < 0n && quotient * whole !== product ? quotient - 1n : quotient);
}

/** Weights of the leaf periods; one that the window covers only in part weighs less. */
export function weightsOf(
  profile: Profile,
  periods: readonly Period[],
  window: DateRange,
): readonly number[] {
  const { weights } = profile;
  return periods.map((period, i) => {
    const place =
      profile.form === 'cycle'
        ? period.ordinal % weights.length
        : Math.floor(((i + 0.5) / periods.length) * weights.length);
    const covered = daysBetween(laterDate(period.from, window.from), earlierDate(period.to, window.to));
    const part = covered / daysBetween(period.from, period.to);
    return Math.max(1, Math.round((weights[place] ?? 1) * 100 * part));
  });
}

/** The sample numbers of one target, leaf by leaf. `place` turns a row's keys into member ids. */
export function sampleEntries(
  target: PackTarget,
  draft: Pick<Draft, 'master' | 'leaves'>,
  weights: readonly number[],
  place: (row: PackRow) => readonly string[],
): readonly TargetEntry[] {
  const { leaves } = draft;
  return target.rows.flatMap((row) => {
    const leaf = (i: number) => ({ members: place(row), time: leaves[i]!.id });
    return row.parts
      ? quotientEntries(quotients(target.over, row.parts, weights), leaf)
      : amountEntries(amounts(target, row, weights, scaleOf(draft, target)), leaf);
  });
}

type Leaf = (i: number) => TargetEntry['at'];

function amountEntries(values: readonly (number | null)[], leaf: Leaf): readonly TargetEntry[] {
  return values.flatMap((value, i) => (value === null ? [] : [{ at: leaf(i), value }]));
}

/** Where there is nothing to divide by, nothing is said. */
function quotientEntries(values: readonly (readonly [number, number])[], leaf: Leaf): readonly TargetEntry[] {
  return values.flatMap(([numerator, denominator], i) =>
    denominator === 0 ? [] : [{ at: leaf(i), numerator, denominator }],
  );
}

function amounts(
  target: PackTarget,
  row: PackRow,
  weights: readonly number[],
  scale: number,
): readonly (number | null)[] {
  if (row.value === undefined) return [];
  const amount = row.value * scale;
  const count = weights.length;
  switch (target.over) {
    case 'split':
      return sharesOf(amount, weights);
    case 'repeat':
      return weights.map(() => amount);
    case 'ramp':
      return weights.map((_, i) => Math.round((amount * (i + 1)) / count));
    case 'end':
      return weights.map((_, i) => (i === count - 1 ? amount : null));
  }
}

/** Both parts keep their total; the numerator follows the denominator, so that every leaf shows nearly the same rate. */
function quotients(
  over: PackTarget['over'],
  [numerator, denominator]: readonly [number, number],
  weights: readonly number[],
): readonly (readonly [number, number])[] {
  if (over !== 'split') return weights.map(() => [numerator, denominator] as const);
  const denominators = sharesOf(denominator, weights);
  const numerators = sharesOf(numerator, denominators);
  return denominators.map((share, i) => [numerators[i]!, share] as const);
}

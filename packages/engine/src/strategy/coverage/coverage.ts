import { earlierDate, laterDate } from '../../foundation/date.ts';
import {
  covers,
  type Fraction,
  leavesUnder,
  type Place,
  placeOf,
  readFraction,
  splitAmount,
  type TargetLayout,
  type Totals,
} from '../../targets/index.ts';
import type { Contribution, Estimate } from './contributions.ts';
import { type Effect, effectWeight, strengthOn } from './effect.ts';

/** What is added at a place: every estimate as if all deliver, and what to expect of it. */
export interface Added extends Estimate {
  /** The likely ones, each times the chance that it delivers at all. */
  readonly expected: number;
}

/** A contribution as it counts at a place. */
export interface Carried extends Added {
  readonly contribution: Contribution;
}

/**
 * A place's target beside what would come anyway and what initiatives add (COV-1). Amounts in the metric's smallest
 * unit, rates in points; `null` = not known.
 */
export interface PlaceCoverage {
  readonly target: number | null;
  /** What would come without any initiative. */
  readonly baseline: number | null;
  readonly added: Added;
  /** Those that are carried here, the largest first. */
  readonly carried: readonly Carried[];
  /** What is promised for a larger place that contains this one: nobody said how much of it falls here. */
  readonly above: readonly Carried[];
  /** What is missing with all that is expected; negative = more than asked. Nothing of the metrics that stay in a band. */
  readonly uncovered: number | null;
}

/** What initiatives add to a target, laid over its table. */
export interface Coverage {
  readonly layout: TargetLayout;
  readonly targets: Totals;
  /** What would come anyway at a place, in smallest units or points; `null` = nobody knows. */
  readonly baseline: (place: Place) => number | null;
  readonly laid: readonly Laid[];
  /** Those that count nowhere: their place or their days lie outside the target, or nobody said when. */
  readonly outside: readonly Contribution[];
}

/** A contribution at its place, by leaf period. */
interface Laid {
  readonly contribution: Contribution;
  readonly place: Place;
  readonly amounts: Readonly<Record<keyof Added, readonly number[]>>;
}

const parts = ['low', 'likely', 'high', 'expected'] as const;

/** Lay contributions over a target's table; cheap enough to be done anew while a bar is dragged. */
export function coverageOf(
  layout: TargetLayout,
  targets: Totals,
  contributions: readonly Contribution[],
  baseline: Coverage['baseline'] = () => null,
): Coverage {
  const laid: Laid[] = [];
  const outside: Contribution[] = [];
  for (const one of contributions) {
    const at = lay(layout, one);
    if (at) laid.push(at);
    else if (one.effect !== null || one.estimated === null) outside.push(one);
  }
  return { layout, targets, baseline, laid, outside };
}

/** How one place is covered. */
export function coverageAt(coverage: Coverage, place: Place): PlaceCoverage {
  const { layout, targets, baseline, laid } = coverage;
  const target = inUnits(layout, readFraction(targets, place));
  const before = baseline(place);
  const here = laid.filter((one) => counts(layout, place, one));
  const above = laid.filter(
    (one) => !here.includes(one) && covers(layout.frame, { ...one.place, time: place.time }, place),
  );
  const carried = here.map((one) => carriedAt(layout, place, one)).sort((a, b) => b.expected - a.expected);
  const added = sumOf(carried);
  return {
    target,
    baseline: before,
    added,
    carried,
    above: above.map((one) => carriedAt(layout, place, one)),
    uncovered: target === null ? null : missing(layout, target, (before ?? 0) + added.expected),
  };
}

/** Of what adds up, a place counts all that lies in it; of rates and levels judged by themselves, only its own. */
function counts({ frame, totals, cube }: TargetLayout, place: Place, { place: at }: Laid): boolean {
  const inner = { ...at, time: place.time };
  if (!covers(frame, place, inner)) return false;
  return (totals === 'spread' && cube.parts === 1) || covers(frame, inner, place);
}

function missing({ metric }: TargetLayout, target: number, reached: number): number | null {
  const direction = metric.fields['direction'];
  if (direction === 'band') return null;
  return direction === 'down' ? reached - target : target - reached;
}

/** What adds up over time is summed over the place's periods; a level is what it is in the last of them. */
function carriedAt(layout: TargetLayout, place: Place, { contribution, amounts }: Laid): Carried {
  const { from, to } = leavesUnder(layout.frame.time, place.time);
  const [low, likely, high, expected] = parts.map((part) =>
    adds(layout)
      ? amounts[part].slice(from, to).reduce((sum, amount) => sum + amount, 0)
      : (amounts[part][to - 1] ?? 0),
  );
  return { contribution, low: low!, likely: likely!, high: high!, expected: expected! };
}

function sumOf(carried: readonly Added[]): Added {
  const sum = (part: keyof Added): number => carried.reduce((whole, one) => whole + one[part], 0);
  return { low: sum('low'), likely: sum('likely'), high: sum('high'), expected: sum('expected') };
}

/** Whether the metric adds up over time. */
const adds = ({ behaviour, totals, cube }: TargetLayout): boolean =>
  behaviour === 'flow' && totals === 'spread' && cube.parts === 1;

/** Rates are told in points, as estimates of them are. */
function inUnits({ cube, metric }: TargetLayout, fraction: Fraction | null): number | null {
  if (!fraction || fraction.denominator === 0) return null;
  const points = cube.parts === 2 && metric.fields['unit'] === 'percent' ? 100 : 1;
  return (fraction.numerator * points) / fraction.denominator;
}

function lay(layout: TargetLayout, contribution: Contribution): Laid | undefined {
  const { effect, estimated } = contribution;
  if (!effect || !estimated) return undefined;
  const { dimensions } = layout.cube;
  const known = new Set<string>(dimensions);
  if (Object.keys(contribution.coordinate).some((dimension) => !known.has(dimension))) return undefined;
  const members = dimensions.map((dimension) => contribution.coordinate[dimension] ?? '*');
  const place = placeOf(layout.frame, { members, time: layout.frame.time.ids[0]! });
  const amounts = place && inPeriods(layout, contribution, estimated, effect);
  return amounts && { contribution, place, amounts };
}

/** `undefined`: as estimated it begins only after the target's window. */
function inPeriods(
  layout: TargetLayout,
  { amount, probability }: Contribution,
  estimated: Effect,
  effect: Effect,
): Laid['amounts'] | undefined {
  const ranges = layout.periods.map(({ from, to }) => ({
    from: laterDate(from, String(layout.target.fields['from'])),
    to: earlierDate(to, String(layout.target.fields['to'])),
  }));
  const expected = amount.likely * probability;
  const of = (share: (whole: number) => readonly number[]): Laid['amounts'] => ({
    low: share(amount.low),
    likely: share(amount.likely),
    high: share(amount.high),
    expected: share(expected),
  });
  if (!adds(layout)) {
    const whole = layout.cube.parts === 1;
    return of((full) =>
      ranges.map(({ to }) =>
        whole ? Math.round(full * strengthOn(effect, to)) : full * strengthOn(effect, to),
      ),
    );
  }
  const planned = ranges.reduce((sum, range) => sum + effectWeight(estimated, range), 0);
  if (planned === 0) return undefined;
  const weights = ranges.map((range) => effectWeight(effect, range));
  const left = weights.reduce((sum, weight) => sum + weight, 0);
  return of((full) => shared(Math.round(full), weights, left, planned));
}

/** What is left of an amount when part of its days are lost, shared out exactly over the periods (COV-3). */
function shared(
  amount: number,
  weights: readonly number[],
  left: number,
  planned: number,
): readonly number[] {
  if (left === 0) return weights.map(() => 0);
  const parts = splitAmount(nearest(amount, left, planned), weights);
  return parts.ok ? parts.value : weights.map(() => 0);
}

/** amount · part / whole in whole units, halves away from 0. */
function nearest(amount: number, part: number, whole: number): number {
  const doubled = 2n * BigInt(Math.abs(amount)) * BigInt(part);
  const rounded = Number((doubled + BigInt(whole)) / (2n * BigInt(whole)));
  return amount < 0 ? 0 - rounded : rounded;
}

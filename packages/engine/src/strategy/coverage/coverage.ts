import { ratio, roundRatio } from '../../foundation/ratio.ts';
import {
  covers,
  type Fraction,
  leavesUnder,
  type Place,
  readFraction,
  type TargetLayout,
  type Totals,
} from '../../targets/index.ts';
import type { Contribution } from './contributions.ts';
import { type Added, addsUp, type Laid, lay, sumsOverMembers, unitsOfNumber } from './lay.ts';

/** A contribution as it counts at a place. */
export interface Carried extends Added {
  readonly contribution: Contribution;
}

/**
 * How a place stands: everything is expected to come; some is missing (`short`); it is missing and no initiative names
 * the place or what contains it (`bare`). `open`: there is no target, or one that asks for a band.
 */
export type CoverageState = 'covered' | 'short' | 'bare' | 'open';

/**
 * A place's target beside what would come anyway and what initiatives add (COV-1). Whole numbers in the metric's smallest
 * unit, of rates in hundredths of what is read (percentages in hundredths of a point); `null` = not known.
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
  /** Baseline and all that is expected. */
  readonly reached: number;
  /** What is missing with that; negative = more than asked. Nothing of the metrics that stay in a band. */
  readonly uncovered: number | null;
  readonly state: CoverageState;
}

/** What would come without any initiative, in units of coverage; `null` = nobody knows. */
export type BaselineOf = (place: Place) => number | null;

/** Whether a contribution is for a larger place than the whole of the table, as seen by whoever knows a part of it. */
export type IsWider = (contribution: Contribution) => boolean;

/** What initiatives add to a target, laid over its table. */
export interface Coverage {
  readonly layout: TargetLayout;
  readonly targets: Totals;
  readonly baseline: BaselineOf;
  readonly laid: readonly Laid[];
  /** Whether a contribution is for more than this table shows, of which nobody said how much falls here. */
  readonly isWider: IsWider;
  /** Those that count nowhere: their place or their days lie outside the target, or nobody said when. */
  readonly outside: readonly Contribution[];
}

/** Lay contributions over a target's table; cheap enough to be done anew while somebody tries what a slip would do. */
export function coverageOf(
  layout: TargetLayout,
  targets: Totals,
  contributions: readonly Contribution[],
  baseline: BaselineOf = statedBaseline(layout, targets),
  isWider: IsWider = () => false,
): Coverage {
  const laid: Laid[] = [];
  const outside: Contribution[] = [];
  for (const one of contributions) {
    const at = lay(layout, one);
    if (at) laid.push(at);
    else if (one.effect !== null || one.estimated === null) outside.push(one);
  }
  return { layout, targets, baseline, laid, isWider, outside };
}

/** How one place is covered. */
export function coverageAt(coverage: Coverage, place: Place): PlaceCoverage {
  const { layout, targets, laid, isWider } = coverage;
  const carried: Carried[] = [];
  const above: Carried[] = [];
  for (const one of laid) {
    if (!isWider(one.contribution) && counts(layout, place, one)) carried.push(carriedAt(layout, place, one));
    else if (covers(layout.frame, { ...one.place, time: place.time }, place))
      above.push(carriedAt(layout, place, one));
  }
  const target = coverageUnits(layout, readFraction(targets, place));
  const baseline = coverage.baseline(place);
  const added = sumOf(carried);
  const reached = (baseline ?? 0) + added.expected;
  const uncovered = target === null ? null : missing(layout, target, reached);
  const named = carried.length + above.length > 0;
  return {
    target,
    baseline,
    added,
    carried: carried.sort((a, b) => b.expected - a.expected),
    above,
    reached,
    uncovered,
    state: uncovered === null ? 'open' : uncovered <= 0 ? 'covered' : named ? 'short' : 'bare',
  };
}

/**
 * Where history knows nothing: the baseline that the target states for its whole. Of what adds up, each place has as much
 * of it as it has of the target, to the nearest unit (COV-7).
 */
export function statedBaseline(layout: TargetLayout, targets: Totals): BaselineOf {
  const stated = layout.target.fields['baseline'];
  if (typeof stated !== 'number') return () => null;
  const whole: Place = { members: layout.frame.trees.map(() => 0), time: 0 };
  return (place) => {
    if (covers(layout.frame, place, whole)) return stated;
    // Numbers move in place: what the whole comes to is asked for each time.
    const all = readFraction(targets, whole);
    const here = readFraction(targets, place);
    if (!addsUp(layout) || !here || !all || all.numerator === 0) return null;
    const share = ratio(BigInt(stated) * BigInt(here.numerator), BigInt(all.numerator));
    return Number(roundRatio(share));
  };
}

/** Of what adds up, a place counts all that lies in it; of rates and levels judged by themselves, only its own. */
function counts(layout: TargetLayout, place: Place, { place: at }: Laid): boolean {
  const { frame } = layout;
  const inner = { ...at, time: place.time };
  return covers(frame, place, inner) && (sumsOverMembers(layout) || covers(frame, inner, place));
}

function missing({ metric }: TargetLayout, target: number, reached: number): number | null {
  const direction = metric.fields['direction'];
  if (direction === 'band') return null;
  return direction === 'down' ? reached - target : target - reached;
}

/** What adds up over time is summed over the place's periods; a level is what it is in the last of them. */
function carriedAt(layout: TargetLayout, place: Place, { contribution, amounts }: Laid): Carried {
  const { from, to } = leavesUnder(layout.frame.time, place.time);
  const at = (part: keyof Added): number =>
    addsUp(layout)
      ? amounts[part].slice(from, to).reduce((sum, amount) => sum + amount, 0)
      : (amounts[part][to - 1] ?? 0);
  return {
    contribution,
    low: at('low'),
    likely: at('likely'),
    high: at('high'),
    expected: at('expected'),
  };
}

function sumOf(carried: readonly Added[]): Added {
  const sum = (part: keyof Added): number => carried.reduce((whole, one) => whole + one[part], 0);
  return { low: sum('low'), likely: sum('likely'), high: sum('high'), expected: sum('expected') };
}

/** A number of the target, or of its history, in whole units of coverage. */
export function coverageUnits(layout: TargetLayout, fraction: Fraction | null): number | null {
  if (!fraction || fraction.denominator === 0) return null;
  const { numerator, denominator } = fraction;
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator))
    return Math.round((numerator / denominator) * unitsOfNumber(layout));
  return Number(roundRatio(ratio(BigInt(numerator) * BigInt(unitsOfNumber(layout)), BigInt(denominator))));
}

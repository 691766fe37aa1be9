import type { DateRange, PlainDate } from '../foundation/date.ts';
import { earlierDate, laterDate } from '../foundation/date.ts';
import { type DayBasis, naturalDays } from '../foundation/day-weight.ts';
import {
  type Fraction,
  leafAt,
  leavesUnder,
  type Place,
  readFraction,
  type TargetLayout,
  type Totals,
  type Tree,
} from '../targets/index.ts';
import { type Actuals, readActual } from './actuals.ts';
import { bandAt } from './band.ts';
import { type Pace, type PaceGoal, pace } from './pace.ts';

/** A place's target against its actual, and against time. Fractions have denominator 1 for plain amounts. */
export interface PlaceAttainment {
  readonly target: Fraction | null;
  readonly actual: Fraction | null;
  /** The part of the actual that lies in no leaf of the table; `null` when there is none. */
  readonly unplaced: Fraction | null;
  readonly pace: Pace;
}

/** Of a formula metric without a formula only leaves are known (DOMAIN-5). */
const isKnown = (layout: TargetLayout, place: Place): boolean =>
  layout.totals !== 'leaves' || leafAt(layout, place) !== null;

/**
 * Where a place stands as of a day. Amounts that add up over time are judged against the time elapsed in the
 * place's own period, clipped to the target's window; rates and levels are due in full on every day.
 */
export function attainmentAt(
  layout: TargetLayout,
  targets: Totals,
  actuals: Actuals,
  place: Place,
  options: { readonly asOf: PlainDate; readonly basis?: DayBasis },
): PlaceAttainment {
  const known = isKnown(layout, place);
  const target = known ? readFraction(targets, place) : null;
  const { actual, unplaced } = known ? readActual(layout, actuals, place) : nothing;
  const flow = layout.totals === 'spread' && layout.behaviour === 'flow' && layout.cube.parts === 1;
  return {
    target,
    actual,
    unplaced,
    pace: pace({
      goal: goalOf(layout, targets, place, asNumber(target)),
      actual: isBand(layout) && target === null ? null : asNumber(actual),
      window: windowAt(layout, place),
      asOf: options.asOf,
      basis: options.basis ?? naturalDays,
      nature: flow ? 'flow' : 'level',
    }),
  };
}

const nothing = { actual: null, unplaced: null } as const;

const isBand = ({ metric }: TargetLayout): boolean => metric.fields['direction'] === 'band';

/** Too much is as far off as too little; without a target there is no band, and no actual is asked for. */
function goalOf(layout: TargetLayout, targets: Totals, place: Place, target: number | null): PaceGoal {
  if (isBand(layout)) return { direction: 'band', ...bandAt(layout, targets, place, target ?? 0) };
  return { direction: layout.metric.fields['direction'] === 'down' ? 'down' : 'up', target };
}

const asNumber = (fraction: Fraction | null): number | null =>
  fraction && fraction.numerator / fraction.denominator;

/** The days of a place's period, as far as the target's window reaches. */
function windowAt({ frame, periods, target }: TargetLayout, place: Place): DateRange {
  const { from, to } = leavesUnder(frame.time, place.time);
  const whole = { from: String(target.fields['from']), to: String(target.fields['to']) };
  const first = periods[from];
  const last = periods[to - 1];
  if (!first || !last) return whole;
  return { from: laterDate(first.from, whole.from), to: earlierDate(last.to, whole.to) };
}

/** Every node of one dimension with all others at their top, the top itself first. */
export function placesAlong(layout: TargetLayout, dimension: number): readonly (readonly number[])[] {
  const top = layout.frame.trees.map(() => 0);
  const tree: Tree | undefined = layout.frame.trees[dimension];
  if (!tree) return [top];
  return tree.ids.map((_, node) => top.map((zero, d) => (d === dimension ? node : zero)));
}

import { type DateRange, daysBetween, laterDate, type PlainDate } from '../../foundation/date.ts';

/** From when on an initiative adds to a target, and how long it takes until it adds in full. */
export interface Effect {
  readonly from: PlainDate;
  /** Calendar days of linear growth before the first day in full; 0 = in full at once. */
  readonly rampDays: number;
}

/**
 * How much of an effect lies in a range of days, both ends included: each day counts as many parts as the ramp has
 * climbed steps by then, `rampDays + 1` in full (COV-2). A whole number; 0 before the effect begins.
 */
export function effectWeight({ from, rampDays }: Effect, range: DateRange): number {
  const first = laterDate(from, range.from);
  if (first > range.to) return 0;
  return climbed(daysBetween(from, range.to), rampDays) - climbed(daysBetween(from, first) - 1, rampDays);
}

/** How many of its `rampDays + 1` steps an effect has climbed on a day: a whole number, 0 before it begins. */
export function stepsOn({ from, rampDays }: Effect, day: PlainDate): number {
  return day < from ? 0 : Math.min(rampDays + 1, daysBetween(from, day));
}

/** Steps of the first `days` days together. */
function climbed(days: number, rampDays: number): number {
  const steep = Math.min(days, rampDays);
  return (steep * (steep + 1)) / 2 + (days - steep) * (rampDays + 1);
}

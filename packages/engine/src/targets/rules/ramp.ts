import {
  addDays,
  type DateRange,
  dateOfDay,
  dateParts,
  dayOfParts,
  daysBetween,
  daysInMonth,
  earlierDate,
  laterDate,
  type PlainDate,
} from '../../foundation/date.ts';

/** Percent of full productivity in the first months of a new hire; afterwards 100. */
export const defaultRamp: readonly number[] = [0, 25, 50, 100];

/** When somebody is there: from their first day to their last one; open where nothing is said. */
export interface Presence {
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
}

/**
 * Ramp × availability of a person in a period (SPR-T97), in hundredths of a day: every day from the first to the last one
 * counts by the ramp of its month since the first day. A whole number, so that shares stay exact.
 */
export function rampedDays(period: DateRange, presence: Presence, ramp: readonly number[]): number {
  const from = presence.from === undefined ? period.from : laterDate(period.from, presence.from);
  const to = presence.to === undefined ? period.to : earlierDate(period.to, presence.to);
  if (to < from) return 0;
  if (presence.from === undefined) return 100 * daysBetween(from, to);
  let sum = 0;
  let start = presence.from;
  for (let month = 0; month < ramp.length && start <= to; month++) {
    const next = monthsAfter(presence.from, month + 1);
    sum += ramp[month]! * overlap(laterDate(start, from), earlierDate(addDays(next, -1), to));
    start = next;
  }
  return sum + 100 * overlap(laterDate(start, from), to);
}

const overlap = (from: PlainDate, to: PlainDate): number => Math.max(0, daysBetween(from, to));

/** The same day so many months later, or the last day of a month that is too short for it. */
function monthsAfter(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = dateParts(date);
  const index = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  return dateOfDay(dayOfParts(y, m, Math.min(day, daysInMonth(y, m))));
}

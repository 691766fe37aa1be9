import { type DateRange, dateOfDay, dateYears, dayNumber } from '../../foundation/date.ts';
import { type WorkCalendar, workOf } from '../../foundation/workdays.ts';

/** The working time of a stretch of days, in half days: the smallest piece that a calendar knows. */
export interface WorkTime {
  /** First and last day, as day numbers. */
  readonly first: number;
  readonly last: number;
  /** Half days worked on a day inside the stretch: 0, 1 or 2. */
  readonly on: (day: number) => number;
  /** Half days worked from the first day of the stretch up to a day, that day left out. */
  readonly before: (day: number) => number;
}

/** Half days in a working day. */
export const HALVES = 2;

const LAST_DAY = dayNumber(`${dateYears.last}-12-31`);

/** Whether a window lies in the years that calendars know; a schedule may run on for ever. */
export const isInTime = ({ to }: DateRange): boolean => dayNumber(to) <= LAST_DAY;

/** The working time from the first to the last day of all these windows; of no day where there is none. */
export function workTimeOf(calendar: WorkCalendar, windows: Iterable<DateRange>): WorkTime {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { from, to } of windows) {
    first = Math.min(first, dayNumber(from));
    last = Math.max(last, dayNumber(to));
  }
  if (first > last) return { first: 0, last: -1, before: () => 0, on: () => 0 };
  const sums = new Int32Array(last - first + 2);
  for (let day = first; day <= last; day += 1)
    sums[day - first + 1] = sums[day - first]! + workOf(calendar, dateOfDay(day)) * HALVES;
  const before = (day: number): number => sums[day - first]!;
  return { first, last, before, on: (day) => before(day + 1) - before(day) };
}

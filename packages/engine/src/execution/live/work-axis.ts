import { dateOfDay, dayNumber, type PlainDate } from '../../foundation/date.ts';
import { isWorkday, type WorkCalendar } from '../../foundation/workdays.ts';

/**
 * Working days in a row: period *n* is the nth working day from the first day on, counted from 0. Days off have no period of
 * their own: work that begins on one begins with the next working day, work that ends on one has ended with the last.
 */
export interface WorkAxis {
  /** Working days before a day: the period in which what starts that day starts. */
  readonly before: (date: PlainDate) => number;
  /** The working day of a period. */
  readonly dateOf: (period: number) => PlainDate;
}

/** Working days are looked up a year at a time, as far as somebody asks. */
const STRETCH = 366;
/** No date lies behind it: what would end later, or on the working day of a calendar that has none, ends there. */
const LAST = dayNumber('9999-12-31');

/** The axis of a calendar; a day before `first` counts as that day, and no period below 0 may be asked for. */
export function workAxis(calendar: WorkCalendar, first: PlainDate): WorkAxis {
  const origin = dayNumber(first);
  /** Working days before each day from the first on. */
  const counts: number[] = [0];
  const days: number[] = [];
  const grow = (): void => {
    for (let i = 0; i < STRETCH; i += 1) {
      const day = origin + counts.length - 1;
      if (isWorkday(calendar, dateOfDay(day))) days.push(day);
      counts.push(days.length);
    }
  };
  return {
    before(date) {
      const offset = Math.max(0, dayNumber(date) - origin);
      while (counts.length <= offset) grow();
      return counts[offset]!;
    },
    dateOf(period) {
      while (days.length <= period && origin + counts.length + STRETCH <= LAST) grow();
      return dateOfDay(days[period] ?? LAST);
    },
  };
}

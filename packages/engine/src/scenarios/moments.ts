import {
  addDays,
  type DateRange,
  daysBetween,
  laterDate,
  type PlainDate,
  weekday,
} from '../foundation/date.ts';
import type { Moment, Window } from './pack.ts';

/** The day that a moment means in a period. A share never leaves the period. */
export function dayOf(moment: Moment, period: DateRange): PlainDate {
  if (typeof moment === 'number') {
    const length = daysBetween(period.from, period.to);
    return addDays(period.from, Math.min(Math.round(moment * length), length - 1));
  }
  if ('days' in moment) return addDays(period.from, moment.days);
  if ('after' in moment) return addDays(period.to, moment.after);
  const firstMonday = addDays(period.from, (8 - weekday(period.from)) % 7);
  return addDays(firstMonday, moment.monday * 7);
}

/** First and last day of a window; a share at its end means the day before, so that windows follow each other. */
export function windowOf([from, to]: Window, period: DateRange): DateRange {
  const first = dayOf(from, period);
  if (typeof to !== 'number') return { from: first, to: laterDate(first, dayOf(to, period)) };
  const length = daysBetween(period.from, period.to);
  return { from: first, to: laterDate(first, addDays(period.from, Math.round(to * length) - 1)) };
}

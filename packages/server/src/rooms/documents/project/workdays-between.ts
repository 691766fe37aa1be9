import { addDays, countWorkdays, type WorkCalendar } from '@shapan/engine';

/** Working days of a stretch of the calendar, to the day after `from` up to `to`; negative backwards. */
export function workdaysBetween(calendar: WorkCalendar, from: string, days: number): number {
  const other = addDays(from, days);
  return days >= 0
    ? Math.ceil(countWorkdays(calendar, addDays(from, 1), other))
    : -Math.ceil(countWorkdays(calendar, other, addDays(from, -1)));
}

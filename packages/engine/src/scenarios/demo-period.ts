import {
  addDays,
  type DateRange,
  dateOfDay,
  dateParts,
  dayOfParts,
  daysInMonth,
  type PlainDate,
} from '../foundation/date.ts';

/** The three months around a day, first to last: whichever day of its month it is, the plan of them is half way. */
export function demoPeriod(day: PlainDate): DateRange {
  const { year, month } = dateParts(day);
  const first = dateOfDay(dayOfParts(year, month, 1));
  const last = dateOfDay(dayOfParts(year, month, daysInMonth(year, month)));
  const before = dateParts(addDays(first, -1));
  const after = dateParts(addDays(last, 1));
  return {
    from: dateOfDay(dayOfParts(before.year, before.month, 1)),
    to: dateOfDay(dayOfParts(after.year, after.month, daysInMonth(after.year, after.month))),
  };
}

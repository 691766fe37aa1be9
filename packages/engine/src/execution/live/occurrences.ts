import { addDays, dateParts, dayNumber, daysInMonth, isDate, type PlainDate } from '../../foundation/date.ts';
import { isWorkday, type WorkCalendar } from '../../foundation/workdays.ts';
import type { PlanRecord } from '../../plan/record.ts';

/** One time that a repeated task is done. */
export interface Occurrence {
  /** The day by the rule: by it the time is ticked off. */
  readonly day: PlainDate;
  /** The day on which it is held: `day`, or the next working day where that is off. */
  readonly on: PlainDate;
  readonly done: boolean;
}

const WEEK = 7;

/**
 * The times of a repeated task (TSK-9): from its first day on every so many weeks, or on the same day of every so many months – the
 * last day of a month that has no such day – up to its last day. None where it is not repeated, or lacks a day.
 */
export function occurrencesOf({ fields }: PlanRecord, calendar: WorkCalendar): readonly Occurrence[] {
  const { from, to, repeat, repeatEvery } = fields;
  if (!isDate(from) || !isDate(to) || (repeat !== 'weekly' && repeat !== 'monthly')) return [];
  const every = typeof repeatEvery === 'number' ? repeatEvery : 1;
  const done = new Set(Array.isArray(fields['doneOn']) ? (fields['doneOn'] as readonly string[]) : []);
  const times: Occurrence[] = [];
  for (let n = 0; ; n += 1) {
    const day = repeat === 'weekly' ? addDays(from, n * every * WEEK) : monthsLater(from, n * every);
    if (day > to) return times;
    times.push({ day, on: heldOn(calendar, day), done: done.has(day) });
  }
}

function monthsLater(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = dateParts(date);
  const index = year * 12 + month - 1 + months;
  const [inYear, inMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${inYear}-${two(inMonth)}-${two(Math.min(day, daysInMonth(inYear, inMonth)))}`;
}

/** No holiday lasts longer than this. */
const LONGEST_BREAK = 31;

function heldOn(calendar: WorkCalendar, day: PlainDate): PlainDate {
  const first = dayNumber(day);
  for (let date = day; dayNumber(date) - first < LONGEST_BREAK; date = addDays(date, 1)) {
    if (isWorkday(calendar, date)) return date;
  }
  return day;
}

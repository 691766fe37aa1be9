import { addDays, isDate, type PlainDate, weekday } from './date.ts';
import { chinaHolidays } from './holidays-cn.ts';
import { problem } from './problem.ts';
import { invariant, ok, type Result, refuse } from './result.ts';

/** What a named day may be, whatever its weekday: a day off, a make-up workday (调休), or worked for half of it. */
export const dayKinds = ['off', 'work', 'half'] as const;

/** One of `dayKinds`. */
export type DayKind = (typeof dayKinds)[number];

/** Which days are worked. */
export interface WorkCalendar {
  /** Weekdays that are off, Monday 1 … Sunday 7. */
  readonly weekend: readonly number[];
  /** The days that differ from their weekday, and those the notice names although they do not. */
  readonly holidays: ReadonlyMap<PlainDate, DayKind>;
  /**
   * Years whose notice of holidays is out. In any other year only weekends are known to be off, and a count
   * is provisional: the screen must say so. `every` for a calendar that awaits no notice.
   */
  readonly publishedYears: ReadonlySet<number> | 'every';
}

const SATURDAY_AND_SUNDAY = [6, 7] as const;

/** Monday to Friday, no holidays. */
export const plainWorkCalendar = (): WorkCalendar => ({
  weekend: SATURDAY_AND_SUNDAY,
  holidays: new Map(),
  publishedYears: 'every',
});

/** The official holidays and make-up workdays of mainland China, as far as they are announced. */
export function chinaWorkCalendar(): WorkCalendar {
  const holidays = new Map<PlainDate, DayKind>();
  for (const [year, { off, work }] of Object.entries(chinaHolidays)) {
    for (const date of datesOf(year, off)) holidays.set(date, 'off');
    for (const date of datesOf(year, work)) holidays.set(date, 'work');
  }
  const publishedYears = new Set(Object.keys(chinaHolidays).map(Number));
  return { weekend: SATURDAY_AND_SUNDAY, holidays, publishedYears };
}

/** What a workspace adds to a calendar. */
export interface OwnDays {
  /** Own days off and own workdays; they win over the calendar. `null` makes a day ordinary again. */
  readonly days: Readonly<Record<PlainDate, DayKind | null>>;
  /** Years that the workspace declares complete although no notice is known here. */
  readonly confirmedYears?: readonly number[];
}

/** A calendar with the workspace's own days laid over it. Refuses keys that are no dates with `INVALID`. */
export function withOwnDays(calendar: WorkCalendar, own: OwnDays): Result<WorkCalendar> {
  const wrong = Object.keys(own.days).filter((date) => !isDate(date));
  if (wrong.length > 0) {
    return refuse(...wrong.map((date) => problem('INVALID', `days.${date}`, { expected: 'date' })));
  }
  const holidays = new Map(calendar.holidays);
  for (const [date, kind] of Object.entries(own.days)) {
    if (kind === null) holidays.delete(date);
    else holidays.set(date, kind);
  }
  const { publishedYears: known } = calendar;
  const publishedYears = known === 'every' ? known : new Set([...known, ...(own.confirmedYears ?? [])]);
  return ok({ ...calendar, holidays, publishedYears });
}

/** Whether a date is worked, if only for half of it. */
export const isWorkday = (calendar: WorkCalendar, date: PlainDate): boolean => workOf(calendar, date) > 0;

/** How much of a date is worked: 1, a half, or 0. */
export function workOf({ holidays, weekend }: WorkCalendar, date: PlainDate): 0 | 0.5 | 1 {
  const kind = holidays.get(date) ?? (weekend.includes(weekday(date)) ? 'off' : 'work');
  return kind === 'half' ? 0.5 : kind === 'work' ? 1 : 0;
}

/** Workdays of a range, both ends counted, half ones as a half; 0 when `to` lies before `from`. */
export function countWorkdays(calendar: WorkCalendar, from: PlainDate, to: PlainDate): number {
  let workdays = 0;
  for (const count of Object.values(workdaysByMonth(calendar, from, to))) workdays += count;
  return workdays;
}

/**
 * Workdays of a range by calendar month, keys `YYYY-MM` in order. Every month the range touches has its
 * entry, 0 included; of the first and the last month only the days inside the range count. Half days count a half.
 */
export function workdaysByMonth(
  calendar: WorkCalendar,
  from: PlainDate,
  to: PlainDate,
): Readonly<Record<string, number>> {
  const months: Record<string, number> = {};
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const month = date.slice(0, 7);
    months[month] = (months[month] ?? 0) + workOf(calendar, date);
  }
  return months;
}

/**
 * The workday that lies `count` workdays after a date, or before it when `count` is negative; the date itself
 * is not counted, a half workday is one. 0 answers the date unchanged, workday or not. `null` when the years of `dateYears` end first.
 */
export function addWorkdays(calendar: WorkCalendar, date: PlainDate, count: number): PlainDate | null {
  invariant(Number.isInteger(count), 'workdays are counted whole');
  const step = Math.sign(count);
  let found = date;
  for (let left = Math.abs(count); left > 0; ) {
    found = addDays(found, step);
    if (!isDate(found)) return null;
    if (isWorkday(calendar, found)) left -= 1;
  }
  return found;
}

/** Whether the notice is out for every year that a range touches; otherwise counts are provisional. */
export function isPublished({ publishedYears }: WorkCalendar, from: PlainDate, to: PlainDate): boolean {
  if (publishedYears === 'every') return true;
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    if (!publishedYears.has(year)) return false;
  }
  return true;
}

/** `01-01..01-03 05-01` of a year → its dates. */
function* datesOf(year: string, ranges: string): Generator<PlainDate> {
  for (const range of ranges.split(' ').filter((text) => text !== '')) {
    const [first = '', last = first] = range.split('..');
    const end = `${year}-${last}`;
    for (let date = `${year}-${first}`; date <= end; date = addDays(date, 1)) yield date;
  }
}

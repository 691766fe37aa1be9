import { problem } from './problem.ts';
import { invariant, ok, type Result, refuse } from './result.ts';

/**
 * A business day without time or zone, always `YYYY-MM-DD`. As text it sorts by time, so
 * two dates are compared with `<` and `>` directly.
 */
export type PlainDate = string;

/** A stretch of days; both ends belong to it. */
export interface DateRange {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** A date taken apart; `month` and `day` count from 1. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The years in which dates are accepted, both included. */
export const dateYears = { first: 1900, last: 2199 } as const;

const DATE_FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;
const DAYS_PER_400_YEARS = 146_097;
/** Days from 0001-01-01 to 1970-01-01. */
const EPOCH = 719_162;

/** Whether a year of the proleptic Gregorian calendar has 366 days; any whole year, accepted as a date or not. */
export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days of a month, 28 to 31. `month` counts from 1. */
export function daysInMonth(year: number, month: number): number {
  invariant(Number.isInteger(month) && month >= 1 && month <= 12, 'a month is 1 to 12');
  return lengthOfMonth(year, month);
}

/**
 * Whether a value is a real day between 1900-01-01 and 2199-12-31: the gate for everything people and files
 * bring in. The arithmetic below reaches beyond these years, because the week or the fiscal year around the
 * first and the last accepted day must have dates too.
 */
export function isDate(value: unknown): value is PlainDate {
  if (typeof value !== 'string') return false;
  const parts = partsOrNull(value);
  return parts !== null && parts.year >= dateYears.first && parts.year <= dateYears.last;
}

/** A date from outside. Refuses with `REQUIRED` or `INVALID` (2026-02-30, 2026-7-1, a year before 1900). */
export function readDate(value: unknown, path: string): Result<PlainDate> {
  if (value === undefined || value === null) return refuse(problem('REQUIRED', path));
  return isDate(value) ? ok(value) : refuse(problem('INVALID', path, { expected: 'date' }));
}

/** Two dates from outside, the first not after the second; otherwise `OUT_OF_RANGE` at `to`. */
export function readDateRange(
  from: unknown,
  to: unknown,
  paths = { from: 'from', to: 'to' },
): Result<DateRange> {
  const first = readDate(from, paths.from);
  const last = readDate(to, paths.to);
  if (!first.ok || !last.ok) {
    return refuse(...(first.ok ? [] : first.problems), ...(last.ok ? [] : last.problems));
  }
  if (first.value > last.value) {
    return refuse(problem('OUT_OF_RANGE', paths.to, { min: first.value, value: last.value }));
  }
  return ok({ from: first.value, to: last.value });
}

/** Year, month and day of a date. Throws `InvariantError` for text that is no date: check with `isDate`. */
export function dateParts(date: PlainDate): DateParts {
  const parts = partsOrNull(date);
  invariant(parts !== null, `not a date: ${date}`);
  return parts;
}

/** Days since 1970-01-01, negative before. Throws `InvariantError` for text that is no date. */
export function dayNumber(date: PlainDate): number {
  const { year, month, day } = dateParts(date);
  return dayOfParts(year, month, day);
}

/** Days since 1970-01-01 of a day that is known to exist; `month` and `day` count from 1. */
export function dayOfParts(year: number, month: number, day: number): number {
  return daysBeforeYear(year) + daysBeforeMonth(year, month) + day - 1 - EPOCH;
}

/** The date of a day number. Throws `InvariantError` outside the years 1 to 9999. */
export function dateOfDay(dayNumber: number): PlainDate {
  const { year, month, day } = partsOfDay(dayNumber);
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** Year, month and day of a day number. */
export function partsOfDay(dayNumber: number): DateParts {
  invariant(Number.isInteger(dayNumber), 'a day number is an integer');
  const days = dayNumber + EPOCH;
  // The mean year is at most one year off, whichever side of a leap day the date falls.
  let year = Math.floor((days * 400) / DAYS_PER_400_YEARS) + 1;
  if (daysBeforeYear(year) > days) year -= 1;
  else if (daysBeforeYear(year + 1) <= days) year += 1;
  invariant(year >= 1 && year <= 9999, 'a date has a year of four digits');
  const dayOfYear = days - daysBeforeYear(year);
  let month = Math.floor(dayOfYear / 31) + 1;
  while (daysBeforeMonth(year, month + 1) <= dayOfYear) month += 1;
  return { year, month, day: dayOfYear - daysBeforeMonth(year, month) + 1 };
}

/** The date `days` later; negative steps back. */
export const addDays = (date: PlainDate, days: number): PlainDate => dateOfDay(dayNumber(date) + days);

/** The same day some years later, negative: before; 29 February is the 28th where there is none, so that its month keeps it. */
export function yearsFrom(date: PlainDate, years: number): PlainDate {
  const { year, month, day } = dateParts(date);
  const there = year + years;
  return `${String(there).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(Math.min(day, daysInMonth(there, month)))}`;
}

/** The same days so many years before; all of their February where the range ends with February. */
export function yearsBefore({ from, to }: DateRange, years: number): DateRange {
  const eve = addDays(yearsFrom(addDays(to, 1), -years), -1);
  return { from: yearsFrom(from, -years), to: laterDate(yearsFrom(to, -years), eve) };
}

/** How many days a range has, both ends counted; 0 or less when `to` lies before `from`. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => dayNumber(to) - dayNumber(from) + 1;

/** Monday 1 … Sunday 7. */
export const weekday = (date: PlainDate): number => weekdayOfDay(dayNumber(date));

/** Monday 1 … Sunday 7. 1970-01-01 was a Thursday. */
export const weekdayOfDay = (dayNumber: number): number => ((((dayNumber + 3) % 7) + 7) % 7) + 1;

/** −1, 0 or 1: which date comes first. */
export const compareDates = (a: PlainDate, b: PlainDate): number => (a < b ? -1 : a > b ? 1 : 0);

/** The one that comes first. Both must be dates: text is compared as it stands. */
export const earlierDate = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);

/** The one that comes last. Both must be dates: text is compared as it stands. */
export const laterDate = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function partsOrNull(text: string): DateParts | null {
  const match = DATE_FORM.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const real = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
  return real ? { year, month, day } : null;
}

function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

function daysBeforeMonth(year: number, month: number): number {
  return (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 && isLeapYear(year) ? 1 : 0);
}

const lengthOfMonth = (year: number, month: number): number =>
  daysBeforeMonth(year, month + 1) - daysBeforeMonth(year, month);

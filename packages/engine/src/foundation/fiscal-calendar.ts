import { dayOfParts, partsOfDay, weekdayOfDay } from './date.ts';

/**
 * How a company cuts time.
 *
 * - `yearStartMonth`: the month (1–12) in which the fiscal year begins. A fiscal year is named after the
 *   calendar year in which it ends: with 4, April 2025 to March 2026 is 2026. With 1 both are the same.
 * - `pattern`: `months` follows calendar months. The week family gives each quarter three months of whole
 *   weeks; its year begins on the Monday nearest to the first day of `yearStartMonth`, which for January is
 *   the ISO week year.
 * - `week53`: in a year of 53 weeks the last month (and so the last quarter and half) is one week longer.
 */
export interface FiscalCalendar {
  readonly yearStartMonth: number;
  readonly pattern: CalendarPattern;
  readonly weekStart: 'monday';
  readonly week53: 'lastPeriod';
}

/** Calendar months, or the weeks in the first, second and third month of each quarter of 13 weeks. */
export type CalendarPattern = 'months' | '445' | '454' | '544';

/** Calendar years, calendar months, weeks from Monday. */
export const defaultFiscalCalendar: FiscalCalendar = {
  yearStartMonth: 1,
  pattern: 'months',
  weekStart: 'monday',
  week53: 'lastPeriod',
};

/** Weeks before each month of a quarter. */
const WEEKS_BEFORE_MONTH = { '445': [0, 4, 8], '454': [0, 4, 9], '544': [0, 5, 9] } as const;
const WEEKS_PER_QUARTER = 13;

/*
 * Two ways of counting months meet here. The *month ordinal* counts calendar months (year × 12 + month − 1);
 * a month of the week family bears the ordinal and the name of the calendar month it stands for. The
 * *fiscal position* is the month ordinal moved so that a fiscal year begins at a multiple of 12; years,
 * halves and quarters are then groups of 12, 6 and 3 positions.
 */

/** Month ordinal → fiscal position. */
export const fiscalPosition = (calendar: FiscalCalendar, monthOrdinal: number): number =>
  monthOrdinal + positionShift(calendar);

/** Fiscal position → month ordinal. */
export const monthOrdinalAtPosition = (calendar: FiscalCalendar, position: number): number =>
  position - positionShift(calendar);

/** The month ordinal of the month that contains a day. */
export function monthOrdinalOfDay(calendar: FiscalCalendar, day: number): number {
  let ordinal = civilMonthOrdinal(day);
  while (firstDayOfMonth(calendar, ordinal) > day) ordinal -= 1;
  while (firstDayOfMonth(calendar, ordinal + 1) <= day) ordinal += 1;
  return ordinal;
}

/** Day number of the first day of a month. A month ends on the day before the next one begins. */
export function firstDayOfMonth(calendar: FiscalCalendar, monthOrdinal: number): number {
  if (calendar.pattern === 'months') return firstDayOfCivilMonth(monthOrdinal);
  const position = fiscalPosition(calendar, monthOrdinal);
  const monthOfYear = position - Math.floor(position / 12) * 12;
  const before = WEEKS_BEFORE_MONTH[calendar.pattern][monthOfYear % 3] ?? 0;
  const weeks = Math.floor(monthOfYear / 3) * WEEKS_PER_QUARTER + before;
  return firstDayOfWeekYear(calendar, Math.floor(position / 12)) + weeks * 7;
}

/** Month ordinal of the calendar month that contains a day, whatever the fiscal calendar. */
export function civilMonthOrdinal(day: number): number {
  const { year, month } = partsOfDay(day);
  return year * 12 + month - 1;
}

/** Day number of the first day of a calendar month. */
export const firstDayOfCivilMonth = (monthOrdinal: number): number =>
  dayOfParts(Math.floor(monthOrdinal / 12), monthOrdinal - Math.floor(monthOrdinal / 12) * 12 + 1, 1);

/** Weeks since the one that contains 1970-01-01; it began on Monday, day −3. */
export const weekOrdinalOfDay = (day: number): number => Math.floor((day + 3) / 7);

/** Day number of the Monday on which a week begins; ordinal 0 is the week that contains 1970-01-01. */
export const firstDayOfWeek = (weekOrdinal: number): number => weekOrdinal * 7 - 3;

/** The week year that contains a day: the fiscal year in the week family, otherwise the ISO week year. */
export function weekYearOfDay(calendar: FiscalCalendar, day: number): number {
  let year = partsOfDay(day).year;
  while (firstDayOfWeekYear(calendar, year) > day) year -= 1;
  while (firstDayOfWeekYear(calendar, year + 1) <= day) year += 1;
  return year;
}

/** Day number of the Monday on which a week year begins: the week that holds the 4th of its first month. */
export function firstDayOfWeekYear(calendar: FiscalCalendar, year: number): number {
  const startMonth = calendar.pattern === 'months' ? 1 : calendar.yearStartMonth;
  const fourth = dayOfParts(startMonth === 1 ? year : year - 1, startMonth, 4);
  return fourth - weekdayOfDay(fourth) + 1;
}

const positionShift = ({ yearStartMonth }: FiscalCalendar): number =>
  yearStartMonth === 1 ? 0 : 13 - yearStartMonth;

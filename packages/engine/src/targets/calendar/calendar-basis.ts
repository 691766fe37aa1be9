import {
  addDays,
  type DateRange,
  dateParts,
  daysBetween,
  daysInMonth,
  earlierDate,
  laterDate,
  type PlainDate,
} from '../../foundation/date.ts';
import {
  type DayBasis,
  naturalDays,
  type WeightedSpan,
  weightBetween,
  weightedDays,
} from '../../foundation/day-weight.ts';
import { type FiscalCalendar, firstDayOfMonth, fiscalPosition } from '../../foundation/fiscal-calendar.ts';
import { periodByOrdinal, periodParts, periodsBetween } from '../../foundation/period.ts';
import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { springFestival } from '../../foundation/spring-festival.ts';
import type { WorkCalendar } from '../../foundation/workdays.ts';

/**
 * What a period is weighed by (SPR-T42): its days, its workdays, the weeks of a pattern, the days of its 旬, its share of
 * earlier years – by date, or by the distance from the Spring Festival – or the metric's seasonal factors.
 */
export const calendarKinds = [
  'naturalDays',
  'workingDays',
  'weekPattern',
  'xun',
  'festivalAligned',
  'history',
  'seasonal',
] as const;

/** One of `calendarKinds`. */
export type CalendarKind = (typeof calendarKinds)[number];

/** The weeks of the first, second and third month of a quarter. */
export const weekPatterns = ['445', '454', '544'] as const;

/** Where week 53 of a year counts: in its last month, or nowhere, so that the year compares with one of 52 weeks. */
export const week53Rules = ['last', 'restated'] as const;

/** How to weigh time, and what that kind needs to know. */
export interface CalendarChoice {
  readonly kind: CalendarKind;
  /** For `weekPattern`; `445` when left out. */
  readonly weekPattern?: (typeof weekPatterns)[number] | undefined;
  /** For `weekPattern`; `last` when left out. */
  readonly week53?: (typeof week53Rules)[number] | undefined;
  /** For `history` and `festivalAligned`: what was reached, by date, calendar month or period id. None is negative. */
  readonly past?: Readonly<Record<string, number>> | undefined;
  /** How many years before the plan's own count; 3 when left out. */
  readonly years?: number | undefined;
}

/** The calendar that periods are weighed with. */
export interface CalendarFacts {
  readonly calendar: FiscalCalendar;
  readonly work: WorkCalendar;
  /** Factors of January to December; `null` where the metric has none. */
  readonly seasonality: readonly number[] | null;
}

/** Days around the Spring Festival that are compared by their distance from it; others by their date. */
const FESTIVAL_DAYS = 45;

/**
 * How much each day of `range` weighs (SPR-T42). The weight of a month is shared evenly by its days, so that half of its
 * days weigh half of it (SPR-T43).
 *
 * Refuses with `REQUIRED` at `past` or `kind` (a metric without seasonal factors), with what `weightedDays` refuses at
 * `past`, with `BASIS_ZERO` at `past` when no earlier year holds anything, and `OUT_OF_RANGE` at `kind` for years whose
 * Spring Festival is not known.
 */
export function calendarBasis(
  choice: CalendarChoice,
  facts: CalendarFacts,
  range: DateRange,
): Result<DayBasis> {
  switch (choice.kind) {
    case 'naturalDays':
    case 'xun':
      return ok(naturalDays);
    case 'workingDays':
      return ok({ kind: 'working', calendar: facts.work });
    case 'weekPattern':
      return ok(byMonth(facts.calendar, range, (ordinal) => weeksOfMonth(choice, facts.calendar, ordinal)));
    case 'seasonal': {
      const { seasonality } = facts;
      if (seasonality === null) return refuse(problem('REQUIRED', 'kind', { field: 'seasonality' }));
      return ok(byMonth(facts.calendar, range, (_, month) => seasonality[month - 1] ?? 0));
    }
    case 'history':
    case 'festivalAligned':
      return fromPast(choice, facts.calendar, range);
  }
}

function byMonth(
  calendar: FiscalCalendar,
  { from, to }: DateRange,
  weightOf: (ordinal: number, month: number) => number,
): DayBasis {
  const spans = periodsBetween(calendar, 'month', from, to).map((period) => {
    const { month = 1 } = periodParts(calendar, period);
    return { from: period.from, to: period.to, weight: weightOf(period.ordinal, month) };
  });
  return { kind: 'weights', spans };
}

function weeksOfMonth(
  { weekPattern = '445', week53 = 'last' }: CalendarChoice,
  calendar: FiscalCalendar,
  ordinal: number,
): number {
  const weeks = { ...calendar, pattern: weekPattern };
  const days = firstDayOfMonth(weeks, ordinal + 1) - firstDayOfMonth(weeks, ordinal);
  const position = fiscalPosition(calendar, ordinal);
  const nominal = Number(weekPattern[position - Math.floor(position / 3) * 3]);
  return week53 === 'last' ? days / 7 : nominal;
}

function fromPast(choice: CalendarChoice, calendar: FiscalCalendar, range: DateRange): Result<DayBasis> {
  const { past, years = 3, kind } = choice;
  if (past === undefined) return refuse(problem('REQUIRED', 'past', { kind }));
  if (!Number.isInteger(years) || years < 1 || years > 30) {
    return refuse(problem('OUT_OF_RANGE', 'years', { value: years, min: 1, max: 30 }));
  }
  const weighed = weightedDays(calendar, past, 'past');
  if (!weighed.ok) return weighed;
  const basis =
    kind === 'history'
      ? ok(meanShares(weighed.value, calendar, range, years))
      : festivalShares(weighed.value, range, years);
  if (!basis.ok) return basis;
  return weightBetween(basis.value, range.from, range.to) > 0
    ? basis
    : refuse(problem('BASIS_ZERO', 'past', { years }));
}

/** Each month weighs the mean of its shares of the fiscal years before; a year without anything says nothing. */
function meanShares(past: DayBasis, calendar: FiscalCalendar, range: DateRange, years: number): DayBasis {
  return byMonth(calendar, range, (ordinal) => {
    const shares: number[] = [];
    for (let back = 1; back <= years; back++) {
      const month = periodByOrdinal(calendar, 'month', ordinal - 12 * back);
      const [year] = periodsBetween(calendar, 'year', month.from, month.from);
      const whole = year ? weightBetween(past, year.from, year.to) : 0;
      if (whole > 0) shares.push(weightBetween(past, month.from, month.to) / whole);
    }
    return mean(shares);
  });
}

/** Each day weighs the mean share that its counterparts had of their calendar years. */
function festivalShares(past: DayBasis, { from, to }: DateRange, years: number): Result<DayBasis> {
  const wholes = new Map<number, number>();
  const wholeOf = (year: number): number => {
    const known = wholes.get(year) ?? weightBetween(past, `${year}-01-01`, `${year}-12-31`);
    wholes.set(year, known);
    return known;
  };
  const spans: WeightedSpan[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const shares: number[] = [];
    for (let back = 1; back <= years; back++) {
      const there = counterpart(day, back);
      if (there === null) return refuse(problem('OUT_OF_RANGE', 'kind', { value: day }));
      const whole = wholeOf(dateParts(day).year - back);
      if (whole > 0) shares.push(weightBetween(past, there, there) / whole);
    }
    spans.push({ from: day, to: day, weight: mean(shares) });
  }
  return ok({ kind: 'weights', spans });
}

/** The day of an earlier year that stands where this one stands: as far from the festival, or on the same date. */
function counterpart(day: PlainDate, back: number): PlainDate | null {
  const { year, month, day: dayOfMonth } = dateParts(day);
  const here = springFestival(year);
  const there = springFestival(year - back);
  if (here === null || there === null) return null;
  const distance = day < here ? 1 - daysBetween(day, here) : daysBetween(here, day) - 1;
  if (Math.abs(distance) <= FESTIVAL_DAYS) return addDays(there, distance);
  const last = daysInMonth(year - back, month); // 29 February stands where the 28th does
  const date = [month, Math.min(dayOfMonth, last)].map((one) => String(one).padStart(2, '0'));
  return `${year - back}-${date.join('-')}`;
}

const mean = (shares: readonly number[]): number =>
  shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;

/** Weight of the part of each period that lies in the window, in the order of the periods (SPR-T43). */
export function periodWeights(
  basis: DayBasis,
  periods: readonly DateRange[],
  window: DateRange,
): readonly number[] {
  return periods.map(({ from, to }) =>
    weightBetween(basis, laterDate(from, window.from), earlierDate(to, window.to)),
  );
}

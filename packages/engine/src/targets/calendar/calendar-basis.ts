import { type DateRange, earlierDate, laterDate } from '../../foundation/date.ts';
import { type DayBasis, naturalDays, weightBetween, weightedDays } from '../../foundation/day-weight.ts';
import { type FiscalCalendar, firstDayOfMonth, fiscalPosition } from '../../foundation/fiscal-calendar.ts';
import { periodByOrdinal, periodParts, periodsBetween } from '../../foundation/period.ts';
import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { WorkCalendar } from '../../foundation/workdays.ts';
import { festivalShares } from './festival-shares.ts';

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

import { type DateRange, daysBetween, earlierDate, isDate, laterDate, type PlainDate } from './date.ts';
import type { FiscalCalendar } from './fiscal-calendar.ts';
import { periodById } from './period.ts';
import { type Problem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';
import { countWorkdays, type WorkCalendar } from './workdays.ts';

/**
 * How much a day counts when time is measured (SPR-T42):
 * every day 1, every workday 1, or by weights.
 */
export type DayBasis =
  | { readonly kind: 'natural' }
  | { readonly kind: 'working'; readonly calendar: WorkCalendar }
  | { readonly kind: 'weights'; readonly spans: readonly WeightedSpan[] };

/** Days that share one weight evenly. */
export interface WeightedSpan extends DateRange {
  /** Weight of the whole span, 0 or more. */
  readonly weight: number;
}

/** Every calendar day weighs 1: weights are then counts of days. */
export const naturalDays: DayBasis = { kind: 'natural' };

/**
 * Weights by date or period → a basis. A key is a date `2026-07-01`, a calendar month `2026-07`, or the id of
 * any period of the fiscal calendar (`M2026-07`, `Q2026-3`, `X2026-07-1`, `W2026-28`, …). The weight belongs
 * to the whole period and is shared evenly by its natural days, so that a window that covers half of the days
 * takes half of the weight (SPR-T43). A day that no key names weighs 0.
 *
 * Refuses at `path.key` with `INVALID` (an unreadable key), `OUT_OF_RANGE` (no such period, or a weight that is negative
 * or infinite), and `DUPLICATE` (a day that two keys name; params `with`, `date`).
 */
export function weightedDays(
  calendar: FiscalCalendar,
  weights: Readonly<Record<string, number>>,
  path = 'weights',
): Result<DayBasis> {
  const spans: (WeightedSpan & { readonly key: string })[] = [];
  const problems: Problem[] = [];
  for (const [key, weight] of Object.entries(weights)) {
    const at = `${path}.${key}`;
    const range = rangeOfKey(calendar, key, at);
    if (!range.ok) problems.push(...range.problems);
    else if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      problems.push(problem('OUT_OF_RANGE', at, { min: 0 }));
    } else spans.push({ key, from: range.value.from, to: range.value.to, weight });
  }
  spans.sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const [index, span] of spans.entries()) {
    const before = spans[index - 1];
    if (before !== undefined && before.to >= span.from) {
      problems.push(problem('DUPLICATE', `${path}.${span.key}`, { with: before.key, date: span.from }));
    }
  }
  if (problems.length > 0) return refuse(...problems);
  return ok({ kind: 'weights', spans: spans.map(({ from, to, weight }) => ({ from, to, weight })) });
}

/** Weight of all days of a range, both ends counted; 0 when `to` lies before `from`. */
export function weightBetween(basis: DayBasis, from: PlainDate, to: PlainDate): number {
  if (to < from) return 0;
  switch (basis.kind) {
    case 'natural':
      return daysBetween(from, to);
    case 'working':
      return countWorkdays(basis.calendar, from, to);
    case 'weights':
      return basis.spans.reduce((sum, span) => sum + weightInside(span, from, to), 0);
  }
}

function weightInside(span: WeightedSpan, from: PlainDate, to: PlainDate): number {
  const covered = daysBetween(laterDate(span.from, from), earlierDate(span.to, to));
  if (covered <= 0) return 0;
  return (span.weight * covered) / daysBetween(span.from, span.to);
}

function rangeOfKey(calendar: FiscalCalendar, key: string, path: string): Result<DateRange> {
  if (isDate(key)) return ok({ from: key, to: key });
  return periodById(calendar, /^\d{4}-\d{2}$/.test(key) ? `M${key}` : key, path);
}

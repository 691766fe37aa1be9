import { daysInMonth, type PlainDate, yearsBefore } from '../../foundation/date.ts';
import type { TargetLayout } from '../target-layout.ts';
import type { SmartPeriod } from './context.ts';

/** What was reached before, in smallest units: by calendar month (`2025-07`) or by day. */
export type ReachedBefore = Readonly<Record<string, number>>;

/** So many earlier years are looked at, at most. */
const MOST_YEARS = 9;

/** Whether what was reached in a year is a sum of what was reached in its days, so that years can be set side by side. */
export const hasYearlyHistory = ({ cube, behaviour, totals }: TargetLayout): boolean =>
  totals === 'spread' && cube.parts === 1 && behaviour === 'flow';

/** Whole months, which are fewer numbers than their days, are enough for a window that holds nothing else. */
export const historyGrain = (from: PlainDate, to: PlainDate): 'month' | 'day' =>
  from.endsWith('-01') && Number(to.slice(8)) === daysInMonth(Number(to.slice(0, 4)), Number(to.slice(5, 7)))
    ? 'month'
    : 'day';

/**
 * What was reached in the same days of earlier years, the earliest year with a number first: the history that the growth of
 * a target is judged by. A year in between without any number is `null`. Windows of more than a year overlap their own
 * past: none.
 */
export function ownHistory(from: PlainDate, to: PlainDate, reached: ReachedBefore): readonly SmartPeriod[] {
  const span = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  if (to.slice(4) >= from.slice(4) ? span > 0 : span > 1) return [];
  const grain = historyGrain(from, to);
  const keys = Object.entries(reached);
  const years = Array.from({ length: MOST_YEARS }, (_, i) => MOST_YEARS - i).map((back) => {
    const was = yearsBefore({ from, to }, back);
    const [first, last] = [was.from, was.to].map((day) => day.slice(0, grain === 'month' ? 7 : 10)) as [
      string,
      string,
    ];
    const inside = keys.filter(([key]) => key >= first && key <= last);
    const value = inside.length === 0 ? null : inside.reduce((sum, [, amount]) => sum + amount, 0);
    return { period: `${first}/${last}`, value };
  });
  const begin = years.findIndex(({ value }) => value !== null);
  return begin < 0 ? [] : years.slice(begin);
}

import { addDays, type DateRange, dayNumber, weekday } from '@shapan/engine';

/** One mark of the heading: where it begins and how wide it is, as shares of the whole. */
export interface ScaleMark {
  readonly date: string;
  readonly start: number;
  readonly width: number;
}

export interface Scale {
  readonly range: DateRange;
  readonly days: number;
  readonly months: readonly ScaleMark[];
  /** Weeks begin on Monday; none when they would be too narrow to read. */
  readonly weeks: readonly ScaleMark[];
  /** Where a day begins, 0 to 1. */
  readonly at: (date: string) => number;
}

const MOST_WEEKS = 30;

/** Whole months around all dates, so that the first bar does not stick to the edge. Nothing without dates. */
export function scaleOf(dates: readonly string[]): Scale | undefined {
  const sorted = dates.toSorted();
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const from = `${first.slice(0, 7)}-01`;
  const to = addDays(nextMonth(last), -1);
  const days = dayNumber(to) - dayNumber(from) + 1;
  const at = (date: string): number => (dayNumber(date) - dayNumber(from)) / days;
  const marks = (starts: readonly string[]): readonly ScaleMark[] =>
    starts.map((date, i) => {
      const start = Math.max(0, at(date));
      return { date, start, width: (i + 1 < starts.length ? at(starts[i + 1] as string) : 1) - start };
    });
  const weeks = startsOf(addDays(from, 1 - weekday(from)), to, (date) => addDays(date, 7));
  return {
    range: { from, to },
    days,
    months: marks(startsOf(from, to, nextMonth)),
    weeks: weeks.length > MOST_WEEKS ? [] : marks(weeks),
    at,
  };
}

function startsOf(from: string, to: string, next: (date: string) => string): readonly string[] {
  const starts: string[] = [];
  for (let date = from; date <= to; date = next(date)) starts.push(date);
  return starts;
}

function nextMonth(date: string): string {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const [y, m] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${y}-${String(m).padStart(2, '0')}-01`;
}

import { addDays, type DateRange, dayNumber, weekday } from '@shapan/engine';

/** How closely the calendar is looked at. */
export const zooms = ['day', 'week', 'xun', 'month'] as const;
export type Zoom = (typeof zooms)[number];

/** The narrowest day in CSS pixels. */
const dayWidths: Readonly<Record<Zoom, number>> = { day: 26, week: 10, xun: 5, month: 2.4 };

/** What the heading is marked by; of calendars of decades and centuries the longer ones. */
export type Mark = Zoom | 'year' | 'decade' | 'century';

/** About how many days a mark is long. */
const markDays: Readonly<Record<Mark, number>> = {
  day: 1,
  week: 7,
  xun: 10,
  month: 30,
  year: 365,
  decade: 3_652,
  century: 36_524,
};

/** The narrowest that words of a mark need, in CSS pixels. */
const [COARSE, FINE] = [44, 16];

/**
 * What a scale so wide is marked by: months or, where those are too narrow for their names, what is longer; and below them
 * what was chosen, where there is room for it.
 */
export function marksThatFit(
  { days }: Pick<Scale, 'days'>,
  width: number,
  zoom: Zoom,
): { readonly coarse: Mark; readonly fine: Zoom | undefined } {
  const wide = (mark: Mark): number => (width / days) * markDays[mark];
  const coarse = (['month', 'year', 'decade'] as const).find((mark) => wide(mark) >= COARSE) ?? 'century';
  return { coarse, fine: zoom !== 'month' && wide(zoom) >= FINE ? zoom : undefined };
}

/** One mark of the heading: where it begins and how wide it is, as shares of the whole. */
export interface ScaleMark {
  readonly date: string;
  readonly start: number;
  readonly width: number;
}

export interface Scale {
  readonly range: DateRange;
  readonly days: number;
  /** Where a day begins, 0 to 1. */
  readonly at: (date: string) => number;
  /** The months, or the days, weeks or ten-day periods in them, as far as they touch these days of the range. */
  readonly marks: (mark: Mark, seen?: DateRange) => readonly ScaleMark[];
}

/** Whole months around all dates, so that the first bar does not stick to the edge. Nothing without dates. */
export function scaleOf(dates: Iterable<string>): Scale | undefined {
  let [first, last] = ['9999-12-31', ''];
  for (const date of dates) {
    if (date < first) first = date;
    if (date > last) last = date;
  }
  if (last === '') return undefined;
  const from = `${first.slice(0, 7)}-01`;
  const to = addDays(nextMonth(last), -1);
  const days = dayNumber(to) - dayNumber(from) + 1;
  const origin = dayNumber(from);
  const at = (date: string): number => (dayNumber(date) - origin) / days;
  const marks = (zoom: Mark, seen: DateRange = { from, to }): readonly ScaleMark[] =>
    startsOf(zoom, seen).map((date) => {
      const start = Math.max(0, at(date));
      return { date, start, width: Math.min(1, at(nextMark(zoom, date))) - start };
    });
  return { range: { from, to }, days, at, marks };
}

/** The closest look at which a scale needs no more room than there is; months where none does. */
export const fittingZoom = ({ days }: Scale, room: number): Zoom =>
  zooms.find((zoom) => days * dayWidths[zoom] <= room) ?? 'month';

/** How wide a scale is drawn: all the room there is, or more where days would be too narrow. */
export const trackWidth = ({ days }: Scale, zoom: Zoom, room: number): number =>
  Math.max(room, Math.round(days * dayWidths[zoom]));

/** A track on paper: all of it beside each other, and no narrower than half as large as on the screen. */
export const paperTrack = (track: number, room: number): number => Math.min(track, 2 * room);

/** The days between two edges of a scale that is so wide, both in CSS pixels. */
export function daysSeen({ range, days }: Scale, width: number, left: number, right: number): DateRange {
  const dayAt = (edge: number): string =>
    addDays(range.from, Math.max(0, Math.min(days - 1, Math.floor((edge / width) * days))));
  return { from: dayAt(left), to: dayAt(right) };
}

function startsOf(zoom: Mark, { from, to }: DateRange): readonly string[] {
  const starts: string[] = [];
  for (let date = startOf(zoom, from); date <= to; date = nextMark(zoom, date)) starts.push(date);
  return starts;
}

/** Of marks of whole years, how many. */
const yearsOf: Readonly<Partial<Record<Mark, number>>> = { year: 1, decade: 10, century: 100 };

const newYear = (year: number): string => `${String(year).padStart(4, '0')}-01-01`;

/** The beginning of the mark that a day lies in. Weeks begin on Monday, also the one in which the first month begins. */
function startOf(zoom: Mark, date: string): string {
  if (zoom === 'day') return date;
  const years = yearsOf[zoom];
  if (years !== undefined) return newYear(Math.floor(Number(date.slice(0, 4)) / years) * years);
  if (zoom === 'week') return addDays(date, 1 - weekday(date));
  const day = zoom === 'month' ? 1 : Math.min(21, Math.floor((Number(date.slice(8)) - 1) / 10) * 10 + 1);
  return `${date.slice(0, 8)}${String(day).padStart(2, '0')}`;
}

function nextMark(zoom: Mark, date: string): string {
  const years = yearsOf[zoom];
  if (years !== undefined) return newYear(Number(date.slice(0, 4)) + years);
  if (zoom === 'day') return addDays(date, 1);
  if (zoom === 'week') return addDays(date, 7);
  if (zoom === 'xun' && Number(date.slice(8)) < 21) return addDays(date, 10);
  return nextMonth(date);
}

export function nextMonth(date: string): string {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const [y, m] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${y}-${String(m).padStart(2, '0')}-01`;
}

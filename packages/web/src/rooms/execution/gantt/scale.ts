import { addDays, type DateRange, dayNumber, weekday } from '@shapan/engine';

/** How closely the calendar is looked at. */
export const zooms = ['day', 'week', 'xun', 'month'] as const;
export type Zoom = (typeof zooms)[number];

/** The narrowest day in CSS pixels. */
const dayWidths: Readonly<Record<Zoom, number>> = { day: 26, week: 10, xun: 5, month: 2.4 };

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
  /** The months, or the days, weeks or ten-day periods in them. */
  readonly marks: (zoom: Zoom) => readonly ScaleMark[];
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
  const marks = (zoom: Zoom): readonly ScaleMark[] => {
    const starts = startsOf(zoom, from, to);
    return starts.map((date, i) => {
      const start = Math.max(0, at(date));
      return { date, start, width: (i + 1 < starts.length ? at(starts[i + 1] as string) : 1) - start };
    });
  };
  return { range: { from, to }, days, at, marks };
}

/** The closest look at which a scale needs no more room than there is; months where none does. */
export const fittingZoom = ({ days }: Scale, room: number): Zoom =>
  zooms.find((zoom) => days * dayWidths[zoom] <= room) ?? 'month';

/** How wide a scale is drawn: all the room there is, or more where days would be too narrow. */
export const trackWidth = ({ days }: Scale, zoom: Zoom, room: number): number =>
  Math.max(room, Math.round(days * dayWidths[zoom]));

function startsOf(zoom: Zoom, from: string, to: string): readonly string[] {
  // Weeks begin on Monday, also the one in which the first month begins.
  const first = zoom === 'week' ? addDays(from, 1 - weekday(from)) : from;
  const starts: string[] = [];
  for (let date = first; date <= to; date = nextMark(zoom, date)) starts.push(date);
  return starts;
}

function nextMark(zoom: Zoom, date: string): string {
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

import { addDays, type DateRange } from '@shapan/engine';

/** What of a bar is moved: the whole, or one end. */
export type BarPart = 'whole' | 'start' | 'end';

/** A range after one of its parts went on by days, negative = earlier. An end stops at the other end. */
export function movedRange({ from, to }: DateRange, part: BarPart, days: number): DateRange {
  const [start, end] = [addDays(from, days), addDays(to, days)];
  if (part === 'whole') return { from: start, to: end };
  if (part === 'start') return { from: start > to ? to : start, to };
  return { from, to: end < from ? from : end };
}

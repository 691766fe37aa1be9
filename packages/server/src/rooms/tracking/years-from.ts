import { addDays, type DateRange, laterDate } from '@shapan/engine';

/** The same day some years later, negative: before; 29 February is then the 28th, so that its month keeps it. */
export function yearsFrom(date: string, years: number): string {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, '0');
  return `${year}${date.slice(4).replace('-02-29', '-02-28')}`;
}

/** The same days of the year before; all of its February where the range ends with February. */
export function yearBefore({ from, to }: DateRange): DateRange {
  const eve = addDays(yearsFrom(addDays(to, 1), -1), -1);
  return { from: yearsFrom(from, -1), to: laterDate(yearsFrom(to, -1), eve) };
}

import type { Locale } from '@shapan/contract';

/** The user's own day, as a plan date. */
export function todayHere(now = new Date()): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A plan date for people: 11月24日, with the year where it is not this one. */
export function dateText(date: unknown, locale: Locale, today = todayHere()): string {
  if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date)) return '–';
  const year = date.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  const month = locale === 'en' ? 'short' : 'long';
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month, day: 'numeric', ...year }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

export function rangeText(from: unknown, to: unknown, locale: Locale, today?: string): string {
  return `${dateText(from, locale, today)} – ${dateText(to, locale, today)}`;
}

/** A moment in the user's own zone. */
export function momentText(iso: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** Days from one plan date to another; negative when it lies before. */
export function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

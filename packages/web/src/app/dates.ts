import type { Locale } from '@shapan/contract';
import { formatDate, formatDateRange } from '@shapan/i18n';

/** The user's own day, as a plan date. */
export function todayHere(now = new Date()): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A plan date for people, with the year where it is not this one; an en dash where there is none. */
export function dateText(date: unknown, locale: Locale, today = todayHere()): string {
  if (!isPlanDate(date)) return '–';
  return formatDate(date, locale, { short: sameYear(date, today) });
}

/** A period for people. */
export function rangeText(from: unknown, to: unknown, locale: Locale, today = todayHere()): string {
  if (!isPlanDate(from) || !isPlanDate(to)) return '–';
  return formatDateRange(from, to, locale, { short: sameYear(from, today) && sameYear(to, today) });
}

/** Days from one plan date to another; negative when it lies before. */
export function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

const isPlanDate = (date: unknown): date is string =>
  typeof date === 'string' && /^\d{4}-\d\d-\d\d$/.test(date);
const sameYear = (date: string, today: string): boolean => date.slice(0, 4) === today.slice(0, 4);

import type { Deps } from './deps.ts';

/** Making one costs more than the rest of a command; there are as many as there are zones on earth. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  // The language only decides the digits.
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** The day that it is in a time zone (an IANA name) at a moment, as a plan date. */
export function todayIn(timeZone: string, now: Date): string {
  const parts = formatIn(timeZone).formatToParts(now);
  const part = (wanted: string): string => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The day of the last minute that was asked for in a zone: one command asks several times, and no day begins within a minute. */
const days = new Map<string, { readonly minute: number; readonly day: string }>();

/** The day that it is for everyone who works on this server. */
export function todayOf({ clock, timeZone }: Pick<Deps, 'clock' | 'timeZone'>): string {
  const now = clock();
  const minute = Math.floor(now.getTime() / 60_000);
  const known = days.get(timeZone);
  if (known?.minute === minute) return known.day;
  const day = todayIn(timeZone, now);
  days.set(timeZone, { minute, day });
  return day;
}

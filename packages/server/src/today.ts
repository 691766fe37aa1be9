import type { Deps } from './deps.ts';

/** The day that it is in a time zone (an IANA name) at a moment, as a plan date. */
export function todayIn(timeZone: string, now: Date): string {
  // The language only decides the digits.
  const parts = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now);
  const part = (wanted: string): string => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The day that it is for everyone who works on this server. */
export const todayOf = ({ clock, timeZone }: Pick<Deps, 'clock' | 'timeZone'>): string =>
  todayIn(timeZone, clock());

import { isDate } from '@shapan/engine';

/**
 * A date as people and spreadsheets write it; nothing when it cannot be read without doubt. A day and month alone lie
 * in `year`. `3/4/2026` could be March or April: refused. `13/4/2026` can only be one thing.
 */
export function readDateText(text: string, year: number): string | undefined {
  const clean = text
    .normalize('NFKC')
    .trim()
    .replace(/[ T]\d{1,2}:\d\d(:\d\d)?$/, '');
  const parts = partsOf(clean, year);
  if (!parts) return undefined;
  const date = `${String(parts[0]).padStart(4, '0')}-${two(parts[1])}-${two(parts[2])}`;
  return isDate(date) ? date : undefined;
}

type Parts = readonly [year: number, month: number, day: number];

function partsOf(text: string, year: number): Parts | undefined {
  const full = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text);
  if (full) return [Number(full[1]), Number(full[2]), Number(full[3])];
  const short = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/.exec(text);
  if (short) return [year, Number(short[1]), Number(short[2])];
  const named = namedParts(text, year);
  if (named) return named;
  const packed = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (packed) return [Number(packed[1]), Number(packed[2]), Number(packed[3])];
  const last = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (!last) return undefined;
  const [a, b, of] = [Number(last[1]), Number(last[2]), Number(last[3])];
  if (a > 12) return [of, b, a];
  return b > 12 || a === b ? [of, a, b] : undefined;
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

/** `1 Jul 2026`, `July 1, 2026`, `1-Jul`: a month by its name leaves no doubt. */
function namedParts(text: string, year: number): Parts | undefined {
  const found =
    /^(?<day>\d{1,2})(?:st|nd|rd|th)?[\s\-.]*(?<month>[a-z]{3,9})\.?[\s\-,]*(?<year>\d{4})?$/i.exec(text) ??
    /^(?<month>[a-z]{3,9})\.?\s*(?<day>\d{1,2})(?:st|nd|rd|th)?(?:[\s,]+(?<year>\d{4}))?$/i.exec(text);
  const { month = '', day = '', year: said } = found?.groups ?? {};
  const at = month === '' ? -1 : months.findIndex((name) => name.startsWith(month.toLowerCase()));
  return at < 0 ? undefined : [said === undefined ? year : Number(said), at + 1, Number(day)];
}

const two = (part: number): string => String(part).padStart(2, '0');

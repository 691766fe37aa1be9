import { ok, problem, refuse } from '@shapan/engine';
import { readDateText } from './date-text.ts';
import type { DerivedColumn } from './view.ts';

/** `5/20 – 6/30`, `2026-07-01至2026-07-31`; what stands between is no minus, which stands inside a day. */
const between = /\s*(?:–|—|~|～|至|到|\bto\b)\s*|\s+-\s+/i;

/** 起止时间: both days of a window in one cell of a sheet; one day alone is its last. */
export const windowColumn = (header: DerivedColumn['header']): DerivedColumn => ({
  id: 'window',
  header,
  text: () => '',
  write: ({ context, text }) => {
    const days = text
      .trim()
      .split(between)
      .filter((part) => part !== '');
    if (days.length === 0) return ok({});
    const read = days.map((day) => readDateText(day, context.year));
    const wrong = days.find((_, i) => read[i] === undefined);
    if (wrong !== undefined || days.length > 2)
      return refuse(problem('INVALID', 'window', { date: wrong ?? text }));
    const [first, last] = read;
    return ok({ set: last === undefined ? { to: first ?? null } : { from: first ?? null, to: last } });
  },
});

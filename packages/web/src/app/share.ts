import type { Locale } from '@shapan/contract';

/** A share (1 = all of it) as a whole percentage; an en dash where there is none. */
export function percentText(share: number | null, locale: Locale): string {
  if (share === null) return '–';
  const percent = Math.round(share * 100);
  // What is not finished must not look finished, and what was begun not untouched.
  const honest = percent === 100 && share < 1 ? 99 : percent === 0 && share > 0 ? 1 : percent;
  return `${new Intl.NumberFormat(locale).format(honest)}%`;
}

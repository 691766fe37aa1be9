import { formatDate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { readDateText } from './date-text.ts';

describe('a date as people write it', () => {
  it.each([
    ['2026-07-01', '2026-07-01'],
    ['2026/7/1', '2026-07-01'],
    ['2026.7.1', '2026-07-01'],
    ['2026年7月1日', '2026-07-01'],
    ['２０２６年７月１日', '2026-07-01'],
    ['2026/7/1 0:00', '2026-07-01'],
    ['20260701', '2026-07-01'],
    ['7月1日', '2026-07-01'],
    ['7/1', '2026-07-01'],
    ['9-30', '2026-09-30'],
    ['13/4/2026', '2026-04-13'],
    ['4/13/2026', '2026-04-13'],
    ['5/5/2026', '2026-05-05'],
    ['1 Jul 2026', '2026-07-01'],
    ['31 December 2026', '2026-12-31'],
    ['1-Jul', '2026-07-01'],
    ['Sept 5th, 2027', '2027-09-05'],
    ['May 5', '2026-05-05'],
  ])('reads %s', (text, date) => {
    expect(readDateText(text, 2026)).toBe(date);
  });

  it.each(['3/4/2026', '2026-02-30', '13/13', 'soon', '', '7', '31 Jun 2026', '1 Juli 2026', 'mai 5'])(
    'refuses %s',
    (text) => {
      expect(readDateText(text, 2026)).toBeUndefined();
    },
  );

  it('reads what is shown, in both languages', () => {
    for (let month = 1; month <= 12; month += 1) {
      const date = `2026-${String(month).padStart(2, '0')}-28`;
      for (const locale of ['zh-CN', 'en'] as const) {
        expect(readDateText(formatDate(date, locale), 2020)).toBe(date);
        expect(readDateText(formatDate(date, locale, { short: true }), 2026)).toBe(date);
      }
    }
  });
});

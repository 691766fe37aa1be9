import { describe, expect, it } from 'vitest';
import { dateText, daysFrom, todayHere } from './dates.ts';

describe('dates for people', () => {
  it('says the year only where it is another one', () => {
    expect(dateText('2026-09-30', 'zh-CN', '2026-07-01')).toBe('9月30日');
    expect(dateText('2027-09-30', 'zh-CN', '2026-07-01')).toBe('2027年9月30日');
    expect(dateText('2026-09-30', 'en', '2026-07-01')).toBe('30 Sep');
    expect(dateText(undefined, 'en', '2026-07-01')).toBe('–');
  });

  it('takes the day of the user, not of Greenwich', () => {
    expect(todayHere(new Date(2026, 0, 5, 0, 1))).toBe('2026-01-05');
    expect(todayHere(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
  });

  it('counts days over a month’s end', () => {
    expect(daysFrom('2026-02-27', '2026-03-02')).toBe(3);
    expect(daysFrom('2026-03-02', '2026-02-27')).toBe(-3);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  compareDates,
  dateOfDay,
  dayNumber,
  daysBetween,
  daysInMonth,
  isDate,
  readDate,
  readDateRange,
  weekday,
} from '../src/foundation/date.ts';

const FIRST = dayNumber('1900-01-01');
const LAST = dayNumber('2199-12-31');
const anyDay = fc.integer({ min: FIRST, max: LAST });

describe('a date is a real day written YYYY-MM-DD', () => {
  it.each(['1900-01-01', '2000-02-29', '2024-02-29', '2026-12-31', '2199-12-31'])('accepts %s', (text) => {
    expect(isDate(text)).toBe(true);
  });

  it.each([
    ['a day that does not exist', '2026-02-30'],
    ['a leap day of a common year', '2026-02-29'],
    ['a leap day of a common century', '1900-02-29'],
    ['the last century too far', '2200-01-01'],
    ['the day before the first', '1899-12-31'],
    ['month 13', '2026-13-01'],
    ['month 0', '2026-00-10'],
    ['day 0', '2026-01-00'],
    ['missing zeros', '2026-1-1'],
    ['other separators', '2026/01/01'],
    ['a time', '2026-01-01T00:00:00Z'],
    ['spaces', ' 2026-01-01'],
    ['a line break', '2026-01-01\n'],
    ['full-width digits', '２０２６-01-01'],
    ['a number', 20_260_101],
    ['nothing', null],
  ])('refuses %s', (_, value) => {
    expect(isDate(value)).toBe(false);
  });

  it('says where a date from outside is wrong or missing', () => {
    expect(readDate('2026-02-30', 'fields.start')).toEqual({
      ok: false,
      problems: [{ code: 'INVALID', path: 'fields.start', params: { expected: 'date' } }],
    });
    expect(readDate(undefined, 'from')).toEqual({
      ok: false,
      problems: [{ code: 'REQUIRED', path: 'from' }],
    });
  });

  it('refuses a range that ends before it begins, and reports both ends at once', () => {
    expect(readDateRange('2026-03-02', '2026-03-01')).toMatchObject({
      problems: [{ code: 'OUT_OF_RANGE', path: 'to', params: { min: '2026-03-02' } }],
    });
    expect(readDateRange('x', 'y')).toMatchObject({ problems: [{ path: 'from' }, { path: 'to' }] });
    expect(readDateRange('2026-03-01', '2026-03-01')).toMatchObject({ ok: true });
  });
});

describe('day numbers count from 1970-01-01', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['1970-03-01', 59],
    ['2000-01-01', 10_957],
    ['2026-07-01', 20_635],
    ['1900-01-01', -25_567],
  ])('%s is day %i', (date, day) => {
    expect(dayNumber(date)).toBe(day);
    expect(dateOfDay(day)).toBe(date);
  });

  it('day → date → day comes back to the same day', () => {
    fc.assert(fc.property(anyDay, (day) => isDate(dateOfDay(day)) && dayNumber(dateOfDay(day)) === day));
  });

  it('agrees with the calendar of the platform', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const platform = new Date(day * 86_400_000);
        expect(dateOfDay(day)).toBe(platform.toISOString().slice(0, 10));
        expect(weekday(dateOfDay(day))).toBe(platform.getUTCDay() || 7);
      }),
    );
  });

  it('walks every single day of the accepted years in order', () => {
    let previous = dateOfDay(FIRST - 1);
    let days = 0;
    for (let day = FIRST; day <= LAST; day += 1) {
      const date = dateOfDay(day);
      if (!(date > previous) || dayNumber(date) !== day) throw new Error(`${previous} → ${date}`);
      previous = date;
      days += 1;
    }
    expect(days).toBe(300 * 365 + 73); // 73 leap years: neither 1900 nor 2100
  });

  it('throws for text that is no date instead of counting on', () => {
    expect(() => dayNumber('2026-02-30')).toThrow('not a date');
  });
});

describe('steps and lengths', () => {
  it('crosses leap days, years and months', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2024-01-01', '2024-12-31')).toBe(366);
    expect(daysBetween('2026-03-01', '2026-02-28')).toBe(0);
  });

  it('knows the lengths of months', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((month) => daysInMonth(2026, month))).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
    expect([2000, 2024, 2100].map((year) => daysInMonth(year, 2))).toEqual([29, 29, 28]);
  });

  it('weeks begin on Monday', () => {
    expect(weekday('2026-07-06')).toBe(1);
    expect(weekday('2026-07-05')).toBe(7);
    expect(weekday('1969-12-29')).toBe(1);
  });

  it('dates compare like their day numbers', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => compareDates(dateOfDay(a), dateOfDay(b)) === Math.sign(a - b)),
    );
  });
});

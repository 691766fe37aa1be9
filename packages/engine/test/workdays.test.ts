import { readFileSync } from 'node:fs';
import { sharedData } from '@shapan/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfDay, dayNumber, daysBetween, weekday } from '../src/foundation/date.ts';
import { naturalDays, weightBetween, weightedDays } from '../src/foundation/day-weight.ts';
import { defaultFiscalCalendar } from '../src/foundation/fiscal-calendar.ts';
import {
  addWorkdays,
  chinaWorkCalendar,
  countWorkdays,
  isPublished,
  isWorkday,
  plainWorkCalendar,
  withOwnDays,
  workdaysByMonth,
} from '../src/foundation/workdays.ts';

const china = chinaWorkCalendar();
const plain = plainWorkCalendar();
const anyDay = fc.integer({ min: dayNumber('2006-01-01'), max: dayNumber('2028-12-31') });
const anyCalendar = fc.constantFrom(china, plain);

describe('the Chinese calendar', () => {
  it.each([
    ['2026-01-01', false, 'New Year'],
    ['2026-01-02', false, 'a Friday off in exchange'],
    ['2026-01-04', true, 'a Sunday worked in exchange'],
    ['2026-02-14', true, 'a Saturday before Spring Festival'],
    ['2026-02-23', false, 'the last Monday of Spring Festival'],
    ['2026-02-24', true, 'the Tuesday after it'],
    ['2026-07-04', false, 'an ordinary Saturday'],
    ['2026-07-06', true, 'an ordinary Monday'],
    ['2007-12-31', false, 'announced with the year after'],
  ])('%s is worked: %s (%s)', (date, worked) => {
    expect(isWorkday(china, date)).toBe(worked);
  });

  it('2026 has 248 workdays, January 21 of them', () => {
    expect(countWorkdays(china, '2026-01-01', '2026-12-31')).toBe(248);
    expect(workdaysByMonth(china, '2026-01-01', '2026-12-31')).toEqual({
      '2026-01': 21,
      '2026-02': 16,
      '2026-03': 22,
      '2026-04': 21,
      '2026-05': 19,
      '2026-06': 21,
      '2026-07': 23,
      '2026-08': 21,
      '2026-09': 22,
      '2026-10': 18,
      '2026-11': 21,
      '2026-12': 23,
    });
  });

  it('counts a leap year whole', () => {
    expect(countWorkdays(china, '2024-02-01', '2024-02-29')).toBe(18);
    expect(countWorkdays(plain, '2024-01-01', '2024-12-31')).toBe(262);
  });

  it('says that a year is not announced instead of assuming', () => {
    expect(isPublished(china, '2007-01-01', '2026-12-31')).toBe(true);
    expect(isPublished(china, '2026-12-01', '2027-01-31')).toBe(false);
    expect(isPublished(china, '2006-06-01', '2006-06-30')).toBe(false);
    expect(isPublished(plain, '2150-01-01', '2150-12-31')).toBe(true);
    expect(countWorkdays(china, '2027-01-01', '2027-12-31')).toBe(
      countWorkdays(plain, '2027-01-01', '2027-12-31'),
    );
  });

  it('every make-up workday falls on a weekend', () => {
    const odd = [...china.holidays].filter(([date, kind]) => kind === 'work' && weekday(date) < 6);
    expect(odd).toEqual([]);
  });
});

describe("a workspace's own days", () => {
  const own = (days: Record<string, 'off' | 'work' | null>, confirmedYears?: number[]) => {
    const merged = withOwnDays(china, { days, ...(confirmedYears && { confirmedYears }) });
    if (!merged.ok) throw new Error('refused');
    return merged.value;
  };

  it('win over the notice, and leave it untouched for others', () => {
    const calendar = own({ '2026-07-06': 'off', '2026-07-04': 'work', '2026-02-14': null });
    expect(isWorkday(calendar, '2026-07-06')).toBe(false);
    expect(isWorkday(calendar, '2026-07-04')).toBe(true);
    expect(isWorkday(calendar, '2026-02-14')).toBe(false);
    expect(isWorkday(china, '2026-07-06')).toBe(true);
    expect(isWorkday(china, '2026-02-14')).toBe(true);
  });

  it('can declare a year complete', () => {
    const calendar = own({ '2027-02-05': 'off' }, [2027]);
    expect(isPublished(calendar, '2026-01-01', '2027-12-31')).toBe(true);
  });

  it('may be worked for half of them', () => {
    const half = withOwnDays(chinaWorkCalendar(), { days: { '2026-02-13': 'half', '2026-02-08': 'half' } });
    expect(half.ok).toBe(true);
    if (!half.ok) return;
    // A Friday that counts half, and a Sunday that half is worked.
    expect([isWorkday(half.value, '2026-02-13'), isWorkday(half.value, '2026-02-08')]).toEqual([true, true]);
    expect(countWorkdays(half.value, '2026-02-13', '2026-02-13')).toBe(0.5);
    const whole = countWorkdays(chinaWorkCalendar(), '2026-02-01', '2026-02-28');
    // One of the two was a whole workday or none before, so the month changes by what each differs from that.
    const before = ['2026-02-13', '2026-02-08'].filter((day) => isWorkday(chinaWorkCalendar(), day)).length;
    expect(workdaysByMonth(half.value, '2026-02-01', '2026-02-28')).toEqual({
      '2026-02': whole - before + 1,
    });
  });

  it('must be dates', () => {
    expect(withOwnDays(china, { days: { '2026-02-30': 'off' } })).toMatchObject({
      problems: [{ code: 'INVALID', path: 'days.2026-02-30' }],
    });
  });
});

describe('stepping by workdays', () => {
  it('crosses holidays and make-up days both ways', () => {
    expect(addWorkdays(china, '2026-02-13', 1)).toBe('2026-02-14');
    expect(addWorkdays(china, '2026-02-14', 1)).toBe('2026-02-24');
    expect(addWorkdays(china, '2026-02-24', -1)).toBe('2026-02-14');
    expect(addWorkdays(plain, '2026-07-03', 5)).toBe('2026-07-10');
    expect(addWorkdays(china, '2026-07-04', 0)).toBe('2026-07-04');
  });

  it('has no answer when the years end first', () => {
    expect(addWorkdays(plain, '2199-12-30', 5)).toBeNull();
    expect(addWorkdays({ ...plain, weekend: [1, 2, 3, 4, 5, 6, 7] }, '2199-01-01', 1)).toBeNull();
  });

  it('n workdays later there are n workdays in between', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: 1, max: 90 }), (calendar, day, count) => {
        const date = dateOfDay(day);
        const later = addWorkdays(calendar, date, count) ?? '';
        expect(isWorkday(calendar, later)).toBe(true);
        expect(countWorkdays(calendar, addDays(date, 1), later)).toBe(count);
        const earlier = addWorkdays(calendar, date, -count) ?? '';
        expect(countWorkdays(calendar, earlier, addDays(date, -1))).toBe(count);
      }),
    );
  });
});

describe('counting', () => {
  it('months add up to the whole, and two halves to the range', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.nat(500), fc.nat(500), (calendar, day, first, second) => {
        const [from, cut, to] = [dateOfDay(day), dateOfDay(day + first), dateOfDay(day + first + second)];
        const whole = countWorkdays(calendar, from, to);
        const months = Object.values(workdaysByMonth(calendar, from, to));
        expect(months.reduce((sum, month) => sum + month, 0)).toBe(whole);
        expect(countWorkdays(calendar, from, cut) + countWorkdays(calendar, addDays(cut, 1), to)).toBe(whole);
        expect(whole).toBeLessThanOrEqual(daysBetween(from, to));
      }),
      { numRuns: 50 },
    );
  });

  it('a range turned round has none', () => {
    expect(countWorkdays(china, '2026-07-02', '2026-07-01')).toBe(0);
  });
});

describe('weights of days', () => {
  const weights = (table: Record<string, number>) => {
    const basis = weightedDays(defaultFiscalCalendar, table);
    if (!basis.ok) throw new Error(JSON.stringify(basis.problems));
    return basis.value;
  };

  it('natural days count 1, workdays 1 by the calendar', () => {
    expect(weightBetween(naturalDays, '2026-07-01', '2026-07-31')).toBe(31);
    expect(weightBetween({ kind: 'working', calendar: china }, '2026-07-01', '2026-07-31')).toBe(23);
    expect(weightBetween(naturalDays, '2026-07-02', '2026-07-01')).toBe(0);
  });

  it('a period shares its weight evenly by days, so half of the days take half of it (T43)', () => {
    const basis = weights({ '2026-06': 30, 'Q2026-3': 92, '2026-11-11': 7 });
    expect(weightBetween(basis, '2026-06-16', '2026-06-30')).toBe(15);
    expect(weightBetween(basis, '2026-06-30', '2026-07-02')).toBeCloseTo(3, 12);
    expect(weightBetween(basis, '2026-11-01', '2026-11-30')).toBe(7);
    expect(weightBetween(basis, '2026-10-01', '2026-10-31')).toBe(0);
  });

  it('the keys YYYY-MM and M… mean the same month', () => {
    expect(weights({ '2026-07': 3 })).toEqual(weights({ 'M2026-07': 3 }));
  });

  it.each([
    ['an unreadable key', { July: 1 }, 'INVALID', 'weights.July'],
    ['a month that does not exist', { '2026-13': 1 }, 'OUT_OF_RANGE', 'weights.2026-13'],
    ['a negative weight', { '2026-07': -1 }, 'OUT_OF_RANGE', 'weights.2026-07'],
    ['not a number', { '2026-07': Number.NaN }, 'OUT_OF_RANGE', 'weights.2026-07'],
    ['a day named twice', { '2026-07': 1, '2026-07-31': 1 }, 'DUPLICATE', 'weights.2026-07-31'],
    ['a period named twice', { '2026-07': 1, 'M2026-07': 1 }, 'DUPLICATE', 'weights.M2026-07'],
    [
      'a day inside an earlier long period',
      { Y2026: 1, '2026-07-01': 1, '2026-12-01': 1 },
      'DUPLICATE',
      'weights.2026-07-01',
    ],
  ])('refuses %s', (_, table, code, path) => {
    expect(weightedDays(defaultFiscalCalendar, table)).toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ code, path })]),
    });
  });
});

const published = sharedData('holidays_cn');

describe.skipIf(!published)('against an independent table of the published notices (shared data)', () => {
  const read = (name: string) => JSON.parse(readFileSync(`${published}/${name}`, 'utf8'));

  it('every day from 2007 to 2026 is worked or off as announced', () => {
    const announced = new Map<string, boolean>();
    for (let year = 2007; year <= 2026; year += 1) {
      for (const { date, isOffDay } of read(`${year}.json`).days) announced.set(date, !isOffDay);
    }
    expect(announced.size).toBeGreaterThan(600);
    const different: string[] = [];
    for (let date = '2007-01-01'; date <= '2026-12-31'; date = addDays(date, 1)) {
      const worked = announced.get(date) ?? weekday(date) < 6;
      if (isWorkday(china, date) !== worked) different.push(date);
    }
    expect(different).toEqual([]);
  });

  it('every month of 2024 to 2026 has the published number of workdays', () => {
    const expected = read('expected_workdays_per_month_2024_2026.json');
    expect(Object.keys(expected)).toHaveLength(36);
    expect(workdaysByMonth(china, '2024-01-01', '2026-12-31')).toEqual(expected);
  });
});

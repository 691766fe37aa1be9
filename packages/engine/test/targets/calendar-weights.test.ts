import { describe, expect, test } from 'vitest';
import type { DateRange } from '../../src/foundation/date.ts';
import { defaultFiscalCalendar } from '../../src/foundation/fiscal-calendar.ts';
import { type Grain, periodsBetween } from '../../src/foundation/period.ts';
import { springFestival } from '../../src/foundation/spring-festival.ts';
import { chinaWorkCalendar, plainWorkCalendar } from '../../src/foundation/workdays.ts';
import {
  type CalendarChoice,
  type CalendarFacts,
  calendarBasis,
  periodWeights,
} from '../../src/targets/calendar/calendar-basis.ts';
import { wholeLeafWeights } from '../../src/targets/calendar/leaf-weights.ts';
import { must } from './garden.ts';

const facts: CalendarFacts = {
  calendar: defaultFiscalCalendar,
  work: chinaWorkCalendar(),
  seasonality: null,
};
const year: DateRange = { from: '2026-01-01', to: '2026-12-31' };

function weigh(
  choice: CalendarChoice,
  window = year,
  grain: Grain = 'month',
  more: Partial<CalendarFacts> = {},
) {
  const known = { ...facts, ...more };
  const periods = periodsBetween(known.calendar, grain, window.from, window.to);
  return periodWeights(must(calendarBasis(choice, known, window)), periods, window);
}

const refused = (choice: CalendarChoice, more: Partial<CalendarFacts> = {}) => {
  const basis = calendarBasis(choice, { ...facts, ...more }, year);
  return basis.ok ? null : basis.problems[0];
};

describe('[SPR-T42] weights of the calendar', () => {
  test('natural days', () => {
    expect(weigh({ kind: 'naturalDays' })).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  });

  test('workdays of China with holidays and make-up days', () => {
    const weights = weigh({ kind: 'workingDays' });
    expect(weights.reduce((sum, one) => sum + one, 0)).toBe(248);
    expect(weights[0]).toBe(21);
    expect(weigh({ kind: 'workingDays' }, year, 'month', { work: plainWorkCalendar() })[0]).toBe(22);
  });

  test('a period without workdays weighs nothing', () => {
    const holiday = { from: '2026-10-01', to: '2026-10-07' };
    expect(weigh({ kind: 'workingDays' }, holiday, 'week').at(0)).toBe(0);
  });

  test.each([
    ['445', [4, 4, 5]],
    ['454', [4, 5, 4]],
    ['544', [5, 4, 4]],
  ] as const)('weeks by the pattern %s, also in calendar months', (weekPattern, quarter) => {
    const choice = { kind: 'weekPattern', weekPattern } as const;
    expect(weigh(choice)).toEqual([
      ...quarter,
      ...quarter,
      ...quarter.slice(0, 3),
      quarter[0],
      quarter[1],
      quarter[2] + 1,
    ]);
    expect(weigh({ ...choice, week53: 'restated' })).toEqual([
      ...quarter,
      ...quarter,
      ...quarter,
      ...quarter,
    ]);
    const next = { from: '2027-01-01', to: '2027-12-31' };
    expect(weigh(choice, next)).toEqual([...quarter, ...quarter, ...quarter, ...quarter]);
  });

  test('旬 by their days', () => {
    const february = { from: '2026-02-01', to: '2026-02-28' };
    expect(weigh({ kind: 'xun' }, february, 'xun')).toEqual([10, 10, 8]);
  });

  test('seasonal factors of the metric, shared by the days of a month', () => {
    const seasonality = [2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4];
    expect(weigh({ kind: 'seasonal' }, year, 'month', { seasonality })).toEqual(seasonality);
    expect(weigh({ kind: 'seasonal' }, year, 'quarter', { seasonality })).toEqual([4, 3, 3, 6]);
    expect(refused({ kind: 'seasonal' })).toMatchObject({ code: 'REQUIRED', path: 'kind' });
  });

  test('the mean share of each month over the last years, whatever the size of the years', () => {
    const past = { '2024-01': 10, '2024-02': 90, '2025-01': 3_000, '2025-02': 1_000 };
    const weights = weigh({ kind: 'history', past, years: 2 });
    expect(weights.slice(0, 3)).toEqual([(0.1 + 0.75) / 2, (0.9 + 0.25) / 2, 0]);
    expect(weigh({ kind: 'history', past, years: 1 }).slice(0, 2)).toEqual([0.75, 0.25]);
  });

  test('a year without numbers is not one of the years', () => {
    const past = { '2024-01': 10, '2024-02': 90 };
    expect(weigh({ kind: 'history', past }).slice(0, 2)).toEqual([0.1, 0.9]);
  });

  test('what has no past is refused', () => {
    expect(refused({ kind: 'history' })).toMatchObject({ code: 'REQUIRED', path: 'past' });
    expect(refused({ kind: 'history', past: {} })).toMatchObject({ code: 'BASIS_ZERO', path: 'past' });
    expect(refused({ kind: 'history', past: { '2025-01': -1 } })).toMatchObject({
      code: 'OUT_OF_RANGE',
      path: 'past.2025-01',
    });
    expect(refused({ kind: 'history', past: { '2025-01': 1 }, years: 0 })).toMatchObject({ path: 'years' });
  });

  test('the season before the Spring Festival moves with it', () => {
    expect([2024, 2025, 2026].map(springFestival)).toEqual(['2024-02-10', '2025-01-29', '2026-02-17']);
    // Nearly everything on the day before the festival of 2025, which then fell into January.
    const past = { '2025-01-28': 1_000, '2025-05-01': 1, '2025-12-31': 1 };
    const weights = weigh({ kind: 'festivalAligned', past, years: 1 }, year, 'month');
    expect(weights.map((one) => Math.round(one * 1_002))).toEqual([0, 1_000, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
    expect(weigh({ kind: 'history', past, years: 1 }, year).map((one) => Math.round(one * 1_002))[0]).toBe(
      1_000,
    );
  });

  test('whatever the years, the shares of a whole year make 1', () => {
    const past = Object.fromEntries(
      [2023, 2024, 2025].flatMap((at) =>
        Array.from({ length: 12 }, (_, m) => [
          `${at}-${String(m + 1).padStart(2, '0')}`,
          100 + 7 * m + (at % 3) * m,
        ]),
      ),
    );
    for (const kind of ['history', 'festivalAligned'] as const) {
      const total = weigh({ kind, past }).reduce((sum, one) => sum + one, 0);
      expect(total).toBeCloseTo(1, 10);
    }
  });

  test('the Spring Festival is a day off wherever the notice is known', () => {
    const { holidays } = chinaWorkCalendar();
    for (let at = 2007; at <= 2026; at++) expect(holidays.get(springFestival(at)!)).toBe('off');
    expect(springFestival(1989)).toBeNull();
    expect(springFestival(2101)).toBeNull();
  });
});

describe('[SPR-T43] partial periods', () => {
  const window = { from: '2026-07-16', to: '2026-09-30' };
  test('weigh as much as the plan covers of them', () => {
    expect(weigh({ kind: 'naturalDays' }, window)).toEqual([16, 31, 30]);
    expect(weigh({ kind: 'workingDays' }, window)).toEqual([12, 21, 22]);
    const [july] = weigh({ kind: 'weekPattern' }, window);
    expect(july).toBeCloseTo((4 * 16) / 31, 12);
  });
});

test('[SPR-T42] weights become whole numbers in the same proportions', () => {
  expect([...wholeLeafWeights(Float64Array.of(0.5, 1, Number.NaN, 0))]).toEqual([5, 10, Number.NaN, 0]);
  const thirds = wholeLeafWeights(Float64Array.of(1 / 3, 2 / 3, 1));
  expect(thirds.every(Number.isSafeInteger)).toBe(true);
  expect(thirds[1]! / thirds[0]!).toBeCloseTo(2, 12);
  expect([...wholeLeafWeights(Float64Array.of(0, 0))]).toEqual([0, 0]);
  const huge = wholeLeafWeights(Float64Array.of(9e15, 9e15, 9e15));
  expect(huge[0]! + huge[1]! + huge[2]!).toBeLessThanOrEqual(2 ** 53);
});

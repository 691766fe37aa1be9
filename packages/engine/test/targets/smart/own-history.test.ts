import { describe, expect, test } from 'vitest';
import { historyGrain, ownHistory, smartFindings } from '../../../src/index.ts';

/** Own history of a target from the ledger (DOMAIN-7.7, A). */
const months = (year: number, amounts: readonly number[]) =>
  Object.fromEntries(amounts.map((amount, i) => [`${year}-0${i + 7}`, amount]));
const quarter = ['2026-07-01', '2026-09-30'] as const;

describe('[DOMAIN-7.7] own history', () => {
  test('is what was reached in the same days of earlier years, the earliest first', () => {
    const reached = {
      ...months(2025, [40, 50, 60]),
      ...months(2023, [10, 20, -5]),
      '2025-06': 999,
      '2025-10': 999,
    };
    expect(ownHistory(...quarter, reached)).toEqual([
      { period: '2023-07/2023-09', value: 25 },
      { period: '2024-07/2024-09', value: null },
      { period: '2025-07/2025-09', value: 150 },
    ]);
  });

  test('is read by days where the window holds a part of a month', () => {
    expect([historyGrain('2026-07-01', '2026-02-28'), historyGrain('2026-07-02', '2026-07-31')]).toEqual([
      'month',
      'day',
    ]);
    const reached = { '2025-07-09': 1, '2025-07-10': 2, '2025-07-20': 4, '2025-07-21': 8 };
    expect(ownHistory('2026-07-10', '2026-07-20', reached)).toEqual([
      { period: '2025-07-10/2025-07-20', value: 6 },
    ]);
  });

  test('counts the 29 February of a year that has one where the window ends with February', () => {
    const reached = { '2028-02-28': 1, '2028-02-29': 2, '2028-03-01': 4, '2025-02-28': 8 };
    expect(ownHistory('2029-02-10', '2029-02-28', reached)).toEqual([
      { period: '2025-02-10/2025-02-28', value: 8 },
      { period: '2026-02-10/2026-02-28', value: null },
      { period: '2027-02-10/2027-02-28', value: null },
      { period: '2028-02-10/2028-02-29', value: 3 },
    ]);
    expect(ownHistory('2028-02-10', '2028-02-28', { '2024-02-28': 1, '2024-02-29': 2 })[0]?.value).toBe(1);
  });

  test('is none where nothing was reached, and of windows longer than a year', () => {
    expect(ownHistory(...quarter, {})).toEqual([]);
    expect(ownHistory('2026-01-01', '2027-12-31', { '2025-03': 5 })).toEqual([]);
    expect(ownHistory('2026-07-01', '2027-06-30', { '2025-08': 5 })).toHaveLength(1);
  });

  test('judges the growth that a target asks for', () => {
    const reached = Object.assign(
      {},
      ...[100, 110, 120, 132, 140, 150].map((one, i) => months(2020 + i, [one])),
    );
    const history = ownHistory(...quarter, reached);
    const judged = (value: number) =>
      smartFindings({ fields: {} }, { value, history }).findings.find(({ rule }) => rule === 'A1');
    expect(judged(165)).toMatchObject({ level: 'pass', code: 'SMART_GROWTH_INSIDE' });
    expect(judged(300)).toMatchObject({ code: 'SMART_GROWTH_OUTSIDE' });
    expect(judged(150)).toMatchObject({ code: 'SMART_GROWTH_EASY' });
  });
});

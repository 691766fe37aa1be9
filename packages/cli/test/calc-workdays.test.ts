import { readFileSync } from 'node:fs';
import { sharedData } from '@shapan/testkit';
import { describe, expect, it } from 'vitest';
import { answerWorkdays } from '../src/calc/workdays.ts';

describe('calc workdays', () => {
  it('answers a year of the Chinese calendar', () => {
    expect(answerWorkdays({ from: '2026-01-01', to: '2026-12-31', calendar: 'CN' })).toEqual({
      days: 365,
      workdays: 248,
      published: true,
      byMonth: {
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
      },
      dekads: 36,
    });
  });

  it('counts only the days inside the range, and every 旬 it touches', () => {
    expect(answerWorkdays({ from: '2026-02-10', to: '2026-03-01' })).toEqual({
      days: 20,
      workdays: 10,
      published: true,
      byMonth: { '2026-02': 10, '2026-03': 0 },
      dekads: 4,
    });
  });

  it('keeps months in the order of time across years', () => {
    const answer = answerWorkdays({ from: '2025-11-01', to: '2026-02-28' }) as { byMonth: object };
    expect(Object.keys(answer.byMonth)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  it('says when the notice of a year is not out', () => {
    expect(answerWorkdays({ from: '2027-01-01', to: '2027-12-31', calendar: 'CN' })).toMatchObject({
      days: 365,
      workdays: 261,
      published: false,
      dekads: 36,
    });
    expect(answerWorkdays({ from: '2026-12-31', to: '2027-01-01' })).toMatchObject({ published: false });
  });

  it('knows a calendar without holidays', () => {
    expect(answerWorkdays({ from: '2027-02-01', to: '2027-02-28', calendar: 'plain' })).toMatchObject({
      workdays: 20,
      published: true,
    });
  });

  it.each([
    ['no object', [], { code: 'INVALID', path: '' }],
    ['nothing', null, { code: 'INVALID', path: '' }],
    ['a missing end', { from: '2026-01-01' }, { code: 'REQUIRED', path: 'to' }],
    [
      'a day that does not exist',
      { from: '2026-02-30', to: '2026-03-01' },
      { code: 'INVALID', path: 'from' },
    ],
    ['a number as date', { from: 20260101, to: '2026-03-01' }, { code: 'INVALID', path: 'from' }],
    [
      'an end before the start',
      { from: '2026-02-02', to: '2026-02-01' },
      { code: 'OUT_OF_RANGE', path: 'to' },
    ],
    [
      'an unknown calendar',
      { from: '2026-01-01', to: '2026-01-02', calendar: 'XX' },
      { code: 'INVALID', path: 'calendar', params: { expected: 'CN, plain' } },
    ],
    [
      'a misspelt field',
      { from: '2026-01-01', to: '2026-01-02', calender: 'CN' },
      { code: 'UNKNOWN_FIELD', path: 'calender', params: { known: 'from, to, calendar' } },
    ],
    [
      'the name of something every object has',
      { from: '2026-01-01', to: '2026-01-02', toString: 1 },
      { code: 'UNKNOWN_FIELD', path: 'toString' },
    ],
  ])('refuses %s', (_, request, problem) => {
    expect(answerWorkdays(request)).toMatchObject({ problem });
  });
});

const published = sharedData('holidays_cn');

it.skipIf(!published)('answers the published workdays of every month from 2024 to 2026 (shared data)', () => {
  const byMonth = JSON.parse(readFileSync(`${published}/expected_workdays_per_month_2024_2026.json`, 'utf8'));
  expect(answerWorkdays({ from: '2024-01-01', to: '2026-12-31', calendar: 'CN' })).toMatchObject({ byMonth });
});

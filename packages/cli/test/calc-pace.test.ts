import { describe, expect, it } from 'vitest';
import { answerPace } from '../src/calc/pace.ts';

const quarter = { from: '2026-07-01', to: '2026-09-30', asOf: '2026-08-03' };
const request = { target: 5_000_000, actual: 1_200_000, ...quarter };

type Answer = Readonly<Record<string, number | string | boolean | null>>;
const ask = (more: object): Answer => answerPace({ ...request, ...more }) as Answer;

describe('calc pace', () => {
  it('answers by natural days, the as-of day included', () => {
    const answer = ask({ basis: 'natural', direction: 'up' });
    expect(answer).toEqual({
      attainment: 0.24,
      elapsed: 34 / 92,
      paced: expect.closeTo((0.24 * 92) / 34, 12),
      paceGap: expect.closeTo(0.24 - 34 / 92, 12),
      gap: 3_800_000,
      runRate: 1_200_000 / 34,
      requiredRate: 3_800_000 / 58,
      status: 'red',
      catchUp: expect.closeTo(3_800_000 / 58 / (1_200_000 / 34), 12),
      adjusted: false,
      reached: false,
      basis: 'natural',
      asOf: '2026-08-03',
    });
  });

  it('takes natural days and "higher is better" when nothing is said', () => {
    expect(ask({})).toEqual(ask({ basis: 'natural', direction: 'up' }));
  });

  it('answers by working days, and says whether the holidays are announced', () => {
    expect(ask({ basis: 'working' })).toMatchObject({
      elapsed: 24 / 66,
      runRate: 50_000,
      requiredRate: 3_800_000 / 42,
      published: true,
    });
    expect(ask({ basis: 'working', from: '2027-02-01', to: '2027-02-28', asOf: '2027-02-05' })).toMatchObject(
      { elapsed: 5 / 20, published: false },
    );
    expect(
      ask({ basis: 'working', calendar: 'plain', from: '2026-10-01', to: '2026-10-09', asOf: '2026-10-02' }),
    ).toMatchObject({ elapsed: 2 / 7, published: true });
  });

  it('answers by weights of months, periods or days', () => {
    const months = { '2026-07': 1, '2026-08': 1, '2026-09': 2 };
    expect(ask({ basis: 'weights', weights: months, asOf: '2026-08-31' })).toMatchObject({
      elapsed: 0.5,
      runRate: 600_000,
      requiredRate: 1_900_000,
    });
    expect(ask({ basis: 'weights', weights: { 'X2026-08-1': 10, 'M2026-09': 17 } })).toMatchObject({
      elapsed: 3 / 27,
    });
  });

  it('has no attainment for a target of 0', () => {
    expect(ask({ target: 0 })).toMatchObject({
      attainment: null,
      paced: null,
      paceGap: null,
      status: 'green',
    });
    // More than none is a gap, and what is too much is to be taken back in the days left.
    expect(ask({ target: 0, direction: 'down' })).toMatchObject({
      attainment: null,
      gap: 1_200_000,
      requiredRate: 1_200_000 / 58,
      catchUp: null,
      reached: false,
      status: 'red',
    });
    expect(ask({ target: 0, actual: 0, direction: 'down' })).toMatchObject({
      gap: 0,
      requiredRate: 0,
      reached: true,
      status: 'green',
    });
  });

  it('reflects a negative target and says so', () => {
    expect(ask({ target: -100, actual: -80, asOf: '2026-09-30' })).toMatchObject({
      attainment: 1.2,
      adjusted: true,
      status: 'green',
    });
  });

  it('turns the traffic light where lower is better', () => {
    expect(ask({ direction: 'down' }).status).toBe('green');
    expect(ask({ direction: 'down', actual: 2_000_000 })).toMatchObject({ status: 'amber', gap: -3_000_000 });
    expect(ask({ direction: 'down', actual: 5_500_000 })).toMatchObject({ status: 'red', gap: 500_000 });
  });

  it('measures a band, and a level that is due every day', () => {
    const { target: _, ...noTarget } = request;
    expect(
      answerPace({ ...noTarget, actual: 27, direction: 'band', band: { low: 30, high: 45 } }),
    ).toMatchObject({ attainment: 0.9, gap: 3, status: 'amber', runRate: null });
    expect(ask({ target: 0.3, actual: 0.285, nature: 'level' })).toMatchObject({
      attainment: expect.closeTo(0.95, 12),
      gap: 0.015,
      status: 'amber',
    });
  });

  it('before the start nothing is judged, after the end nothing is required', () => {
    expect(ask({ asOf: '2026-06-30' })).toMatchObject({
      elapsed: 0,
      paced: null,
      runRate: null,
      status: null,
    });
    expect(ask({ asOf: '2026-10-01' })).toMatchObject({ elapsed: 1, paced: 0.24, requiredRate: null });
  });

  it('keeps "no value" apart from 0', () => {
    expect(ask({ actual: null })).toMatchObject({ attainment: null, gap: null, status: null });
    expect(ask({ target: null })).toMatchObject({ attainment: null, gap: null, status: null });
  });

  it('keeps decimals exact', () => {
    expect(ask({ target: 0.3, actual: 0.1 }).gap).toBe(0.2);
    expect(ask({ target: 1234.56, actual: 1000.01, decimals: 2 }).gap).toBe(234.55);
  });

  it('takes thresholds', () => {
    expect(ask({ thresholds: { green: 0.6, amber: 0.3 } }).status).toBe('green');
  });

  it.each([
    ['a missing target', { target: undefined }, 'REQUIRED', 'target'],
    ['a missing actual', { actual: undefined }, 'REQUIRED', 'actual'],
    ['a missing as-of date', { asOf: undefined }, 'REQUIRED', 'asOf'],
    ['text for a number', { target: '500万' }, 'NOT_A_NUMBER', 'target'],
    ['a wrong date', { asOf: '2026-02-29' }, 'INVALID', 'asOf'],
    ['a window turned round', { from: '2026-10-01' }, 'OUT_OF_RANGE', 'to'],
    ['an unknown basis', { basis: 'seasonal' }, 'INVALID', 'basis'],
    ['weights that are missing', { basis: 'weights' }, 'REQUIRED', 'weights'],
    ['weights that would be ignored', { weights: { '2026-07': 1 } }, 'CONTRADICTION', 'weights'],
    ['weights outside the window', { basis: 'weights', weights: { '2025-07': 1 } }, 'BASIS_ZERO', 'weights'],
    ['an unreadable weight key', { basis: 'weights', weights: { July: 1 } }, 'INVALID', 'weights.July'],
    [
      'a weight that is text',
      { basis: 'weights', weights: { '2026-07': '1' } },
      'NOT_A_NUMBER',
      'weights.2026-07',
    ],
    ['more decimals than the unit has', { actual: 1.005, decimals: 2 }, 'NUMBER_TOO_PRECISE', 'actual'],
    ['an amount beyond exactness', { target: 1e16 }, 'OUT_OF_RANGE', 'target'],
    ['a band without its bounds', { direction: 'band' }, 'REQUIRED', 'band'],
    ['a band with a target', { direction: 'band', band: { low: 1, high: 2 } }, 'CONTRADICTION', 'target'],
    ['a target with a band', { band: { low: 1, high: 2 } }, 'CONTRADICTION', 'band'],
    ['thresholds turned round', { thresholds: { green: 0.9, amber: 1 } }, 'OUT_OF_RANGE', 'thresholds.amber'],
    ['an unknown field', { asof: '2026-08-03' }, 'UNKNOWN_FIELD', 'asof'],
  ])('refuses %s', (_, change, code, path) => {
    expect(ask(change)).toMatchObject({ problem: { code, path } });
  });
});

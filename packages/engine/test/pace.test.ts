import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayNumber } from '../src/foundation/date.ts';
import { naturalDays, weightedDays } from '../src/foundation/day-weight.ts';
import { defaultFiscalCalendar } from '../src/foundation/fiscal-calendar.ts';
import { chinaWorkCalendar } from '../src/foundation/workdays.ts';
import { attainmentOf, bandAttainment, type PaceRequest, pace } from '../src/tracking/pace.ts';
import { timeElapsed } from '../src/tracking/time-elapsed.ts';

const quarter = { from: '2026-07-01', to: '2026-09-30' };
const working = { kind: 'working', calendar: chinaWorkCalendar() } as const;
/** A hundred days, so that shares are easy to read: on 19 April 0.5 is over. */
const hundred = { from: '2026-03-01', to: '2026-06-08' };
const HALF = '2026-04-19';

const standing = (target: number | null, actual: number | null, more: Partial<PaceRequest> = {}) =>
  pace({
    goal: { direction: 'up', target },
    actual,
    window: hundred,
    asOf: HALF,
    basis: naturalDays,
    ...more,
  });
const limit = (target: number) => ({ goal: { direction: 'down', target } as const });

describe('time elapsed', () => {
  it('counts the as-of day itself', () => {
    expect(timeElapsed(naturalDays, quarter, '2026-07-01')).toEqual({ elapsed: 1, total: 92, share: 1 / 92 });
    expect(timeElapsed(naturalDays, quarter, '2026-08-03').elapsed).toBe(34);
  });

  it('is 0 before the window and 1 from its last day on', () => {
    expect(timeElapsed(naturalDays, quarter, '2026-06-30')).toEqual({ elapsed: 0, total: 92, share: 0 });
    expect(timeElapsed(naturalDays, quarter, '2026-09-30').share).toBe(1);
    expect(timeElapsed(naturalDays, quarter, '2027-01-01').share).toBe(1);
  });

  it('in working days follows holidays and make-up days', () => {
    expect(timeElapsed(working, quarter, '2026-08-03')).toEqual({ elapsed: 24, total: 66, share: 24 / 66 });
    const springFestival = { from: '2026-02-15', to: '2026-02-23' };
    expect(timeElapsed(working, springFestival, '2026-02-20')).toEqual({ elapsed: 0, total: 0, share: null });
  });

  it('in weights follows the season', () => {
    const basis = weightedDays(defaultFiscalCalendar, { '2026-07': 1, '2026-08': 1, '2026-09': 2 });
    if (!basis.ok) throw new Error('refused');
    expect(timeElapsed(basis.value, quarter, '2026-08-31').share).toBe(0.5);
    expect(timeElapsed(basis.value, { from: '2026-08-01', to: '2026-09-15' }, '2026-08-31').share).toBe(0.5);
  });

  it('never falls as days pass', () => {
    fc.assert(
      fc.property(fc.constantFrom(naturalDays, working), fc.nat(300), fc.nat(30), (basis, offset, step) => {
        const day = dayNumber('2026-05-01') + offset;
        const now = timeElapsed(basis, quarter, dateOfDay(day)).share ?? 0;
        const later = timeElapsed(basis, quarter, dateOfDay(day + step)).share ?? 0;
        expect(later >= now && now >= 0 && later <= 1).toBe(true);
      }),
    );
  });
});

describe('the required run rate', () => {
  it('[DOMAIN-7.1] brings up to the target, or takes back down to the limit, in exactly the days left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: -2000, max: 2000 }),
        fc.constantFrom('up' as const, 'down' as const),
        (target, actual, direction) => {
          const { requiredRunRate, reached, time } = standing(null, actual, { goal: { direction, target } });
          const left = time.total - time.elapsed;
          const change = (direction === 'up' ? 1 : -1) * requiredRunRate! * left;
          expect(requiredRunRate).toBeGreaterThanOrEqual(0);
          if (reached) expect(requiredRunRate).toBe(0);
          else expect(actual + change).toBeCloseTo(target, 8);
        },
      ),
    );
  });

  it('[DOMAIN-7.1] of a limit of 0 is what has to be taken back, and nothing while it is kept', () => {
    const days = 50;
    expect(standing(null, 5, limit(0))).toMatchObject({ gap: 5, reached: false, requiredRunRate: 5 / days });
    expect(standing(null, 130, limit(100)).requiredRunRate).toBe(30 / days);
    expect(standing(null, 0, limit(0))).toMatchObject({ reached: true, requiredRunRate: 0 });
    expect(standing(null, 5, limit(0)).catchUpFactor).toBeNull();
  });
});

describe('attainment', () => {
  it.each([
    [100, 80, 'up', 0.8],
    [100, 80, 'down', 0.8],
    [100, -5, 'up', -0.05],
    [100, 130, 'up', 1.3],
    [-100, -80, 'up', 1.2],
    [-100, -120, 'up', 0.8],
    [-100, 20, 'up', 2.2],
    [-100, -120, 'down', 1.2],
    [-100, -80, 'down', 0.8],
  ] as const)('target %i, actual %i, %s is better: %f', (target, actual, direction, expected) => {
    expect(attainmentOf(actual, target, direction)).toBeCloseTo(expected, 12);
  });

  it('does not exist for a target of 0', () => {
    expect(attainmentOf(5, 0, 'up')).toBeNull();
    expect(standing(0, 5)).toMatchObject({ attainment: null, pacedAttainment: null, paceGap: null });
  });

  it('marks the reflected formula of a negative target', () => {
    expect(standing(-100, -40).adjusted).toBe(true);
    expect(standing(100, 40).adjusted).toBe(false);
  });
});

describe('pace of a flow that should grow', () => {
  it('sets attainment against time', () => {
    expect(standing(1000, 400)).toEqual({
      time: { elapsed: 50, total: 100, share: 0.5 },
      attainment: 0.4,
      adjusted: false,
      pacedAttainment: 0.8,
      paceGap: 0.4 - 0.5,
      gap: 600,
      reached: false,
      runRate: 8,
      requiredRunRate: 12,
      catchUpFactor: 1.5,
      status: 'red',
    });
  });

  it.each([
    [500, 'green'],
    [499, 'amber'],
    [450, 'amber'],
    [449, 'red'],
    [0, 'red'],
    [-20, 'red'],
  ] as const)('%i of 1000 at half-time is %s', (actual, status) => {
    expect(standing(1000, actual).status).toBe(status);
  });

  it('takes the thresholds it is given', () => {
    expect(standing(1000, 450, { thresholds: { green: 0.9, amber: 0.5 } }).status).toBe('green');
    expect(standing(1000, 240, { thresholds: { green: 0.9, amber: 0.5 } }).status).toBe('red');
  });

  it('needs nothing more once the target is reached', () => {
    expect(standing(1000, 1200)).toMatchObject({
      gap: -200,
      reached: true,
      requiredRunRate: 0,
      catchUpFactor: 0,
      status: 'green',
    });
  });

  it('has no catch-up factor while nothing is achieved', () => {
    expect(standing(1000, 0)).toMatchObject({ runRate: 0, requiredRunRate: 20, catchUpFactor: null });
    expect(standing(1000, -50)).toMatchObject({ runRate: -1, requiredRunRate: 21, catchUpFactor: null });
  });

  it('judges nothing before the start', () => {
    expect(standing(1000, 0, { asOf: '2026-02-28' })).toMatchObject({
      attainment: 0,
      pacedAttainment: null,
      paceGap: 0,
      runRate: null,
      requiredRunRate: 10,
      catchUpFactor: null,
      status: null,
    });
  });

  it('asks for nothing per day after the end', () => {
    expect(standing(1000, 950, { asOf: '2026-12-31' })).toMatchObject({
      attainment: 0.95,
      pacedAttainment: 0.95,
      gap: 50,
      runRate: 9.5,
      requiredRunRate: null,
      catchUpFactor: null,
      status: 'amber',
    });
  });

  it('measures a loss target against the loss that was due', () => {
    expect(standing(-100, -40)).toMatchObject({ attainment: 1.6, pacedAttainment: 1.2, status: 'green' });
    expect(standing(-100, -40).paceGap).toBeCloseTo(0.1, 12);
    expect(standing(-100, -60)).toMatchObject({ pacedAttainment: 0.8, status: 'red' });
  });

  it('keeps "no value" apart from 0', () => {
    expect(standing(1000, null)).toMatchObject({ attainment: null, gap: null, runRate: null, status: null });
    expect(standing(null, 50)).toMatchObject({ attainment: null, gap: null, runRate: 1, status: null });
    expect(standing(1000, null).time.share).toBe(0.5);
  });

  it('on the way of the plan is exactly on pace on every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90_000_000 }), fc.integer({ min: 1, max: 100 }), (each, days) => {
        const result = standing(each * 100, each * days, {
          asOf: dateOfDay(dayNumber(hundred.from) + days - 1),
        });
        expect(result.pacedAttainment).toBeCloseTo(1, 10);
        expect(result.paceGap).toBeCloseTo(0, 10);
        expect(result.status).toBe('green');
        if (days < 100) expect(result.catchUpFactor).toBeCloseTo(1, 10);
      }),
    );
  });

  it('the required rate for the days left fills the gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.nat(1e9), fc.nat(98), (target, actual, offset) => {
        const { time, gap, requiredRunRate } = standing(target, actual, {
          asOf: dateOfDay(dayNumber(hundred.from) + offset),
        });
        const filled = (requiredRunRate ?? Number.NaN) * (time.total - time.elapsed);
        expect(filled).toBeCloseTo(Math.max(0, gap ?? Number.NaN), 3);
      }),
    );
  });

  it('more is never judged worse', () => {
    const rank = { red: 0, amber: 1, green: 2 };
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: -2000, max: 2000 }),
        fc.nat(500),
        fc.constantFrom('up' as const, 'down' as const),
        (target, actual, more, direction) => {
          const light = (amount: number) => {
            const { status } = standing(null, amount, { goal: { direction, target } });
            return status === null ? Number.NaN : rank[status];
          };
          const better = direction === 'up' ? actual + more : actual - more;
          expect(light(better)).toBeGreaterThanOrEqual(light(actual));
        },
      ),
    );
  });
});

describe('pace of a limit (lower is better)', () => {
  it.each([
    [400, 'green'],
    [500, 'green'],
    [501, 'amber'],
    [550, 'amber'],
    [551, 'red'],
  ] as const)('%i of a limit of 1000 used at half-time is %s', (actual, status) => {
    expect(standing(null, actual, limit(1000)).status).toBe(status);
  });

  it('has a positive gap only above the limit', () => {
    expect(standing(null, 1100, limit(1000))).toMatchObject({ gap: 100, reached: false, requiredRunRate: 2 });
    expect(standing(null, 400, limit(1000))).toMatchObject({ gap: -600, reached: true, requiredRunRate: 0 });
    expect(standing(null, 1100, limit(1000)).catchUpFactor).toBeNull();
  });

  it('a limit of 0 is kept or broken', () => {
    expect(standing(null, 0, limit(0))).toMatchObject({ attainment: null, status: 'green' });
    expect(standing(null, 1, limit(0))).toMatchObject({ attainment: null, status: 'red' });
  });
});

describe('pace of a level', () => {
  it('is due in full on every day', () => {
    expect(standing(300, 285, { nature: 'level' })).toMatchObject({
      attainment: 0.95,
      pacedAttainment: 0.95,
      runRate: null,
      requiredRunRate: null,
      catchUpFactor: null,
      status: 'amber',
    });
    expect(standing(null, 320, { ...limit(300), nature: 'level' }).status).toBe('amber');
    expect(standing(null, 300, { ...limit(300), nature: 'level' }).status).toBe('green');
  });
});

describe('a band', () => {
  const band = (actual: number | null) =>
    standing(null, actual, { goal: { direction: 'band', low: 40, high: 60 } });

  it.each([
    [40, 1],
    [50, 1],
    [60, 1],
    [36, 0.9],
    [66, 0.9],
    [120, 0],
    [0, 0],
  ])('of 40 to 60 with %i: %f', (actual, expected) => {
    expect(bandAttainment(actual, 40, 60)).toBeCloseTo(expected, 12);
  });

  it('is green inside, then amber, then red', () => {
    expect([band(40), band(36), band(35), band(67)].map(({ status }) => status)).toEqual([
      'green',
      'amber',
      'red',
      'red',
    ]);
    expect(band(36)).toMatchObject({ gap: 4, reached: false, runRate: null, requiredRunRate: null });
    expect(band(50)).toMatchObject({ gap: 0, reached: true, paceGap: 0 });
    expect(band(null)).toMatchObject({ attainment: null, status: null });
  });

  it('beside a bound of 0 has no closeness but is red', () => {
    expect(bandAttainment(-1, 0, 10)).toBeNull();
    expect(standing(null, -1, { goal: { direction: 'band', low: 0, high: 10 } })).toMatchObject({
      attainment: null,
      status: 'red',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { chinaWorkCalendar, type Fields, occurrencesOf, plainWorkCalendar } from '../../src/index.ts';

const times = (fields: Fields, calendar = plainWorkCalendar()) =>
  occurrencesOf({ kind: 'task', id: 't', fields: { name: 'Training', ...fields } }, calendar);

describe('[TSK-9] a task that is repeated', () => {
  it('comes back on the weekday of its first day, every so many weeks, up to its last day', () => {
    const rule = { from: '2026-07-06', to: '2026-08-03', repeat: 'weekly' };
    expect(times(rule).map(({ day }) => day)).toEqual([
      '2026-07-06',
      '2026-07-13',
      '2026-07-20',
      '2026-07-27',
      '2026-08-03',
    ]);
    expect(times({ ...rule, repeatEvery: 2 }).map(({ day }) => day)).toEqual([
      '2026-07-06',
      '2026-07-20',
      '2026-08-03',
    ]);
  });

  it('comes back on the same day of the month, or on the last where there is no such day', () => {
    const rule = { from: '2027-12-31', to: '2028-05-01', repeat: 'monthly' };
    expect(times(rule).map(({ day }) => day)).toEqual([
      '2027-12-31',
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
    ]);
  });

  it('is held on the next working day where its day is off', () => {
    const rule = { from: '2026-09-28', to: '2026-10-12', repeat: 'weekly' };
    expect(times(rule, chinaWorkCalendar()).map(({ on }) => on)).toEqual([
      '2026-09-28',
      '2026-10-08',
      '2026-10-12',
    ]);
  });

  it('is done time by time', () => {
    const rule = { from: '2026-07-06', to: '2026-07-20', repeat: 'weekly', doneOn: ['2026-07-13'] };
    expect(times(rule).map(({ done }) => done)).toEqual([false, true, false]);
  });

  it('needs a rule and both days', () => {
    expect(times({ from: '2026-07-06', to: '2026-07-20' })).toEqual([]);
    expect(times({ from: '2026-07-06', repeat: 'weekly' })).toEqual([]);
  });
});

import { createState, type Fields } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { record, stateWith } from '../../records/core/sample.ts';
import { monthToOpen, tasksByDay } from './tasks-by-day.ts';

const days = (...tasks: Fields[]) =>
  [
    ...tasksByDay(
      stateWith(...tasks.map((fields, i) => record('task', `t${i}`, { name: `t${i}`, ...fields }))),
      createState(),
    ),
  ].map(
    ([day, entries]) =>
      `${day} ${entries.map(({ what, done }) => (done ? `${what} done` : what)).join(', ')}`,
  );

describe('the days of tasks', () => {
  it('are where one begins and where it is due, or its one day', () => {
    expect(
      days({ from: '2026-07-01', to: '2026-07-03' }, { from: '2026-07-03', to: '2026-07-03', progress: 100 }),
    ).toEqual(['2026-07-01 begins', '2026-07-03 due, day done']);
  });

  it('are the times of one that is repeated, each ticked off alone, on working days', () => {
    expect(days({ from: '2026-09-28', to: '2026-10-12', repeat: 'weekly', doneOn: ['2026-10-05'] })).toEqual([
      '2026-09-28 time',
      '2026-10-08 time done',
      '2026-10-12 time',
    ]);
  });

  it('are none for what was dropped or has none', () => {
    expect(days({ from: '2026-07-01', status: 'dropped' }, {})).toEqual([]);
  });
});

describe('the month that the calendar opens on', () => {
  const days = ['2026-12-30', '2026-07-01', '2026-09-15'];

  it('is the one of today while the plan lasts, also where nothing falls into it', () => {
    expect(['2026-07-31', '2026-10-05', '2026-12-31'].map((today) => monthToOpen(days, today))).toEqual([
      '2026-07-01',
      '2026-10-01',
      '2026-12-01',
    ]);
    expect(monthToOpen([], '2026-10-05')).toBe('2026-10-01');
  });

  it('is the nearest of the tasks of a plan that is over or has not begun', () => {
    expect(monthToOpen(days, '2027-03-05')).toBe('2026-12-01');
    expect(monthToOpen(days, '2025-03-05')).toBe('2026-07-01');
  });
});

import { addDays, type Fields, planSchedule } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { contextWith, record } from '../../../records/core/sample.ts';
import { daysShown, rowsOf } from './rows.ts';
import { scaleOf } from './scale.ts';

/** Tasks as the chart shows them on a day. */
function shownOn(today: string, ...tasks: Fields[]) {
  const context = contextWith(
    tasks.map((fields, i) => record('task', `t${i}`, { name: `t${i}`, ...fields })),
  );
  const made = planSchedule(context, today);
  if (!made.ok) throw new Error('too many tasks');
  return daysShown(rowsOf(context, made.value), made.value);
}

describe('the days that a chart of tasks shows', () => {
  it('reach to where what runs late is expected to end, however far behind all windows', () => {
    const window = { from: '2026-06-01', to: '2026-06-26', duration: 20 };
    const shown = shownOn('2026-07-20', { ...window, status: 'planned' });
    const expected = shown.toSorted().at(-1)!;
    expect(expected > addDays('2026-07-20', 20)).toBe(true);
    expect(scaleOf(shown)!.at(addDays(expected, 1))).toBeLessThanOrEqual(1);
  });

  it('are the windows of what is in time, is done or was dropped', () => {
    const window = { from: '2026-06-01', to: '2026-06-26' };
    const days = [window.from, window.to];
    expect(shownOn('2026-05-20', { ...window, status: 'planned' })).toEqual(days);
    expect(shownOn('2026-07-20', { ...window, status: 'done' })).toEqual(days);
    expect(shownOn('2026-07-20', { ...window, status: 'dropped' })).toEqual(days);
  });
});

describe('the rows of a chart of tasks', () => {
  const window = { from: '2026-06-01', to: '2026-06-26' };
  const namesOf = (...records: ReturnType<typeof record>[]) => {
    const context = contextWith(records);
    const made = planSchedule(context, '2026-06-01');
    if (!made.ok) throw new Error('too many tasks');
    return rowsOf(context, made.value).map((row) => (row.type === 'group' ? row.name : row.id));
  };

  it('stand below the initiative they serve, below none, and together below those that the reader does not see', () => {
    expect(
      namesOf(
        record('initiative', 'seen', { name: 'Agents' }),
        record('task', 'a', { name: 'a', initiative: 'seen', ...window }),
        record('task', 'b', { name: 'b', initiative: 'of another part', ...window }),
        record('task', 'c', { name: 'c', initiative: 'of a third', ...window }),
        record('task', 'd', { name: 'd', ...window }),
      ),
    ).toEqual(['Agents', 'a', '其他举措', 'b', 'c', '未归入举措', 'd']);
  });
});

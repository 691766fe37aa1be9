import { describe, expect, it } from 'vitest';
import { type Arrangement, arrange, groupsOf } from './arrange.ts';
import { contextWith, record } from './sample.ts';
import { columnsOf, type RecordView } from './view.ts';

const view: RecordView = {
  key: 't',
  kind: 'task',
  columns: ['name', 'priority', 'to', 'accountable', 'progress'],
  card: [],
};
const tasks = [
  record('task', 'a', { name: '培训', priority: 'low', to: '2026-08-01', initiative: 'i2' }),
  record('task', 'b', { name: '签约', priority: 'high', accountable: 'm1', progress: 9 }),
  record('task', 'c', { name: '回访', priority: 'medium', to: '2026-07-01', progress: 80, initiative: 'i1' }),
];
const context = contextWith([
  record('initiative', 'i1', { name: '老客户' }),
  record('initiative', 'i2', { name: '代理商' }),
  record('initiative', 'i3', { name: '试用' }),
  ...tasks,
]);
const columns = columnsOf(context.t, view);
const plain: Arrangement = { search: '', where: {}, sort: [], group: '' };
const order = (asked: Partial<Arrangement>): string =>
  arrange(context, view, columns, tasks, { ...plain, ...asked })
    .map(({ id }) => id)
    .join('');

describe('a table as somebody wants to see it', () => {
  it('searches what people read', () => {
    expect(order({ search: '王芳' })).toBe('b');
    expect(order({ search: '培' })).toBe('a');
  });

  it('filters by value and by emptiness', () => {
    expect(order({ where: { priority: 'high' } })).toBe('b');
    expect(order({ where: { accountable: '' } })).toBe('ac');
  });

  it('sorts choices by their meaning, numbers by size, and leaves what is empty last either way', () => {
    expect(order({ sort: [{ column: 'priority', descending: false }] })).toBe('bca');
    expect(order({ sort: [{ column: 'progress', descending: false }] })).toBe('bca');
    expect(order({ sort: [{ column: 'to', descending: false }] })).toBe('cab');
    expect(order({ sort: [{ column: 'to', descending: true }] })).toBe('acb');
  });

  it('groups by the records a reference leads to, the rest apart', () => {
    const groups = groupsOf(context, view, 'initiative', tasks, true);
    expect(groups.map(({ name, records }) => `${name}:${records.map(({ id }) => id).join('')}`)).toEqual([
      '老客户:c',
      '代理商:a',
      '试用:',
      '未归类:b',
    ]);
    expect(groupsOf(context, view, 'initiative', tasks, false)).toHaveLength(3);
  });
});

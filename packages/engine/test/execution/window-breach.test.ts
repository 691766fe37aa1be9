import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Command,
  contributionsTo,
  type Fields,
  movedInside,
  recordsOf,
  widenWindow,
  windowBreaches,
} from '../../src/index.ts';
import { must, planOf } from '../targets/plan-of-kinds.ts';
import { type PlanBook, planBook } from './plan-book.ts';

let plan: PlanBook;
const breaches = (id: string) =>
  windowBreaches(plan.state, recordsOf(plan.state, 'task').find((task) => task.id === id)!);
const task = (from: string, to: string, more = {}): void =>
  plan.add('task', 't', { name: 't', initiative: 'i', from, to, ...more });

describe('[TSK-12] a task outside the window of its initiative or of the plan', () => {
  beforeEach(() => {
    plan = planBook();
    const window = { workFrom: '2026-06-01', workTo: '2026-10-31' };
    plan.add('brief', 'b', {
      name: 'Q3',
      scenario: 'blank',
      from: '2026-07-01',
      to: '2026-09-30',
      ...window,
    });
    plan.add('initiative', 'i', { name: 'i', from: '2026-07-01', to: '2026-08-31' });
  });

  it('is told with the window, and refused by nobody', () => {
    task('2026-06-22', '2026-07-03');
    expect(breaches('t')).toMatchObject([
      { of: 'initiative', window: { min: '2026-07-01', max: '2026-08-31' }, days: { from: '2026-06-22' } },
    ]);
    // The plan's own window is narrowed later: what was typed before stays, and is told.
    expect(
      plan.tried({ type: 'record.update', kind: 'brief', id: 'b', set: { workFrom: '2026-07-01' } }),
    ).toEqual([]);
    expect(breaches('t').map(({ of }) => of)).toEqual(['initiative', 'plan']);
  });

  it('is none inside, nor where a side has no limit, nothing says when, or it is done or dropped', () => {
    task('2026-07-01', '2026-08-31');
    expect(breaches('t')).toEqual([]);
    plan.set('t', { from: '2026-06-22' });
    for (const status of ['done', 'dropped']) {
      plan.set('t', { status });
      expect(breaches('t')).toEqual([]);
    }
    plan.add('initiative', 'open', { name: 'open', to: '2026-08-31' });
    plan.set('t', { status: 'planned', initiative: 'open' });
    expect(breaches('t')).toEqual([]);
    plan.set('t', { from: null, to: null });
    expect(breaches('t')).toEqual([]);
  });

  it('finds room inside at the nearer edge, in its own length', () => {
    task('2026-06-22', '2026-07-03');
    expect(movedInside(breaches('t')[0]!)).toEqual({ from: '2026-07-01', to: '2026-07-12' });
    plan.set('t', { from: '2026-08-30', to: '2026-09-02' });
    expect(movedInside(breaches('t')[0]!)).toEqual({ from: '2026-08-28', to: '2026-08-31' });
    plan.set('t', { from: '2026-06-22', to: '2026-09-02' });
    expect(movedInside(breaches('t')[0]!)).toBeNull();
    plan.set('t', { from: '2026-07-10', to: '2026-09-20' });
    expect(movedInside(breaches('t')[0]!)).toBeNull();
  });

  it('lies inside the plan once the execution window is widened', () => {
    task('2026-06-22', '2026-07-03', { initiative: null });
    plan.tried({ type: 'record.update', kind: 'brief', id: 'b', set: { workFrom: '2026-07-01' } });
    expect(breaches('t').map(({ of }) => of)).toEqual(['plan']);
    for (const command of widenWindow(plan.state, breaches('t')[0]!)) expect(plan.tried(command)).toEqual([]);
    expect(breaches('t')).toEqual([]);
  });
});

it('[TSK-12] an initiative that is widened to an earlier day leaves estimates as they are', () => {
  const books = planOf({ sales: { aggregation: 'sum' } });
  const add = (kind: string, id: string, fields: Fields) =>
    must(books, { type: 'record.add', kind, id, fields } as Command);
  const contribution = { low: 10, likely: 20, high: 30 };
  add('initiative', 'i', {
    name: 'i',
    target: 'sales',
    contribution,
    from: '2026-07-08',
    to: '2026-08-31',
    slipDays: 7,
  });
  add('contribution', 'untold', { initiative: 'i', target: 'sales', contribution });
  add('contribution', 'told', { initiative: 'i', target: 'sales', contribution, effectFrom: '2026-08-01' });
  add('task', 't', { name: 't', initiative: 'i', from: '2026-06-22', to: '2026-09-03' });
  const before = contributionsTo(books.state, 'sales');
  const breachesNow = () => windowBreaches(books.state, recordsOf(books.state, 'task')[0]!);
  for (const command of widenWindow(books.state, breachesNow()[0]!)) must(books, command);
  expect(breachesNow()).toEqual([]);
  expect(before.map(({ effect }) => effect?.from)).toEqual(['2026-07-08', '2026-07-08', '2026-08-08']);
  expect(contributionsTo(books.state, 'sales')).toEqual(before);
  expect(recordsOf(books.state, 'initiative')[0]!.fields).toMatchObject({
    from: '2026-06-22',
    to: '2026-09-03',
  });
});

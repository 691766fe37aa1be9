import { beforeEach, describe, expect, it } from 'vitest';
import { agreedWindow, type Demand, demandsOf, type Fields } from '../../src/index.ts';
import { type PlanBook, planBook } from './plan-book.ts';

let plan: PlanBook;

beforeEach(() => {
  plan = planBook();
  const brief = { name: 'Q3', scenario: 'blank', from: '2026-07-01', to: '2026-09-30', currency: 'CNY' };
  plan.add('brief', 'brief', brief);
  plan.add('initiative', 'win', { name: 'Win', from: '2026-07-01', to: '2026-08-31' });
});

const july = { from: '2026-07-06', to: '2026-07-10' };
const task = (id: string, fields: Fields): void =>
  plan.add('task', id, { name: id, initiative: 'win', ...july, ...fields });
const need = (id: string, fields: Fields): void =>
  plan.add('resourceNeed', id, { name: id, category: 'people', ...fields });
const resource = (id: string, category: string, fields: Fields = {}): void =>
  plan.add('resource', id, { name: id, category, ...fields });
const demands = (): readonly Demand[] => demandsOf(plan.state);
/** Without where it comes from. */
const bare = () => {
  const origin = ['task', 'need', 'initiative', 'window', 'fixed'];
  return demands().map((one) =>
    Object.fromEntries(Object.entries(one).filter(([key]) => !origin.includes(key))),
  );
};

describe('[NEED-5] the effort of a task', () => {
  it('is shared equally by who is responsible, and the shares are the effort to the thousandth', () => {
    task('a', { effort: 10, responsible: ['wang', 'li', 'wang', 'zhao'], accountable: 'chen' });
    expect(bare()).toEqual([
      { of: 'work', person: 'wang', total: 3_333 },
      { of: 'work', person: 'li', total: 3_333 },
      { of: 'work', person: 'zhao', total: 3_334 },
    ]);
    expect(demands()[0]).toEqual({
      task: 'a',
      need: null,
      initiative: 'win',
      window: july,
      fixed: { from: false, to: false },
      of: 'work',
      person: 'wang',
      total: 3_333,
    });
  });

  it('is that of who answers for it where nobody is responsible, and nobody’s without a name', () => {
    task('a', { effort: 0.1, accountable: 'chen' });
    task('b', { effort: 3 });
    task('c', { accountable: 'chen' });
    expect(bare()).toEqual([{ of: 'work', person: 'chen', total: 100 }]);
  });

  it('is in tenths of a day, not negative and at most 100,000', () => {
    const tried = (effort: number) =>
      plan
        .tried({ type: 'record.add', kind: 'task', id: 't', fields: { name: 't', effort } })
        .map(({ code, path }) => `${code} ${path}`);
    expect(tried(0.25)).toEqual(['NUMBER_TOO_PRECISE fields.effort']);
    expect(tried(-1)).toEqual(['OUT_OF_RANGE fields.effort']);
    expect(tried(100_000.1)).toEqual(['OUT_OF_RANGE fields.effort']);
    expect(tried(0.3)).toEqual([]);
  });

  it('of a dropped task is nothing, and one without days says no window', () => {
    task('a', { effort: 1, accountable: 'chen', status: 'dropped' });
    need('n', { task: 'a', person: 'li' });
    plan.add('task', 'b', { name: 'b', effort: 1, accountable: 'chen', duration: 4 });
    expect(demands().map((one) => [one.task, one.window])).toEqual([['b', null]]);
    const scheduled = demandsOf(plan.state, (one) => (one.id === 'b' ? july : agreedWindow(one)));
    expect(scheduled.map(({ window }) => window)).toEqual([july]);
  });
});

describe('[NEED-6] what a need takes', () => {
  it('of a person is a share of each working day, all of it where nothing is said', () => {
    resource('consultant', 'people', { person: 'zhao', quantity: 0.5 });
    task('a', {});
    need('named', { task: 'a', person: 'li', quantity: 0.4 });
    need('whole', { task: 'a', person: 'li' });
    need('through', { task: 'a', resource: 'consultant', quantity: 0.2 });
    expect(bare()).toEqual([
      { of: 'share', person: 'li', perDay: 400 },
      { of: 'share', person: 'li', perDay: 1_000 },
      { of: 'share', person: 'zhao', perDay: 200 },
    ]);
  });

  it('of the inventory is given back, but for material, which is used up', () => {
    resource('staff', 'people');
    resource('hall', 'channel');
    resource('flyers', 'material');
    resource('money', 'budget');
    need('a', { initiative: 'win', resource: 'staff', quantity: 2 });
    need('b', { initiative: 'win', resource: 'hall', category: 'material', quantity: 1 });
    need('c', { initiative: 'win', resource: 'flyers', category: 'material', quantity: 1_500 });
    need('d', { initiative: 'win', category: 'material', quantity: 3 });
    need('e', { initiative: 'win', resource: 'money', quantity: 2 });
    need('f', { initiative: 'win', category: 'material' });
    expect(bare()).toEqual([
      { of: 'use', resource: 'staff', perDay: 2_000 },
      { of: 'use', resource: 'hall', perDay: 1_000 },
      { of: 'stock', resource: 'flyers', total: 1_500_000 },
      { of: 'stock', resource: null, total: 3_000 },
      { of: 'use', resource: null, perDay: 2_000 },
    ]);
  });

  it('of money is what is planned, or more that is committed or spent; an unknown sum is not listed', () => {
    resource('money', 'budget', { amount: 1 });
    need('a', { category: 'budget', resource: 'money', planned: 500, spent: 700 });
    need('b', { category: 'budget', quantity: 5, unit: '万元' });
    need('c', { category: 'budget', quantity: 5, unit: '人' });
    expect(bare()).toEqual([
      { of: 'money', resource: 'money', total: 700 },
      { of: 'money', resource: null, total: 5_000_000 },
    ]);
  });
});

describe('[NEED-7] when a need is there', () => {
  const windows = () =>
    demands().map(({ window, fixed }) => [window?.from, window?.to, fixed.from, fixed.to]);

  it('is its own window, and its task’s where a day is left out', () => {
    task('a', {});
    need('none', { task: 'a', person: 'li' });
    need('from', { task: 'a', person: 'li', from: '2026-07-08' });
    need('both', { task: 'a', person: 'li', from: '2026-08-01', to: '2026-08-02' });
    need('later', { task: 'a', person: 'li', from: '2026-07-20' });
    need('before', { task: 'a', person: 'li', to: '2026-07-01' });
    expect(windows()).toEqual([
      ['2026-07-06', '2026-07-10', false, false],
      ['2026-07-08', '2026-07-10', true, false],
      ['2026-08-01', '2026-08-02', true, true],
      ['2026-07-20', '2026-07-20', true, false],
      ['2026-07-01', '2026-07-01', false, true],
    ]);
  });

  it('is its initiative’s without a task, and unknown without either', () => {
    need('of', { initiative: 'win', person: 'li' });
    need('loose', { person: 'li' });
    expect(windows()).toEqual([
      ['2026-07-01', '2026-08-31', false, false],
      [undefined, undefined, false, false],
    ]);
    expect(demands().map(({ initiative }) => initiative)).toEqual(['win', null]);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { budgetOf, type Fields, matchNeeds } from '../../src/index.ts';
import { type PlanBook, planBook } from './plan-book.ts';

let plan: PlanBook;

beforeEach(() => {
  plan = planBook();
  const brief = { name: 'Q3', scenario: 'blank', from: '2026-07-01', to: '2026-09-30', currency: 'CNY' };
  plan.add('brief', 'brief', brief);
  plan.add('initiative', 'win', { name: 'Win', from: '2026-07-01', to: '2026-08-31' });
});

const resource = (id: string, category: string, fields: Fields = {}): void =>
  plan.add('resource', id, { name: id, category, ...fields });
const need = (id: string, fields: Fields): void =>
  plan.add('resourceNeed', id, { name: id, category: 'people', initiative: 'win', ...fields });
const week = { from: '2026-07-06', to: '2026-07-10' };
const matches = () =>
  matchNeeds(plan).needs.map(({ need: { id }, short, when, why }) => [
    id,
    short ?? why,
    when && `${when.from.slice(5)}..${when.to.slice(5)}`,
  ]);
const uses = () =>
  matchNeeds(plan).inventory.map(({ resource: { id }, has, taken, short, when }) => [
    id,
    has,
    taken,
    short,
    when && `${when.from.slice(5)}..${when.to.slice(5)}`,
  ]);

describe('[NEED-9] needs against the inventory', () => {
  it('are short of what is given back on the days on which those before them hold it', () => {
    resource('staff', 'people', { quantity: 2 });
    need('first', { resource: 'staff', quantity: 2, ...week });
    need('later', { resource: 'staff', quantity: 1, from: '2026-07-08', to: '2026-07-15' });
    need('free', { resource: 'staff', quantity: 2, from: '2026-07-20', to: '2026-07-21' });
    expect(matches()).toEqual([
      ['first', 0, null],
      ['later', 1_000, '07-08..07-10'],
      ['free', 0, null],
    ]);
    expect(uses()).toEqual([['staff', 2_000, 3_000, 1_000, '07-08..07-10']]);
  });

  it('give way to what is secured, whatever was said first', () => {
    resource('staff', 'people', { quantity: 2 });
    need('first', { resource: 'staff', quantity: 2, ...week });
    need('sure', { resource: 'staff', quantity: 1, secured: true, from: '2026-07-09', to: '2026-07-10' });
    expect(matches()).toEqual([
      ['first', 1_000, '07-09..07-10'],
      ['sure', 0, null],
    ]);
  });

  it('are short of material that those before them used up, and whole of what is not there yet, which takes nothing from others', () => {
    resource('flyers', 'material', { quantity: 1_000, from: '2026-07-05' });
    need('a', { category: 'material', resource: 'flyers', quantity: 800, ...week });
    need('b', {
      category: 'material',
      resource: 'flyers',
      quantity: 300,
      from: '2026-08-01',
      to: '2026-08-01',
    });
    need('early', {
      category: 'material',
      resource: 'flyers',
      quantity: 0.5,
      from: '2026-07-02',
      to: '2026-07-02',
    });
    expect(matches()).toEqual([
      ['a', 0, null],
      ['b', 100_000, '08-01..08-01'],
      ['early', 500, '07-02..07-02'],
    ]);
    expect(uses()).toEqual([['flyers', 1_000_000, 1_100_500, 100_500, '07-02..08-01']]);
  });

  it('are short of money to the smallest unit', () => {
    resource('budget', 'budget', { amount: 10_000_000 });
    need('a', { category: 'budget', resource: 'budget', quantity: 5, unit: '万元', ...week });
    need('b', { category: 'budget', resource: 'budget', planned: 5_000_001 });
    expect(matches()).toEqual([
      ['a', 1, '07-06..07-10'],
      ['b', 0, null],
    ]);
    expect(uses()).toEqual([['budget', 10_000_000, 10_000_001, 1, '07-06..07-10']]);
  });

  it('of somebody by name stand behind the work of that person', () => {
    plan.add('task', 't', { name: 't', ...week, effort: 4, accountable: 'wang' });
    need('n', { person: 'wang', quantity: 0.5, ...week });
    expect(matches()).toEqual([['n', 300, '07-06..07-10']]);
    resource('wang', 'people', { person: 'wang', quantity: 1, to: '2026-07-08' });
    expect(matches()).toEqual([['n', 500, '07-06..07-10']]);
  });

  it('say why where it cannot be told', () => {
    resource('staff', 'people', { quantity: 2, unit: '人' });
    resource('some', 'people');
    resource('money', 'budget', { quantity: 3, unit: '间' });
    need('nobody', { quantity: 1 });
    need('nothing', { category: 'material', resource: 'staff' });
    need('unsaid', { resource: 'some', quantity: 1 });
    need('teams', { resource: 'staff', quantity: 1, unit: '团队' });
    need('never', { initiative: null, resource: 'staff', quantity: 1, unit: '人' });
    need('cash', { category: 'budget', resource: 'money', planned: 1 });
    expect(matches()).toEqual([
      ['nobody', 'noResource', null],
      ['nothing', 'noAmount', null],
      ['unsaid', 'noCapacity', null],
      ['teams', 'otherUnit', null],
      ['never', 'noDays', null],
      ['cash', 'noCapacity', null],
    ]);
  });

  it('of what was dropped are none', () => {
    plan.add('task', 't', { name: 't', ...week, status: 'dropped' });
    need('n', { initiative: null, task: 't', person: 'wang' });
    expect(matches()).toEqual([]);
  });
});

describe('[NEED-10] the budget of an initiative', () => {
  it('is what the needs of its tasks and its own plan, commit and spend', () => {
    plan.add('task', 't', { name: 't', initiative: 'win', ...week });
    need('a', { initiative: null, task: 't', category: 'budget', planned: 500, committed: 300, spent: 100 });
    need('b', { category: 'budget', quantity: 5, unit: '元', spent: 20 });
    need('c', { category: 'budget', quantity: 2, unit: '人' });
    need('people', { quantity: 2 });
    need('loose', { initiative: null, category: 'budget', planned: 7 });
    plan.add('initiative', 'granted', { name: 'Granted', budget: 900 });
    plan.add('initiative', 'none', { name: 'None' });
    resource('fund', 'budget', { amount: 600 });
    resource('more', 'budget', { quantity: 4, unit: '元' });
    resource('vague', 'budget', { quantity: 4, unit: '桶' });
    const found = budgetOf(plan.state);
    expect(
      found.initiatives.map(({ initiative, total, planned, committed, spent, needs, unknown }) => [
        initiative?.id,
        total,
        planned,
        committed,
        spent,
        needs.map((one) => one.need.id).join(),
        unknown.map(({ id }) => id).join(),
      ]),
    ).toEqual([
      ['win', null, 1_000, 300, 120, 'a,b', 'c'],
      ['granted', 900, 0, 0, 0, '', ''],
      [undefined, null, 7, 0, 0, 'loose', ''],
    ]);
    expect(found).toMatchObject({ planned: 1_007, committed: 300, spent: 120, inventory: 1_000 });
    expect(found.unknown.map(({ id }) => id)).toEqual(['vague']);
  });

  it('beyond all amounts is said to be so, and of nothing is nothing', () => {
    expect(budgetOf(plan.state)).toEqual({
      initiatives: [],
      planned: 0,
      committed: 0,
      spent: 0,
      inventory: null,
      unknown: [],
    });
    need('a', { category: 'budget', planned: 9e15 });
    need('b', { category: 'budget', planned: 9e15 });
    expect(budgetOf(plan.state)).toMatchObject({ planned: null, committed: 0 });
  });
});

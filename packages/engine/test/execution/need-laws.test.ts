import { beforeEach, describe, expect, it } from 'vitest';
import {
  brokenBy,
  type Command,
  decideUndo,
  type Fields,
  forkState,
  invert,
  kinds,
  needMoney,
  planCurrency,
  saysMoney,
} from '../../src/index.ts';
import { type PlanBook, planBook } from './plan-book.ts';

let plan: PlanBook;

const brief: Fields = {
  name: 'Q3',
  scenario: 'blank',
  from: '2026-07-01',
  to: '2026-09-30',
  workFrom: '2026-05-20',
  workTo: '2026-10-31',
  currency: 'CNY',
};

beforeEach(() => {
  plan = planBook();
  plan.add('brief', 'brief', brief);
  for (const id of ['win', 'keep']) plan.add('initiative', id, { name: `Initiative ${id}` });
  plan.add('task', 'hire', { name: 'Hire', initiative: 'win' });
});

const need = (fields: Fields, id = 'n'): Command => ({
  type: 'record.add',
  kind: 'resourceNeed',
  id,
  fields: { name: 'Need', category: 'budget', ...fields },
});
const change = (kind: string, id: string, set: Fields): Command => ({ type: 'record.update', kind, id, set });
const refused = (command: Command): readonly (string | undefined)[][] =>
  plan.tried(command).map(({ code, path }) => [code, path]);

describe('[NEED-1] money of a record', () => {
  it('is a whole number of the smallest unit of the plan’s currency, and not negative', () => {
    expect(planCurrency(plan.state)).toBe('CNY');
    expect(refused(need({ planned: 5_000_000, committed: 0, spent: 1 }))).toEqual([]);
    expect(refused(need({ planned: 0.5 }, 'half'))).toEqual([['INVALID', 'fields.planned']]);
    expect(refused(need({ spent: -1 }, 'less'))).toEqual([['OUT_OF_RANGE', 'fields.spent']]);
    expect(refused(need({ spent: 9e15 + 2 }, 'more'))).toEqual([['OUT_OF_RANGE', 'fields.spent']]);
    expect(refused(need({ spent: '5' }, 'text'))).toEqual([['NOT_A_NUMBER', 'fields.spent']]);
  });

  it('is refused where the plan names no currency', () => {
    expect(refused(change('brief', 'brief', { currency: null }))).toEqual([]);
    expect(refused(need({ planned: 1, spent: 2 }))).toEqual([
      ['CURRENCY_MISSING', 'fields.planned'],
      ['CURRENCY_MISSING', 'fields.spent'],
    ]);
    const budget = { name: 'Budget', category: 'budget', amount: 1 };
    expect(refused({ type: 'record.add', kind: 'resource', id: 'r', fields: budget })).toEqual([
      ['CURRENCY_MISSING', 'fields.amount'],
    ]);
    expect(refused(need({ quantity: 5, unit: '万元' }))).toEqual([]);
  });

  it('keeps the plan in its currency, against a command and against undo', () => {
    plan.add('resourceNeed', 'n', { name: 'Travel', category: 'budget', planned: 1_000_000 });
    expect(plan.tried(change('brief', 'brief', { currency: 'JPY' }))).toEqual([
      { code: 'CURRENCY_IN_USE', path: 'fields.currency', params: { count: 1, by: 'Travel' } },
    ]);
    expect(refused(change('brief', 'brief', { name: 'Other', currency: 'CNY' }))).toEqual([]);
    const back = invert([
      {
        type: 'record.changed',
        kind: 'brief',
        id: 'brief',
        before: { currency: 'USD' },
        after: { currency: 'CNY' },
      },
    ]);
    const { state, master } = plan;
    const context = { book: 'plan', state, master, kinds, actor: 'person', writable: () => true } as const;
    expect(brokenBy(context, back).map(({ code }) => code)).toEqual(['CURRENCY_IN_USE']);
    expect(refused(change('resourceNeed', 'n', { planned: null }))).toEqual([]);
    expect(refused(change('brief', 'brief', { currency: 'JPY' }))).toEqual([]);
  });
});

describe('[NEED-1] money that comes from a log', () => {
  const removed = { kind: 'resource', id: 'r', fields: { name: 'Budget', category: 'budget', amount: 500 } };
  const turned = (before: string, after: string) =>
    ({
      type: 'record.changed',
      kind: 'brief',
      id: 'brief',
      before: { currency: before },
      after: { currency: after },
    }) as const;
  const context = () =>
    ({
      book: 'plan',
      state: plan.state,
      master: plan.master,
      kinds,
      actor: 'person',
      writable: () => true,
    }) as const;
  const blocked = (...args: Parameters<typeof decideUndo>) => {
    const undone = decideUndo(...args);
    return undone.ok
      ? []
      : undone.problems.map(({ code, params }) => [code, params?.['kind'], params?.['field']]);
  };

  it('does not come back into another currency than it was said in', () => {
    const then = forkState(plan.state);
    const changes = [{ type: 'record.removed', record: removed }] as const;
    expect(blocked(context(), changes, then)).toEqual([]);
    expect(refused(change('brief', 'brief', { currency: 'JPY' }))).toEqual([]);
    expect(blocked(context(), changes, then)).toEqual([['UNDO_BLOCKED', 'brief', 'currency']]);
    expect(saysMoney(changes)).toBe(true);
    expect(saysMoney([turned('CNY', 'JPY')])).toBe(false);
  });

  it('comes back with its currency where one entry changed both', () => {
    const then = forkState(plan.state);
    expect(refused(change('brief', 'brief', { currency: 'JPY' }))).toEqual([]);
    const changes = [{ type: 'record.removed', record: removed } as const, turned('CNY', 'JPY')];
    expect(blocked(context(), changes, then)).toEqual([]);
  });

  it('is not told in another one by undo, whichever book the entry is said to have found', () => {
    const then = forkState(plan.state);
    expect(refused(change('brief', 'brief', { currency: 'JPY' }))).toEqual([]);
    plan.add('resource', 'r', removed.fields);
    for (const found of [undefined, then, plan.state])
      expect(blocked(context(), [turned('CNY', 'JPY')], found)).toEqual([
        ['UNDO_BLOCKED', 'brief', 'currency'],
      ]);
  });

  it('keeps the brief that names its currency', () => {
    plan.add('resource', 'r', removed.fields);
    const without: Command = { type: 'record.remove', kind: 'brief', id: 'brief' };
    expect(refused(without)).toEqual([['CURRENCY_IN_USE', 'id']]);
    expect(refused(change('resource', 'r', { amount: null }))).toEqual([]);
    expect(refused(without)).toEqual([]);
  });
});

describe('[NEED-2] the window of a need', () => {
  it('ends no earlier than it begins, and so does that of what there is', () => {
    expect(refused(need({ from: '2026-07-02', to: '2026-07-01' }))).toEqual([
      ['DATES_REVERSED', 'fields.to'],
    ]);
    const fields = { name: 'Hall', category: 'channel', from: '2026-07-02', to: '2026-07-01' };
    expect(refused({ type: 'record.add', kind: 'resource', id: 'r', fields })).toEqual([
      ['DATES_REVERSED', 'fields.to'],
    ]);
  });

  it('lies inside the execution window; what there is may be there longer', () => {
    expect(refused(need({ to: '2026-11-01' }))).toEqual([['OUTSIDE_WINDOW', 'fields.to']]);
    expect(refused(need({ from: '2026-05-20', to: '2026-10-31' }))).toEqual([]);
    expect(refused(change('resourceNeed', 'n', { from: '2026-05-19' }))).toEqual([
      ['OUTSIDE_WINDOW', 'set.from'],
    ]);
    const fields = { name: 'Hall', category: 'channel', from: '2020-01-01', to: '2030-12-31' };
    expect(refused({ type: 'record.add', kind: 'resource', id: 'r', fields })).toEqual([]);
  });
});

describe('[NEED-3] what a need is for', () => {
  it('is a task, or an initiative, but never another initiative than its task’s', () => {
    expect(refused(need({ task: 'hire' }, 'a'))).toEqual([]);
    expect(refused(need({ initiative: 'keep' }, 'b'))).toEqual([]);
    expect(refused(need({ task: 'hire', initiative: 'win' }, 'c'))).toEqual([]);
    expect(plan.tried(need({ task: 'hire', initiative: 'keep' }, 'd'))).toEqual([
      {
        code: 'NEED_ELSEWHERE',
        path: 'fields.initiative',
        params: { task: 'Hire', initiative: 'Initiative win' },
      },
    ]);
    expect(refused(change('resourceNeed', 'b', { task: 'hire' }))).toEqual([
      ['NEED_ELSEWHERE', 'fields.initiative'],
    ]);
    expect(refused(need({ task: 'nowhere' }, 'e'))).toEqual([['UNKNOWN_REFERENCE', 'fields.task']]);
  });
});

describe('[NEED-4] the money of a need', () => {
  const said = (fields: Fields, currency: string | null = 'CNY') =>
    needMoney({ kind: 'resourceNeed', id: 'n', fields }, currency);

  it('of older ones is their quantity in its unit, planned, until an amount is', () => {
    expect(said({ quantity: 5, unit: '万元' })).toEqual({ planned: 5_000_000, committed: 0, spent: 0 });
    expect(said({ quantity: 50_000, unit: 'CNY' })?.planned).toBe(5_000_000);
    expect(said({ quantity: 0.1, unit: '元' })?.planned).toBe(10);
    expect(said({ quantity: 5, unit: '万元', spent: 7 })).toEqual({
      planned: 5_000_000,
      committed: 0,
      spent: 7,
    });
    expect(said({ quantity: 5, unit: '万元', planned: 9 })?.planned).toBe(9);
  });

  it('is unknown in words that are no money of the plan’s currency', () => {
    expect(said({ quantity: 2, unit: '人' })).toBeNull();
    expect(said({ quantity: 5, unit: '万元' }, 'USD')).toBeNull();
    expect(said({ quantity: 5, unit: '万元' }, null)).toBeNull();
    expect(said({})).toBeNull();
  });
});

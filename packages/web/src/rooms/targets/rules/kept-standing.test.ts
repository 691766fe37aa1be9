import { type Command, findRecord, kinds } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { createTables } from '../../../data/tables.ts';
import { books, run } from '../breakdown/sample-books.ts';
import { keptStanding } from './kept-standing.ts';

const enter = (target: string, value: number): Command => ({
  type: 'target.enter',
  target,
  entries: [{ at: { members: ['A2', 'X'], time: 'M2026-07' }, value }],
});

/** Revenue divided equally, and customers by revenue; how often a rule is run to tell its standing is counted. */
function ruled() {
  const made = books();
  run(made, 'master', {
    type: 'record.add',
    kind: 'metric',
    id: 'customers',
    fields: {
      name: 'Customers',
      key: 'customers',
      aggregation: 'sum',
      direction: 'up',
      unit: 'count',
      decimals: 0,
    },
  });
  const { metric: _, ...fields } = findRecord(made.plan, 'target', 'revenue')!.fields;
  run(made, 'plan', {
    type: 'target.define',
    id: 'customers',
    fields: { ...fields, metric: 'customers' } as never,
    rows: [
      ['A2', 'X'],
      ['B', 'Y'],
    ],
  });
  const tables = createTables(
    () => made.plan,
    () => made.master,
  );
  const does = (command: Command): void => tables.follow(run(made, 'plan', command));
  const addRule = (target: string, fieldsOfRule: Readonly<Record<string, string>>): void =>
    does({
      type: 'record.add',
      kind: 'breakdownRule',
      id: `rule-${target}`,
      fields: { target, dimension: 'region', level: 'leaves', keeps: 'shares', ...fieldsOfRule },
    });
  does(enter('revenue', 400));
  does(enter('customers', 400));
  addRule('revenue', { basis: 'equal' });
  addRule('customers', { basis: 'potential', source: 'revenue' });
  does({ type: 'target.runRule', rule: 'rule-revenue' });
  does({ type: 'target.runRule', rule: 'rule-customers' });
  let asked = 0;
  const standing = (target: string) => {
    asked = 0;
    const writable = (): boolean => {
      asked += 1;
      return true;
    };
    const context = {
      book: 'plan' as const,
      state: made.plan,
      master: made.master,
      kinds,
      actor: 'me',
      writable,
    };
    const told = keptStanding(context, tables, findRecord(made.plan, 'breakdownRule', `rule-${target}`)!);
    return [told, asked > 0 ? 'run' : 'kept'];
  };
  return { does, standing, addRule, tables };
}

describe('the standing of a rule', () => {
  it('is kept while only numbers of other targets change', () => {
    const { does, standing } = ruled();
    expect(standing('revenue')).toEqual(['ran', 'run']);
    expect(standing('revenue')).toEqual(['ran', 'kept']);
    does(enter('customers', 700));
    expect(standing('revenue')).toEqual(['ran', 'kept']);
  });

  it('is told anew when its own numbers, those of its source or any record changed', () => {
    const { does, standing, addRule, tables } = ruled();
    expect(standing('customers')).toEqual(['ran', 'run']);
    does(enter('customers', 700));
    expect(standing('customers')).toEqual(['adjusted', 'run']);
    does(enter('revenue', 900_000));
    expect(standing('customers')[0]).toBe('outOfDate');
    expect(standing('revenue')).toEqual(['adjusted', 'run']);
    addRule('coverage', { basis: 'equal' });
    expect(standing('revenue')).toEqual(['adjusted', 'run']);
    tables.reset();
    expect(standing('revenue')).toEqual(['adjusted', 'run']);
  });
});

import { describe, expect, it } from 'vitest';
import {
  type Condition,
  compareValues,
  conditionFrom,
  conditionsFrom,
  conditionsText,
  meets,
  type NumberCondition,
  nameColumn,
  sortingsFrom,
  sortingsText,
} from './conditions.ts';
import { rowsInOrder } from './rows-in-order.ts';
import { arranged, books, linesOf, run, tableOf } from './sample-books.ts';
import type { PlaceAttainment } from './use-attainment.ts';

const filled = books();
/** A1·X 100, A1·Y 300, A2·X 200, B·Y 300, all in July. */
run(filled, 'plan', {
  type: 'target.enter',
  target: 'revenue',
  entries: [
    ['A1,X', 100],
    ['A1,Y', 300],
    ['A2,X', 200],
    ['B,Y', 300],
  ].map(([members, value]) => ({
    at: { members: String(members).split(','), time: 'M2026-07' },
    value: Number(value),
  })),
});
const table = tableOf(filled);

/** What was reached in A and B: shares of what was to be reached. */
const reached = new Map(
  [
    ['A', 0.5],
    ['B', 0.9],
  ].map(([id, attainment]) => [`${id},*@all`, { actual: null, attainment } as PlaceAttainment]),
);

function rows(asked: { sort?: string; where?: string }, axes = [0]): readonly string[] {
  const arrangement = arranged(axes);
  const columns = linesOf(table, arrangement, 'columns');
  const found = rowsInOrder({
    table,
    arrangement,
    rows: linesOf(table, arrangement),
    columns: [...columns, { ...columns[0]!, id: 'attainment', shows: 'attainment' }],
    attainment: reached,
    asked: { sort: asked.sort, where: asked.where },
    locale: 'zh-CN',
  });
  return found.map(({ label, depth }) => `${'  '.repeat(depth)}${label}`);
}

describe('rows in order', () => {
  it('keep siblings together, and the whole on top', () =>
    expect(rows({ sort: 'all:asc' })).toEqual(['Total', '  B', '  A', '    A2', '    A1']));

  it('are ordered by a further column among equals', () => {
    expect(rows({ sort: 'M2026-08:desc|all:desc' })).toEqual(['Total', '  A', '    A1', '    A2', '  B']);
    expect(rows({ sort: `M2026-08:desc|${nameColumn}:desc` })).toEqual([
      'Total',
      '  B',
      '  A',
      '    A2',
      '    A1',
    ]);
  });

  it('are ordered by what was reached', () =>
    expect(rows({ sort: 'attainment:desc' })).toEqual(['Total', '  B', '  A', '    A1', '    A2']));

  it('keep what stands above a row that stays', () =>
    expect(rows({ where: 'all:equals:200' })).toEqual(['Total', '  A', '    A2']));

  it('must meet every condition', () => {
    expect(rows({ where: 'all:atLeast:200|all:atMost:300' })).toEqual(['Total', '  A', '    A2', '  B']);
    expect(rows({ where: 'all:atLeast:200|?a' })).toEqual(['Total', '  A', '    A1', '    A2']);
  });

  it('are seen for chosen members, with what belongs to them and what they are found under', () => {
    expect(rows({ where: '=0:A' })).toEqual(['Total', '  A', '    A1', '    A2']);
    expect(rows({ where: '=0:A2,B' })).toEqual(['Total', '  A', '    A2', '  B']);
    expect(rows({ where: '=1:X' }, [0, 1])).toEqual([
      'Total',
      '  A',
      '    A1',
      '      X',
      '    A2',
      '      X',
      '  B',
    ]);
  });

  it('are seen without others, and whatever belongs to these', () => {
    expect(rows({ where: '!0:A' })).toEqual(['Total', '  B']);
    expect(rows({ where: '!0:A1' })).toEqual(['Total', '  A', '    A2', '  B']);
  });

  it('hide nothing for a column or a member that is not there', () =>
    expect(rows({ where: 'M1999-01:atLeast:5|=0:gone|!9:A' })).toHaveLength(5));
});

describe('a comparison', () => {
  const amount = (numerator: number) => ({ numerator, denominator: 1 });
  const number = (text: string): NumberCondition => {
    const condition = conditionFrom(text);
    if (condition?.kind !== 'number') throw new Error(`no number condition: ${text}`);
    return condition;
  };

  it('puts what is empty last, either way', () => {
    expect(compareValues(null, amount(9), true)).toBeGreaterThan(0);
    expect(compareValues(null, amount(9), false)).toBeGreaterThan(0);
    expect(compareValues(null, null, false)).toBe(0);
  });

  it('tells empty from zero', () => {
    expect(meets(amount(0), number('all:filled:0'))).toBe(true);
    expect(meets(amount(0), number('all:empty:0'))).toBe(false);
    expect(meets(null, number('all:atMost:5'))).toBe(false);
    expect(meets(null, number('all:differs:5'))).toBe(true);
    expect(meets({ numerator: 1, denominator: 3 }, number('all:atLeast:0.33'))).toBe(true);
  });
});

describe('conditions and sortings in an address', () => {
  it('come back as they went in', () => {
    const conditions: readonly Condition[] = [
      { kind: 'number', column: '*,*;M2026-07', comparison: 'atLeast', than: -500 },
      { kind: 'name', text: '东|西 100%' },
      { kind: 'members', axis: 0, keep: true, ids: ['A', 'B'] },
      { kind: 'members', axis: 'time', keep: false, ids: ['M2026-07'] },
    ];
    expect(conditionsFrom(conditionsText(conditions))).toEqual(conditions);
    const sortings = [
      { column: 'all', descending: true },
      { column: nameColumn, descending: false },
    ];
    expect(sortingsFrom(sortingsText(sortings))).toEqual(sortings);
  });

  it('are read as far as they can be', () => {
    expect(conditionsFrom('all:likes:5|all:equals:5|?|=0:')).toEqual([
      { kind: 'number', column: 'all', comparison: 'equals', than: 5 },
    ]);
    expect(sortingsFrom('all')).toEqual([]);
    expect(conditionsText([])).toBeUndefined();
    expect(sortingsText([])).toBeUndefined();
  });
});

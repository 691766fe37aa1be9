import type { ImportMapping } from '@shapan/contract';
import { createState, ok } from '@shapan/engine';
import { describe, expect, test } from 'vitest';
import { amountOf, dateOf, periodIdOf } from '../../src/rooms/documents/import/cell-text.ts';
import { memberFinder } from '../../src/rooms/documents/import/members.ts';
import { readRows } from '../../src/rooms/documents/import/read-rows.ts';
import type { Cell } from '../../src/rooms/documents/table.ts';

const text = (value: string): Cell => ({ type: 'text', text: value });
const number = (value: string): Cell => ({ type: 'number', text: value });

const mapping: ImportMapping = {
  sheet: 's',
  headerRow: 1,
  when: 0,
  amount: 1,
  key: [2, 3],
  dimensions: [],
  filters: [],
  rounding: 'exact',
};

const rowsOf = (keys: readonly (readonly [string, string])[]) => {
  const rows = keys.map(([a, b], i) => ({
    row: i + 2,
    cells: [text('2026-07-03'), number('1'), text(a), text(b)],
  }));
  const members = memberFinder(createState(), { mapping, create: false, newId: () => 'id' });
  return readRows({ name: 's', hidden: false, rows, warnings: [], warningCount: 0 }, mapping, members, 2);
};

describe('the name of a row in its source', () => {
  test('differs where its parts differ, whatever they contain', () => {
    const { rows } = rowsOf([
      ['a / b', 'c'],
      ['a', 'b / c'],
      ['a/', 'b'],
      ['a', '/b'],
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(4);
  });

  test('is needed: a row without one is an error of that row', () => {
    const { rows, errors } = rowsOf([
      ['', ''],
      ['', 'b'],
    ]);
    expect(errors).toMatchObject([{ row: 2, column: 2, problem: { code: 'REQUIRED' } }]);
    expect(rows).toHaveLength(1);
  });
});

test.each([
  ['2014-12-22', '2014-12-22'],
  ['2014/12/22', '2014-12-22'],
  ['2014/1/2', '2014-01-02'],
  ['2014年12月22日', '2014-12-22'],
  ['20141222', '2014-12-22'],
  ['2014-12-22T08:00:00', '2014-12-22'],
  ['2014-02-30', undefined],
  ['22.12.2014', undefined],
])('the day %s is read as %s', (written, day) => {
  expect(dateOf(text(written))).toBe(day);
});

test.each([
  ['2026Q3', 'Q2026-3'],
  ['2026-07', 'M2026-07'],
  ['2026年7月', 'M2026-07'],
  ['2026', 'Y2026'],
  ['2026-13', undefined],
])('the period %s is read as %s', (written, period) => {
  expect(periodIdOf(text(written))).toBe(period);
});

test('an amount is exact to the metric’s decimals, or rounded half away from zero when asked to', () => {
  expect(amountOf(number('2368.7999999999997'), 2, 'exact').ok).toBe(false);
  expect(amountOf(number('2368.7999999999997'), 2, 'round')).toEqual(ok(236_880));
  expect(amountOf(number('-0.005'), 2, 'round')).toEqual(ok(-1));
  expect(amountOf(number('1e-7'), 2, 'round')).toEqual(ok(0));
  expect(amountOf(text('500万'), 2, 'exact')).toEqual(ok(500_000_000));
  expect(amountOf(text('+10%'), 2, 'exact').ok).toBe(false);
});

import type { ImportMapping } from '@shapan/contract';
import { createState, ok } from '@shapan/engine';
import { describe, expect, test } from 'vitest';
import { dateOf, decimalOf } from '../../src/rooms/documents/import/cell-text.ts';
import {
  addDecimals,
  amountOfDecimal,
  exactDecimal,
} from '../../src/rooms/documents/import/exact-decimal.ts';
import { memberFinder } from '../../src/rooms/documents/import/members.ts';
import { partName, periodName } from '../../src/rooms/documents/import/period-text.ts';
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
  ['2026-Q3', 'Q2026-3'],
  ['Q3 2026', 'Q2026-3'],
  ['2026年第三季度', 'Q2026-3'],
  ['2026年3季度', 'Q2026-3'],
  ['2026-07', 'M2026-07'],
  ['2026/7', 'M2026-07'],
  ['202607', 'M2026-07'],
  ['2026年7月', 'M2026-07'],
  ['2026年十二月份', 'M2026-12'],
  ['７月２０２６', 'M2026-07'],
  ['Jul 2026', 'M2026-07'],
  ['2026 July', 'M2026-07'],
  ['2026年上半年', 'H2026-1'],
  ['2026年7月下旬', 'X2026-07-3'],
  ['2026-W05', 'W2026-05'],
  ['2026年第28周', 'W2026-28'],
  ['FY2026', 'Y2026'],
  ['2026', 'Y2026'],
  ['2026-13', undefined],
  ['20267', undefined],
  ['2026Q5', undefined],
  ['soon', undefined],
])('the period %s is read as %s', (written, period) => {
  const name = periodName(written);
  expect(name && 'id' in name ? name.id : undefined).toBe(period);
});

test.each([
  ['7月', { letter: 'M', rest: '07' }],
  ['Q3', { letter: 'Q', rest: '3' }],
  ['第三季度', { letter: 'Q', rest: '3' }],
  ['下半年', { letter: 'H', rest: '2' }],
  ['7', null],
  ['地区', null],
])('%s without a year is %j', (written, part) => {
  expect(periodName(written)).toEqual(part);
});

test('a mere number is a part of the year only in a column that says which', () => {
  expect(partName('3', 'quarter')).toEqual({ letter: 'Q', rest: '3' });
  expect(partName('3', 'month')).toEqual({ letter: 'M', rest: '03' });
  expect(partName('5', 'quarter')).toBe(null);
  expect(partName('7月', 'quarter')).toEqual({ letter: 'M', rest: '07' });
});

const amountOf = (cell: Cell, decimals: number, rounding: 'exact' | 'round') => {
  const decimal = decimalOf(cell, decimals);
  return decimal.ok ? amountOfDecimal(decimal.value, decimals, rounding) : decimal;
};

test('an amount is exact to the metric’s decimals, or rounded half away from zero when asked to', () => {
  expect(amountOf(number('2368.7999999999997'), 2, 'exact').ok).toBe(false);
  expect(amountOf(number('2368.7999999999997'), 2, 'round')).toEqual(ok(236_880));
  expect(amountOf(number('-0.005'), 2, 'round')).toEqual(ok(-1));
  expect(amountOf(number('1e-7'), 2, 'round')).toEqual(ok(0));
  expect(amountOf(text('1,234.505'), 2, 'round')).toEqual(ok(123_451));
  expect(amountOf(text('(50)'), 2, 'exact')).toEqual(ok(-5_000));
  expect(amountOf(text('500万'), 2, 'exact')).toEqual(ok(500_000_000));
  expect(amountOf(text('+10%'), 2, 'exact').ok).toBe(false);
});

test('values are summed as they are written and rounded once', () => {
  const third = exactDecimal('0.335');
  const sum = third && addDecimals(third, third);
  expect(sum && amountOfDecimal(sum, 2, 'round')).toEqual(ok(67));
  expect(third && amountOfDecimal(third, 2, 'round')).toEqual(ok(34));
  expect(exactDecimal('1e999')).toBe(null);
});

test('an empty amount is no value: its row is left out, and its other cells are nobody’s errors', () => {
  const members = memberFinder(createState(), { mapping, create: false, newId: () => 'id' });
  const cells = [
    [text('soon'), text(' '), text(''), text('')],
    [text('2026-07-03'), number('0'), text('a'), text('b')],
  ];
  const rows = cells.map((row, i) => ({ row: i + 2, cells: row }));
  const read = readRows(
    { name: 's', hidden: false, rows, warnings: [], warningCount: 0 },
    mapping,
    members,
    2,
  );
  expect(read).toMatchObject({ empty: 1, errors: [], rows: [{ row: 3, amount: { units: 0n } }] });
});

import { describe, expect, it } from 'vitest';
import type { BreakdownCell, BreakdownModel } from './model.ts';
import { arranged, books, linesOf, tableOf } from './sample-books.ts';
import { sharesOf } from './shares.ts';

const table = tableOf(books());
const rows = linesOf(table, arranged([0]));
const columns = linesOf(table, arranged([0]), 'columns');
/** Rows Total, A, A1, A2, B; columns the whole and three months. */
const amounts = [
  [100, 50, 30, 20],
  [60, 30, 20, 10],
  [20, 10, 5, 5],
  [40, 20, 15, 5],
  [40, 20, 10, 10],
];
const model: Pick<BreakdownModel, 'rows' | 'columns' | 'at'> = {
  rows,
  columns,
  at: (row, column) => {
    const numerator = amounts[row]?.[column - 1];
    return numerator === undefined ? null : ({ value: { numerator, denominator: 1 } } as BreakdownCell);
  },
};

const shares = (top: number, left: number, bottom = top, right = left) => {
  const range = { top, left, bottom, right };
  let sum = 0;
  let numbers = 0;
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) {
      sum += amounts[row]?.[column - 1] ?? 0;
      numbers += 1;
    }
  const statistics = { cells: numbers, filled: numbers, numbers, sum, average: sum / numbers };
  return sharesOf(model, { range, active: { row: top, column: left } }, statistics).map(
    ({ of, parent, fraction }) => [`${of} ${parent}`, fraction.numerator / fraction.denominator],
  );
};

describe('the share that a selection has', () => {
  it('of one cell is its part of the member above and of the longer period', () =>
    expect(shares(2, 2)).toEqual([
      ['above A', 1 / 3],
      ['before period 0', 0.5],
    ]));

  it('of siblings is that of their sum', () => {
    expect(shares(2, 1, 3, 1)).toEqual([['above A', 1]]);
    expect(shares(1, 2, 1, 3)).toEqual([['before period 0', 50 / 60]]);
  });

  it('is none where parts and their whole are selected together, and none of the whole itself', () => {
    expect(shares(1, 1, 2, 1)).toEqual([]);
    expect(shares(1, 1, 1, 2)).toEqual([]);
    expect(shares(0, 1)).toEqual([]);
    expect(shares(1, 2, 4, 3)).toEqual([]);
  });
});

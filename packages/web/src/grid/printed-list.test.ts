import { describe, expect, it } from 'vitest';
import { sampleModel } from './core/sample-model.ts';
import { MOST_PRINTED, saidBy } from './printed-list.tsx';

const texts = (rows: number): string[][] => Array.from({ length: rows }, (_, row) => [`row ${row}`, '', 'x']);

describe('a list on paper', () => {
  it('has every row that says something and no column without a text', () => {
    const model = sampleModel([...texts(3), ['＋ New', '', '']]);
    const kinds = {
      ...model,
      row: (row: number) => ({ ...model.row(row), kind: row === 3 ? 'new' : 'leaf' }),
    };
    const { rows, columns, left } = saidBy(kinds);
    expect([rows, columns.map(({ column }) => column), left]).toEqual([[0, 1, 2], [0, 2], 0]);
  });

  it('ends where a browser would no longer lay it out, and says how many are left out', () => {
    const asked = { count: 0 };
    const model = sampleModel(texts(10_000));
    const counting = {
      ...model,
      cell: (row: number, column: number) => {
        asked.count += 1;
        return model.cell(row, column);
      },
    };
    const { rows, left } = saidBy(counting);
    expect([rows.length, rows.at(-1), left]).toEqual([MOST_PRINTED, MOST_PRINTED - 1, 10_000 - MOST_PRINTED]);
    // What is left out is not even asked for.
    expect(asked.count).toBe(MOST_PRINTED * 3);
    expect(saidBy(sampleModel(texts(MOST_PRINTED))).left).toBe(0);
  });
});

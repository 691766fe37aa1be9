import { describe, expect, it } from 'vitest';
import { sampleModel } from './sample-model.ts';
import { selectionStatistics } from './statistics.ts';

const all = (rows: number, columns: number) => ({ top: 0, left: 0, bottom: rows - 1, right: columns - 1 });

describe('statistics of a selection', () => {
  it('counts cells, values and numbers, and adds up the numbers', () => {
    expect(
      selectionStatistics(
        sampleModel([
          ['1', '2', '高'],
          ['', '-9', '0'],
        ]),
        all(2, 3),
      ),
    ).toEqual({
      cells: 6,
      numbers: 4,
      sum: -6,
      average: -1.5,
    });
  });

  it('knows no sum without numbers', () => {
    const found = selectionStatistics(sampleModel([['', '高']]), all(1, 2));
    expect(found).toMatchObject({ numbers: 0, sum: null, average: null });
  });

  it('gives no sum that is not exact', () => {
    const most = String(Number.MAX_SAFE_INTEGER);
    expect(selectionStatistics(sampleModel([[most, '1']]), all(1, 2))).toMatchObject({
      sum: null,
      numbers: 2,
    });
    expect(selectionStatistics(sampleModel([[most, '-1']]), all(1, 2))?.sum).toBe(
      Number.MAX_SAFE_INTEGER - 1,
    );
  });

  it('does not lose fractions in between', () => {
    const model = sampleModel([['', '', '']]);
    const numbers = [1e16, 0.5, -1e16];
    const cell = (_: number, column: number) => {
      return { text: 'x', edit: 'x', state: { editable: true, numeric: numbers[column] ?? null } };
    };
    expect(selectionStatistics({ ...model, cell }, all(1, 3))?.sum).toBe(0.5);
  });

  it('reads numbers without drawing the cells, where the model can', () => {
    const cell = () => {
      throw new Error('drawn');
    };
    const state = (row: number) => ({ editable: true, numeric: row + 1 });
    expect(selectionStatistics({ ...sampleModel([['1'], ['2']]), cell, state }, all(2, 1))?.sum).toBe(3);
  });

  it('leaves a selection alone that is too large to read at once', () => {
    expect(selectionStatistics(sampleModel([['1']]), all(1000, 1000))).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import type { GridModel } from './model.ts';
import { addressFinder, addressOf, relocate } from './relocate.ts';
import { sampleModel } from './sample-model.ts';
import { selectCell, selectRange } from './selection.ts';

function withRows(...ids: string[]): GridModel {
  const model = sampleModel(ids.map(() => ['1', '2', '3']));
  return { ...model, row: (index) => ({ ...model.row(index), id: ids[index] ?? '' }) };
}

describe('the selection in the next snapshot', () => {
  const before = withRows('all', 'east', 'shanghai', 'jiangsu', 'south');

  it('follows a row that moved', () => {
    const after = withRows('all', 'north', 'beijing', 'east', 'shanghai', 'jiangsu', 'south');
    const moved = relocate(selectRange({ row: 2, column: 1 }, { row: 3, column: 2 }), before, after);
    expect(moved).toEqual(selectRange({ row: 4, column: 1 }, { row: 5, column: 2 }));
  });

  it('falls back to the parent of a row that was closed', () => {
    const after = withRows('all', 'east', 'south');
    expect(relocate(selectCell({ row: 3, column: 2 }), before, after)).toEqual(
      selectCell({ row: 1, column: 2 }),
    );
  });

  it('follows columns likewise', () => {
    const narrow: GridModel = { ...before, columnCount: 2, column: (index) => before.column(index * 2) };
    expect(relocate(selectCell({ row: 0, column: 2 }), before, narrow).active).toEqual({ row: 0, column: 1 });
    expect(relocate(selectCell({ row: 0, column: 1 }), before, narrow).active).toEqual({ row: 0, column: 0 });
  });

  it('stands on the first cell when nothing of before is left', () => {
    expect(relocate(selectCell({ row: 4, column: 2 }), before, withRows('x')).active).toEqual({
      row: 0,
      column: 2,
    });
    expect(relocate(selectCell({ row: 4, column: 2 }), before, withRows()).active).toEqual({
      row: 0,
      column: 0,
    });
  });

  it('finds a cell by ids', () => {
    expect(addressOf(before, 'jiangsu', 'c2')).toEqual({ row: 3, column: 2 });
    expect(addressOf(before, 'jiangsu', 'c9')).toBeNull();
    expect(addressOf(before, 'west', 'c1')).toBeNull();
  });

  it('finds many cells, wherever they moved, and asks for the rows of those that moved once', () => {
    const after = withRows('all', 'south', 'east', 'shanghai', 'jiangsu');
    let asked = 0;
    const row = (index: number) => {
      asked += 1;
      return after.row(index);
    };
    const find = addressFinder({ ...after, row });
    expect(find({ row: 0, column: 1 }, 'all', 'c1')).toEqual({ row: 0, column: 1 });
    expect(asked).toBe(1);
    for (const [was, id, is] of [
      [1, 'east', 2],
      [2, 'shanghai', 3],
      [4, 'south', 1],
    ] as const)
      expect(find({ row: was, column: 2 }, id, 'c2')).toEqual({ row: is, column: 2 });
    expect(asked).toBe(1 + 3 + after.rowCount);
    expect(find({ row: 9, column: 0 }, 'west', 'c0')).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { sampleModel } from '../codes/sample-table.ts';
import { plainLayout } from '../view.ts';
import { layoutText, readLayout } from '../views/layout.ts';
import { mostFrozenRows } from './model.ts';
import { books } from './sample-books.ts';

/** Rows: 0 all, 1 A, 2 A1, 3 A1 X, 4 A1 Y, 5 A2, 6 A2 X, 7 B, 8 B Y. */
const pinned = (frozenRow: string | undefined, more = {}) =>
  sampleModel(books(), { frozenRow, ...more }).pinTop;

describe('frozen rows', () => {
  it('stay in sight from the whole down to the frozen one', () => {
    expect(pinned('A1,*')).toBe(3);
    expect(pinned('A1,Y')).toBe(5);
  });

  it('are the whole alone while nothing is frozen, the row is closed away, or the screen is narrow', () => {
    expect(pinned(undefined)).toBe(1);
    expect(pinned('gone,*')).toBe(1);
    expect(pinned('A1,*', { narrow: true })).toBe(1);
  });

  it('never are all there are: what is below can be scrolled', () => {
    expect(pinned('B,Y')).toBe(1);
    const rows = sampleModel(books()).rows;
    const many = Array.from({ length: mostFrozenRows + 4 }, (_, i) => ({ ...rows[1]!, id: `r${i}` }));
    expect(pinned(`r${mostFrozenRows - 1}`, { rows: many })).toBe(mostFrozenRows);
    expect(pinned(`r${mostFrozenRows}`, { rows: many })).toBe(1);
  });

  it('are kept with a view', () =>
    expect(readLayout(layoutText({ ...plainLayout, freezeRow: 'A1,*' })).freezeRow).toBe('A1,*'));
});

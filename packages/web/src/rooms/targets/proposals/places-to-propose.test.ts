import { describe, expect, it } from 'vitest';
import { books, tableOf } from '../breakdown/sample-books.ts';
import { placesToPropose } from './places-to-propose.ts';

const table = tableOf(books());
const { index } = table.layout.frame.time;
const whole = { members: [0, 0], time: 0 };
const july = { members: [0, 0], time: index.get('M2026-07')! };

describe('SPR-T98 what a number may be proposed for at a cell', () => {
  it('is the cell, as a command names it', () => {
    const at = { members: ['A1', '*'], time: 'all' };
    expect(placesToPropose(table, { at, place: whole }, [['A2', '*']])).toEqual([at]);
  });

  it('is each part of the reader that was not released yet where the row shows none of their numbers', () => {
    const untold = [
      ['A1', '*'],
      ['B', '*'],
    ];
    expect(placesToPropose(table, { at: null, place: july }, untold)).toEqual([
      { members: ['A1', '*'], time: 'M2026-07' },
      { members: ['B', '*'], time: 'M2026-07' },
    ]);
    expect(placesToPropose(table, { at: null, place: july }, [])).toEqual([]);
  });

  it('is nothing where no proposal would be taken: in a rate, in a largest value, at no cell', () => {
    const at = { members: ['*', '*'], time: 'all' };
    const extreme = { layout: { ...table.layout, totals: 'extreme' as const } };
    expect(placesToPropose(extreme, { at, place: whole }, [])).toEqual([]);
    expect(placesToPropose(tableOf(books(), 'coverage'), { at, place: whole }, [])).toEqual([]);
    expect(placesToPropose(table, null, [['A1', '*']])).toEqual([]);
  });
});

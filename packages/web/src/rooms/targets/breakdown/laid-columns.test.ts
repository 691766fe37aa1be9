import { describe, expect, it } from 'vitest';
import { plainLayout } from '../view.ts';
import {
  type ColumnLayout,
  columnLayoutFrom,
  droppedColumn,
  laidColumns,
  movedColumn,
  orderedColumns,
  steppedColumn,
  widthsText,
} from './laid-columns.ts';
import { arranged, books, linesOf, tableOf } from './sample-books.ts';

/** Total; A with A1 and A2; B. */
const lines = linesOf(tableOf(books()), arranged(['time'], [0]), 'columns');
const [, a = '', a1 = '', a2 = '', b = ''] = lines.map(({ id }) => id);
const whole = lines[0]?.id ?? '';

const layout = (view: Partial<typeof plainLayout>): ColumnLayout =>
  columnLayoutFrom({ ...plainLayout, ...view });
const seen = (view: Partial<typeof plainLayout>): readonly string[] =>
  laidColumns(lines, layout(view)).map(({ label, depth }) => `${depth}${label}`);

describe('hidden columns', () => {
  it('leave their parts in their place, as parts of what is above', () => {
    expect(seen({})).toEqual(['0Total', '1A', '2A1', '2A2', '1B']);
    expect(seen({ hide: a })).toEqual(['0Total', '1A1', '1A2', '1B']);
    expect(seen({ hide: whole })).toEqual(['0A', '1A1', '1A2', '0B']);
    expect(seen({ hide: `${a1}|${b}` })).toEqual(['0Total', '1A', '2A2']);
  });

  it('never are all of them', () =>
    expect(seen({ hide: [whole, a, a1, a2, b].join('|') })).toEqual(['0Total']));

  it('that are not there hide nothing', () => expect(seen({ hide: 'gone' })).toHaveLength(5));
});

describe('moved columns', () => {
  const order = (ids: readonly string[] | null): string => ids?.join('|') ?? '';

  it('take their parts along', () => {
    const moved = movedColumn(lines, layout({}), b, a);
    expect(seen({ order: order(moved) })).toEqual(['0Total', '1B', '1A', '2A1', '2A2']);
    expect(seen({ order: order(movedColumn(lines, layout({ order: order(moved) }), b, null)) })).toEqual(
      seen({}),
    );
  });

  it('stay within their whole', () => {
    expect(movedColumn(lines, layout({}), a1, b)).toBeNull();
    expect(movedColumn(lines, layout({}), 'gone', b)).toBeNull();
  });

  it('go step by step, past what is hidden', () => {
    expect(order(steppedColumn(lines, layout({}), a1, 1))).toBe(order([a2, a1]));
    expect(steppedColumn(lines, layout({}), a1, -1)).toBeNull();
    expect(steppedColumn(lines, layout({ hide: a2 }), a1, 1)).toBeNull();
  });

  it('are dropped before a branch by its parts, and behind the last part by what follows', () => {
    expect(order(droppedColumn(lines, layout({}), b, a2))).toBe(order([b, a]));
    expect(order(droppedColumn(lines, layout({}), a1, b))).toBe(order([a2, a1]));
    expect(droppedColumn(lines, layout({}), a1, null)).toBeNull();
    expect(order(droppedColumn(lines, layout({}), a, null))).toBe(order([b, a]));
  });

  it('leave alone what came later', () => {
    const kept = orderedColumns(lines, layout({ order: `${a2}|${a1}|gone` }));
    expect(kept.map(({ label }) => label)).toEqual(['Total', 'A', 'A2', 'A1', 'B']);
  });
});

describe('widths', () => {
  it('stand in the address, and go when a column is as wide as by itself', () => {
    const wide = widthsText(layout({}), a, 140);
    expect(layout({ widths: wide }).widths).toEqual(new Map([[a, 140]]));
    expect(widthsText(layout({ widths: wide }), a, null)).toBeUndefined();
    expect(layout({ widths: 'all:wide|all:5' }).widths).toEqual(new Map());
  });
});

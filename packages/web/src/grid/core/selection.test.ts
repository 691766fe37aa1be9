import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellCount, contains } from './range.ts';
import {
  type Bounds,
  extend,
  extendTo,
  type Move,
  move,
  type Selection,
  selectAll,
  selectCell,
  selectedRange,
  selectRange,
  type Walk,
  walk,
} from './selection.ts';

const bounds: Bounds = { rows: 6, columns: 5, page: 3, sticky: 1 };
const everything = () => true;
const at = (row: number, column: number) => ({ row, column });
const go = (from: Selection, ...steps: Move[]) =>
  steps.reduce((selection, step) => move(selection, step, bounds, everything), from);
const around = (from: Selection, ...steps: Walk[]) =>
  steps.reduce<Selection>((selection, step) => walk(selection, step, bounds) ?? selection, from);

describe('moving', () => {
  it.each<[Move, number, number]>([
    ['up', 1, 2],
    ['down', 3, 2],
    ['left', 2, 1],
    ['right', 2, 3],
    ['page-up', 0, 2],
    ['page-down', 5, 2],
    ['row-start', 2, 1],
    ['row-end', 2, 4],
    ['grid-start', 0, 1],
    ['grid-end', 5, 4],
  ])('%s', (step, row, column) => {
    expect(go(selectCell(at(2, 2)), step)).toEqual(selectCell(at(row, column)));
  });

  it('goes beside the sticky columns first, and with a second Home into them', () => {
    expect(go(selectCell(at(2, 3)), 'row-start', 'row-start').active).toEqual(at(2, 0));
    expect(go(selectCell(at(2, 3)), 'grid-start', 'grid-start').active).toEqual(at(0, 0));
  });

  it('starts from the active cell of a rectangle and leaves one cell selected', () => {
    const walked = around(selectRange(at(1, 1), at(3, 3)), 'next');
    expect(go(walked, 'down')).toEqual(selectCell(at(2, 2)));
  });

  it('never leaves the grid, whatever is pressed', () => {
    const steps = fc.array(
      fc.constantFrom<Move>(
        'up',
        'down',
        'left',
        'right',
        'edge-up',
        'edge-right',
        'page-down',
        'row-end',
        'grid-end',
      ),
    );
    fc.assert(
      fc.property(steps, fc.boolean(), (moves, extending) => {
        const step = extending ? extend : move;
        const filled = (cell: { row: number; column: number }) => (cell.row + cell.column) % 3 === 0;
        const end = moves.reduce(
          (selection, one) => step(selection, one, bounds, filled),
          selectCell(at(2, 2)),
        );
        for (const cell of [end.anchor, end.head, end.active])
          expect(contains({ top: 0, left: 0, bottom: 5, right: 4 }, cell)).toBe(true);
        expect(contains(selectedRange(end), end.active)).toBe(true);
      }),
    );
  });
});

describe('extending', () => {
  it('moves the far end and keeps the start', () => {
    const grown = extend(selectCell(at(2, 2)), 'right', bounds, everything);
    expect(selectedRange(extend(grown, 'up', bounds, everything))).toEqual({
      top: 1,
      left: 2,
      bottom: 2,
      right: 3,
    });
    expect(grown.active).toEqual(at(2, 2));
  });

  it('brings the active cell back when the rectangle no longer holds it', () => {
    const walked = around(selectRange(at(0, 0), at(3, 3)), 'previous');
    expect(walked.active).toEqual(at(3, 3));
    expect(extendTo(walked, at(1, 1)).active).toEqual(at(0, 0));
  });

  it('selects everything and stays where it was', () => {
    const all = selectAll(selectCell(at(2, 2)), bounds);
    expect(cellCount(selectedRange(all))).toBe(30);
    expect(all.active).toEqual(at(2, 2));
  });
});

describe('Tab and Enter', () => {
  it('fills in a row with Tab and returns with Enter to where the row began', () => {
    expect(around(selectCell(at(1, 1)), 'next', 'next', 'below').active).toEqual(at(2, 1));
    expect(around(selectCell(at(1, 1)), 'next', 'previous', 'below').active).toEqual(at(2, 1));
  });

  it('goes on with the next row after the last column, and back', () => {
    expect(around(selectCell(at(1, 4)), 'next').active).toEqual(at(2, 0));
    expect(around(selectCell(at(2, 0)), 'previous').active).toEqual(at(1, 4));
    expect(around(selectCell(at(1, 3)), 'next', 'next', 'below').active).toEqual(at(3, 0));
  });

  it('lets the focus leave at either end of the grid', () => {
    expect(walk(selectCell(at(5, 4)), 'next', bounds)).toBeNull();
    expect(walk(selectCell(at(0, 0)), 'previous', bounds)).toBeNull();
  });

  it('stays on the first and last row with Enter', () => {
    expect(around(selectCell(at(5, 2)), 'below').active).toEqual(at(5, 2));
    expect(around(selectCell(at(0, 2)), 'above').active).toEqual(at(0, 2));
  });

  it('goes round a rectangle without changing it: by rows with Tab, by columns with Enter', () => {
    const rectangle = selectRange(at(1, 1), at(2, 3));
    const tabbed = around(rectangle, 'next', 'next', 'next');
    expect(tabbed.active).toEqual(at(2, 1));
    expect(selectedRange(tabbed)).toEqual(selectedRange(rectangle));
    expect(around(rectangle, 'below', 'below').active).toEqual(at(1, 2));
    expect(around(rectangle, 'previous').active).toEqual(at(2, 3));
    expect(around(rectangle, 'above').active).toEqual(at(2, 3));
  });
});

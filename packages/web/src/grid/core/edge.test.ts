import { describe, expect, it } from 'vitest';
import { dataEdge, fillDepth } from './edge.ts';

/** A column drawn from above: x is filled. */
function column(drawing: string) {
  const cells = [...drawing];
  const size = { rows: cells.length, columns: 1 };
  const filled = ({ row }: { row: number }) => cells[row] === 'x';
  const down = (row: number) => dataEdge({ row, column: 0 }, { row: 1, column: 0 }, size, filled).row;
  const up = (row: number) => dataEdge({ row, column: 0 }, { row: -1, column: 0 }, size, filled).row;
  return { down, up };
}

describe('Ctrl+arrow', () => {
  it('goes to the end of a block', () => {
    expect(column('xxx..x').down(0)).toBe(2);
    expect(column('x..xxx').up(5)).toBe(3);
  });

  it('goes from the end of a block to the beginning of the next', () => {
    expect(column('xxx..x').down(2)).toBe(5);
    expect(column('x..xxx').up(3)).toBe(0);
  });

  it('goes from an empty cell to the next filled one', () => {
    expect(column('.. x.').down(0)).toBe(3);
  });

  it('goes to the edge of the grid when nothing follows', () => {
    expect(column('x...').down(0)).toBe(3);
    expect(column('....').up(2)).toBe(0);
    expect(column('x').down(0)).toBe(0);
  });
});

describe('a double click on the fill handle', () => {
  const rows = ['xx.', 'x.x', 'x.x', '..x', '...'];
  const size = { rows: 5, columns: 3 };
  const filled = (cell: { row: number; column: number }) => rows[cell.row]?.[cell.column] === 'x';

  it('reaches as far as the left neighbour is filled', () => {
    expect(fillDepth({ top: 0, bottom: 0, left: 1, right: 1 }, size, filled)).toBe(2);
  });

  it('looks to the right where there is nothing on the left', () => {
    expect(fillDepth({ top: 0, bottom: 0, left: 0, right: 1 }, size, filled)).toBe(3);
  });

  it('stays where neither neighbour goes on', () => {
    expect(fillDepth({ top: 4, bottom: 4, left: 1, right: 1 }, size, filled)).toBe(4);
  });
});

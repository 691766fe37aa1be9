import { describe, expect, it } from 'vitest';
import { dragFill, planDragFill } from './fill-handle.ts';
import { sampleModel } from './sample-model.ts';

const range = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right });

describe('dragging the fill handle', () => {
  const source = range(2, 2, 3, 3);
  it.each([
    ['down', { row: 6, column: 4 }, range(2, 2, 6, 3)],
    ['up', { row: 0, column: 2 }, range(0, 2, 3, 3)],
    ['right', { row: 4, column: 7 }, range(2, 2, 3, 7)],
    ['left', { row: 2, column: 0 }, range(2, 0, 3, 3)],
  ])('grows along the axis the pointer left furthest: %s', (_, pointer, grown) => {
    expect(dragFill(source, pointer)).toEqual(grown);
  });

  it('grows nothing inside the source', () => {
    expect(dragFill(source, { row: 3, column: 2 })).toBeNull();
  });
});

describe('what the handle fills', () => {
  const model = sampleModel([
    ['', '10', '7', ''],
    ['', '20', '7', ''],
    ['', '', '', ''],
    ['', '', '', ''],
  ]);
  const read = (target: ReturnType<typeof range>, how: 'series' | 'copy') =>
    planDragFill(model, range(0, 1, 1, 2), target, how).edits.map((e) => `${e.row}:${e.column}=${e.text}`);

  it('carries each column on by itself', () => {
    expect(read(range(0, 1, 3, 2), 'series')).toEqual(['2:1=30', '2:2=7', '3:1=40', '3:2=7']);
  });

  it('copies when told to', () => {
    expect(read(range(0, 1, 3, 2), 'copy')).toEqual(['2:1=10', '2:2=7', '3:1=20', '3:2=7']);
  });

  it('goes on backwards to the left', () => {
    expect(read(range(0, 0, 1, 2), 'series')).toEqual(['0:0=13', '1:0=33']);
  });

  it('skips cells that may not be edited', () => {
    const guarded = sampleModel([['1'], [''], ['']], { readOnly: (row) => row === 1 });
    const plan = planDragFill(guarded, range(0, 0), range(0, 0, 2, 0), 'series');
    expect(plan.edits.map(({ row, text }) => [row, text])).toEqual([[2, '1']]);
    expect(plan.refused).toEqual([{ row: 1, column: 0 }]);
  });
});

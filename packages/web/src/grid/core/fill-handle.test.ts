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

describe('a source of months and quarters', () => {
  const year = ['leaf', 'leaf', 'leaf', 'total', 'leaf', 'leaf', 'leaf', 'total'];
  const across = sampleModel([['1', '2', '3', '6', '4', '', '', '']], {
    columns: year.map((kind) => ({ kind, depth: kind === 'total' ? 0 : 1 })),
  });
  const down = sampleModel(
    ['1', '2', '3', '6', '4', '', '', ''].map((text) => [text]),
    {
      model: {
        row: (index) => ({
          id: `r${index}`,
          depth: 1,
          expandable: false,
          expanded: false,
          kind: year[index] ?? 'leaf',
        }),
      },
    },
  );
  const backwards = sampleModel([['', '', '', '', '4', '5', '6', '15']], {
    columns: year.map((kind) => ({ kind, depth: kind === 'total' ? 0 : 1 })),
  });
  const texts = (...asked: Parameters<typeof planDragFill>) =>
    planDragFill(...asked).edits.map((e) => `${e.row}:${e.column}=${e.text}`);

  it('goes on from the months, and writes months only', () => {
    expect(texts(across, range(0, 0, 0, 4), range(0, 0, 0, 7), 'series')).toEqual(['0:5=5', '0:6=6']);
    expect(texts(across, range(0, 0, 0, 4), range(0, 0, 0, 6), 'copy')).toEqual(['0:5=1', '0:6=2']);
    expect(texts(down, range(0, 0, 4, 0), range(0, 0, 7, 0), 'series')).toEqual(['5:0=5', '6:0=6']);
  });

  it('means the months, too, where it ends on a quarter or begins with one', () => {
    const filled = texts(across, range(0, 0, 0, 3), range(0, 0, 0, 7), 'series');
    expect(filled).toEqual(['0:4=4', '0:5=5', '0:6=6']);
    expect(texts(across, range(0, 3, 0, 4), range(0, 3, 0, 7), 'copy')).toEqual(['0:5=4', '0:6=4']);
  });

  it('goes on backwards alike', () => {
    const filled = texts(backwards, range(0, 3, 0, 5), range(0, 0, 0, 5), 'series');
    expect(filled).toEqual(['0:0=1', '0:1=2', '0:2=3']);
  });
});

import { describe, expect, it } from 'vitest';
import { planFill, planFillDown, planFillRight } from './edits.ts';
import { planCarry, planDragFill } from './fill-handle.ts';
import type { GridModel } from './model.ts';
import { sampleModel } from './sample-model.ts';

const range = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right });

/** Two quarters of three months each behind a total, over a total, a group of two and a single one. */
const kinds = ['total', 'total', 'leaf', 'leaf', 'leaf', 'total', 'leaf', 'leaf', 'leaf'];
const depths = [0, 1, 2, 2, 2, 1, 2, 2, 2];
const lines = [
  { kind: 'total', depth: 0 },
  { kind: 'group', depth: 1 },
  { kind: 'leaf', depth: 2 },
  { kind: 'leaf', depth: 2 },
  { kind: 'leaf', depth: 1 },
];
const model: GridModel = sampleModel(
  lines.map((_, row) => kinds.map((_, column) => String(row * 100 + column))),
  {
    columns: kinds.map((kind, column) => ({ kind, depth: depths[column] ?? 0 })),
    model: {
      row: (index) => ({ id: `r${index}`, expandable: false, expanded: false, ...lines[index]! }),
    },
  },
);
const cells = (plan: { edits: readonly { row: number; column: number; text: string }[] }): string[] =>
  plan.edits.map(({ row, column, text }) => `${row}:${column}=${text}`);

describe('what a fill reaches', () => {
  it('passes from month to month over the quarter between them', () => {
    const carried = planCarry(model, range(2, 2), range(2, 2, 2, 8), (_, count) =>
      Array.from({ length: count }, (_, index) => String(index + 1)),
    );
    expect(cells(carried)).toEqual(['2:3=1', '2:4=2', '2:6=3', '2:7=4', '2:8=5']);
    expect(cells(planFillRight(model, range(2, 2, 2, 8)))).toHaveLength(5);
  });

  it('passes from quarter to quarter over the months', () =>
    expect(cells(planDragFill(model, range(2, 1), range(2, 1, 2, 8), 'copy'))).toEqual(['2:5=201']));

  it('passes down over totals, whatever the depth of a leaf', () => {
    expect(cells(planFillDown(model, range(2, 2, 4, 2)))).toEqual(['3:2=202', '4:2=202']);
    expect(cells(planFill(model, range(0, 2, 4, 3), { row: 2, column: 2 }, '7'))).toEqual([
      '2:2=7',
      '2:3=7',
      '3:2=7',
      '3:3=7',
      '4:2=7',
      '4:3=7',
    ]);
  });

  it('never says one number of a total and of its parts', () => {
    const filled = (asked: ReturnType<typeof range>, row: number, column: number) =>
      cells(planFill(model, asked, { row, column }, '9'));
    expect(filled(range(2, 2, 2, 5), 2, 5)).toEqual(['2:5=9']);
    expect(filled(range(2, 4, 2, 5), 2, 4)).toEqual(['2:4=9']);
    expect(filled(range(1, 2, 3, 2), 1, 2)).toEqual(['1:2=9']);
    expect(filled(range(0, 2, 1, 2), 1, 2)).toEqual(['1:2=9']);
    expect(filled(range(2, 1, 2, 5), 2, 5)).toEqual(['2:1=9', '2:5=9']);
  });

  it('reaches the parts below a total where nothing else is meant', () =>
    expect(cells(planFillDown(model, range(1, 2, 3, 2)))).toEqual(['2:2=102', '3:2=102']));

  it('writes the parts of a total, and leaves the total to them', () => {
    const filled = planFillRight(model, range(1, 2, 3, 3));
    expect(cells(filled)).toEqual(['2:3=202', '3:3=302']);
    expect(filled.following).toBe(1);
    const down = planFillDown(model, range(2, 0, 3, 8));
    expect(down.edits.map(({ column }) => column)).toEqual([2, 3, 4, 6, 7, 8]);
    expect(down.following).toBe(3);
    const dragged = planDragFill(model, range(0, 2, 4, 2), range(0, 2, 4, 3), 'copy');
    expect(cells(dragged)).toEqual(['2:3=202', '3:3=302', '4:3=402']);
    expect(dragged.following).toBe(2);
  });

  it('writes a total of which not all parts are filled: the others take the rest', () => {
    const filled = planFillRight(model, range(1, 2, 2, 3));
    expect(cells(filled)).toEqual(['1:3=102', '2:3=202']);
    expect(filled.following).toBeUndefined();
  });

  it('leaves sums of sums to the parts as well, below a source that stands alone', () => {
    const filled = planFillDown(model, range(0, 2, 4, 2));
    expect(cells(filled)).toEqual(['2:2=2', '3:2=2', '4:2=2']);
    expect(filled.following).toBe(1);
  });
});

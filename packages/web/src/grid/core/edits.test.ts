import { describe, expect, it } from 'vitest';
import { type EditPlan, planClear, planFill, planFillDown, planFillRight, planPaste } from './edits.ts';
import { sampleModel } from './sample-model.ts';

const texts = [
  ['1', '2', '3', '4'],
  ['5', '6', '7', '8'],
  ['9', '', '11', '12'],
  ['13', '14', '15', '16'],
];
const model = sampleModel(texts);
const range = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right });
/** Edits as they are read: row:column=text. */
const read = (plan: EditPlan) => plan.edits.map(({ row, column, text }) => `${row}:${column}=${text}`);

describe('pasting', () => {
  it('lays a block from the upper left cell on, whatever is selected', () => {
    const plan = planPaste(model, range(1, 1), [
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(read(plan)).toEqual(['1:1=a', '1:2=b', '2:1=c', '2:2=d']);
    expect(plan.range).toEqual(range(1, 1, 2, 2));
    expect(plan.edits[0]).toEqual({ row: 1, column: 1, rowId: 'r1', columnId: 'c1', text: 'a' });
  });

  it('asks what may be edited without drawing the cells, where the model can', () => {
    const cell = () => {
      throw new Error('drawn');
    };
    const state = (row: number) => ({ editable: row !== 1 });
    const plan = planPaste({ ...model, cell, state }, range(0, 0), [['a'], ['b'], ['c']]);
    expect(read(plan)).toEqual(['0:0=a', '2:0=c']);
    expect(plan.refused).toEqual([{ row: 1, column: 0 }]);
  });

  it('fills the whole selection with one value', () => {
    expect(read(planPaste(model, range(0, 0, 1, 1), [['x']]))).toEqual(['0:0=x', '0:1=x', '1:0=x', '1:1=x']);
  });

  it('repeats a block along a side whose selection is a multiple of it', () => {
    expect(read(planPaste(model, range(0, 0, 3, 0), [['x'], ['y']]))).toEqual([
      '0:0=x',
      '1:0=y',
      '2:0=x',
      '3:0=y',
    ]);
    expect(read(planPaste(model, range(0, 0, 1, 0), [['x', 'y']]))).toEqual([
      '0:0=x',
      '0:1=y',
      '1:0=x',
      '1:1=y',
    ]);
  });

  it('lays a block once where the selection is no multiple of it', () => {
    expect(read(planPaste(model, range(0, 0, 2, 0), [['x'], ['y']]))).toEqual(['0:0=x', '1:0=y']);
  });

  it('leaves cells under gaps untouched and clears under empty values', () => {
    expect(read(planPaste(model, range(0, 0), [['x', ''], ['y']]))).toEqual(['0:0=x', '0:1=', '1:0=y']);
  });

  it('changes nothing with an empty clipboard', () => {
    expect(planPaste(model, range(0, 0, 3, 3), []).edits).toEqual([]);
  });

  it('says what would lie outside and pastes the rest', () => {
    const plan = planPaste(model, range(3, 3), [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
    expect(read(plan)).toEqual(['3:3=a']);
    expect([plan.rowsOutside, plan.columnsOutside]).toEqual([2, 1]);
    expect(plan.range).toEqual(range(3, 3));
  });

  it('reaches below a grid that can grow, in columns that can be edited', () => {
    const growing = sampleModel(texts, {
      columns: [{}, { editor: 'none' }],
      model: { growable: true },
    });
    const plan = planPaste(growing, range(3, 0), [['a'], ['b', 'x']]);
    expect(plan.edits[1]).toEqual({ row: 4, column: 0, columnId: 'c0', text: 'b' });
    expect(plan.refused).toEqual([{ row: 4, column: 1 }]);
  });

  it('leaves out cells that may not be edited, and names them', () => {
    const guarded = sampleModel(texts, { readOnly: (_, column) => column === 1 });
    const plan = planPaste(guarded, range(0, 0), [['a', 'b', 'c']]);
    expect(read(plan)).toEqual(['0:0=a', '0:2=c']);
    expect(plan.refused).toEqual([{ row: 0, column: 1 }]);
  });

  it('understands the label of a choice', () => {
    const choosing = sampleModel(texts, {
      columns: [{ editor: 'choice' }],
      model: { choices: () => [{ value: 'high', label: '高' }] },
    });
    expect(read(planPaste(choosing, range(0, 0), [['高'], ['别的']]))).toEqual(['0:0=high', '1:0=别的']);
  });
});

describe('filling and clearing', () => {
  it('puts one text into every cell', () => {
    expect(read(planFill(model, range(0, 0, 0, 1), { row: 0, column: 0 }, '+10%'))).toEqual([
      '0:0=+10%',
      '0:1=+10%',
    ]);
  });

  it('copies the first row down, or the row above a single row', () => {
    expect(read(planFillDown(model, range(0, 0, 2, 0)))).toEqual(['1:0=1', '2:0=1']);
    expect(read(planFillDown(model, range(1, 0, 1, 1)))).toEqual(['1:0=1', '1:1=2']);
    expect(planFillDown(model, range(0, 0)).edits).toEqual([]);
  });

  it('copies the first column to the right, or the column left of a single column', () => {
    expect(read(planFillRight(model, range(0, 0, 0, 2)))).toEqual(['0:1=1', '0:2=1']);
    expect(read(planFillRight(model, range(1, 2)))).toEqual(['1:2=6']);
    expect(planFillRight(model, range(0, 0)).edits).toEqual([]);
  });

  it('clears only what holds something', () => {
    expect(read(planClear(model, range(2, 0, 2, 1)))).toEqual(['2:0=']);
  });
});

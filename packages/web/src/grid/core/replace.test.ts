import { describe, expect, it } from 'vitest';
import { planReplace, type Replacing } from './replace.ts';
import { sampleModel } from './sample-model.ts';

const model = sampleModel(
  [
    ['North', '5000', '1.5'],
    ['ＮＯＲＴＨ east', '500', ''],
    ['a.b', '5000', '50'],
  ],
  { readOnly: (row, column) => row === 2 && column === 1 },
);
const replace = (wanted: string, by: string, whole = false) => {
  const asked: Replacing = { wanted, by, whole };
  const { edits, refused } = planReplace(model, asked);
  return { edits: edits.map(({ row, column, text }) => `${row}:${column}=${text}`), refused };
};

describe('replacing in all cells', () => {
  it('finds texts whatever their case and width, and changes nothing else of a cell', () =>
    expect(replace('north', 'South').edits).toEqual(['0:0=South', '1:0=South east']));

  it('leaves what stands beside it as it was written', () => {
    const written = sampleModel([['面积（㎡）①旧', '１２旧，ＡＢ']]);
    const plan = planReplace(written, { wanted: '旧', by: '新', whole: false });
    expect(plan.edits.map(({ text }) => text)).toEqual(['面积（㎡）①新', '１２新，ＡＢ']);
  });

  it('finds what Find finds: digits in groups as digits without', () =>
    expect(replace('5,000', '6000')).toEqual({ edits: ['0:1=6000'], refused: [{ row: 2, column: 1 }] }));

  it('takes only whole cells when asked, by what they hold or by what they show', () => {
    expect(replace('500', '600', true).edits).toEqual(['1:1=600']);
    expect(replace('5,000', '6000', true)).toEqual({ edits: ['0:1=6000'], refused: [{ row: 2, column: 1 }] });
  });

  it('tells of cells that may not be changed', () =>
    expect(replace('5000', '1').refused).toEqual([{ row: 2, column: 1 }]));

  it('takes signs of patterns for what they are', () => {
    expect(replace('a.b', '$&').edits).toEqual(['2:0=$&']);
    expect(replace('.5', '.6').edits).toEqual(['0:2=1.6']);
  });

  it('does nothing for nothing, and nothing where nothing would change', () => {
    expect(replace('  ', 'x').edits).toEqual([]);
    expect(replace('1.5', '1.5').edits).toEqual([]);
  });
});

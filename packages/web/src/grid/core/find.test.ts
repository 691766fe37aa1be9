import { describe, expect, it } from 'vitest';
import { findCell } from './find.ts';
import { sampleModel } from './sample-model.ts';

const model = sampleModel([
  ['北方区', '1500', '20'],
  ['南方区', '300', '1500'],
  ['ＡＢＣ', '', '7'],
]);
const found = (text: string, row: number, column: number, direction?: 1 | -1) => {
  const cell = findCell(model, text, { row, column }, direction);
  return cell && [cell.row, cell.column];
};

describe('finding in the grid', () => {
  it('goes on in reading order, and begins again after the end', () => {
    expect(found('1500', 0, 0)).toEqual([0, 1]);
    expect(found('1500', 0, 1)).toEqual([1, 2]);
    expect(found('1500', 1, 2)).toEqual([0, 1]);
  });

  it('goes back, too', () => {
    expect(found('1500', 0, 1, -1)).toEqual([1, 2]);
    expect(found('方区', 0, 0, -1)).toEqual([1, 0]);
  });

  it('comes back to where it stands when nothing else is found', () =>
    expect(found('南方', 1, 0)).toEqual([1, 0]));

  it.each([
    ['1,500', [0, 1]],
    ['１５００', [0, 1]],
    ['abc', [2, 0]],
    [' 北方 ', [0, 0]],
  ])('takes %s for what it means', (text, place) => expect(found(text, 2, 2)).toEqual(place));

  it('finds nothing where nothing is, and for nothing', () => {
    expect(found('没有', 0, 0)).toBeNull();
    expect(found('  ', 0, 0)).toBeNull();
    expect(findCell(sampleModel([]), 'x', { row: 0, column: 0 })).toBeNull();
  });
});

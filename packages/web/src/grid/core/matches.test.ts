import { describe, expect, it } from 'vitest';
import { folded, matchesOf } from './matches.ts';

const found = (text: string, wanted: string) =>
  matchesOf(text, wanted).map(({ start, end }) => text.slice(start, end));

describe('where a text stands in another', () => {
  it.each([
    ['面积（㎡）①旧', '旧', ['旧']],
    ['面积（㎡）①旧', 'M2', ['㎡']],
    ['面积（㎡）①旧', '(m2)1', ['（㎡）①']],
    ['ＮＯＲＴＨ north', 'North', ['ＮＯＲＴＨ', 'north']],
    ['ΟΔΟΣ', 'οδος', ['ΟΔΟΣ']],
    ['ΟΔΟΣ', 'σ', ['Σ']],
    ['ﾊﾞｽ停', 'バ', ['ﾊﾞ']],
    ['👍旧', '旧', ['旧']],
    ['aaa', 'aa', ['aa']],
  ])('%s: %s', (text, wanted, places) => expect(found(text, wanted)).toEqual(places));

  it('takes the grouping of digits for nothing, and any other comma for itself', () => {
    expect(found('1000', '1,000')).toEqual(['1000']);
    expect(found('共 1,234,000 元', '1234000')).toEqual(['1,234,000']);
    expect(found('a,b', ',')).toEqual([',']);
    expect(found('1,2,3', '12')).toEqual([]);
  });

  it('finds no piece of one character', () => {
    expect(found('㎡ m', 'm')).toEqual(['m']);
    expect(found('⑩0', '0')).toEqual(['0']);
  });

  it('finds nothing of nothing', () => expect(found('a', '')).toEqual([]));

  it('folds a whole text as it folds its pieces', () => {
    for (const text of ['面积（㎡）①', 'ﾊﾞｽ', 'ΟΔΟΣ ΟΔΟΣ', 'İĲ', 'e\u0301', '1,000,000.5', '각', '½ ﬁ …'])
      expect(matchesOf(text, folded(text)), text).toEqual([{ start: 0, end: text.length }]);
  });
});

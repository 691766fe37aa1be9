import { describe, expect, it } from 'vitest';
import { books, tableOf } from './breakdown/sample-books.ts';
import { ownMember, ownParts } from './own-part.ts';

const { layout } = tableOf(books());
/** Works in A1 and B, with whatever is below. */
const territory = new Map([['region', new Set(['A1', 'B'])]]);
const node = (id: string): number => layout.frame.trees[0]?.index.get(id) ?? -1;

describe('several parts of one reader', () => {
  it('are named where they come together, and stand for what is above one of them alone', () => {
    expect(ownMember(layout, territory, 0, 0)).toBeNull();
    expect(ownParts(layout, territory, 0, 0)).toEqual(['A1', 'B']);
    expect(ownParts(layout, territory, 0, node('A'))).toEqual(['A1']);
    expect(ownParts(layout, territory, 0, node('B'))).toEqual(['B']);
  });

  it('are none where the reader sees everything', () =>
    expect(ownParts(layout, territory, 1, 0)).toEqual([]));
});

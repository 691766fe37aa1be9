import { describe, expect, it } from 'vitest';
import { books, run, tableOf } from './breakdown/sample-books.ts';
import { isOwnPartOnly, ownMember, ownParts } from './own-part.ts';

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

  it('are all there is of whatever lies above them: it is not the whole that its name says', () => {
    const onlyPart = (id: string) => isOwnPartOnly(layout, territory, 0, node(id));
    expect(['A', 'A1', 'B'].map(onlyPart)).toEqual([true, false, false]);
    expect(isOwnPartOnly(layout, territory, 0, 0)).toBe(true);
    expect(isOwnPartOnly(layout, territory, 1, 0)).toBe(false);
    expect(isOwnPartOnly(layout, new Map(), 0, 0)).toBe(false);
  });

  it('are found in each of the places of a member that moves, and named once', () => {
    const made = books();
    const fields = { member: 'A2', parent: 'B', from: '2026-08-01' };
    run(made, 'master', { type: 'record.add', kind: 'reassignment', id: 'move', fields });
    made.master.position += 1;
    const { layout: moved } = tableOf(made);
    const own = new Map([['region', new Set(['A2', 'A1'])]]);
    expect(ownParts(moved, own, 0, 0)).toEqual(['A1', 'A2']);
    const early = moved.frame.trees[0]?.index.get('A') ?? -1;
    expect(ownParts(moved, own, 0, early)).toEqual(['A1', 'A2']);
  });

  it('are none where the reader sees everything', () =>
    expect(ownParts(layout, territory, 1, 0)).toEqual([]));
});

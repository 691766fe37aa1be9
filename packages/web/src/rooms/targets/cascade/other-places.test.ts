import { placeOf } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { books, tableOf } from '../breakdown/sample-books.ts';
import { areApart, hasPlaceBeside, membersApart } from './other-places.ts';

const { layout } = tableOf(books());
const at = (...members: string[]) => ({ members, time: 'all' });

describe('where an amount can be moved to', () => {
  it('is beside its place, neither inside of it nor around it', () => {
    expect(areApart(layout, at('A1', '*'), at('A2', '*'))).toBe(true);
    expect(areApart(layout, at('A1', '*'), at('A', '*'))).toBe(false);
    expect(areApart(layout, at('A1', 'X'), at('A', 'Y'))).toBe(true);
    expect(areApart(layout, at('*', '*'), at('B', '*'))).toBe(false);
  });

  it('offers the members beside the source, and all of them once another dimension tells the places apart', () => {
    const source = at('A1', 'X');
    expect(membersApart(layout, source, source.members, 0)).toEqual(['A2', 'B']);
    expect(membersApart(layout, source, ['A1', 'Y'], 0)).toEqual(['A', 'A1', 'A2', 'B']);
    expect(membersApart(layout, at('*', '*'), ['*', '*'], 0)).toEqual([]);
  });

  it('is nowhere for the whole', () => {
    const beside = (...members: string[]) => hasPlaceBeside(layout, placeOf(layout.frame, at(...members))!);
    expect([beside('*', '*'), beside('A', '*'), beside('*', 'X'), beside('A2', 'X')]).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
});

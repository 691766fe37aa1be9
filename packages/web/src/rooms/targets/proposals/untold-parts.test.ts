import { describe, expect, it } from 'vitest';
import { books } from '../breakdown/sample-books.ts';
import { untoldParts } from './untold-parts.ts';

const { master } = books();
const all = { master, today: '2026-07-01', dimensions: ['region', 'product'] };
const regions = (...members: string[]) => new Map([['region', new Set(members)]]);

describe('parts whose numbers are still to come (SPR-T93)', () => {
  it('are the topmost members of the reader’s own scope, named as a proposal names its place', () => {
    const part = regions();
    expect(untoldParts({ ...all, territory: regions('A', 'A1', 'A2'), part })).toEqual([['A', '*']]);
    expect(untoldParts({ ...all, territory: regions('A1', 'B'), part })).toEqual([
      ['A1', '*'],
      ['B', '*'],
    ]);
  });

  it('are those not released alone, in whichever dimension the target is handed down', () => {
    expect(untoldParts({ ...all, territory: regions('A1', 'B'), part: regions('B') })).toEqual([['A1', '*']]);
    const both = new Map([...regions('A1'), ['product', new Set(['X'])]]);
    const known = new Map([...regions('A1'), ['product', new Set<string>()]]);
    expect(untoldParts({ ...all, territory: both, part: known })).toEqual([['A1', 'X']]);
  });

  it('are none where everything was released, and for who sees the whole plan', () => {
    expect(untoldParts({ ...all, territory: regions('A1'), part: regions('A1') })).toEqual([]);
    expect(untoldParts({ ...all, territory: new Map(), part: new Map() })).toEqual([]);
  });
});

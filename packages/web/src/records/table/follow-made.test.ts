import { describe, expect, it } from 'vitest';
import { followOnceThere } from './follow-made.ts';

const record = (id: string) => ({ kind: 'region', id, fields: {} });

describe('the cursor in a row that becomes a record', () => {
  it('waits through other changes until the record is there, and follows it once', () => {
    const followed: string[] = [];
    const grid = { current: { follow: (row: string, id: string) => void followed.push(`${row} > ${id}`) } };
    const made = { current: { row: 'new', id: 'mine' } };
    followOnceThere(made, grid, [record('theirs')]);
    expect(followed).toEqual([]);
    followOnceThere(made, grid, [record('theirs'), record('mine')]);
    followOnceThere(made, grid, [record('theirs'), record('mine')]);
    expect(followed).toEqual(['new > mine']);
  });
});

import type { Change } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { sameChanges } from './same-changes.ts';

const cells = (over: Partial<Extract<Change, { type: 'cells.changed' }>> = {}): Change => ({
  type: 'cells.changed',
  target: 't',
  part: 0,
  cells: [1, 2],
  before: [null, 5],
  after: [7, null],
  ...over,
});
const added = (name: string): Change => ({
  type: 'record.added',
  record: { kind: 'risk', id: 'r', fields: { name } },
});

describe('changes that were foreseen', () => {
  it('are the same when every cell has the same two sides, and every record the same fields', () => {
    expect(sameChanges([cells(), added('a')], [cells(), added('a')])).toBe(true);
    expect(sameChanges([], [])).toBe(true);
  });

  it.each([
    ['another target', cells({ target: 'u' })],
    ['another part', cells({ part: 1 })],
    ['another cell', cells({ cells: [1, 3] })],
    ['a cell more', cells({ cells: [1, 2, 3], before: [null, 5, 1], after: [7, null, 2] })],
    ['another number before', cells({ before: [null, 6] })],
    ['nothing instead of 0', cells({ before: [0, 5] })],
    ['another number after', cells({ after: [8, null] })],
    ['a record instead', added('a')],
  ])('differ by %s', (_, other) => {
    expect(sameChanges([cells()], [other])).toBe(false);
    expect(sameChanges([other], [cells()])).toBe(false);
  });

  it('differ by a field of a record, and by a change more', () => {
    expect(sameChanges([added('a')], [added('b')])).toBe(false);
    expect(sameChanges([cells()], [cells(), added('a')])).toBe(false);
  });
});

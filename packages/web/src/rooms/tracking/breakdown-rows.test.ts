import type { AttainmentView, PlaceAttainmentView } from '@shapan/contract';
import { buildTree, type Tree } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { breakdownRows } from './breakdown-rows.ts';

const place = (member: string, actual: number, unplaced: number | null): PlaceAttainmentView => ({
  members: [member],
  time: 'all',
  target: null,
  actual: { numerator: actual, denominator: 1 },
  unplaced: unplaced === null ? null : { numerator: unplaced, denominator: 1 },
  attainment: null,
  timeElapsed: null,
  pacedAttainment: null,
  paceGap: null,
  gap: null,
  runRate: null,
  requiredRunRate: null,
  status: null,
});

const view = (places: readonly PlaceAttainmentView[]): AttainmentView => ({
  target: 't',
  asOf: '2026-09-30',
  basis: 'natural',
  dataUntil: null,
  unassigned: { amount: 0, cells: 0 },
  outside: { amount: 0, cells: 0 },
  places: [...places],
});

function tree(): Tree {
  const built = buildTree([{ id: 'A' }, { id: 'A1', parent: 'A' }, { id: 'B' }]);
  if (!built.ok) throw new Error('no tree');
  return built.value;
}

describe('the breakdown of what was attained', () => {
  it('follows each member with what none of its members takes, so that every level adds up', () => {
    const seen = view([place('*', 17, 9), place('A', 12, 5), place('A1', 7, null), place('B', 1, null)]);
    const rows = breakdownRows(seen, 'all', tree(), 0).map(({ place: at, unplaced, depth }) => [
      at?.members[0] ?? 'rest',
      at?.actual?.numerator ?? unplaced,
      depth,
    ]);
    expect(rows).toEqual([
      ['*', 17, 0],
      ['A', 12, 1],
      ['A1', 7, 2],
      ['rest', 5, 2],
      ['B', 1, 1],
      ['rest', 4, 1],
    ]);
  });

  it('leaves out what the reader may not see', () => {
    const rows = breakdownRows(view([place('A', 5, null), place('A1', 5, null)]), 'all', tree(), 0);
    expect(rows.map(({ place: at }) => at?.members[0])).toEqual(['A', 'A1']);
  });
});

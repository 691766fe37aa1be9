import type { AttainmentView } from '@shapan/contract';
import { buildTimeTree } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { periodsAround, shortfallOf } from './shortfall.ts';

const time = buildTimeTree([
  { id: 'Q' },
  { id: 'M1', parent: 'Q', slot: 1 },
  { id: 'M2', parent: 'Q', slot: 2 },
  { id: 'M3', parent: 'Q', slot: 3 },
]);
const periods = [
  { id: 'M1', slot: 1, from: '2026-01-01', to: '2026-01-31' },
  { id: 'M2', slot: 2, from: '2026-02-01', to: '2026-02-28' },
  { id: 'M3', slot: 3, from: '2026-03-01', to: '2026-03-31' },
];
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
const place = (id: string, target: number, actual: number | null) => ({
  members: ['A'],
  time: id,
  target: { numerator: target, denominator: 1 },
  actual: actual === null ? null : { numerator: actual, denominator: 1 },
});

describe('the gap that is carried forward', () => {
  it('[SPR-T44] divides the periods of the cell by the last day that is over', () => {
    if (!time.ok) throw new Error('no tree');
    const layout = { frame: { time: time.value } as never, periods };
    const around = periodsAround(layout, { members: ['A'], time: 'Q' }, '2026-02-28');
    expect([ids(around.closed), ids(around.open)]).toEqual([['M1', 'M2'], ['M3']]);
    const one = periodsAround(layout, { members: ['A'], time: 'M3' }, '2026-02-28');
    expect([ids(one.closed), ids(one.open)]).toEqual([[], ['M3']]);
  });

  it('is target minus actual, nothing reached counts as 0, and unknown where the ledger was not asked', () => {
    const view = { places: [place('M1', 100, 70), place('M2', 100, null)] } as unknown as AttainmentView;
    const at = { members: ['A'], time: 'Q' };
    expect(shortfallOf(view, at, periods.slice(0, 2))).toBe(130);
    expect(shortfallOf(view, { ...at, members: ['B'] }, periods.slice(0, 1))).toBeNull();
    expect(shortfallOf(undefined, at, periods)).toBeNull();
  });
});

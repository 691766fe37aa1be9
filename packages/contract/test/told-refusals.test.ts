import { applyChanges, type Change, createState, type Problem } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { type Parts, toldRefusal } from '../src/index.ts';

/** A plan with a hold of the whole and one in part A. */
function plan() {
  const state = createState();
  const hold = (id: string, member: string): Change => ({
    type: 'record.added',
    record: { kind: 'hold', id, fields: { target: 't', members: [member], time: 'all', keeps: 'bound' } },
  });
  const shape = { dimensions: ['region'], parts: 1, firstSlot: 0, slotCount: 1 } as const;
  applyChanges(state, [
    { type: 'record.added', record: { kind: 'target', id: 't', fields: {} } },
    { type: 'cube.shaped', target: 't', before: null, after: shape },
    hold('whole', '*'),
    hold('own', 'A'),
  ]);
  return state;
}

const territory = new Map([['region', new Set(['A'])]]);
const parts = { of: () => territory, above: () => true } as unknown as Parts;
const told = (params: Problem['params']) =>
  toldRefusal({ code: 'NO_FREE_CELL', path: 'at', params: params! }, { state: plan(), parts });

describe('what a refusal says to who works in a part', () => {
  it('[SPR-T55] is a range where all of it is reckoned inside', () => {
    const params = { amount: 5, holds: 'own', min: 0, max: 10, reckonedFrom: 'own' };
    expect(told(params).params).toEqual(params);
  });

  it('[SPR-T55] is no range that a hold beyond the part ends, though the holds it names lie inside', () => {
    for (const holds of ['own', '']) {
      const params = { amount: 5, holds, min: 0, max: 10, reckonedFrom: 'own,whole' };
      expect(told(params)).toMatchObject({ code: 'NO_FREE_CELL', params: { amount: 5, holds } });
      expect(told(params).params).not.toHaveProperty('max');
      expect(told(params).params).not.toHaveProperty('min');
    }
  });

  it('[SPR-T53] says which holds beyond the part would give way', () =>
    expect(told({ amount: 5, holds: 'whole', soft: 'whole', forbidden: 3 })).toEqual({
      code: 'HELD_OUTSIDE',
      path: 'at',
      params: { holds: 'whole', soft: 'whole' },
    }));

  it('names the hold and nothing more where that itself reaches beyond', () => {
    expect(told({ amount: 5, holds: 'whole', min: 0, max: 10 })).toEqual({
      code: 'HELD_OUTSIDE',
      path: 'at',
      params: { holds: 'whole' },
    });
  });
});

import { expect, test } from 'vitest';
import { roundedUp } from '../../src/targets/spread/rounded-up.ts';
import { input } from './ask.ts';
import { type SpreadRequest, spread } from './doors.ts';
import { allValues, line, place, whole } from './garden.ts';
import { must, number, planOf, typing } from './plan-of-kinds.ts';
import { applied } from './random-requests.ts';

/** Of what rounding handed out, the leaves that got it (SPR-T87). */

const filled = () => {
  const plan = planOf({ r: { aggregation: 'sum' } });
  must(plan, typing('r', { 'N1 7': 1, 'N2 7': 1, 'S 7': 1 }));
  return plan;
};

const residue = (of: ReturnType<typeof must>) => of.notices.find(({ code }) => code === 'RESIDUE')?.params;

test('[SPR-T87] the leaves that rounding gave more than their share are named', () => {
  const plan = filled();
  const done = must(plan, typing('r', { '* 7': { value: 100, method: 'equal', fair: false } }));
  expect(['N1 7', 'N2 7', 'S 7'].map((cell) => number(plan, 'r', cell))).toEqual([34, 33, 33]);
  expect(residue(done)).toMatchObject({ names: 'N1 · M2026-07' });
  expect(residue(must(plan, typing('r', { '* 7': 201 })))).toMatchObject({ names: 'N1 · M2026-07' });
});

test('[SPR-T87] nothing is named where nothing was rounded', () => {
  expect(residue(must(filled(), typing('r', { '* 7': 300 })))).toBeUndefined();
});

test('[SPR-T87] a named leaf that takes all of the residue is the one that is named', () => {
  const plan = filled();
  const location = { members: ['S'], time: 'M2026-07' };
  const more = { method: 'equal', residue: 'location', location };
  const done = must(plan, typing('r', { '* 7': { value: 101, ...more } }));
  expect(number(plan, 'r', 'S 7')).toBe(35);
  expect(residue(done)).toEqual({ units: 2, names: 'S · M2026-07' });
});

test('[SPR-T87, SPR-T66] of a negative amount they are those of its mirror image, the first five of them', () => {
  const up = (parts: number[], weights: number[], amount: number) =>
    roundedUp(
      Float64Array.from(parts),
      { weights: Float64Array.from(weights), takes: Uint8Array.from(weights, () => 1) },
      amount,
    );
  expect(up([4, 3, 3], [1, 1, 1], 10)).toEqual([0]);
  expect(up([-4, -3, -3], [1, 1, 1], -10)).toEqual([0]);
  expect(up([-4, -3, -3], [-1, -1, -1], -10)).toEqual([0]);
  expect(up([4, 3, 3], [-1, -1, -1], 10)).toEqual([0]);
  expect(up([2, 4, 6], [1, 2, 3], 12)).toEqual([]);
  expect(
    up(
      Array.from({ length: 20 }, (_, i) => (i < 10 ? 1 : 0)),
      Array(20).fill(1),
      10,
    ),
  ).toHaveLength(5);
  const large = 2 ** 52 - 1;
  expect(up([large, large + 1], [large, large], 2 * large + 1)).toEqual([1]);
});

test('[SPR-T87, SPR-T64] between floors and caps they are named as anywhere, those at an end not among them', () => {
  const garden = line([10, 30, 60, 60]);
  const hold = { id: 'cap', at: place(garden, ['m3'], 'M1'), keeps: 'bound', cap: 40 } as const;
  const typed = (value: number, more: Partial<SpreadRequest> = {}) => {
    const asked: SpreadRequest = { at: whole(garden), method: 'proportional', value, ...more };
    const outcome = spread(input(garden, { holds: [hold] }), asked);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    const { notices } = outcome.value;
    return {
      leaves: allValues(applied(garden, outcome.value)),
      residue: notices.find(({ code }) => code === 'RESIDUE')?.params,
    };
  };
  // 11.1, 33.3 and 66.6 beside the cap: one unit, to the last.
  expect(typed(151)).toEqual({
    leaves: [11, 33, 40, 67],
    residue: { units: 1, names: expect.stringMatching('^m4') },
  });
  expect(typed(140)).toEqual({ leaves: [10, 30, 40, 60], residue: undefined });
  // −11.1, −33.3, −44.4 and −44.4 within a floor of the entry: nothing there is at its end, and less is more.
  const negative = typed(-178, { floor: -90 });
  expect(negative.leaves).toEqual([-11, -33, -67, -67]);
  expect(negative.residue).toEqual({ units: 2, names: expect.stringMatching('^m3.*m4') });
  // A difference laid on top: 22 for three, 7.3 each.
  const onTop = typed(162, { method: 'equalIncrement' });
  expect(onTop).toEqual({
    leaves: [18, 37, 40, 67],
    residue: { units: 1, names: expect.stringMatching('^m1') },
  });
});

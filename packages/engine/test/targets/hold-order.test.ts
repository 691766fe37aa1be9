import { describe, expect, test } from 'vitest';
import { applyChanges, type Command, decideUndo, findRecord } from '../../src/index.ts';
import { at, must, number, type PlanOfKinds, planOf, refusalOf, typing } from './plan-of-kinds.ts';

/** Holds and numbers of one submission: its commands one after the other, all of them or none, and one undo (SPR-T82). */
const holding = (id: string, place: string): Command => ({
  type: 'record.add',
  kind: 'hold',
  id,
  fields: { target: 'r', ...at(place), keeps: 'value', owner: 'me', reason: 'agreed' },
});
const releasing = (id: string): Command => ({ type: 'record.remove', kind: 'hold', id });

/** Everything of N is held: 30 and 40. */
function held(): PlanOfKinds {
  const plan = planOf({ r: { aggregation: 'sum' } });
  must(plan, typing('r', { 'N1 7': 30, 'N2 7': 40, 'S 7': 30 }));
  must(plan, holding('n1', 'N1 7'));
  must(plan, holding('n2', 'N2 7'));
  return plan;
}

const july = (plan: PlanOfKinds) => ['N1 7', 'N2 7', 'S 7'].map((place) => number(plan, 'r', place));

describe('the order of holds and numbers in one submission', () => {
  test('[SPR-T82] a hold that is released before the number frees its cell, and one undo brings both back', () => {
    const plan = held();
    const changes = [releasing('n1'), typing('r', { 'N 7': 100 })].flatMap((one) => must(plan, one).changes);
    expect(july(plan)).toEqual([60, 40, 30]);
    const undone = decideUndo(plan.context, changes);
    if (!undone.ok) throw new Error('refused');
    applyChanges(plan.state, undone.value);
    expect(july(plan)).toEqual([30, 40, 30]);
    expect(findRecord(plan.state, 'hold', 'n1')).toBeDefined();
  });

  test('[SPR-T55, T82] one that is released after it still holds: refused with what the cell can take', () => {
    const plan = held();
    expect(refusalOf(plan, typing('r', { 'N 7': 100 }))).toMatchObject({
      code: 'NO_FREE_CELL',
      params: { amount: 30, min: 70, max: 70, holds: 'n1,n2' },
    });
    expect(july(plan)).toEqual([30, 40, 30]);
  });

  test('[SPR-T82] a hold keeps the number that stands when it is made: the old one before, the new one after', () => {
    const [before, after] = [held(), held()];
    const steps = [holding('s', 'S 7'), typing('r', { '* 7': 120 })];
    expect(refusalOf(before, steps[1]!)).toBeNull();
    must(before, steps[0]!);
    expect(refusalOf(before, steps[1]!)).toMatchObject({ code: 'NO_FREE_CELL' });
    for (const step of steps.toReversed()) must(after, step);
    expect(july(after)).toEqual([30, 40, 50]);
    expect(refusalOf(after, typing('r', { '* 7': 130 }))).toMatchObject({ params: { min: 120, max: 120 } });
  });

  test('[SPR-T81] the numbers of one command have no order', () => {
    const numbers = [
      ['N1 7', 50],
      ['* 7', 150],
      ['S 7', 20],
    ] as const;
    const orders = [numbers, numbers.toReversed(), [numbers[1], numbers[0], numbers[2]]];
    const results = orders.map((order) => {
      const plan = held();
      must(plan, releasing('n1'));
      must(plan, releasing('n2'));
      must(plan, typing('r', Object.fromEntries(order)));
      return july(plan);
    });
    expect(new Set(results.map(String)).size).toBe(1);
    expect(results[0]).toEqual([50, 80, 20]);
  });

  test('[SPR-T55, T81] of several numbers the refusal names the cell, and the range with the others as they are', () => {
    const plan = held();
    must(plan, releasing('n1'));
    expect(refusalOf(plan, typing('r', { 'N1 7': 50, 'S 7': 20, '* 7': 150 }))).toMatchObject({
      code: 'NO_FREE_CELL',
      path: '2.at',
      params: { cell: 'M2026-07', min: 110, max: 110 },
    });
  });
});

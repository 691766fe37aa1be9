import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellAddress, copyLeaves, createTotals, readTotal, refreshTotals, setCells } from './doors.ts';
import { everyPlace, grow, seedling } from './garden.ts';
import { must, number, planOf, refusalOf, typing } from './plan-of-kinds.ts';

const peak = () => {
  const plan = planOf({ peak: { aggregation: 'max' }, low: { aggregation: 'min' } });
  const leaves = { 'N1 7': 5, 'N1 8': 9, 'N2 7': 7, 'S 9': -3 };
  must(plan, typing('peak', leaves));
  must(plan, typing('low', leaves));
  return plan;
};

describe('the largest and the smallest leaf', () => {
  test('[DOMAIN-5] speak for every place above, over members and over time; empty leaves say nothing', () => {
    const plan = peak();
    const read = (target: string) =>
      ['N 7', 'N Q', '* all', 'S all', 'S 7'].map((one) => number(plan, target, one));
    expect(read('peak')).toEqual([7, 9, 9, -3, null]);
    expect(read('low')).toEqual([5, 5, -3, -3, null]);
  });

  test('[SPR-T78] a total is refused with the way out; capping or flooring all leaves is an answer', () => {
    const plan = peak();
    expect(refusalOf(plan, typing('peak', { 'N Q': 8 }))).toMatchObject({
      code: 'KIND',
      params: { aggregation: 'max', instead: 'capLeaves' },
    });
    expect(refusalOf(plan, typing('low', { 'N Q': 8 }))?.params).toMatchObject({ instead: 'floorLeaves' });
    must(plan, typing('peak', { 'N Q': { value: 6, method: 'capLeaves' } }));
    expect(['N1 7', 'N1 8', 'N2 7', 'N2 8', 'N Q'].map((one) => number(plan, 'peak', one))).toEqual([
      5,
      6,
      6,
      null,
      6,
    ]);
    must(plan, typing('low', { '* all': { value: 6, method: 'floorLeaves' } }));
    expect(['N1 7', 'N1 8', 'S 9', '* all'].map((one) => number(plan, 'low', one))).toEqual([6, 9, 6, 6]);
    expect(must(plan, typing('low', { '* all': { value: 6, method: 'floorLeaves' } })).changes).toEqual([]);
  });

  test('[SPR-T78] caps and floors bound the leaves of sums too, and tell that no total is promised', () => {
    const plan = planOf({ sales: { aggregation: 'sum' } });
    must(plan, typing('sales', { 'N1 7': 5, 'N2 7': 9, 'S 8': 20 }));
    const { notices } = must(plan, typing('sales', { '* all': { value: 8, method: 'capLeaves' } }));
    expect(notices.map(({ code }) => code)).toContain('NO_PROMISE');
    expect(['N1 7', 'N2 7', 'S 8', '* all'].map((one) => number(plan, 'sales', one))).toEqual([5, 8, 8, 21]);
    expect(refusalOf(plan, typing('sales', { '* all': { method: 'capLeaves' } }))?.code).toBe('REQUIRED');
  });

  test('[SPR-T46] held leaves stay above a cap', () => {
    const plan = peak();
    const hold = {
      target: 'peak',
      members: ['N1'],
      time: 'M2026-08',
      keeps: 'value',
      owner: 'her',
      reason: 'x',
    };
    must(plan, { type: 'record.add', kind: 'hold', id: 'h', fields: hold });
    must(plan, typing('peak', { 'N Q': { value: 6, method: 'capLeaves' } }));
    expect(['N1 8', 'N2 7', 'N Q'].map((one) => number(plan, 'peak', one))).toEqual([9, 6, 9]);
    must(plan, typing('peak', { 'N1 7': 1 }));
    expect(number(plan, 'peak', 'N1 7')).toBe(1);
  });

  test('[DOMAIN-5, SPR-T3] random cubes and edits: every place agrees with a walk over its leaves', () => {
    const edit = fc.tuple(fc.nat(200), fc.nat(6), fc.option(fc.integer({ min: -20, max: 1_200 })));
    fc.assert(
      fc.property(
        seedling(),
        fc.constantFrom('max' as const, 'min' as const),
        fc.array(edit, { maxLength: 12 }),
        (seed, extremum, edits) => {
          const garden = grow(seed);
          const { cube, frame } = garden;
          const totals = createTotals(cube, frame, { extremum });
          const compare = (): void => {
            for (const place of everyPlace(garden)) {
              const values: number[] = [];
              frame.order.forEach((row) => {
                const inside = frame.trees.every((tree, d) => {
                  const node = frame.position[d]![row]!;
                  return node >= place.members[d]! && node < tree.end[place.members[d]!]!;
                });
                if (!inside) return;
                const line = new Float64Array(cube.slotCount);
                copyLeaves(cube, 0, row, cube.firstSlot, cube.slotCount, line, 0);
                const { firstLeaf, end } = frame.time;
                for (let leaf = firstLeaf[place.time]!; leaf < firstLeaf[end[place.time]!]!; leaf++)
                  if (!Number.isNaN(line[leaf])) values.push(line[leaf]!);
              });
              expect(readTotal(totals, place)).toBe(values.length === 0 ? null : Math[extremum](...values));
            }
          };
          compare();
          for (const [pick, month, value] of edits) {
            const cell = cellAddress(
              frame.order[pick % frame.order.length]!,
              cube.firstSlot + (month % cube.slotCount),
            );
            const before = new Float64Array(1);
            copyLeaves(cube, 0, Math.floor(cell / 2 ** 20), cell % 2 ** 20, 1, before, 0);
            setCells(cube, 0, [cell], [value]);
            refreshTotals(totals, 0, [cell], before, [value]);
          }
          compare();
        },
      ),
      { numRuns: 60 },
    );
  });
});

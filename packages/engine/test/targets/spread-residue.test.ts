import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { members, type Numbers, ref } from './ask.ts';
import { type SpreadRequest, spread } from './doors.ts';
import { allValues, anyPlace, grow, line, must, place, seedling, slowTotal, whole } from './garden.ts';
import { amount, applied, inputOf, picks } from './random-requests.ts';

/** Who gets the units that rounding leaves over (SPR-T65 to T68). */

const named = (values: Numbers, leaf: string) => place(line(values), [leaf], 'M1');

describe('standard rounding with one divisor', () => {
  const by = (residue: SpreadRequest['residue'], value: number) =>
    members([6, 6, 2], { method: 'relativeProportional', value, reference: ref([6, 6, 2]), residue });

  test('[SPR-T67] no leaf falls when the total rises, where largest remainders make one fall', () => {
    expect([by('largestRemainder', 10), by('largestRemainder', 11)]).toEqual([
      [4, 4, 2],
      [5, 5, 1],
    ]);
    expect([by('divisor', 10), by('divisor', 11)]).toEqual([
      [5, 4, 1],
      [5, 5, 1],
    ]);
  });

  test('[SPR-T67] is monotone in every leaf of every cube, through all levels', () => {
    fc.assert(
      fc.property(
        seedling(),
        picks,
        fc.nat(2_000),
        fc.integer({ min: 1, max: 3 }),
        (seed, pick, value, more) => {
          const garden = grow(seed);
          const at = anyPlace(garden, pick);
          const leaves = (total: number) => {
            const outcome = spread(inputOf(garden), {
              at,
              method: 'proportional',
              value: total,
              residue: 'divisor',
            });
            return outcome.ok ? allValues(applied(garden, outcome.value)) : null;
          };
          const [less, greater] = [leaves(value), leaves(value + more)];
          fc.pre(less !== null && greater !== null);
          less?.forEach((leaf, k) => {
            if (leaf !== null) expect(greater?.[k]).toBeGreaterThanOrEqual(leaf);
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  test('[SPR-T66, T67] is mirrored by a negative amount', () => {
    expect(by('divisor', -10)).toEqual([-5, -4, -1]);
  });

  test('[SPR-T67] has no meaning for weights of both signs: refused', () => {
    expect(members([10, -2], { method: 'proportional', value: 16, residue: 'divisor' })).toBe(
      'BASIS_NEGATIVE',
    );
    expect(members([-10, -20], { method: 'proportional', value: -16, residue: 'divisor' })).toEqual([
      -5, -11,
    ]);
  });

  test('[SPR-T67] also divides a list of weights', () => {
    const pattern = { method: 'pattern', value: 10, pattern: [6, 6, 2] } as const;
    expect(members([null, null, null], pattern)).toEqual([4, 4, 2]);
    expect(members([null, null, null], { ...pattern, residue: 'divisor' })).toEqual([5, 4, 1]);
    expect(members([null, null, null], { ...pattern, residue: 'highest' })).toEqual([5, 4, 1]);
    const location = named([1, 1, 1], 'm1');
    expect(members([null, null, null], { ...pattern, residue: 'location', location })).toBe('INVALID');
  });
});

describe('a named leaf', () => {
  const thirds: Numbers = [1, 1, 1];

  test('[SPR-T68] takes every unit that is left after flooring', () => {
    const ask = { method: 'proportional', value: 101, residue: 'location' } as const;
    expect(members(thirds, { ...ask, location: named(thirds, 'm3') })).toEqual([33, 33, 35]);
    expect(members(thirds, { ...ask, value: -101, location: named(thirds, 'm3') })).toEqual([-33, -33, -35]);
  });

  test('[SPR-T68] without a name the largest share takes it, not the largest rounded part', () => {
    const ask = { method: 'proportional', granularity: 1_000 } as const;
    expect(members([40, 60], { ...ask, value: 2_500 })).toEqual([1_000, 1_500]);
    expect(members([10, 90], { ...ask, value: 500 })).toEqual([0, 500]);
  });
  test('[SPR-T68] takes what is less than one granule', () => {
    const ask = { method: 'proportional', value: 3_450, granularity: 1_000 } as const;
    expect(members(thirds, ask)).toEqual([1_450, 1_000, 1_000]);
    expect(members(thirds, { ...ask, location: named(thirds, 'm2') })).toEqual([1_000, 1_450, 1_000]);
  });

  test('[SPR-T68] what is handed out and what makes no granule are told in smallest units, with the leaves', () => {
    const garden = line([1, 3, 4]);
    const told = (value: number, more: Partial<SpreadRequest> = {}) => {
      const at = whole(garden);
      const outcome = must(
        spread(inputOf(garden), { at, method: 'proportional', value, granularity: 100, ...more }),
      );
      return outcome.notices.map(({ code, params }) => [code, ...Object.values(params ?? {})]);
    };
    // 150, 450 and 600 in hundreds: one hundred is rounding, of equal remainders to the first.
    expect(told(1_207)).toEqual([
      ['RESIDUE', 100, 'm1 · M1'],
      ['BELOW_GRANULE', 7, 'm3 · M1'],
    ]);
    expect(told(-807)).toContainEqual(['BELOW_GRANULE', -7, 'm3 · M1']);
    expect(told(800)).toEqual([]);
    expect(told(807, { location: named([1, 3, 4], 'm2') })).toEqual([['BELOW_GRANULE', 7, 'm2 · M1']]);
    // At its cap the largest share has no room for the rest; the next one has.
    expect(told(807, { cap: 400 })).toEqual([['BELOW_GRANULE', 7, 'm2 · M1']]);
  });

  test('[SPR-T68] leaves every other leaf at the floor of its exact share, whatever the trees', () => {
    fc.assert(
      fc.property(seedling(), amount, fc.nat(97), (seed, value, pick) => {
        const garden = grow(seed);
        const before = allValues(garden.cube);
        const total = before.reduce((sum: number, one) => sum + (one ?? 0), 0);
        fc.pre(total > 0);
        const k = pick % before.length;
        const row = Math.floor(k / garden.cube.slotCount);
        const location = {
          members: garden.trees.map((tree, d) => {
            const node = garden.frame.position[d]![row]!;
            return tree.end[node] === node + 1 ? node : ~node;
          }),
          time: garden.time.leafNodes[k % garden.cube.slotCount]!,
        };
        const request: SpreadRequest = {
          at: whole(garden),
          method: 'proportional',
          value,
          residue: 'location',
        };
        const outcome = spread(inputOf(garden), { ...request, location });
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
        const after = applied(garden, outcome.value);
        expect(slowTotal(garden, whole(garden), after)).toBe(value);
        allValues(after).forEach((leaf, i) => {
          if (i === k) return;
          const floor = (BigInt(Math.abs(value)) * BigInt(before[i] ?? 0)) / BigInt(total);
          expect(leaf ?? 0).toBe(Number(value < 0 ? -floor : floor) + 0);
        });
      }),
      { numRuns: 150 },
    );
  });

  test('[SPR-T68] has to be one leaf of the cell that may change', () => {
    const ask = { method: 'proportional', value: 101, residue: 'location' } as const;
    expect(members(thirds, ask)).toBe('REQUIRED');
    expect(members(thirds, { ...ask, location: place(line(thirds), ['m'], 'M1') })).toBe('INVALID');
    const holds = [{ id: 'h', at: named(thirds, 'm3'), keeps: 'value' as const }];
    expect(members(thirds, { ...ask, location: named(thirds, 'm3') }, { holds })).toBe('NO_FREE_CELL');
  });
});

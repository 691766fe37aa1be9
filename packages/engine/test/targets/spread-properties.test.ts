import fc from 'fast-check';
import { expect, test } from 'vitest';
import { members } from './ask.ts';
import { createFrame, meets, type SpreadRequest, spread, spreadBatch, spreadMethods } from './doors.ts';
import {
  allValues,
  anyPlace,
  everyPlace,
  type Garden,
  grow,
  line,
  must,
  seedling,
  slowTotal,
  whole,
} from './garden.ts';
import { amount, applied, inputOf, mixedValues, picks, requestOf } from './random-requests.ts';
import { turnedDimensions } from './twin-gardens.ts';

/** Properties (SPR-19.16, SPR-19.17) that no other file holds: splitting members, the order of dimensions, what commutes. */

test('[SPR-19.16] a member split in two whose weights add up changes no other exact share', () => {
  const weight = fc.integer({ min: 1, max: 50 });
  fc.assert(
    fc.property(
      fc.array(weight, { minLength: 2, maxLength: 8 }),
      weight,
      fc.integer({ min: 1, max: 9 }),
      (weights, more, factor) => {
        // A total that every weight divides: shares are exact, so rounding has no say.
        const [first = 1, ...rest] = weights;
        const total = (first + more + rest.reduce((sum, one) => sum + one, 0)) * factor;
        const ask = { method: 'proportional', value: total } as const;
        const joined = members([first + more, ...rest], ask) as number[];
        const split = members([first, more, ...rest], ask) as number[];
        expect(split.slice(2)).toEqual(joined.slice(1));
        expect(split[0]! + split[1]!).toBe(joined[0]);
      },
    ),
  );
});

test('[SPR-19.6] members in another order receive the same, save where remainders are equal', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { minLength: 2, maxLength: 9 }),
      fc.nat(9_999),
      (weights, value) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        const remainders = weights.map((weight) => (weight * value) % sum);
        fc.pre(new Set(remainders).size === remainders.length);
        const ask = { method: 'proportional', value } as const;
        const turned = members(weights.toReversed(), ask) as number[];
        expect(turned.toReversed()).toEqual(members(weights, ask));
      },
    ),
  );
});

test('[SPR-19.17] the order of dimensions changes no typed number, and no total by more than rounding allows', () => {
  fc.assert(
    fc.property(seedling(), picks, fc.nat(3_000), (seed, pick, value) => {
      const garden = grow(seed);
      const twin = turnedDimensions(garden);
      const at = anyPlace(garden, pick);
      const there = { members: at.members.toReversed(), time: at.time };
      const ask = { method: 'proportional', value } as const;
      const one = spread(inputOf(garden), { at, ...ask });
      const other = spread(inputOf(twin), { at: there, ...ask });
      expect(other.ok).toBe(one.ok);
      if (!one.ok || !other.ok) return;
      const [after, beside] = [applied(garden, one.value), applied(twin, other.value)];
      expect(slowTotal(twin, there, beside)).toBe(slowTotal(garden, at, after));
      // Each level divides with an error below one unit, per node above it: as many units as there are levels and leaves.
      for (const total of everyPlace(garden).slice(0, 60)) {
        const turnedTotal = { members: total.members.toReversed(), time: total.time };
        const difference =
          (slowTotal(garden, total, after) ?? 0) - (slowTotal(twin, turnedTotal, beside) ?? 0);
        expect(Math.abs(difference)).toBeLessThan(2 * allValues(garden.cube).length);
      }
    }),
    { numRuns: 60 },
  );
});

test('[SPR-T83] entries that share no leaf give the same in either order; of two on one total the last counts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 4, maxLength: 4 }),
      fc.nat(500),
      fc.nat(500),
      (values, a, b) => {
        const garden = line(values);
        const typed = (leaf: number, value: number): SpreadRequest => ({
          at: { members: [leaf], time: 0 },
          method: 'proportional',
          value,
        });
        const run = (requests: readonly SpreadRequest[]) =>
          requests.reduce((before, request) => {
            const cube = applied(before, must(spread(inputOf(before), request)));
            return { ...before, cube, frame: createFrame(cube, before.trees, before.time) };
          }, garden);
        const pair = [typed(1, a), typed(3, b)] as const;
        expect(allValues(run(pair).cube)).toEqual(allValues(run(pair.toReversed()).cube));
        const direct = allValues(run([{ at: whole(garden), method: 'proportional', value: b + 1 }]).cube);
        const twice = allValues(
          run([
            {
              at: whole(garden),
              method: 'proportional',
              value: 1_000 * values.reduce((sum, one) => sum + one, 0),
            },
            { at: whole(garden), method: 'proportional', value: b + 1 },
          ]).cube,
        );
        expect(twice).toEqual(direct);
      },
    ),
    { numRuns: 60 },
  );
});

test('[SPR-T13] by their own numbers, setting to a share and adding a share of the difference are the same', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 2, maxLength: 8 }),
      fc.nat(30_000),
      (values, value) => {
        const sum = values.reduce((a, b) => a + b, 0);
        // Of equal remainders the first is raised, of a difference below zero the first is lowered.
        fc.pre(new Set(values.map((one) => (one * value) % sum)).size === values.length);
        const set = members(values, { method: 'weightedAllocation', value });
        expect(members(values, { method: 'weightedIncrement', value })).toEqual(set);
        expect(members(values, { method: 'proportional', value })).toEqual(set);
        const step = value - sum;
        expect(members(values, { method: 'proportional', value: step, action: 'add' })).toEqual(set);
      },
    ),
  );
});

test('[SPR-T13] by other weights they are not: one erases the pattern, the other keeps it below the difference', () => {
  expect(members([10, 20, 30], { method: 'equalAllocation', value: 90 })).toEqual([30, 30, 30]);
  expect(members([10, 20, 30], { method: 'equalIncrement', value: 90 })).toEqual([20, 30, 40]);
  const reference = (row: number) => [1, 1, 4][row]!;
  expect(members([10, 20, 30], { method: 'weightedAllocation', value: 90, reference })).toEqual([15, 15, 60]);
  expect(members([10, 20, 30], { method: 'weightedIncrement', value: 90, reference })).toEqual([15, 25, 50]);
});

/** What is there after entries one after the other, each its own commit; `null` where one is refused. */
function afterAll(garden: Garden, requests: readonly SpreadRequest[]): readonly (number | null)[] | null {
  let { cube } = garden;
  for (const request of requests) {
    const outcome = spread(inputOf({ ...garden, cube }), request);
    if (!outcome.ok) return null;
    cube = applied({ ...garden, cube }, outcome.value);
  }
  return allValues(cube);
}

test('[SPR-T83] random: entries by any method at places without a common leaf commute', () => {
  const entry = fc.record({ pick: picks, value: amount, method: fc.constantFrom(...spreadMethods) });
  fc.assert(
    fc.property(seedling({ values: mixedValues }), entry, entry, (seed, one, other) => {
      const garden = grow(seed);
      const requests = [one, other].map(({ pick, value, method }) =>
        requestOf(method, anyPlace(garden, pick), value),
      );
      fc.pre(!meets(garden.frame, requests[0]!.at, requests[1]!.at));
      expect(afterAll(garden, requests.toReversed())).toEqual(afterAll(garden, requests));
    }),
    { numRuns: 200 },
  );
});

test('[SPR-T83] two percentages, and two equal increments, commute where nothing is rounded', () => {
  const values = [20_000, 50_000, null, 0];
  const garden = line(values);
  const at = whole(garden);
  const grow10: SpreadRequest = { at, method: 'percent', percent: 10, action: 'add' };
  const cut20: SpreadRequest = { at, method: 'percent', percent: 20, action: 'subtract' };
  expect(afterAll(garden, [grow10, cut20])).toEqual([17_600, 44_000, null, 0]);
  expect(afterAll(garden, [cut20, grow10])).toEqual([17_600, 44_000, null, 0]);
  const add: SpreadRequest = { at, method: 'equal', value: 400, action: 'add' };
  const take: SpreadRequest = { at, method: 'equal', value: 1_200, action: 'subtract' };
  expect(afterAll(garden, [add, take])).toEqual(afterAll(garden, [take, add]));
  expect(afterAll(garden, [add, take])).toEqual([19_800, 49_800, -200, -200]);
});

test('[SPR-T82] separate commits are a sequence, a batch is not', () => {
  const garden = line([10, 20, 30]);
  const leaf: SpreadRequest = { at: { members: [1], time: 0 }, method: 'proportional', value: 40 };
  const total: SpreadRequest = { at: whole(garden), method: 'proportional', value: 180 };
  const together = applied(garden, must(spreadBatch(inputOf(garden), [leaf, total])));
  expect(allValues(together)).toEqual([40, 56, 84]);
  const first = applied(garden, must(spread(inputOf(garden), leaf)));
  const then = { ...garden, cube: first };
  expect(allValues(applied(then, must(spread(inputOf(then), total))))).toEqual([80, 40, 60]);
});

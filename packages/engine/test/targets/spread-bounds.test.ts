import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ratio } from '../../src/foundation/ratio.ts';
import { freeSet, selfBasis } from '../../src/targets/spread/basis.ts';
import { fit, readBounded } from '../../src/targets/spread/bounded.ts';
import { contextOf, gatherScope } from '../../src/targets/spread/scope.ts';
import { input, leavesAfter, members, monthHold, type Numbers, ref, type Wish } from './ask.ts';
import { type Hold, type SpreadInput, spread } from './doors.ts';
import {
  anyPlace,
  type Garden,
  grow,
  line,
  must,
  place,
  seedling,
  slowTotal,
  whole,
  year,
} from './garden.ts';
import { applied, inputOf, picks } from './random-requests.ts';

const bound = (garden: Garden, member: number, ends: { floor?: number; cap?: number }): Hold => ({
  id: `b${member}`,
  at: place(garden, [`m${member}`], 'M1'),
  keeps: 'bound',
  ...ends,
});

/** The refusal of a plain number typed on the whole. */
const refused = (garden: Garden, holds: readonly Hold[], value: number, more: Partial<SpreadInput> = {}) => {
  const outcome = spread(input(garden, { holds, ...more }), {
    at: whole(garden),
    method: 'proportional',
    value,
  });
  return outcome.ok ? 'not refused' : outcome.problems[0];
};

describe('floors and caps', () => {
  const typed = (values: Numbers, value: number, ends: readonly { floor?: number; cap?: number }[]) => {
    const garden = line(values);
    const holds = ends.map((one, i) => bound(garden, i + 1, one));
    return leavesAfter(garden, values, { method: 'proportional', value }, { holds });
  };
  test('[SPR-T64] a leaf at its end keeps it, the others share what is left in proportion', () => {
    expect(typed([10, 30, 60], 200, [{}, {}, { cap: 80 }])).toEqual([30, 90, 80]);
    expect(typed([10, 30, 60], 50, [{ floor: 10 }, {}, {}])).toEqual([10, 13, 27]);
  });
  test('[SPR-T64] floor and cap at once: one λ, not one pass that clamps both', () => {
    // In proportion it would be 70, 20, 10: the cap bites and the floor seems to. With 80 left for two it does not.
    expect(typed([7, 2, 1], 100, [{ cap: 20 }, {}, { floor: 15 }])).toEqual([20, 53, 27]);
    expect(typed([10, 2, 1], 40, [{ cap: 30 }, {}, { floor: 9 }])).toEqual([26, 5, 9]);
  });
  test('[SPR-T64] a leaf of weight zero sits at 0 or at its end nearest to 0', () => {
    expect(typed([0, 30, 70], 200, [{ floor: 20 }, {}, {}])).toEqual([20, 54, 126]);
    expect(typed([null, 30, 70], 200, [{ floor: 20 }, {}, {}])).toEqual([20, 54, 126]);
    expect(typed([null, 30, 70], 200, [{ cap: 20 }, {}, {}])).toEqual([null, 60, 140]);
  });
  test('[SPR-T64] too much or too little is refused with the amount and the range', () => {
    const garden = line([10, 30, 60]);
    const holds = [
      bound(garden, 1, { floor: 5, cap: 20 }),
      bound(garden, 2, { floor: 20, cap: 40 }),
      bound(garden, 3, { floor: 40, cap: 60 }),
    ];
    expect(refused(garden, holds, 150)).toEqual({
      code: 'BOUNDS',
      path: 'at',
      params: { amount: 30, min: 65, max: 120, holds: 'b1,b2,b3', reckonedFrom: 'b1,b2,b3' },
    });
    expect(refused(garden, holds, 60)).toMatchObject({ code: 'BOUNDS', params: { amount: -5, min: 65 } });
    expect(refused(garden, holds, 65)).toBe('not refused');
    expect(refused(garden, holds, 120)).toBe('not refused');
    expect(refused(garden, holds.slice(0, 2), 24, { nonNegative: 'kept' })).toMatchObject({
      code: 'SIGN_FLIP',
      params: { amount: 1, min: 25, max: null },
    });
  });
  test('[SPR-T64] bounds of the request, for every leaf or by leaf', () => {
    const garden = line([10, 30, 60]);
    const wish: Wish = { method: 'proportional', value: 200 };
    expect(leavesAfter(garden, [10, 30, 60], { ...wish, cap: 90 })).toEqual([28, 82, 90]);
    expect(leavesAfter(garden, [10, 30, 60], { ...wish, floor: ref([50, null, null]) })).toEqual([
      50, 50, 100,
    ]);
    expect(leavesAfter(garden, [10, 30, 60], { ...wish, floor: 10, cap: 5 })).toBe('BOUNDS');
    expect(leavesAfter(garden, [10, 30, 60], { ...wish, value: 100, cap: 50 })).toEqual([13, 37, 50]);
  });
  test('[SPR-T64] every method that promises a total keeps them, increments on top of what is there', () => {
    const values = [10, 30, 60];
    const garden = line(values);
    const holds = [bound(garden, 3, { cap: 70 })];
    const total = (wish: Wish) => leavesAfter(garden, values, wish, { holds });
    expect(total({ method: 'equal', value: 240 })).toEqual([85, 85, 70]);
    expect(total({ method: 'equalIncrement', value: 160 })).toEqual([35, 55, 70]);
    expect(total({ method: 'relativeProportional', value: 100, reference: ref([1, 1, 8]) })).toEqual([
      15, 15, 70,
    ]);
  });
  test('[SPR-T64] a method that sets leaf by leaf is refused where it would leave them', () => {
    const garden = line([10, 30, 60]);
    const holds = [bound(garden, 3, { cap: 70 })];
    const wish: Wish = { method: 'percent', percent: 10, action: 'add' };
    expect(leavesAfter(garden, [10, 30, 60], wish, { holds })).toEqual([11, 33, 66]);
    expect(leavesAfter(garden, [10, 30, 60], { ...wish, percent: 20 }, { holds })).toBe('BOUNDS');
  });
  test('[SPR-T64] negative amounts are the mirror image', () => {
    expect(typed([-10, -30, -60], -200, [{}, {}, { floor: -80 }])).toEqual([-30, -90, -80]);
  });
  test('[SPR-T64] numbers of both signs have no order of who gives first', () => {
    expect(typed([-10, 30, 60], 200, [{}, {}, { cap: 80 }])).toBe('BASIS_NEGATIVE');
  });
});

describe('bounds on totals', () => {
  const quarters = (holds: (garden: Garden) => readonly Hold[], value: number, at = 'Y') => {
    const values = [10, 20, 30, 40, 50, 60];
    const garden = year(values);
    const wish: Wish = { at: place(garden, [], at), method: 'proportional', value };
    return leavesAfter(garden, values, wish, { holds: holds(garden) });
  };
  const on = (garden: Garden, period: string, ends: { floor?: number; cap?: number }): Hold => ({
    id: period,
    at: place(garden, [], period),
    keeps: 'bound',
    ...ends,
  });
  test('[SPR-T64] a total at its cap is shared out among its leaves, the rest goes to the others', () => {
    expect(quarters((g) => [on(g, 'Q2', { cap: 180 })], 420)).toEqual([40, 80, 120, 48, 60, 72]);
    expect(quarters((g) => [on(g, 'Q1', { floor: 60 })], 105)).toEqual([10, 20, 30, 12, 15, 18]);
  });
  test('[SPR-T64] bounds nest: the month in its quarter, the quarter in the year', () => {
    const holds = (g: Garden) => [on(g, 'Q2', { cap: 180 }), on(g, 'M6', { cap: 60 })];
    expect(quarters(holds, 420)).toEqual([40, 80, 120, 53, 67, 60]);
    expect(quarters((g) => [...holds(g), on(g, 'Y', { cap: 400 })], 420)).toBe('BOUNDS');
    const stuck = (g: Garden) => [
      on(g, 'Q2', { floor: 200 }),
      ...[4, 5, 6].map((m) => on(g, `M${m}`, { cap: 60 })),
    ];
    expect(quarters(stuck, 420)).toBe('BOUNDS');
  });
  test('[SPR-T64] held numbers inside a bounded total count towards it', () => {
    const holds = (g: Garden): Hold[] => [
      on(g, 'Q2', { cap: 180 }),
      { id: 'h', at: place(g, [], 'M6'), keeps: 'value' },
    ];
    expect(quarters(holds, 420)).toEqual([40, 80, 120, 53, 67, 60]);
  });
  test('[SPR-T64] an entry below a bounded total moves nobody else: it fits or is refused with the range', () => {
    const garden = year([10, 20, 30]);
    const holds = [on(garden, 'Q1', { floor: 50, cap: 70 })];
    const at = place(garden, [], 'M1');
    expect(leavesAfter(garden, [10, 20, 30], { at, method: 'proportional', value: 20 }, { holds })).toEqual([
      20, 20, 30,
    ]);
    expect(spread(input(garden, { holds }), { at, method: 'proportional', value: 21 })).toMatchObject({
      problems: [{ code: 'BOUNDS', params: { amount: 1, holds: 'Q1', within: 'Q1', min: 0, max: 20 } }],
    });
  });
  test('[SPR-T64] bounds that cross each other are kept or the entry is refused, never overstepped', () => {
    fc.assert(
      fc.property(
        seedling(),
        picks,
        picks,
        picks,
        fc.nat(3_000),
        fc.nat(2_000),
        (seed, pick, a, b, value, cap) => {
          const garden = grow(seed);
          const holds: Hold[] = [a, b].map((one, i) => ({
            id: `b${i}`,
            at: anyPlace(garden, one),
            keeps: 'bound',
            cap,
          }));
          const outcome = spread(inputOf(garden, { holds }), {
            at: anyPlace(garden, pick),
            method: 'proportional',
            value,
          });
          if (!outcome.ok) return;
          const after = applied(garden, outcome.value);
          for (const { at } of holds) {
            const [was, is] = [slowTotal(garden, at) ?? 0, slowTotal(garden, at, after) ?? 0];
            if (was !== is) expect(is).toBeLessThanOrEqual(cap);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

const ends = fc.record({ lo: fc.option(fc.nat(60)), more: fc.option(fc.nat(80)) });
const leaf = fc.record({ weight: fc.nat(40), ends });

test('[SPR-T64, SPR-19.14] random: clamp(λw) for one λ before rounding, and within every end after it', () => {
  fc.assert(
    fc.property(fc.array(leaf, { minLength: 1, maxLength: 12 }), fc.nat(400), (leaves, value) => {
      const garden = line(leaves.map(({ weight }) => weight));
      const holds = leaves.map(({ ends: { lo, more } }, i) =>
        bound(garden, i + 1, {
          ...(lo !== null && { floor: lo }),
          ...(more !== null && { cap: (lo ?? 0) + more }),
        }),
      );
      const shown = leaves.reduce((sum, { weight }) => sum + weight, 0);
      fc.pre(shown > 0 && shown !== value);
      const given = input(garden, { holds });
      const scope = must(gatherScope(contextOf(given), whole(garden)));
      const set = freeSet(scope);
      const request = { at: whole(garden), method: 'proportional', value } as const;
      const basis = must(selfBasis(scope, set, request, value));
      const bounded = must(readBounded(garden.frame, scope, request, set, basis.weights, false));
      const fitted = fit(bounded, value, 0);
      const outcome = spread(given, request);
      expect(outcome.ok).toBe(fitted.ok);
      if (!fitted.ok || !outcome.ok) return;
      const { num, den } = fitted.value.factors[0]!;
      const exact = leaves.map(({ weight, ends: { lo, more } }) => {
        const share = BigInt(num) * BigInt(weight);
        const floor = BigInt(lo ?? 0) * BigInt(den);
        const cap = BigInt((lo ?? 0) + (more ?? 0)) * BigInt(den);
        if (lo !== null && share < floor) return floor;
        return more !== null && share > cap ? cap : share;
      });
      expect(
        ratio(
          exact.reduce((sum, one) => sum + one, 0n),
          BigInt(den),
        ),
      ).toEqual(ratio(BigInt(value) * BigInt(den), BigInt(den)));
      const after = leavesAfter(
        garden,
        leaves.map(({ weight }) => weight),
        request,
        { holds },
      ) as number[];
      expect(after.reduce((sum, one) => sum + one, 0)).toBe(value);
      after.forEach((one, i) => {
        const { lo, more } = leaves[i]!.ends;
        if (lo !== null) expect(one).toBeGreaterThanOrEqual(lo);
        if (more !== null) expect(one).toBeLessThanOrEqual((lo ?? 0) + more);
        const off = BigInt(one) * BigInt(den) - exact[i]!;
        expect(off < BigInt(den) && -off < BigInt(den)).toBe(true);
      });
    }),
    { numRuns: 500 },
  );
});

test('[SPR-T64] random trees: whole numbers within all floors and caps, whatever the levels', () => {
  const limit = fc.record({ picks, below: fc.nat(400), above: fc.nat(400) });
  fc.assert(
    fc.property(
      seedling(),
      picks,
      fc.integer({ min: -200, max: 6_000 }),
      fc.array(limit, { maxLength: 6 }),
      (seed, pick, value, limits) => {
        const garden = grow(seed);
        const holds = limits.map(({ picks: one, below, above }, i): Hold => {
          const at = anyPlace(garden, one);
          const now = slowTotal(garden, at) ?? 0;
          return { id: `b${i}`, at, keeps: 'bound', floor: now - below, cap: now + above };
        });
        const at = anyPlace(garden, pick);
        const outcome = spread(inputOf(garden, { holds }), { at, method: 'proportional', value });
        if (!outcome.ok) return;
        const after = applied(garden, outcome.value);
        expect(slowTotal(garden, at, after) ?? 0).toBe(value);
        for (const { at: held, floor, cap } of holds) {
          const total = slowTotal(garden, held, after) ?? 0;
          expect(total).toBeGreaterThanOrEqual(floor!);
          expect(total).toBeLessThanOrEqual(cap!);
        }
      },
    ),
    { numRuns: 400 },
  );
});

describe('numbers beyond what is exact', () => {
  test('[SPR-T7] a total of leaves that are each in range is refused when it is not', () => {
    expect(members([1, 1, 1], { method: 'repeatLeaves', value: 9e15 })).toBe('OUT_OF_RANGE');
    expect(members([1, 1, 1], { method: 'repeatLeaves', value: 3e15 })).toEqual([3e15, 3e15, 3e15]);
  });
});

test('[SPR-T51, SPR-T64] a number with a floor is not emptied: that would be a way around it', () => {
  const garden = year([100, 5]);
  const on = (ends: { floor?: number; cap?: number }): Hold[] => [
    { id: 'b', at: place(garden, [], 'M1'), keeps: 'bound', ...ends },
  ];
  const clear = (holds: readonly Hold[]) => leavesAfter(garden, [100, 5], { method: 'clear' }, { holds });
  expect(clear(on({ floor: 66 }))).toBe('BOUNDS');
  expect(clear(on({ cap: 120 }))).toEqual([null, null]);
  expect(clear(on({ floor: 0 }))).toEqual([null, null]);
});

describe('nothing free', () => {
  test('[SPR-T9, SPR-T64] what already shows the number stays, whatever floor or cap was asked for', () => {
    const garden = year([1, 2]);
    const holds = [monthHold(garden, 1), monthHold(garden, 2)];
    const wish = { method: 'proportional', value: 3, floor: 0, cap: 5 } as const;
    expect(leavesAfter(garden, [1, 2], wish, { holds })).toEqual([1, 2]);
    expect(leavesAfter(garden, [1, 2], { ...wish, value: 4 }, { holds })).toBe('NO_FREE_CELL');
  });
  test('[SPR-T9, SPR-19.4] an end asks nothing of leaves that the filter leaves out', () => {
    const wish = {
      method: 'proportional',
      value: 50,
      floor: 5,
      filter: 'populated',
      granularity: 10,
    } as const;
    // Divided once more, by whole granules, these would be 10 and 40.
    expect(members([null, 11, 39], wish)).toEqual([null, 11, 39]);
    expect(members([0, 11, 39], { ...wish, filter: 'nonZero' })).toEqual([0, 11, 39]);
    // One that counts is asked to keep it.
    expect(members([0, 11, 39], wish)).toEqual([5, 10, 35]);
  });
});

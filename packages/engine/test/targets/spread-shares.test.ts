import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { input, leavesAfter, ref, type Wish } from './ask.ts';
import { type Hold, type Place, placeAbove, type SpreadOutcome, spread, spreadBatch } from './doors.ts';
import {
  allValues,
  anyPlace,
  type Garden,
  grow,
  line,
  must,
  place,
  seedling,
  slowTotal,
  year,
} from './garden.ts';
import { applied, inputOf, picks } from './random-requests.ts';

const share = (garden: Garden, member: number, part: number, whole: number): Hold => ({
  id: `s${member}`,
  at: place(garden, [`m${member}`], 'M1'),
  keeps: 'share',
  share: { part, whole, along: 0 },
});

const inTime = (garden: Garden, period: string, part: number, whole: number): Hold => ({
  id: period,
  at: place(garden, [], period),
  keeps: 'share',
  share: { part, whole, along: 'time' },
});

const rowsAfter = (garden: Garden, outcome: SpreadOutcome) => allValues(applied(garden, outcome));

const at = (garden: Garden, period: string, value: number): Wish & { at: NonNullable<Wish['at']> } => ({
  at: place(garden, [], period),
  method: 'proportional',
  value,
});

describe('share holds', () => {
  test('[SPR-T52] B is always 40 % of the team: the parent becomes V, B becomes s·V', () => {
    const values = [30, 40, 30];
    const garden = line(values);
    const holds = [share(garden, 2, 40, 100)];
    const total = (wish: Wish) => leavesAfter(garden, values, wish, { holds });
    expect(total({ method: 'proportional', value: 200 })).toEqual([60, 80, 60]);
    expect(total({ method: 'equal', value: 200 })).toEqual([60, 80, 60]);
    expect(total({ method: 'relativeProportional', value: 200, reference: ref([5, 9, 1]) })).toEqual([
      100, 80, 20,
    ]);
    expect(total({ method: 'proportional', value: 0 })).toEqual([0, 0, 0]);
  });
  test('[SPR-T52] rounded together with its siblings', () => {
    const garden = line([1, 1, 1]);
    const holds = [share(garden, 1, 1, 3), share(garden, 2, 1, 3)];
    // 3.67 each: two units to hand out, ties to the earlier member.
    expect(leavesAfter(garden, [1, 1, 1], { method: 'proportional', value: 11 }, { holds })).toEqual([
      4, 4, 3,
    ]);
    expect(leavesAfter(garden, [1, 1, 1], { method: 'proportional', value: -11 }, { holds })).toEqual([
      -4, -4, -3,
    ]);
  });
  test('[SPR-T52] what stands at the parent itself is one of the siblings', () => {
    const garden = grow({
      parents: [[0, 0, 0]],
      months: 1,
      rows: [[0], [1], [2]],
      values: Array(98).fill(1),
    });
    const third = (member: string): Hold => ({
      id: member,
      at: place(garden, [member], 'M1'),
      keeps: 'share',
      share: { part: 1, whole: 3, along: 0 },
    });
    const holds = [third('d0-1'), third('d0-2')];
    // 3.67 each: two units to hand out, and its own row comes first.
    const top = { at: place(garden, ['d0-0'], 'M1'), method: 'proportional', value: 11 } as const;
    const outcome = spread(inputOf(garden, { holds }), top);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    const after = applied(garden, outcome.value);
    expect(['d0-1', 'd0-2'].map((id) => slowTotal(garden, place(garden, [id], 'M1'), after))).toEqual([4, 3]);
  });
  test('[SPR-T52] whatever divides the siblings, none of them makes up for the rounding of many shares', () => {
    const values = [...Array<number>(10).fill(5), ...Array<number>(10).fill(6), 10_000];
    const garden = line(values);
    const holds = values.slice(0, 10).map((one, i) => share(garden, i + 1, one, 10_110));
    // The shares are halves of a unit each, the ten small siblings 0.6, the large one 1,000: eleven units for the largest
    // remainders of all twenty-one.
    const reference = ref(values.map((one, i) => (i < 10 ? 1 : one)));
    for (const wish of [{ method: 'proportional' }, { method: 'relativeProportional', reference }] as const) {
      const after = leavesAfter(garden, values, { ...wish, value: 1011 }, { holds });
      expect(after).toEqual([1, ...Array(9).fill(0), ...Array(10).fill(1), 1000]);
    }
  });
  test('[SPR-T52] sixty shares entered anew at once, siblings of several leaves beside them', () => {
    const seed = 20_261_130;
    const regions = 3;
    const products = 70;
    const methods = ['proportional', 'equal', 'relativeProportional', 'equalIncrement'] as const;
    const weight = (row: number): number => ((row * 7_919) % 89) + 1;
    const numbers = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 210, maxLength: 210 });
    let wide = 0;
    fc.assert(
      fc.property(
        numbers,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: -400, max: 9_000 }),
        fc.constantFrom(...methods),
        (values, count, value, method) => {
          const rows = values.map((_, i) => [1 + Math.floor(i / products), 1 + (i % products)]);
          const garden = grow({
            parents: [Array(1 + regions).fill(0), Array(1 + products).fill(0)],
            months: 1,
            rows,
            values: rows.flatMap((_, i) => Array.from({ length: 7 }, () => values[i]!)),
          });
          const product = (j: number): Place => place(garden, ['d0-0', `d1-${j}`], 'M1');
          const holds = Array.from({ length: count }, (_, j): Hold => {
            const of = { part: 1 + ((j * 37) % 101), whole: 7_001, along: 1 };
            return { id: `s${j}`, at: product(j + 1), keeps: 'share', share: of };
          });
          const top = place(garden, ['d0-0', 'd1-0'], 'M1');
          const reference = (row: number): number => weight(row);
          const outcome = spread(inputOf(garden, { holds }), { at: top, method, value, reference });
          if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
          const after = applied(garden, outcome.value);
          const sumOf = (of: (row: number) => number, j: number): number =>
            [0, 1, 2].reduce((sum, region) => sum + of(region * products + j - 1), 0);
          const free = Array.from({ length: products - count }, (_, i) => count + i + 1);
          const given = holds.reduce((sum, { share: of }) => sum + of!.part / of!.whole, 0);
          const was = (j: number): number => sumOf((row) => values[row]!, j);
          const rule = { proportional: was, equal: () => 3, equalIncrement: () => 3 };
          const weigh = method === 'relativeProportional' ? (j: number) => sumOf(weight, j) : rule[method];
          const whole = free.reduce((sum, j) => sum + weigh(j), 0);
          const base = (j: number): number => (method === 'equalIncrement' ? was(j) : 0);
          const left = value * (1 - given) - free.reduce((sum, j) => sum + base(j), 0);
          for (let j = 1; j <= products; j++) {
            const of = holds[j - 1]?.share;
            const exact = of ? (value * of.part) / of.whole : base(j) + (left * weigh(j)) / whole;
            const off = Math.abs((slowTotal(garden, product(j), after) ?? 0) - exact);
            expect(off, `seed ${seed}: product ${j}`).toBeLessThan(1 + 1e-6);
          }
          expect(slowTotal(garden, top, after)).toBe(value);
          if (count > 30) wide += 1;
        },
      ),
      { seed, numRuns: 60 },
    );
    expect(wide).toBeGreaterThan(10);
  });
  test('[SPR-T52] the total grows with its members: many shares of it, none a unit off', () => {
    const values = [...Array<number>(40).fill(10), 600];
    const garden = line(values);
    const holds = values.slice(0, 40).map((_, i) => share(garden, i + 1, 1 + (i % 7), 997));
    const at = place(garden, ['m41'], 'M1');
    for (let value = 100; value < 700; value += 37) {
      const after = leavesAfter(garden, values, { at, method: 'proportional', value }, { holds });
      if (typeof after === 'string') throw new Error(after);
      const total = after.reduce<number>((sum, one) => sum + (one ?? 0), 0);
      for (const [i, { share: of }] of holds.entries())
        expect(Math.abs(after[i]! - (total * of!.part) / of!.whole)).toBeLessThan(1);
      expect(after[40]).toBe(value);
    }
  });
  test('[SPR-T52] beside shares an entry reaches what it would reach without them, and nothing else', () => {
    // What a reference leaves out becomes 0 or stays empty, and a waiting row stays as it is.
    const values = [30, 40, 30, 5, null];
    const garden = line(values);
    const holds = [share(garden, 2, 2, 5)];
    const reference = ref([1, 9, 3, null, null]);
    expect(
      leavesAfter(garden, values, { method: 'relativeProportional', value: 200, reference }, { holds }),
    ).toEqual([30, 80, 90, 0, null]);
    const waits = (row: number): boolean => row === 4;
    expect(leavesAfter(garden, values, { method: 'equal', value: 200 }, { holds, waits })).toEqual([
      40,
      80,
      40,
      40,
      null,
    ]);
    expect(
      leavesAfter(garden, values, { method: 'proportional', percent: 100, action: 'add' }, { holds }),
    ).toEqual([58, 84, 58, 10, null]);
  });
  test('[SPR-T52, T87] what is told is told of the entry, not of the cells that a share made necessary', () => {
    const garden = line([1, 1, 1, 4]);
    const holds: Hold[] = [
      share(garden, 1, 1, 3),
      { id: 'v', at: place(garden, ['m4'], 'M1'), keeps: 'value' },
    ];
    const top = { at: place(garden, ['m'], 'M1'), method: 'proportional', value: 11 } as const;
    const outcome = spread(input(garden, { holds }), top);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    // 3.67 for the share, 4 held, 1.67 each for the two others: two units, to the share and the first of those.
    expect(rowsAfter(garden, outcome.value)).toEqual([4, 2, 1, 4]);
    const skipped = { held: 1, settled: 0, forbidden: 0, closed: 0, outside: 0, computed: 0, holds: 'v' };
    expect(outcome.value.notices).toEqual([
      { code: 'SKIPPED', params: skipped },
      { code: 'RESIDUE', params: { units: 2, names: expect.stringMatching(/m1.*m2/) } },
      { code: 'SHARED', params: { hold: 's1', amount: 3 } },
    ]);
  });
  test('[SPR-T52, T23] a percentage or an addition above is reckoned on what was there before any share had its say', () => {
    const values = [10, 20, 30, 40, 50, 30];
    const garden = year(values);
    const holds = [inTime(garden, 'M1', 1, 6)];
    const top = { at: place(garden, [], 'Y') };
    const after = (wish: Wish) => leavesAfter(garden, values, { ...wish, ...top }, { holds });
    expect(after({ method: 'equal', action: 'add', value: 60 })).toEqual([15, 33, 42, 50, 60, 40]);
    expect(after({ method: 'proportional', percent: 10, action: 'add' })).toEqual([11, 22, 33, 44, 55, 33]);
  });
  test('[SPR-T52] a share of a share whose total moves otherwise than in proportion', () => {
    const values = [10, 20, 30, 40, 50, 30];
    const garden = year(values);
    const holds = [inTime(garden, 'Q1', 1, 3), inTime(garden, 'M1', 1, 6)];
    const wish: Wish = { at: place(garden, [], 'Y'), method: 'equal', value: 540 };
    expect(leavesAfter(garden, values, wish, { holds })).toEqual([30, 75, 75, 120, 120, 120]);
  });
  test('[SPR-T52] a sibling moves: the parent grows until the share is right again', () => {
    const values = [30, 40, 30];
    const garden = line(values);
    const holds = [share(garden, 2, 40, 100)];
    const wish: Wish = { at: place(garden, ['m1'], 'M1'), method: 'proportional', value: 60 };
    expect(leavesAfter(garden, values, wish, { holds })).toEqual([60, 60, 30]);
    const outcome = spread(input(garden, { holds }), { at: place(garden, ['m1'], 'M1'), ...wish });
    expect(outcome).toMatchObject({
      value: {
        notices: expect.arrayContaining([{ code: 'SHARED', params: { hold: 's2', amount: 20 } }]),
      },
    });
  });
  test('[SPR-T52, T87] below zero too, what is exact is told of no rounding', () => {
    const garden = line([-5, -5]);
    const holds = [share(garden, 2, 1, 2)];
    const outcome = spread(input(garden, { holds }), {
      at: place(garden, ['m1'], 'M1'),
      method: 'proportional',
      value: -10,
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    expect(rowsAfter(garden, outcome.value)).toEqual([-10, -10]);
    expect(outcome.value.notices).toEqual([{ code: 'SHARED', params: { hold: 's2', amount: -5 } }]);
  });
  test('[SPR-T52] with the parent held, the share keeps its number and the siblings absorb', () => {
    const values = [30, 40, 30];
    const garden = line(values);
    const holds: Hold[] = [
      share(garden, 2, 40, 100),
      { id: 't', at: place(garden, ['m'], 'M1'), keeps: 'total' },
    ];
    const wish: Wish = { at: place(garden, ['m1'], 'M1'), method: 'proportional', value: 45 };
    expect(leavesAfter(garden, values, wish, { holds })).toEqual([45, 40, 15]);
  });
  test('[SPR-T52] a direct edit of a share-held cell needs release', () => {
    const values = [30, 40, 30];
    const garden = line(values);
    const holds = [share(garden, 2, 40, 100)];
    const wish: Wish = { at: place(garden, ['m2'], 'M1'), method: 'proportional', value: 50 };
    expect(leavesAfter(garden, values, wish, { holds })).toBe('NO_FREE_CELL');
    expect(leavesAfter(garden, values, { ...wish, release: ['s2'] }, { holds })).toEqual([30, 50, 30]);
  });
  test('[SPR-T52] on a total along time: a quarter is a third of the half, whatever is typed where', () => {
    const values = [10, 20, 30, 40, 50, 30];
    const garden = year(values);
    const holds = [inTime(garden, 'Q1', 1, 3)];
    const after = (wish: Wish) => leavesAfter(garden, values, wish, { holds });
    expect(after(at(garden, 'Y', 360))).toEqual([20, 40, 60, 80, 100, 60]);
    // Inside, the other months of the quarter absorb, as under a held total.
    expect(after(at(garden, 'M3', 45))).toEqual([5, 10, 45, 40, 50, 30]);
    // Beside, the year grows: 180 in the second quarter are two thirds of 270.
    expect(after(at(garden, 'M4', 100))).toEqual([15, 30, 45, 100, 50, 30]);
  });
  test('[SPR-T52] shares of shares settle from the outside in', () => {
    const values = [10, 20, 30, 40, 50, 30];
    const garden = year(values);
    const holds = [inTime(garden, 'Q1', 1, 3), inTime(garden, 'M1', 1, 6)];
    const after = (wish: Wish) => leavesAfter(garden, values, wish, { holds });
    expect(after(at(garden, 'Y', 540))).toEqual([30, 60, 90, 120, 150, 90]);
    expect(after(at(garden, 'M4', 100))).toEqual([15, 30, 45, 100, 50, 30]);
    expect(after(at(garden, 'M2', 30))).toEqual([10, 30, 20, 40, 50, 30]);
  });
  test('[SPR-T52] shares of the whole leave nothing for anybody else', () => {
    const garden = line([40, 60, 0]);
    const holds = [share(garden, 1, 2, 5), share(garden, 2, 3, 5)];
    expect(leavesAfter(garden, [40, 60, 0], { method: 'proportional', value: 50 }, { holds })).toEqual([
      20, 30, 0,
    ]);
    const wish: Wish = { at: place(garden, ['m3'], 'M1'), method: 'proportional', value: 5 };
    expect(leavesAfter(garden, [40, 60, 0], wish, { holds })).toBe('NO_FREE_CELL');
  });
  test('[SPR-T52, T64] a share beside a cap, and a share that a cap forbids', () => {
    const values = [30, 40, 30];
    const garden = line(values);
    const cap = (member: number, most: number): Hold => ({
      id: 'c',
      at: place(garden, [`m${member}`], 'M1'),
      keeps: 'bound',
      cap: most,
    });
    const wish: Wish = { method: 'proportional', value: 200 };
    expect(leavesAfter(garden, values, wish, { holds: [share(garden, 2, 2, 5), cap(1, 50)] })).toEqual([
      50, 80, 70,
    ]);
    expect(leavesAfter(garden, values, wish, { holds: [share(garden, 2, 2, 5), cap(2, 70)] })).toBe('BOUNDS');
  });
  test('[SPR-T52, T81] several entries of one commit see one share', () => {
    const values = [30, 40, 30];
    const garden = line(values);
    const holds = [share(garden, 2, 40, 100)];
    const requests = (['m1', 'm3'] as const).map((id, i) => ({
      at: place(garden, [id], 'M1'),
      method: 'proportional' as const,
      value: 45 * (i + 1),
    }));
    for (const order of [requests, requests.toReversed()]) {
      const outcome = spreadBatch(input(garden, { holds }), order);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
      expect(slowTotal(garden, place(garden, ['m2'], 'M1'), applied(garden, outcome.value))).toBe(90);
    }
  });

  /** The share a cell has now of the one above it; none at a top or where there is nothing yet. */
  const presentShare = (garden: Garden, at: Place, along: number | 'time', id: string): Hold[] => {
    const above = placeAbove(garden.frame, at, along);
    const whole = above && slowTotal(garden, above);
    return whole
      ? [{ id, at, keeps: 'share', share: { part: slowTotal(garden, at) ?? 0, whole, along } }]
      : [];
  };
  const seeds = fc.array(fc.record({ picks, along: fc.constantFrom<number | 'time'>(0, 1, 2, 'time') }), {
    minLength: 1,
    maxLength: 3,
  });
  test('[SPR-T52] what a pattern adds or takes away is reckoned on what was there before any share moved', () => {
    const garden = line([10, 20, 30, 40]);
    const holds = [share(garden, 1, 10, 100)];
    const pattern = { method: 'pattern', pattern: [1, 1, 1, 1], at: place(garden, ['m'], 'M1') } as const;
    for (const [action, total] of [
      ['add', 120],
      ['subtract', 80],
    ] as const) {
      const outcome = must(spread(input(garden, { holds }), { ...pattern, value: 20, action }));
      const leaves = rowsAfter(garden, outcome);
      expect(leaves[0]).toBe(total / 10);
      expect(leaves.reduce((sum: number, one) => sum + (one ?? 0), 0)).toBe(total);
    }
  });
  test('[SPR-T52] random: after any entry every share that moved is within a unit of its part of the parent', () => {
    let right = 0;
    fc.assert(
      fc.property(
        seedling(),
        picks,
        fc.boolean(),
        fc.nat(5_000),
        seeds,
        (seed, pick, above, value, shares) => {
          const garden = grow(seed);
          const holds = shares.flatMap(({ picks: one, along }, i) =>
            presentShare(garden, anyPlace(garden, one), along, `s${i}`),
          );
          const parents = holds.map(({ at, share }) => placeAbove(garden.frame, at, share!.along)!);
          const requested = (above ? parents[0] : undefined) ?? anyPlace(garden, pick);
          const outcome = spread(inputOf(garden, { holds }), {
            at: requested,
            method: 'proportional',
            value,
          });
          if (!outcome.ok) return;
          const after = applied(garden, outcome.value);
          expect(slowTotal(garden, requested, after) ?? 0).toBe(value);
          for (const [i, { at: held, share: of }] of holds.entries()) {
            const parent = parents[i]!;
            const moved = [held, parent].some(
              (one) => slowTotal(garden, one) !== slowTotal(garden, one, after),
            );
            if (!moved) continue;
            const exact = ((slowTotal(garden, parent, after) ?? 0) * of!.part) / of!.whole;
            expect(Math.abs((slowTotal(garden, held, after) ?? 0) - exact)).toBeLessThan(1);
            right += 1;
          }
        },
      ),
      { numRuns: 600 },
    );
    expect(right).toBeGreaterThan(40);
  });
});

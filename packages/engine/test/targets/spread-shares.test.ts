import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { input, leavesAfter, ref, type Wish } from './ask.ts';
import { type Hold, type Place, placeAbove, spread, spreadBatch } from './doors.ts';
import { anyPlace, type Garden, grow, line, place, seedling, slowTotal, year } from './garden.ts';
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
    // The shares are halves of a unit each, the ten small siblings 0.6, the large one 1,000.
    const reference = ref(values.map((one, i) => (i < 10 ? 1 : one)));
    const after = leavesAfter(
      garden,
      values,
      { method: 'relativeProportional', value: 1011, reference },
      { holds },
    );
    expect(after.at(-1)).toBe(1000);
    expect(after.slice(0, 10)).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
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

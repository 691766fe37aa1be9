import { describe, expect, test } from 'vitest';
import { fitCrossing } from '../../src/targets/spread/crossing.ts';
import { createDraft, searchStepsOf } from '../../src/targets/spread/draft.ts';
import { input, leavesAfter, members, periods } from './ask.ts';
import { block, totals, typed } from './block.ts';
import { addRows, cellAddress, createCube, createFrame, type Hold, setCells, spread } from './doors.ts';
import { flatTree, line, months, place, slotOfMonth, year } from './garden.ts';

/** How far an entry reaches: which leaves, which part of a rate, how many steps of a search. */

describe('balances', () => {
  const last = { aggregation: 'last' } as const;
  const first = { behaviour: 'first' } as const;

  test('[SPR-T40] a number lands in one period, what is done to every leaf reaches them all', () => {
    expect(periods([10, 20, 30], { method: 'proportional', value: 60 }, last)).toEqual([10, 20, 60]);
    expect(periods([10, 20, 30], { method: 'percent', percent: 10, action: 'add' }, last)).toEqual([
      11, 22, 33,
    ]);
    expect(periods([10, 20, 30], { method: 'repeatLeaves', value: 5 }, first)).toEqual([5, 5, 5]);
    expect(periods([10, null, 30], { method: 'clear' }, last)).toEqual([null, null, null]);
  });

  test('[SPR-T21] of a selection too', () => {
    const garden = year([1, 2, 3, 4, 5, 6, 7]);
    const wish = {
      method: 'repeatLeaves',
      value: 9,
      at: place(garden, [], 'Q1'),
      selection: [place(garden, [], 'M5')],
    } as const;
    expect(leavesAfter(garden, [1, 2, 3, 4, 5, 6, 7], wish, last)).toEqual([9, 9, 9, 4, 9, 6, 7]);
  });
});

describe('granules between floors and caps', () => {
  test('[SPR-T64, SPR-T68] whole granules for all but the leaf with the largest share', () => {
    const wish = { method: 'proportional', value: 1_234, granularity: 100 } as const;
    expect(members([10, 30, 60], { ...wish, floor: 0 })).toEqual([100, 400, 734]);
    // At its cap it has no room for the rest: the next largest takes it.
    expect(members([10, 30, 60], { ...wish, cap: 600 })).toEqual([200, 434, 600]);
  });

  test('[SPR-T64, SPR-T68] a granule that does not fit goes on whole', () => {
    const garden = line([1, 1, 1, 1]);
    const hold = (id: string, cap: number): Hold => ({
      id,
      at: place(garden, [id], 'M1'),
      keeps: 'bound',
      cap,
    });
    const holds = [hold('m1', 250), hold('m2', 250)];
    const after = leavesAfter(
      garden,
      [1, 1, 1, 1],
      { method: 'proportional', value: 1_500, granularity: 100 },
      { holds },
    );
    expect(after).toEqual([250, 250, 500, 500]);
  });
});

describe('rates', () => {
  /** Numerators and denominators of three members in one month. */
  function rates(pairs: readonly (readonly [number, number])[]) {
    const tree = flatTree('m', pairs.length);
    const cube = createCube({ dimensions: ['d'], parts: 2, firstSlot: slotOfMonth(1), slotCount: 1 });
    const rows = addRows(
      cube,
      pairs.map((_, i) => [`m${i + 1}`]),
    );
    const cells = rows.map((row) => cellAddress(row, slotOfMonth(1)));
    for (const part of [0, 1] as const) {
      setCells(
        cube,
        part,
        cells,
        pairs.map((pair) => pair[part]),
      );
    }
    const time = months(1);
    return { cube, frame: createFrame(cube, [tree], time), trees: [tree], time };
  }

  test('[SPR-T47, SPR-T78] under a held rate both parts are made good', () => {
    const garden = rates([
      [10, 100],
      [20, 100],
      [30, 100],
    ]);
    const holds: Hold[] = [{ id: 'h', at: { members: [0], time: 0 }, keeps: 'total' }];
    const at = place(garden, ['m1'], 'M1');
    const extra = { aggregation: 'ratio', holds } as const;
    for (const givesWay of ['numerator', 'denominator', 'both'] as const) {
      const outcome = spread(input(garden, extra), { at, method: 'proportional', value: 0.4, givesWay });
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
      for (const { before, after } of outcome.value.changes) {
        const sum = (values: Float64Array) => values.reduce((total, one) => total + one, 0);
        expect(sum(after)).toBe(sum(before));
      }
      expect(outcome.value.changes.length).toBe(givesWay === 'both' ? 2 : 1);
    }
  });
});

describe('searches', () => {
  test('[SPR-T72] of one gesture share their steps', () => {
    const open = [
      [1, null],
      [null, 1],
    ];
    const garden = block([open, open.toReversed()]);
    const wanted = totals(garden, { r1: 1, r2: 1, p1: 1, p2: 1, c1: 1, c2: 1 });
    const steps = Number(typed(garden, wanted).problem?.params?.['steps']);
    expect(steps).toBeGreaterThan(0);
    const draft = createDraft({ ...input(garden), searchSteps: steps + 1 });
    const search = () =>
      fitCrossing(
        draft,
        0,
        wanted.map(({ at, value = 0 }) => ({ place: at, value, name: '' })),
      );
    expect(search()).toMatchObject({ ok: false, problems: [{ params: { proven: true, steps } }] });
    expect(search()).toMatchObject({ ok: false, problems: [{ params: { proven: false, steps: 1 } }] });
  });

  test('[SPR-T72] and commands of one submission: many of them get fewer each', () => {
    expect([1, 50, 100, 5_000].map(searchStepsOf)).toEqual([20_000, 20_000, 10_000, 200]);
  });
});

import { describe, expect, test } from 'vitest';
import { leavesAfter, periods, type Wish } from './ask.ts';
import {
  buildTimeTree,
  createFrame,
  createTotals,
  readFraction,
  spread,
  type TimeBehaviour,
} from './doors.ts';
import { type Garden, must, place, slotOfMonth, whole, year } from './garden.ts';

/** A quarter whose months have the given days. */
function quarter(values: readonly (number | null)[], days = [31, 28, 31]): Garden {
  const { cube, trees } = year(values);
  const time = must(
    buildTimeTree([
      { id: 'Q1' },
      ...days.map((length, m) => ({ id: `M${m + 1}`, parent: 'Q1', slot: slotOfMonth(m + 1), days: length })),
    ]),
  );
  return { cube, trees, time, frame: createFrame(cube, [], time) };
}

const shown = (garden: Garden, behaviour: TimeBehaviour): number => {
  const { numerator, denominator } = readFraction(
    createTotals(garden.cube, garden.frame, { behaviour }),
    whole(garden),
  )!;
  return numerator / denominator;
};

describe('[SPR-T40] behaviours over time', () => {
  test('published: months 10, 15, 20', () => {
    const garden = quarter([10, 15, 20]);
    const behaviours = ['flow', 'first', 'last', 'average', 'fill'] as const;
    expect(behaviours.map((one) => shown(garden, one))).toEqual([45, 10, 20, 15, 45]);
  });
  test('a weighted average counts each month by its days', () => {
    expect(shown(quarter([10, 15, 20]), 'weightedAverage')).toBe((310 + 420 + 620) / 90);
    expect(shown(quarter([10, null, 20]), 'weightedAverage')).toBe(15);
    expect(shown(quarter([10, 15, 20], [31, 29, 31]), 'weightedAverage')).toBe((310 + 435 + 620) / 91);
  });
  test('a weighted average is scaled, to the nearest that whole units reach', () => {
    const weighted = { behaviour: 'weightedAverage' } as const;
    const wish: Wish = { method: 'proportional', value: 30 };
    expect(leavesAfter(quarter([15, 15, 15]), [15, 15, 15], wish, weighted)).toEqual([30, 30, 30]);
    expect(leavesAfter(quarter([null, null, null]), [null, null, null], wish, weighted)).toEqual([
      30, 30, 30,
    ]);
    expect(leavesAfter(quarter([10, null, 20]), [10, null, 20], wish, weighted)).toEqual([20, null, 40]);
    const garden = quarter([10, 15, 20]);
    const { edited, notices } = must(
      spread(
        { cube: garden.cube, frame: garden.frame, aggregation: 'sum', ...weighted },
        { at: whole(garden), ...wish },
      ),
    );
    const { numerator, denominator } = edited[0]!.after!;
    expect(Math.abs(numerator - 30 * denominator)).toBeLessThanOrEqual(15);
    expect(denominator).toBe(90);
    if (numerator !== 2_700)
      expect(notices).toContainEqual({ code: 'NEAREST_RATE', params: { numerator, denominator } });
  });
  test('a held month of a weighted average stays and the others make up for it', () => {
    const garden = quarter([10, 10, 10], [30, 30, 30]);
    const holds = [{ id: 'h', at: place(garden, [], 'M1'), keeps: 'value' as const }];
    const extra = { behaviour: 'weightedAverage', holds } as const;
    expect(leavesAfter(garden, [10, 10, 10], { method: 'proportional', value: 20 }, extra)).toEqual([
      10, 25, 25,
    ]);
  });
  test('other methods cannot promise a weighted average', () => {
    const extra = { behaviour: 'weightedAverage' } as const;
    expect(leavesAfter(quarter([1, 2, 3]), [1, 2, 3], { method: 'equal', value: 20 }, extra)).toBe('KIND');
    expect(leavesAfter(quarter([1, 2, 3]), [1, 2, 3], { method: 'repeatLeaves', value: 20 }, extra)).toEqual([
      20, 20, 20,
    ]);
  });
  test('[SPR-T41] fill copies the number into every period and says that it is no total', () => {
    const garden = quarter([1, null, 3]);
    const extra = { behaviour: 'fill' } as const;
    expect(leavesAfter(garden, [1, null, 3], { method: 'proportional', value: 20 }, extra)).toEqual([
      20, 20, 20,
    ]);
    const { notices } = must(
      spread(
        { cube: garden.cube, frame: garden.frame, aggregation: 'sum', ...extra },
        { at: whole(garden), method: 'proportional', value: 20 },
      ),
    );
    expect(notices).toContainEqual({ code: 'NO_PROMISE', params: { leaves: 3 } });
  });
});

describe('[SPR-T43] periods in which a member does not exist', () => {
  const exists = (_: number, slot: number) => slot !== slotOfMonth(1);
  test('are none of the scope: they keep what they hold and receive nothing', () => {
    expect(periods([100, 100, 100], { method: 'equal', value: 500 }, { exists })).toEqual([100, 200, 200]);
    expect(periods([null, null, null], { method: 'equal', value: 500 }, { exists })).toEqual([
      null,
      250,
      250,
    ]);
    expect(periods([null], { method: 'proportional', value: 5 }, { exists })).toBe('NO_FREE_CELL');
  });
});

describe('[SPR-T44] closed periods', () => {
  const closed = new Set([slotOfMonth(1), slotOfMonth(2)]);
  test('what they hold beyond the typed number is told', () => {
    const garden = year([300, 300, 50]);
    const { cube, frame } = garden;
    const outcome = must(
      spread(
        { cube, frame, aggregation: 'sum', closed },
        { at: whole(garden), method: 'proportional', value: 500 },
      ),
    );
    expect(outcome.notices).toContainEqual({ code: 'ALREADY_EXCEEDED', params: { amount: -100 } });
    expect(outcome.edited[0]!.after).toEqual({ numerator: 500, denominator: 1 });
  });
  test('where nothing may be negative it is refused with what is closed', () => {
    expect(
      periods([300, 300, 50], { method: 'proportional', value: 500 }, { closed, nonNegative: 'kept' }),
    ).toBe('SIGN_FLIP');
  });
});

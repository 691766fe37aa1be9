import { describe, expect, test } from 'vitest';
import { leavesAfter, monthHold, periods } from './ask.ts';
import { place, year } from './garden.ts';

/** Numbers and percentages typed at a longer period of a mean or a filled metric (SPR-T40). */
const average = { behaviour: 'average' } as const;

describe('a mean over time', () => {
  test('[SPR-T23, SPR-T40] a percentage on a mean scales it, periods without an entry stay so', () => {
    const raise = { method: 'proportional', percent: 10, action: 'add' } as const;
    expect(periods([10, 20, 30], raise, average)).toEqual([11, 22, 33]);
    expect(periods([10, null, 30], raise, average)).toEqual([11, null, 33]);
    expect(periods([10, 20, 30], { method: 'proportional', percent: 50 }, average)).toEqual([5, 10, 15]);
  });
  test('[SPR-T2, SPR-T40] counts the periods that have an entry afterwards', () => {
    const holds = [monthHold(year([null, 1, 1]), 1)];
    const equal = { method: 'equal', value: 30 } as const;
    expect(periods([null, 1, 1], equal, { ...average, holds })).toEqual([null, 30, 30]);
    expect(periods([null, 1, 1], equal, average)).toEqual([30, 30, 30]);
    expect(periods([null, null, null], { ...equal, method: 'proportional' }, { ...average, holds })).toEqual([
      null,
      30,
      30,
    ]);
    expect(periods([10, null, 30], { ...equal, action: 'add' }, average)).toBe('KIND');
    expect(periods([10, 20, 30], { ...equal, action: 'add' }, average)).toEqual([40, 50, 60]);
  });
  test('[SPR-T40, SPR-T64] a floor or cap on a mean is one for the mean', () => {
    for (const behaviour of ['average', 'weightedAverage'] as const) {
      const garden = year([10, 20, 30]);
      const holds = [{ id: 'b', at: place(garden, [], 'Q1'), keeps: 'bound', floor: 5, cap: 25 }] as const;
      const wish = { method: 'proportional', value: 24 } as const;
      expect(leavesAfter(garden, [10, 20, 30], wish, { behaviour, holds })).toEqual([12, 24, 36]);
      expect(leavesAfter(garden, [10, 20, 30], { ...wish, value: 26 }, { behaviour, holds })).toBe('BOUNDS');
      expect(leavesAfter(garden, [10, 20, 30], { ...wish, value: 4 }, { behaviour, holds })).toBe('BOUNDS');
    }
  });
  test('[SPR-T60] leaves of a day-weighted mean that cancel are no basis', () => {
    const weighted = { behaviour: 'weightedAverage' } as const;
    expect(periods([10, -10, 0], { method: 'proportional', value: 5 }, weighted)).toBe('BASIS_CANCELS');
    expect(periods([10, -10, 0], { method: 'proportional', value: 0 }, weighted)).toEqual([10, -10, 0]);
  });
});

describe('a filled metric', () => {
  const fill = { behaviour: 'fill' } as const;
  test('[SPR-T23, SPR-T41] a percentage scales every period', () => {
    const raise = { method: 'proportional', percent: 10, action: 'add' } as const;
    expect(periods([10, null, 30], raise, fill)).toEqual([11, null, 33]);
    expect(periods([10, 20, 30], { method: 'proportional', percent: 50 }, fill)).toEqual([5, 10, 15]);
  });
  test('[SPR-T5, SPR-T41] a held period stays and the others take the number', () => {
    const garden = year([1, 2, 3]);
    const wish = { method: 'proportional', value: 7 } as const;
    const february = [monthHold(garden, 2)];
    expect(leavesAfter(garden, [1, 2, 3], wish, { ...fill, holds: february })).toEqual([7, 2, 7]);
    const all = [1, 2, 3].map((month) => monthHold(garden, month));
    expect(leavesAfter(garden, [1, 2, 3], wish, { ...fill, holds: all })).toBe('NO_FREE_CELL');
  });
});

describe('methods that share a number out among sub-totals', () => {
  const numbers = [10, 20, 30];
  test('[SPR-T2, SPR-T40] refuse it where the periods do not add up to what is shown', () => {
    for (const behaviour of ['average', 'weightedAverage', 'first', 'last'] as const) {
      const over = { behaviour };
      expect(periods(numbers, { method: 'growth', percent: 10, value: 90 }, over)).toBe('KIND');
      expect(periods(numbers, { method: 'pattern', pattern: [1, 2, 3], value: 60 }, over)).toBe('KIND');
    }
    const target = place(year(numbers), [], 'M3');
    expect(periods(numbers, { method: 'unassigned', target, value: 60 }, average)).toBe('KIND');
    expect(periods(numbers, { method: 'growth', percent: 100, from: 10 }, average)).toEqual([10, 20, 40]);
    expect(periods(numbers, { method: 'growth', percent: 100, value: 70 })).toEqual([10, 20, 40]);
  });
});

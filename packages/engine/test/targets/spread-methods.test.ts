import { describe, expect, test } from 'vitest';
import { leavesAfter, members, monthHold, periods, ref, type Wish } from './ask.ts';
import { line, place, slotOfMonth, year } from './garden.ts';

const quarter = () => ({ members: [], time: year([1, 1, 1]).time.index.get('Q1')! });

describe('methods', () => {
  test('[SPR-T17] proportional keeps the pattern', () => {
    expect(members([10, 30, 60], { method: 'proportional', value: 300 })).toEqual([30, 90, 180]);
  });
  test('[SPR-T17] add and subtract change the total by the number', () => {
    expect(members([10, 30, 60], { method: 'proportional', value: 100, action: 'add' })).toEqual([
      20, 60, 120,
    ]);
    expect(members([10, 30, 60], { method: 'proportional', value: 50, action: 'subtract' })).toEqual([
      5, 15, 30,
    ]);
  });
  test('[SPR-T17] leaves that are 0 or empty stay so while any other is not', () => {
    expect(members([10, 0, null, 30], { method: 'proportional', value: 80 })).toEqual([20, 0, null, 60]);
  });
  test('[SPR-T18] equal over twelve empty months', () => {
    const empty = Array.from({ length: 12 }, () => null);
    expect(periods(empty, { method: 'equal', value: 1_200 })).toEqual(Array.from({ length: 12 }, () => 100));
  });
  test('[SPR-T18] equal with add lays the same on top of each', () => {
    expect(members([1, 2, 3], { method: 'equal', value: 30, action: 'add' })).toEqual([11, 12, 13]);
  });
  test('[SPR-T19] equal leaves with a filter counts only what passes', () => {
    expect(members([0, 0, 0, 0], { method: 'equalLeaves', value: 1_200 })).toEqual([300, 300, 300, 300]);
    expect(members([5, 0, 7, null], { method: 'equalLeaves', value: 100, filter: 'nonZero' })).toEqual([
      50,
      0,
      50,
      null,
    ]);
  });
  test('[SPR-T20] repeat has no meaning on one total', () => {
    expect(members([1, 2], { method: 'repeat', value: 5 })).toBe('INVALID');
    expect(members([7], { method: 'repeat', value: 5 })).toEqual([5]);
  });
  test('[SPR-T21] repeat leaves copies, adds, or fills only what is there', () => {
    expect(members([null, 3, 0], { method: 'repeatLeaves', value: 25 })).toEqual([25, 25, 25]);
    expect(members([null, 3, 0], { method: 'repeatLeaves', value: 25, filter: 'nonZero' })).toEqual([
      null,
      25,
      0,
    ]);
    expect(members([null, 3, 0], { method: 'repeatLeaves', value: 25, action: 'add' })).toEqual([25, 28, 25]);
  });
  test('[SPR-T22] percent transforms every leaf', () => {
    expect(members([100, 200, null, 0], { method: 'percent', percent: 10 })).toEqual([10, 20, null, 0]);
    expect(members([100, 200], { method: 'percent', percent: 10, action: 'add' })).toEqual([110, 220]);
    expect(members([100, 200], { method: 'percent', percent: 10, action: 'subtract' })).toEqual([90, 180]);
  });
  test('[SPR-T24] the two readings of a percentage on negatives', () => {
    const wish: Wish = { method: 'percent', percent: 2, action: 'add' };
    expect(members([1_000, -1_000], wish)).toEqual([1_020, -1_020]);
    expect(members([1_000, -1_000], { ...wish, sign: 'raise' })).toEqual([1_020, -980]);
  });
  test('[SPR-T25] a straight line counts positions over the whole range', () => {
    const wish: Wish = { method: 'straightLine', from: 100, to: 200 };
    expect(periods([null, null, null], wish)).toEqual([100, 150, 200]);
    const garden = year([1, 7, 1]);
    const holds = [monthHold(garden, 2)];
    expect(leavesAfter(garden, [1, 7, 1], wish, { holds })).toEqual([100, 7, 200]);
    expect(periods([1], wish)).toBe('LINE_OF_ONE');
    expect(periods([1], { method: 'straightLine', from: 5, to: 5 })).toEqual([5]);
    expect(periods([0, 0, 0], { method: 'straightLine', from: 0, to: -1 })).toEqual([0, -1, -1]);
  });
  test('[SPR-T26] growth rounds each step from the exact power', () => {
    expect(periods([null, null, null, null], { method: 'growth', from: 300, percent: 25 })).toEqual([
      300, 375, 469, 586,
    ]);
    // 3, 4.5, 6.75 and 10.125: from 7, its rounded predecessor, the last would be 11.
    expect(periods([null, null, null, null], { method: 'growth', from: 3, percent: 50 })).toEqual([
      3, 5, 7, 10,
    ]);
    expect(periods([null, null, null], { method: 'growth', percent: 100, value: 700 })).toEqual([
      100, 200, 400,
    ]);
  });
  test('[SPR-T27] relative proportional follows the reference', () => {
    expect(
      members([1, 1, 1], { method: 'relativeProportional', value: 400, reference: ref([10, 20, 70]) }),
    ).toEqual([40, 80, 280]);
    expect(
      members([1, null, 1], { method: 'relativeProportional', value: 30, reference: ref([3, null, null]) }),
    ).toEqual([30, null, 0]);
    expect(members([1, 1], { method: 'relativeProportional', value: 30, reference: ref([0, 0]) })).toBe(
      'BASIS_ZERO',
    );
    expect(
      members([1, 1], {
        method: 'relativeProportional',
        value: 30,
        reference: ref([0, 0]),
        zeroBasis: 'equal',
      }),
    ).toEqual([15, 15]);
  });
  test('[SPR-T28] copy and add a factor of the reference', () => {
    const reference = ref([100, 200, 300]);
    expect(members([7, 7, 7], { method: 'copyFactor', percent: 50, reference })).toEqual([50, 100, 150]);
    expect(members([7, null, 7], { method: 'addFactor', percent: 50, reference })).toEqual([57, 100, 157]);
  });
  test('[SPR-T29] copy and like', () => {
    const reference = ref([4, null, 6]);
    expect(members([1, 2, 3], { method: 'copy', reference })).toEqual([4, 2, 6]);
    expect(members([1, 2, 3], { method: 'copy', reference, emptySource: 'clear' })).toEqual([4, null, 6]);
    expect(members([1, 2, 3], { method: 'like', value: 100, reference })).toEqual([40, 0, 60]);
  });
  test('[SPR-T30] clear is not zero', () => {
    expect(members([1, 0], { method: 'clear' })).toEqual([null, null]);
    expect(members([1, null], { method: 'zero' })).toEqual([0, 0]);
  });
  test('[SPR-T31] the four write-back policies', () => {
    const values = [10, 20, 30];
    expect(members(values, { method: 'equalAllocation', value: 90 })).toEqual([30, 30, 30]);
    expect(members(values, { method: 'equalIncrement', value: 90 })).toEqual([20, 30, 40]);
    expect(members(values, { method: 'weightedAllocation', value: 90, reference: ref([1, 1, 7]) })).toEqual([
      10, 10, 70,
    ]);
    expect(members(values, { method: 'weightedIncrement', value: 90, reference: ref([1, 1, 1]) })).toEqual([
      20, 30, 40,
    ]);
    expect(members(values, { method: 'weightedIncrement', value: 120 })).toEqual([20, 40, 60]);
  });
  test('[SPR-T32] an even split may skip; the residue goes where it is told', () => {
    const basis = ref([150, null, 200, 100]);
    const wish: Wish = { method: 'evenSkip', value: 1_000, reference: basis, skip: 'missing' };
    expect(members([150, null, 200, 100], wish)).toEqual([334, null, 333, 333]);
    expect(members([150, null, 200, 100], { ...wish, residue: 'highest' })).toEqual([334, null, 333, 333]);
    expect(members([null, null, null], { method: 'share', value: 9, reference: ref([1, 1, 1]) })).toEqual([
      3, 3, 3,
    ]);
  });
  test('[SPR-T34] a pattern for the children in their order', () => {
    expect(
      periods([null, null, null], { method: 'pattern', value: 13, pattern: [4, 4, 5], at: quarter() }),
    ).toEqual([4, 4, 5]);
    expect(
      periods([null, null, 9], { method: 'pattern', value: 19, pattern: [1, 1, '!'], at: quarter() }),
    ).toEqual([5, 5, 9]);
    expect(periods([1, 1, 1], { method: 'pattern', value: 13, pattern: [4, 4], at: quarter() })).toBe(
      'INVALID',
    );
    expect(periods([1, 1, 1], { method: 'pattern', value: 9, pattern: [1, '*'], at: quarter() })).toEqual([
      3, 3, 3,
    ]);
    expect(
      periods([1, 1, 1], { method: 'pattern', value: 12, pattern: [1, 2, 3, 4, '*'], at: quarter() }),
    ).toEqual([2, 4, 6]);
    expect(periods([1, 1, 1], { method: 'pattern', value: 12, pattern: [1, 2, 3, 4], at: quarter() })).toBe(
      'INVALID',
    );
    expect(periods([1, 1, 1], { method: 'pattern', value: 9, pattern: ['P', '*'], at: quarter() })).toEqual([
      9, 9, 9,
    ]);
  });
  test('[SPR-T35] a transfer leaves the whole as it is', () => {
    const garden = line([100, 50, 50]);
    const wish: Wish = {
      method: 'transfer',
      value: 30,
      source: place(garden, ['m1'], 'M1'),
      target: place(garden, ['m2'], 'M1'),
    };
    expect(leavesAfter(garden, [100, 50, 50], wish)).toEqual([70, 80, 50]);
    expect(leavesAfter(garden, [100, 50, 50], { ...wish, method: 'assign' })).toEqual([100, 80, 50]);
  });
  test('[SPR-T35] both sides are spread, their leaves in proportion, and the year stays', () => {
    const values = [10, 20, 30, 1, 1, 2];
    const garden = year(values);
    const sides = { source: place(garden, [], 'Q1'), target: place(garden, [], 'Q2') };
    expect(leavesAfter(garden, values, { method: 'transfer', value: 30, ...sides })).toEqual([
      5, 10, 15, 9, 8, 17,
    ]);
    expect(leavesAfter(garden, values, { method: 'distribute', ...sides })).toEqual([0, 0, 0, 16, 16, 32]);
    expect(
      leavesAfter(garden, values, { method: 'transfer', value: 30, ...sides, target: sides.source }),
    ).toBe('CONTRADICTION');
  });
  test('[SPR-T35] the source does not fall below its floor', () => {
    const garden = line([100, 50]);
    const [source, target] = [place(garden, ['m1'], 'M1'), place(garden, ['m2'], 'M1')];
    const holds = [{ id: 'floor', at: source, keeps: 'bound' as const, floor: 80 }];
    const move = (value: number) =>
      leavesAfter(garden, [100, 50], { method: 'transfer', value, source, target }, { holds });
    expect(move(20)).toEqual([80, 70]);
    expect(move(21)).toBe('BOUNDS');
  });
  test('[SPR-T38] parking the difference changes nobody else', () => {
    const garden = line([100, 50, null]);
    const target = place(garden, ['m3'], 'M1');
    expect(leavesAfter(garden, [100, 50, null], { method: 'unassigned', value: 200, target })).toEqual([
      100, 50, 50,
    ]);
  });
});

describe('time', () => {
  test('[SPR-T40] a closing balance is typed into the last period, an opening one into the first', () => {
    expect(periods([10, 15, 20], { method: 'proportional', value: 30 }, { aggregation: 'last' })).toEqual([
      10, 15, 30,
    ]);
    expect(periods([10, 15, 20], { method: 'proportional', value: 30 }, { behaviour: 'first' })).toEqual([
      30, 15, 20,
    ]);
  });
  test('[SPR-T40] an average scales its periods', () => {
    expect(periods([10, 15, 20], { method: 'proportional', value: 30 }, { behaviour: 'average' })).toEqual([
      20, 30, 40,
    ]);
    expect(periods([10, null, 20], { method: 'proportional', value: 30 }, { behaviour: 'average' })).toEqual([
      20,
      null,
      40,
    ]);
    expect(periods([null, null], { method: 'proportional', value: 7 }, { behaviour: 'average' })).toEqual([
      7, 7,
    ]);
  });
  test('[SPR-T44] closed periods stay and count as fixed', () => {
    const closed = new Set([slotOfMonth(1)]);
    expect(periods([100, 100, 100], { method: 'proportional', value: 500 }, { closed })).toEqual([
      100, 200, 200,
    ]);
    expect(periods([100], { method: 'proportional', value: 500 }, { closed })).toBe('CLOSED');
  });
});

import { describe, expect, test } from 'vitest';
import { type Hold, type SpreadInput, type SpreadRequest, spread, spreadBatch } from './doors.ts';
import { type Garden, line, must, place, slotOfMonth, whole, year } from './garden.ts';

type Wish = Partial<SpreadRequest> & Pick<SpreadRequest, 'method'>;
type Numbers = readonly (number | null)[];

function input(garden: Garden, extra: Partial<SpreadInput> = {}): SpreadInput {
  return { cube: garden.cube, frame: garden.frame, aggregation: 'sum', ...extra };
}

/** The leaves after a request, and what it said. */
function leavesAfter(garden: Garden, values: Numbers, wish: Wish, extra: Partial<SpreadInput> = {}) {
  const outcome = spread(input(garden, extra), { at: whole(garden), ...wish });
  if (!outcome.ok) return outcome.problems[0]!.code;
  const after = [...values];
  const width = garden.cube.slotCount;
  for (const { cells, after: numbers } of outcome.value.changes) {
    cells.forEach((cell, i) => {
      const index = Math.floor(cell / 2 ** 20) * width + (cell % 2 ** 20) - garden.cube.firstSlot;
      after[index] = Number.isNaN(numbers[i]) ? null : numbers[i]!;
    });
  }
  return after;
}

const members = (values: Numbers, wish: Wish, extra?: Partial<SpreadInput>) =>
  leavesAfter(line(values), values, wish, extra);
const periods = (values: Numbers, wish: Wish, extra?: Partial<SpreadInput>) =>
  leavesAfter(year(values), values, wish, extra);

const monthHold = (garden: Garden, month: number, keeps: Hold['keeps'] = 'value'): Hold => ({
  id: `h${month}`,
  at: place(garden, [], `M${month}`),
  keeps,
});

/** A reference that gives the k-th leaf of a flat dimension. */
const ref = (values: Numbers) => (row: number) => values[row] ?? null;

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
  test('[SPR-T38] parking the difference changes nobody else', () => {
    const garden = line([100, 50, null]);
    const target = place(garden, ['m3'], 'M1');
    expect(leavesAfter(garden, [100, 50, null], { method: 'unassigned', value: 200, target })).toEqual([
      100, 50, 50,
    ]);
  });
});

const quarter = () => ({ members: [], time: year([1, 1, 1]).time.index.get('Q1')! });

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

describe('holds', () => {
  test('[SPR-T46] held months keep their number', () => {
    const garden = year([100, 100, 100]);
    const holds = [monthHold(garden, 2), monthHold(garden, 3)];
    const wish: Wish = { method: 'proportional', value: 600 };
    expect(leavesAfter(garden, [100, 100, 100], wish, { holds })).toEqual([400, 100, 100]);
  });
  test('[SPR-T47] the siblings absorb under a held total', () => {
    const garden = line([200, 300, 500]);
    const holds: Hold[] = [{ id: 't', at: whole(garden), keeps: 'total' }];
    const at = place(garden, ['m3'], 'M1');
    expect(
      leavesAfter(garden, [200, 300, 500], { at, method: 'proportional', value: 700 }, { holds }),
    ).toEqual([120, 180, 700]);
  });
  test('[SPR-T48] a total inside a held total is spread first, then the rest absorbs', () => {
    const garden = year([10, 10, 10, 30, 30, 30]);
    const holds: Hold[] = [{ id: 't', at: whole(garden), keeps: 'total' }];
    const wish: Wish = { at: place(garden, [], 'Q1'), method: 'proportional', value: 60 };
    expect(leavesAfter(garden, [10, 10, 10, 30, 30, 30], wish, { holds })).toEqual([20, 20, 20, 20, 20, 20]);
  });
  test('[SPR-T49] the innermost held total absorbs or refuses, and is never passed over', () => {
    const garden = year([10, 20, 30, 40, 50, 60]);
    const holds: Hold[] = [
      { id: 'year', at: whole(garden), keeps: 'total' },
      { id: 'quarter', at: place(garden, [], 'Q1'), keeps: 'total' },
    ];
    const wish: Wish = { at: place(garden, [], 'M1'), method: 'proportional', value: 20 };
    const values = [10, 20, 30, 40, 50, 60];
    expect(leavesAfter(garden, values, wish, { holds })).toEqual([20, 16, 24, 40, 50, 60]);
    const full = [...holds, monthHold(garden, 2), monthHold(garden, 3)];
    const refused = spread(input(garden, { holds: full }), { at: whole(garden), ...wish });
    expect(refused).toMatchObject({
      problems: [{ code: 'NO_FREE_CELL', params: { amount: -10, holds: 'quarter,h2,h3' } }],
    });
  });
  test('[SPR-T45] a held total below the edited one keeps its sum', () => {
    const garden = year([10, 20, 30, 40, 50, 60]);
    const holds: Hold[] = [{ id: 'q', at: place(garden, [], 'Q1'), keeps: 'total' }];
    const values = [10, 20, 30, 40, 50, 60];
    expect(leavesAfter(garden, values, { method: 'proportional', value: 360 }, { holds })).toEqual([
      10, 20, 30, 80, 100, 120,
    ]);
  });
  test('[SPR-T54] the owner may write through a hold', () => {
    const garden = year([1, 2]);
    const holds = [monthHold(garden, 1)];
    const wish: Wish = { at: place(garden, [], 'M1'), method: 'proportional', value: 9 };
    expect(leavesAfter(garden, [1, 2], wish, { holds })).toBe('NO_FREE_CELL');
    expect(leavesAfter(garden, [1, 2], { ...wish, release: ['h1'] }, { holds })).toEqual([9, 2]);
  });
  test('[SPR-T55] everything held: the conflict and the holds are named', () => {
    const garden = year([1, 2]);
    const holds = [monthHold(garden, 1), monthHold(garden, 2)];
    const refused = spread(input(garden, { holds }), {
      at: whole(garden),
      method: 'proportional',
      value: 10,
    });
    expect(refused).toMatchObject({
      ok: false,
      problems: [{ code: 'NO_FREE_CELL', path: 'at', params: { amount: 7, holds: 'h1,h2', held: 2 } }],
    });
    expect(leavesAfter(garden, [1, 2], { method: 'proportional', value: 3 }, { holds })).toEqual([1, 2]);
  });
  test('[SPR-T55] leaves the person may not write are fixed, not fatal', () => {
    const writable = (_: number, slot: number) => slot !== slotOfMonth(1);
    expect(periods([1, 2], { method: 'proportional', value: 10 }, { writable })).toEqual([1, 9]);
  });
});

describe('zero, empty, negative', () => {
  test('[SPR-T57] empty leaves take what protected ones cannot; explicit zeros do not', () => {
    const garden = year([5, null, null]);
    const holds = [monthHold(garden, 1)];
    const wish: Wish = { method: 'proportional', value: 25 };
    expect(leavesAfter(garden, [5, null, null], wish, { holds })).toEqual([5, 10, 10]);
    const zeros = year([5, 0, 0]);
    expect(leavesAfter(zeros, [5, 0, 0], wish, { holds })).toBe('NO_FREE_CELL');
    expect(leavesAfter(zeros, [5, 0, 0], { ...wish, filter: 'emptyOnly' }, { holds })).toEqual([5, 10, 10]);
  });
  test('[SPR-T58] nothing but zeros: equal', () => {
    expect(periods([0, 0, 0], { method: 'proportional', value: 12_000 })).toEqual([4_000, 4_000, 4_000]);
    expect(periods([0, null, null], { method: 'proportional', value: 10 })).toEqual([0, 5, 5]);
    expect(periods([0, 0], { method: 'proportional', value: 10, zeroBasis: 'error' })).toBe('BASIS_ZERO');
  });
  test('[SPR-T59] positives and negatives that cancel have no proportion', () => {
    expect(members([-1_178, 589, 589], { method: 'proportional', value: 10 })).toBe('BASIS_CANCELS');
    expect(members([-1_178, 589, 589], { method: 'equalIncrement', value: 30 })).toEqual([-1_168, 599, 599]);
  });
  test('[SPR-T60] nearly cancelling sums are computed and flagged', () => {
    const garden = line([1_000, -999]);
    const outcome = must(spread(input(garden), { at: whole(garden), method: 'proportional', value: 2 }));
    expect(outcome.notices).toContainEqual({ code: 'UNSTABLE', params: { gross: 1_999, largest: 2_000 } });
  });
  test('[SPR-T61] negative driver weights are refused unless a policy is named', () => {
    const wish: Wish = { method: 'relativeProportional', value: 30, reference: ref([-1, 2]) };
    expect(members([0, 0], wish)).toBe('BASIS_NEGATIVE');
    expect(members([0, 0], { ...wish, negativeBasis: 'keep' })).toEqual([-30, 60]);
    expect(members([0, 0], { ...wish, negativeBasis: 'abs' })).toEqual([10, 20]);
    expect(members([5, 0], { ...wish, negativeBasis: 'zero' })).toEqual([0, 30]);
  });
  test('[SPR-T62] a metric that is never negative refuses the flip with the conflict', () => {
    const garden = year([100, 10]);
    const holds = [monthHold(garden, 1)];
    const request: SpreadRequest = { at: whole(garden), method: 'proportional', value: 60 };
    expect(spread(input(garden, { holds, nonNegative: true }), request)).toMatchObject({
      problems: [{ code: 'SIGN_FLIP', params: { amount: 40 } }],
    });
    expect(must(spread(input(garden, { holds }), request)).notices).toContainEqual({
      code: 'SIGN_FLIP',
      params: { amount: -40 },
    });
  });
});

describe('whole units', () => {
  test('[SPR-T65] largest remainder', () => {
    const wish: Wish = {
      method: 'relativeProportional',
      value: 10,
      reference: ref([47_000, 16_000, 15_800, 12_000, 6_100, 3_100]),
    };
    expect(members([null, null, null, null, null, null], wish)).toEqual([5, 2, 1, 1, 1, 0]);
  });
  test('[SPR-T66] equal fractions go to the earlier member; negative amounts mirror', () => {
    expect(members([1, 1, 1], { method: 'proportional', value: 4 })).toEqual([2, 1, 1]);
    expect(members([1, 1, 1], { method: 'proportional', value: -4 })).toEqual([-2, -1, -1]);
  });
  test('[SPR-T67] losing a unit when the total rises is no defect', () => {
    expect(members([6, 6, 2], { method: 'proportional', value: 10 })).toEqual([4, 4, 2]);
    expect(members([6, 6, 2], { method: 'proportional', value: 11 })).toEqual([5, 5, 1]);
  });
  test('[SPR-T68] granules, with the rest on the largest share', () => {
    expect(members([1, 3], { method: 'proportional', value: 10_500, granularity: 1_000 })).toEqual([
      3_000, 7_500,
    ]);
  });
});

describe('rates', () => {
  const rate = (wish: Wish, pairs: readonly (readonly [number | null, number | null])[]) => {
    const garden = pairsGarden(pairs);
    const outcome = spread(input(garden, { aggregation: 'ratio' }), { at: whole(garden), ...wish });
    return outcome.ok ? outcome.value : outcome.problems[0]!.code;
  };
  test('[SPR-T78] the numerator gives way in proportion', () => {
    expect(
      rate({ method: 'proportional', value: 0.5 }, [
        [10, 100],
        [30, 100],
      ]),
    ).toMatchObject({
      changes: [{ part: 0, after: Float64Array.of(25, 75) }],
      edited: [{ before: { numerator: 40, denominator: 200 }, after: { numerator: 100, denominator: 200 } }],
    });
  });
  test('[SPR-T79] the nearest reachable rate is said', () => {
    expect(rate({ method: 'proportional', value: 0.5 }, [[1, 3]])).toMatchObject({
      changes: [{ after: Float64Array.of(2) }],
      notices: [{ code: 'NEAREST_RATE', params: { numerator: 2, denominator: 3 } }],
    });
  });
  test('[SPR-T78] no denominator, no rate', () => {
    expect(rate({ method: 'proportional', value: 0.5 }, [[1, null]])).toBe('BASIS_ZERO');
  });
  test('[SPR-T78] nothing there yet: every leaf gets the rate by its denominator', () => {
    expect(
      rate({ method: 'proportional', value: 0.5 }, [
        [null, 10],
        [null, 30],
      ]),
    ).toMatchObject({
      changes: [{ after: Float64Array.of(5, 15) }],
    });
  });
  test('[SPR-T78] the same rate in each leaf is a choice of its own', () => {
    expect(
      rate({ method: 'repeatLeaves', value: 0.5 }, [
        [9, 10],
        [1, 30],
        [4, null],
      ]),
    ).toMatchObject({
      changes: [{ after: Float64Array.of(5, 15) }],
    });
  });
  test('[SPR-T78] what cannot be entered is refused by kind', () => {
    expect(rate({ method: 'equal', value: 0.5 }, [[1, 3]])).toBe('KIND');
    expect(members([1], { method: 'proportional', value: 1 }, { aggregation: 'distinct' })).toBe('KIND');
  });
});

describe('batches', () => {
  const both = (entries: readonly [string, number][], values: Numbers) => {
    const garden = year(values);
    const run = (list: readonly [string, number][]) => {
      const requests = list.map(
        ([id, value]): SpreadRequest => ({ at: place(garden, [], id), method: 'proportional', value }),
      );
      const outcome = spreadBatch(input(garden), requests);
      return outcome.ok ? outcome.value.changes : outcome.problems[0]!.code;
    };
    const forward = run(entries);
    const backward = run(entries.toReversed());
    expect(backward).toEqual(forward);
    return forward;
  };
  test('[SPR-T81] a leaf and the total above it, in any order', () => {
    expect(
      both(
        [
          ['Q1', 90],
          ['M1', 30],
        ],
        [10, 10, 20],
      ),
    ).toMatchObject([{ after: Float64Array.of(30, 20, 40) }]);
  });
  test('[SPR-T81] one cell, two numbers', () => {
    expect(
      both(
        [
          ['M1', 60],
          ['M1', 30],
        ],
        [10, 10, 20],
      ),
    ).toBe('CONTRADICTION');
    expect(
      both(
        [
          ['M1', 30],
          ['M1', 30],
        ],
        [10, 10, 20],
      ),
    ).toMatchObject([{ after: Float64Array.of(30) }]);
  });
  test('[SPR-T81] a total whose leaves are all typed has to agree with them', () => {
    expect(
      both(
        [
          ['M1', 1],
          ['M2', 2],
          ['M3', 3],
          ['Q1', 7],
        ],
        [10, 10, 20],
      ),
    ).toBe('NO_FREE_CELL');
    expect(
      both(
        [
          ['M1', 1],
          ['M2', 2],
          ['M3', 3],
          ['Q1', 6],
        ],
        [10, 10, 20],
      ),
    ).toMatchObject([{ after: Float64Array.of(1, 2, 3) }]);
  });
});

function pairsGarden(pairs: readonly (readonly [number | null, number | null])[]): Garden {
  const single = line(pairs.map(([numerator]) => numerator));
  const cube = {
    ...single.cube,
    parts: 2 as const,
    tables: [single.cube.tables[0]!, line(pairs.map(([, d]) => d)).cube.tables[0]!],
  };
  return { ...single, cube };
}

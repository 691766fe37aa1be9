import { describe, expect, test } from 'vitest';
import { leavesAfter, members, periods, ref, type Wish } from './ask.ts';
import { type Place, type SpreadRequest, spread } from './doors.ts';
import { type Garden, line, must, place, whole, year } from './garden.ts';

/** The choices a method leaves: who takes the residue, what a zero basis does, where a difference goes. */

const noticesOf = (garden: Garden, request: Omit<SpreadRequest, 'at'> & { at?: Place }, extra = {}) => {
  const { cube, frame } = garden;
  return must(spread({ cube, frame, aggregation: 'sum', ...extra }, { at: whole(garden), ...request }))
    .notices;
};
const memberAt = (garden: Garden, n: number) => place(garden, [`m${n}`], 'M1');
const monthAt = (garden: Garden, n: number) => place(garden, [], `M${n}`);

describe('residue', () => {
  const values = [150, null, 200, 100];
  const basis = ref(values);
  const wish: Wish = { method: 'evenSkip', value: 1_000, reference: basis, skip: 'missing' };

  test('[SPR-T32] published: the residue of an even split that skips the missing', () => {
    expect(members(values, { ...wish, residue: 'highest' })).toEqual([334, null, 333, 333]);
  });
  test('[SPR-T32] a named leaf takes all that is left over', () => {
    const location = memberAt(line(values), 4);
    expect(members(values, { ...wish, residue: 'location', location })).toEqual([333, null, 333, 334]);
    expect(
      members([1, 1, 1], {
        method: 'share',
        value: -8,
        residue: 'location',
        location: memberAt(line([1, 1, 1]), 2),
      }),
    ).toEqual([-2, -4, -2]);
  });
  test('[SPR-T32, T33] a leaf that takes no part cannot take the rest, and the rest is never thrown away', () => {
    const skipped = memberAt(line(values), 2);
    expect(members(values, { ...wish, residue: 'location', location: skipped })).toBe('NO_FREE_CELL');
    expect(members(values, { ...wish, residue: 'location' })).toBe('REQUIRED');
  });
  test('[SPR-T68] what is below one granule goes to the named leaf as well', () => {
    const location = memberAt(line([1, 1, 1]), 3);
    expect(
      members([1, 1, 1], { method: 'equal', value: 107, granularity: 10, residue: 'location', location }),
    ).toEqual([30, 30, 47]);
  });
});

describe('zero and negative bases', () => {
  const zeros = ref([0, 0, null]);
  test('[SPR-T58] a basis of zeros parks the difference on the place that is named for it', () => {
    const garden = line([10, 20, null]);
    const target = memberAt(garden, 3);
    const wish: Wish = { method: 'like', value: 50, reference: zeros, zeroBasis: 'unassigned', target };
    expect(leavesAfter(garden, [10, 20, null], wish)).toEqual([10, 20, 20]);
    expect(noticesOf(garden, wish)).toContainEqual({ code: 'BASIS_PARKED', params: { amount: 50 } });
    expect(leavesAfter(garden, [10, 20, null], { ...wish, target: undefined })).toBe('REQUIRED');
  });
  test('[SPR-T58] empty leaves park it too when that is asked for', () => {
    const garden = line([0, 0, null]);
    const wish: Wish = {
      method: 'proportional',
      value: 9,
      zeroBasis: 'unassigned',
      target: memberAt(garden, 3),
    };
    expect(leavesAfter(garden, [0, 0, null], wish)).toEqual([0, 0, 9]);
  });
  test('[SPR-T58] a nearer basis is used before equal shares, once nothing is there', () => {
    const nearer = ref([1, 2, 3]);
    expect(members([null, 0, null], { method: 'proportional', value: 60, nearer })).toEqual([10, 20, 30]);
    expect(members([3, 0, 3], { method: 'proportional', value: 60, nearer })).toEqual([30, 0, 30]);
    expect(members([0, 0], { method: 'proportional', value: 60, nearer: ref([0, null]) })).toEqual([30, 30]);
  });
  test('[SPR-T58] nothing to be in proportion to may leave everything as it is, and that is told', () => {
    const skip = { value: 9, zeroBasis: 'skip' } as const;
    expect(members([0, null], { method: 'proportional', ...skip })).toEqual([0, null]);
    expect(members([10, 20, null], { method: 'like', reference: zeros, ...skip })).toEqual([10, 20, null]);
    expect(noticesOf(line([0, null]), { method: 'proportional', ...skip })).toContainEqual({
      code: 'SKIPPED_ENTRY',
    });
    // What there is is used all the same.
    expect(members([1, 2], { method: 'proportional', ...skip })).toEqual([3, 6]);
  });
  test('[SPR-T59] weights that cancel are refused where they come from', () => {
    const wish: Wish = { method: 'like', value: 50, reference: ref([5, -5]), negativeBasis: 'keep' };
    expect(members([1, 2], wish)).toBe('BASIS_CANCELS');
    expect(members([1, 2], { ...wish, negativeBasis: 'abs' })).toEqual([25, 25]);
  });
  test('[SPR-T61] a negative weight may count as none: an empty leaf stays empty, a number becomes 0', () => {
    const wish: Wish = { method: 'like', value: 30, reference: ref([-1, 2, -3]) };
    expect(members([null, 4, 5], { ...wish, negativeBasis: 'missing' })).toEqual([null, 30, 0]);
    expect(members([null, 4, 5], { ...wish, negativeBasis: 'zero' })).toEqual([0, 30, 0]);
  });
  test('[SPR-T61] a negative weight may skip the whole entry', () => {
    const wish: Wish = { method: 'like', value: 50, reference: ref([5, -1]) };
    expect(members([1, 2], { ...wish, negativeBasis: 'skip' })).toEqual([1, 2]);
    expect(members([1, 2], wish)).toBe('BASIS_NEGATIVE');
  });
});

describe('copying', () => {
  test('[SPR-T29] set like and add like write only where the source has a number', () => {
    const wish: Wish = { method: 'like', mode: 'each', value: 7, reference: ref([4, null, 0]) };
    expect(members([1, 2, null], wish)).toEqual([7, 2, 7]);
    expect(members([1, 2, null], { ...wish, action: 'add' })).toEqual([8, 2, 7]);
    expect(members([1, 2, null], { ...wish, action: 'subtract' })).toEqual([-6, 2, -7]);
  });
  test('[SPR-T15] add and subtract combine what is copied with what is there', () => {
    const reference = ref([4, 5]);
    expect(members([1, 2], { method: 'copy', reference, action: 'add' })).toEqual([5, 7]);
    expect(members([1, 2], { method: 'copyFactor', percent: 200, reference, action: 'subtract' })).toEqual([
      -7, -8,
    ]);
  });
  test('[SPR-T34] a pattern may take each period from a source of its own', () => {
    const source = [90, 60, 30];
    const reference = (_: number, slot: number) => source[slot % 12] ?? null;
    const quarter = year([1, 1, 1]);
    const at = place(quarter, [], 'Q1');
    const wish: Wish = { method: 'pattern', pattern: [1, 1, 4], reference, at };
    expect(leavesAfter(quarter, [1, 1, 1], wish)).toEqual([15, 10, 20]);
    expect(leavesAfter(quarter, [1, 7, 1], { ...wish, pattern: [1, '!', 1] })).toEqual([45, 7, 15]);
    expect(leavesAfter(quarter, [1, 1, 1], { ...wish, pattern: ['P', 1, 1] })).toBe('INVALID');
    expect(leavesAfter(quarter, [1, 1, 1], { ...wish, reference: undefined })).toBe('REQUIRED');
  });
  test('[SPR-T34] an only child stands for what is below it', () => {
    // A year of one quarter: the weights are for its months.
    expect(periods([null, null, null], { method: 'pattern', pattern: [4, 4, 5], value: 13 })).toEqual([
      4, 4, 5,
    ]);
  });
  test('[SPR-T34] factors of different decimals are weighed exactly', () => {
    const quarter = year([null, null, null]);
    const at = place(quarter, [], 'Q1');
    expect(
      leavesAfter(quarter, [null, null, null], {
        method: 'pattern',
        pattern: [0.5, 0.2, 0.3],
        value: 10,
        at,
      }),
    ).toEqual([5, 2, 3]);
  });
});

describe('[SPR-T37] predict', () => {
  test('the least-squares line through the filled cells fills the ones that follow', () => {
    expect(periods([100, 110, 120, null, null, null], { method: 'predict' })).toEqual([
      100, 110, 120, 130, 140, 150,
    ]);
    expect(periods([10, 20, 10, null], { method: 'predict' })).toEqual([10, 20, 10, 13]);
    expect(periods([0, 1, null, 0, 0], { method: 'predict' })).toEqual([0, 1, null, 0, 0]);
  });
  test('gaps keep their position, and an empty gap stays', () => {
    expect(periods([10, null, 30, null], { method: 'predict' })).toEqual([10, null, 30, 40]);
  });
  test('a reference stands right before the cells', () => {
    const reference = (_: number, slot: number) => [100, 102, 104][slot % 12] ?? null;
    expect(periods([null, 5, null], { method: 'predict', reference })).toEqual([106, 108, 110]);
  });
  test('a reference that ends early is followed by the cells after its last number', () => {
    const reference = (_: number, slot: number) => [100, 102][slot % 12] ?? null;
    expect(periods([null, 5, null, 7], { method: 'predict', reference })).toEqual([null, 5, 104, 106]);
    const all: Wish = { method: 'predict', reference, value: 110 };
    expect(periods([null, 5, null, 7], all)).toEqual([null, 5, 52, 53]);
  });
  test('a source names the periods that are known', () => {
    const values = [100, 120, 140, 7, 7, 7];
    const garden = year(values);
    const wish: Wish = { method: 'predict', at: place(garden, [], 'Q2'), source: place(garden, [], 'Q1') };
    expect(leavesAfter(garden, values, wish)).toEqual([100, 120, 140, 160, 180, 200]);
  });
  test('with a value the line only gives the proportions', () => {
    expect(periods([10, 20, null, null], { method: 'predict', value: 100 })).toEqual([10, 20, 30, 40]);
    expect(periods([10, 20, null, null], { method: 'predict', value: 170 })).toEqual([10, 20, 60, 80]);
  });
  test('held cells keep their number and the line is not bent', () => {
    const values = [100, 110, null, null];
    const garden = year(values);
    const holds = [{ id: 'h', at: monthAt(garden, 3), keeps: 'value' as const }];
    expect(leavesAfter(garden, values, { method: 'predict' }, { holds })).toEqual([100, 110, null, 130]);
  });
  test('one point is no line', () => {
    expect(periods([10, null], { method: 'predict' })).toBe('LINE_OF_ONE');
    expect(periods([null, null], { method: 'predict' })).toBe('LINE_OF_ONE');
  });
});

describe('percentages', () => {
  test('[SPR-T23] a percentage of the total is a promise about the total', () => {
    const values = [100, 100, 200];
    const garden = line(values);
    const holds = [{ id: 'h', at: memberAt(garden, 3), keeps: 'value' as const }];
    const total: Wish = { method: 'proportional', percent: 10, action: 'add' };
    expect(leavesAfter(garden, values, total, { holds })).toEqual([120, 120, 200]);
    expect(noticesOf(garden, total, { holds })).toContainEqual({
      code: 'OTHER_PERCENT',
      params: { other: 420 },
    });
    const each: Wish = { method: 'percent', percent: 10, action: 'add' };
    expect(leavesAfter(garden, values, each, { holds })).toEqual([110, 110, 200]);
    expect(noticesOf(garden, each, { holds })).toContainEqual({
      code: 'OTHER_PERCENT',
      params: { other: 440 },
    });
  });
  test('[SPR-T23] without anything that stays both are the same, and nothing is said', () => {
    expect(members([100, 300], { method: 'proportional', percent: 10, action: 'add' })).toEqual([110, 330]);
    expect(members([100, 300], { method: 'proportional', percent: 10, action: 'subtract' })).toEqual([
      90, 270,
    ]);
    expect(members([100, 300], { method: 'proportional', percent: 10 })).toEqual([10, 30]);
    const codes = noticesOf(line([100, 300]), { method: 'percent', percent: 10, action: 'add' }).map(
      ({ code }) => code,
    );
    expect(codes).toEqual(['NO_PROMISE']);
  });
  test('[SPR-T24] published: +2 % on 1,000 and −1,000, with the total either way', () => {
    const garden = line([1_000, -1_000]);
    const wish: Wish = { method: 'percent', percent: 2, action: 'add' };
    expect(noticesOf(garden, wish)).toContainEqual({ code: 'MIXED_SIGNS', params: { total: 0, other: 40 } });
    const raised = noticesOf(garden, { ...wish, sign: 'raise' });
    expect(raised).toContainEqual({ code: 'MIXED_SIGNS', params: { total: 40, other: 0 } });
    expect(leavesAfter(garden, [1_000, -1_000], { ...wish, sign: 'raise' })).toEqual([1_020, -980]);
  });
});

describe('published examples', () => {
  test('[SPR-T31] equal increment lowers children by the number of leaves they hold', () => {
    // 24,597 = 6,838 + 13,573 + 4,186; to fall by 278, 551 and 171 of 1,000 the children hold so many leaves.
    const counts = [278, 551, 171];
    const sums = [6_838, 13_573, 4_186];
    const values = counts.flatMap((count, i) =>
      Array.from({ length: count }, (_, k) => (k === 0 ? sums[i]! : 0)),
    );
    const after = members(values, { method: 'equalIncrement', value: 23_597 }) as number[];
    let from = 0;
    const totals = counts.map((count) => {
      from += count;
      return after.slice(from - count, from).reduce((sum, one) => sum + one, 0);
    });
    expect(totals).toEqual([6_560, 13_022, 4_015]);
  });
  test('[SPR-T31] weights may be given for allocation and increment, and V may be 0 or less', () => {
    const reference = ref([1, 2, 1]);
    expect(members([10, 20, 30], { method: 'weightedIncrement', value: 100, reference })).toEqual([
      20, 40, 40,
    ]);
    expect(members([10, 20, 30], { method: 'weightedAllocation', value: -8, reference })).toEqual([
      -2, -4, -2,
    ]);
    expect(members([10, 20, 30], { method: 'equalAllocation', value: 0 })).toEqual([0, 0, 0]);
    expect(members([10, 20, 30], { method: 'equalIncrement', value: -30 })).toEqual([-20, -10, 0]);
  });
  test('[SPR-T58] zeros share equally', () => {
    expect(periods([0, 0, 0], { method: 'proportional', value: 12_000 })).toEqual([4_000, 4_000, 4_000]);
  });
  test('[SPR-T59] numbers that cancel have no proportion', () => {
    expect(members([-1_178, 589, 589], { method: 'proportional', value: 10 })).toBe('BASIS_CANCELS');
  });
  test('[SPR-T60] numbers that nearly cancel are computed, with the largest result', () => {
    const notices = noticesOf(line([1_000, -999]), { method: 'proportional', value: 10 });
    expect(notices).toContainEqual({ code: 'UNSTABLE', params: { gross: 1_999, largest: 10_000 } });
    // Below one percent of the magnitudes, not at it.
    const codes = (values: readonly number[]) =>
      noticesOf(line(values), { method: 'proportional', value: 10 }).map(({ code }) => code);
    expect(codes([10_099, -9_901])).toContain('UNSTABLE');
    expect(codes([10_100, -9_900])).not.toContain('UNSTABLE');
  });
});

describe('selections', () => {
  const values = [10, 30, 60, 100];
  const garden = line(values);
  const [first, second, third, fourth] = [1, 2, 3, 4].map((n) => memberAt(garden, n)) as [
    Place,
    Place,
    Place,
    Place,
  ];

  test('[SPR-T13] the typed number is the sum of the selected cells, contiguous or not', () => {
    expect(
      leavesAfter(garden, values, { method: 'proportional', value: 140, at: first, selection: [third] }),
    ).toEqual([20, 30, 120, 100]);
    expect(
      leavesAfter(garden, values, { method: 'equal', value: 90, at: first, selection: [second, fourth] }),
    ).toEqual([30, 30, 60, 30]);
    expect(
      leavesAfter(garden, values, {
        method: 'proportional',
        value: 40,
        action: 'add',
        at: first,
        selection: [second],
      }),
    ).toEqual([20, 60, 60, 100]);
    expect(
      leavesAfter(garden, values, {
        method: 'proportional',
        percent: 50,
        action: 'subtract',
        at: first,
        selection: [second],
      }),
    ).toEqual([5, 15, 60, 100]);
  });
  test('[SPR-T2] what the selection shows is told before and after', () => {
    const { cube, frame } = garden;
    const request = { method: 'proportional', value: 140, at: first, selection: [third] } as const;
    const { edited } = must(spread({ cube, frame, aggregation: 'sum' }, request));
    expect(edited).toEqual([
      { at: first, before: { numerator: 70, denominator: 1 }, after: { numerator: 140, denominator: 1 } },
    ]);
  });
  test('[SPR-T14] what is protected is dropped before anybody is counted', () => {
    const holds = [{ id: 'h', at: second, keeps: 'value' as const }];
    expect(
      leavesAfter(
        garden,
        values,
        { method: 'equal', value: 150, at: whole(garden), selection: [first, second, third] },
        { holds },
      ),
    ).toEqual([60, 30, 60, 100]);
  });
  test('[SPR-T14] a total among its own cells is dropped', () => {
    expect(
      leavesAfter(garden, values, {
        method: 'equal',
        value: 60,
        at: whole(garden),
        selection: [first, second],
      }),
    ).toEqual([30, 30, 60, 100]);
  });
  test('[SPR-T20] repeat writes the number into each cell of a range', () => {
    expect(
      leavesAfter(garden, values, { method: 'repeat', value: 7, at: first, selection: [fourth] }),
    ).toEqual([7, 30, 60, 7]);
    expect(
      leavesAfter(garden, values, {
        method: 'repeat',
        value: 7,
        action: 'add',
        at: first,
        selection: [fourth],
      }),
    ).toEqual([17, 30, 60, 107]);
  });
  test('[SPR-T25, T26, T34] lines and patterns run over the cells in the order they are named', () => {
    expect(
      leavesAfter(garden, values, {
        method: 'straightLine',
        from: 1,
        to: 3,
        at: fourth,
        selection: [third, first],
      }),
    ).toEqual([3, 30, 2, 1]);
    expect(
      leavesAfter(garden, values, {
        method: 'pattern',
        pattern: [1, 3],
        value: 8,
        at: fourth,
        selection: [first],
      }),
    ).toEqual([6, 30, 60, 2]);
  });
  test('[SPR-T46] held cells of a selection stay', () => {
    const holds = [{ id: 'h', at: first, keeps: 'value' as const }];
    expect(
      leavesAfter(
        garden,
        values,
        { method: 'proportional', value: 100, at: first, selection: [second] },
        { holds },
      ),
    ).toEqual([10, 90, 60, 100]);
  });
  test('[SPR-T21] methods that promise no total reach only the selected cells', () => {
    expect(leavesAfter(garden, values, { method: 'clear', at: second, selection: [third] })).toEqual([
      10,
      null,
      null,
      100,
    ]);
    expect(
      leavesAfter(garden, values, {
        method: 'percent',
        percent: 10,
        action: 'add',
        at: first,
        selection: [fourth],
      }),
    ).toEqual([11, 30, 60, 110]);
  });
});

import { describe, expect, test } from 'vitest';
import { input, leavesAfter, members, monthHold, type Numbers, periods, ref, type Wish } from './ask.ts';
import { type Hold, type SpreadInput, type SpreadRequest, spread, type TimeBehaviour } from './doors.ts';
import { line, must, place, slotOfMonth, whole, year } from './garden.ts';

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
    // What is held beside them keeps its number, and the others make up for it as well.
    const more = line([200, 300, 500, 100]);
    const kept: Hold = { id: 'm4', at: place(more, ['m4'], 'M1'), keeps: 'value' };
    expect(
      leavesAfter(
        more,
        [200, 300, 500, 100],
        { at: place(more, ['m3'], 'M1'), method: 'proportional', value: 700 },
        { holds: [{ id: 't', at: whole(more), keeps: 'total' }, kept] },
      ),
    ).toEqual([120, 180, 700, 100]);
  });
  test('[SPR-T45, SPR-T78] nobody absorbs under a held total that is no sum: it stays or refuses', () => {
    const garden = line([10, 30]);
    const holds: Hold[] = [{ id: 't', at: whole(garden), keeps: 'total' }];
    const type = (value: number, aggregation: SpreadInput['aggregation'], member = 'm1') => {
      const at = place(garden, [member], 'M1');
      return leavesAfter(garden, [10, 30], { at, method: 'proportional', value }, { holds, aggregation });
    };
    for (const kind of ['distinct', 'manual'] as const) expect(type(34, kind)).toEqual([34, 30]);
    expect(type(20, 'max')).toEqual([20, 30]);
    expect(type(34, 'max')).toBe('NO_FREE_CELL');
    expect(type(34, 'max', 'm2')).toBe('NO_FREE_CELL');
    expect(type(34, 'min', 'm2')).toEqual([10, 34]);
    expect(type(9, 'min', 'm2')).toBe('NO_FREE_CELL');
  });
  test('[SPR-T45] a held total over time shows what it showed, whatever speaks for its periods', () => {
    const type = (values: Numbers, month: string, value: number, behaviour: TimeBehaviour) => {
      const garden = year(values);
      const holds: Hold[] = [{ id: 't', at: whole(garden), keeps: 'total' }];
      const at = place(garden, [], month);
      const outcome = spread(input(garden, { holds, behaviour }), { at, method: 'proportional', value });
      return outcome.ok ? 'taken' : outcome.problems[0];
    };
    const refused = { code: 'NO_FREE_CELL', params: { within: 't' } };
    // The sum would be made good, of three periods instead of two.
    expect(type([27, 28, null], 'M3', 109, 'average')).toMatchObject({ params: { holds: 't' } });
    expect(type([27, 28, null], 'M3', 10, 'average')).toMatchObject(refused);
    // The last period with an entry is the one that is shown.
    expect(type([27, 28, null], 'M2', 30, 'last')).toMatchObject(refused);
    expect(type([27, 28, null], 'M1', 30, 'last')).toBe('taken');
    expect(type([null, 28, 29], 'M2', 30, 'first')).toMatchObject(refused);
    expect(type([null, 28, 29], 'M3', 30, 'first')).toBe('taken');
    expect(type([10, 20, 30], 'M1', 12, 'average')).toBe('taken');
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
  test('[SPR-T49] two held totals over the same leaves are one hold, not two that block each other', () => {
    const garden = year([10, 20, 30]);
    const holds: Hold[] = ['Y', 'Q1'].map((id) => ({ id, at: place(garden, [], id), keeps: 'total' }));
    const wish: Wish = { at: place(garden, [], 'M1'), method: 'proportional', value: 20 };
    expect(leavesAfter(garden, [10, 20, 30], wish, { holds })).toEqual([20, 16, 24]);
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
  test('[SPR-T62] where nothing is negative no hold pushes a free leaf below zero', () => {
    const garden = year([100, 10]);
    const holds = [monthHold(garden, 1)];
    const kept = input(garden, { holds, nonNegative: 'kept' });
    const asked = (value: number) => spread(kept, { at: whole(garden), method: 'proportional', value });
    expect(asked(60)).toMatchObject({
      problems: [{ code: 'SIGN_FLIP', params: { amount: 40, fixed: 100, holds: holds[0]!.id } }],
    });
    expect(asked(100).ok).toBe(true);
    expect(asked(-60).ok).toBe(true);
  });
  test('[SPR-T47, T62] nor does a held total that would have to absorb more than there is', () => {
    const garden = year([100, 10]);
    const holds: Hold[] = [{ id: 'year', at: whole(garden), keeps: 'total' }];
    const kept = input(garden, { holds, nonNegative: 'kept' });
    const asked = (value: number) =>
      spread(kept, { at: place(garden, [], 'M1'), method: 'proportional', value });
    expect(asked(130)).toMatchObject({
      problems: [{ code: 'SIGN_FLIP', params: { amount: 20, fixed: 130, holds: 'year', within: 'year' } }],
    });
    expect(asked(110).ok).toBe(true);
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

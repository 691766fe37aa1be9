import { describe, expect, test } from 'vitest';
import { MAX_AMOUNT } from '../../src/foundation/amount.ts';
import { cellAddress, forkCube, peakOf } from '../../src/plan/cube.ts';
import { setCells } from '../../src/plan/cube-write.ts';
import { type Hold, type SpreadRequest, spread, type TimeBehaviour } from './doors.ts';
import { allValues, type Garden, line, must, place, whole, year } from './garden.ts';
import { applied, inputOf } from './random-requests.ts';

/** Totals around what is typed: they stay exact (SPR-T7), and held ones keep what is below them (SPR-T45). */

const month = (garden: Garden, number: number) => place(garden, [], `M${number}`);

function codeOf(garden: Garden, request: SpreadRequest, behaviour: TimeBehaviour = 'flow'): string | null {
  const outcome = spread(inputOf(garden, { behaviour }), request);
  return outcome.ok ? null : outcome.problems[0]!.code;
}

describe('a total of leaves outside the edit', () => {
  const type = (number: number, value: number): [Garden, SpreadRequest] => {
    const garden = year([MAX_AMOUNT - 10, null, -5]);
    return [garden, { at: month(garden, number), method: 'proportional', value }];
  };

  test('[SPR-T7] would no longer be exact: refused, whatever the sign of the number', () => {
    expect(codeOf(...type(2, 5))).toBe(null);
    expect(codeOf(...type(2, 6))).toBe('OUT_OF_RANGE');
    expect(codeOf(...type(2, -6))).toBe('OUT_OF_RANGE');
    expect(codeOf(...type(2, MAX_AMOUNT))).toBe('OUT_OF_RANGE');
  });

  test('[SPR-T7] growing step by step beyond the limit is refused as a whole', () => {
    const garden = year([1, 1, 1]);
    const growth = { at: whole(garden), method: 'growth', percent: 900, from: MAX_AMOUNT / 100 } as const;
    expect(codeOf(garden, growth)).toBe('OUT_OF_RANGE');
    expect(codeOf(garden, { ...growth, from: MAX_AMOUNT / 1_000 })).toBe(null);
  });

  test('[SPR-T7] periods of a balance are never added up; its members are', () => {
    const balance = year([MAX_AMOUNT, null]);
    const request = { at: month(balance, 2), method: 'proportional', value: MAX_AMOUNT } as const;
    expect(codeOf(balance, request, 'last')).toBe(null);
    expect(codeOf(balance, request)).toBe('OUT_OF_RANGE');
    const team = line([MAX_AMOUNT, null]);
    const member = { at: { members: [2], time: 0 }, method: 'proportional', value: 1 } as const;
    expect(codeOf(team, member, 'last')).toBe('OUT_OF_RANGE');
  });

  test('[SPR-T7] what makes it smaller is let through, even where it is too large already', () => {
    const garden = year([MAX_AMOUNT, MAX_AMOUNT]);
    const lower = { at: month(garden, 1), method: 'proportional', value: MAX_AMOUNT - 1 } as const;
    expect(codeOf(garden, lower)).toBe(null);
  });
});

describe('a table of many leaves', () => {
  const count = 5_000;
  const [large, small] = [9_000_000_000_000_000, 1_700_000_000_000];
  const wide = () => line(Array.from({ length: count }, (_, i) => (i === 0 ? large : null)));
  const leaf = (node: number, value: number): SpreadRequest => ({
    at: { members: [node + 1], time: 0 },
    method: 'proportional',
    value,
  });

  test('[SPR-T7] beside one large leaf small ones do not add up beyond the limit unseen', () => {
    const garden = wide();
    let taken = 0;
    while (taken < 10) {
      const outcome = spread(inputOf(garden), leaf(taken + 1, small));
      if (!outcome.ok) break;
      for (const { part, cells, after } of outcome.value.changes) setCells(garden.cube, part, cells, after);
      taken++;
    }
    expect(taken).toBe(Math.floor((MAX_AMOUNT - large) / small));
    expect(codeOf(garden, leaf(taken + 1, small))).toBe('OUT_OF_RANGE');
    expect(codeOf(garden, leaf(0, large - small))).toBe(null);
  });

  test('[SPR-T7] a leaf that is large on a fork is none of the other side', () => {
    const garden = line(Array.from({ length: count }, () => 1));
    const fork = forkCube(garden.cube);
    setCells(fork, 0, [cellAddress(0, garden.cube.firstSlot)], [-large]);
    expect([peakOf(garden.cube, 0), peakOf(fork, 0)]).toEqual([1, large]);
  });
});

describe('a held total between the typed cell and what a method writes', () => {
  const held = (garden: Garden, request: Omit<SpreadRequest, 'at'>) => {
    const holds: Hold[] = [{ id: 'h', at: place(garden, [], 'Q1'), keeps: 'total' }];
    const outcome = spread(inputOf(garden, { holds }), { at: whole(garden), ...request });
    return outcome.ok ? allValues(applied(garden, outcome.value)) : outcome.problems[0]!.code;
  };
  const half = () => year([1, 2, 3, 4, 5, 6]);

  test('[SPR-T25, SPR-T45] a line and a growth leave its leaves alone and keep counting', () => {
    expect(held(half(), { method: 'straightLine', from: 10, to: 60 })).toEqual([1, 2, 3, 40, 50, 60]);
    expect(held(half(), { method: 'growth', percent: 100, from: 10 })).toEqual([1, 2, 3, 80, 160, 320]);
    const growing = held(half(), { method: 'growth', percent: 100, value: 34 });
    expect(growing).toEqual([1, 2, 3, 4, 8, 16]);
  });

  test('[SPR-T34, SPR-T45] a pattern gives it nothing', () => {
    expect(held(half(), { method: 'pattern', pattern: [1, 1], value: 36 })).toEqual([1, 2, 3, 8, 10, 12]);
  });

  test('[SPR-T37, SPR-T55] a trend into it, and a line over nothing else, are refused', () => {
    expect(held(year([1, 2, null]), { method: 'predict' })).toBe('NO_FREE_CELL');
    expect(held(year([1, 2, 3]), { method: 'straightLine', from: 1, to: 9 })).toBe('NO_FREE_CELL');
    expect(held(year([1, 2, 3]), { method: 'growth', percent: 5, from: 9 })).toBe('NO_FREE_CELL');
  });
});

test('[SPR-T9] what shows the number within its floor and cap stays, granule or not; parking no difference parks nothing', () => {
  const garden = line([21, 22, 57]);
  const again = {
    at: whole(garden),
    method: 'proportional',
    value: 100,
    granularity: 10,
    floor: 20,
    cap: 60,
  } as const;
  expect(must(spread(inputOf(garden), again)).changes).toEqual([]);
  expect(must(spread(inputOf(garden), { ...again, cap: 50 })).changes).not.toEqual([]);
  const team = line([1, 2, null]);
  const park = {
    at: whole(team),
    method: 'unassigned',
    value: 3,
    target: { members: [3], time: 0 },
  } as const;
  expect(must(spread(inputOf(team), park)).changes).toEqual([]);
  expect(allValues(applied(team, must(spread(inputOf(team), { ...park, value: 4 }))))).toEqual([1, 2, 1]);
});

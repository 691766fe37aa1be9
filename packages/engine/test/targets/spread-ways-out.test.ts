import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { input, leavesAfter, monthHold, type Wish } from './ask.ts';
import { type Hold, type SpreadInput, type SpreadRequest, spread } from './doors.ts';
import {
  anyPlace,
  type Garden,
  grow,
  line,
  must,
  place,
  seedling,
  slowTotal,
  whole,
  year,
} from './garden.ts';
import { amount, holdSeeds, holdsOf, inputOf, picks } from './random-requests.ts';

/** The parameters of a refusal, or nothing when it was not refused. */
function refusal(garden: Garden, request: SpreadRequest, more: Partial<SpreadInput>) {
  const outcome = spread(input(garden, more), request);
  return outcome.ok ? undefined : outcome.problems[0];
}

describe('what a cell can take', () => {
  test('[SPR-T55] nothing free: only the present number', () => {
    const garden = year([1, 2]);
    const holds = [monthHold(garden, 1), monthHold(garden, 2)];
    const request: SpreadRequest = { at: whole(garden), method: 'proportional', value: 10 };
    expect(refusal(garden, request, { holds })).toEqual({
      code: 'NO_FREE_CELL',
      path: 'at',
      params: {
        amount: 7,
        holds: 'h1,h2',
        held: 2,
        closed: 0,
        forbidden: 0,
        settled: 0,
        outside: 0,
        computed: 0,
        min: 3,
        max: 3,
      },
    });
  });
  test('[SPR-T55, T57] zeros that could take it are counted and offered', () => {
    const garden = year([5, 0, 0]);
    const holds = [monthHold(garden, 1)];
    const request: SpreadRequest = { at: whole(garden), method: 'proportional', value: 25 };
    expect(refusal(garden, request, { holds })).toMatchObject({
      code: 'NO_FREE_CELL',
      params: { amount: 20, zeros: 2, min: 5, max: 5 },
    });
    expect(refusal(garden, { ...request, filter: 'emptyOnly' }, { holds })).toBeUndefined();
  });
  test('[SPR-T55] inside a held total: what its other leaves can give', () => {
    const garden = year([10, 20, 30]);
    const holds: Hold[] = [{ id: 'q', at: whole(garden), keeps: 'total' }, monthHold(garden, 3)];
    const at = place(garden, [], 'M1');
    const typed = (value: number) =>
      refusal(garden, { at, method: 'proportional', value }, { holds, nonNegative: 'kept' });
    expect(typed(40)).toMatchObject({ code: 'SIGN_FLIP', params: { amount: 10, min: 0, max: 30 } });
    expect(typed(30)).toBeUndefined();
    const full = { holds: [...holds, monthHold(garden, 2)] };
    expect(refusal(garden, { at, method: 'proportional', value: 11 }, full)).toMatchObject({
      code: 'NO_FREE_CELL',
      params: { amount: -1, min: 10, max: 10, within: 'q' },
    });
  });
  test('[SPR-T55] above held numbers: not below their sum', () => {
    const garden = year([100, 10]);
    const holds = [monthHold(garden, 1)];
    const request: SpreadRequest = { at: whole(garden), method: 'proportional', value: 60 };
    expect(refusal(garden, request, { holds, nonNegative: 'kept' })).toMatchObject({
      code: 'SIGN_FLIP',
      params: { amount: 40, min: 100, max: null },
    });
  });

  test('[SPR-T49, T55] a floor and a cap on a total that is held as well take nothing away', () => {
    const garden = year([19, null]);
    const holds: Hold[] = [
      { id: 'sum', at: whole(garden), keeps: 'total' },
      { id: 'limits', at: whole(garden), keeps: 'bound', floor: 19, cap: 19 },
    ];
    const request: SpreadRequest = { at: place(garden, [], 'M1'), method: 'proportional', value: 20 };
    expect(refusal(garden, request, { holds, nonNegative: 'kept' })).toMatchObject({
      params: { min: 0, max: 19 },
    });
  });

  const bounds = fc.array(fc.record({ picks, below: fc.nat(300), above: fc.nat(300) }), { maxLength: 3 });
  test('[SPR-T55] random: both ends of the range can be typed, one beyond them cannot', () => {
    let ranges = 0;
    fc.assert(
      fc.property(seedling(), picks, amount, holdSeeds, bounds, (seed, pick, value, held, limits) => {
        const garden = grow(seed);
        const at = anyPlace(garden, pick);
        const holds = [...holdsOf(garden, held)];
        for (const [i, { picks: one, below, above }] of limits.entries()) {
          const cell = anyPlace(garden, one);
          const shown = slowTotal(garden, cell) ?? 0;
          holds.push({ id: `b${i}`, at: cell, keeps: 'bound', floor: shown - below, cap: shown + above });
        }
        const given = inputOf(garden, { holds, nonNegative: 'kept' });
        const type = (typed: number) => spread(given, { at, method: 'proportional', value: typed });
        const outcome = type(value);
        if (outcome.ok || outcome.problems[0]!.code === 'OUT_OF_RANGE') return;
        const { min, max } = outcome.problems[0]!.params ?? {};
        if (min === undefined || max === undefined) return;
        ranges += 1;
        if (typeof min === 'number') {
          expect(type(min).ok).toBe(true);
          if (min !== 0) expect(type(min - 1).ok).toBe(false);
        }
        if (typeof max === 'number') {
          expect(type(max).ok).toBe(true);
          expect(type(max + 1).ok).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(ranges).toBeGreaterThan(40);
  });
});

describe('how strong a hold is', () => {
  const garden = year([10, 20, 30]);
  const soft = (hold: Hold): Hold => ({ ...hold, strength: 'soft' });
  const wish: Wish = { method: 'proportional', value: 90 };
  test('[SPR-T53] a soft hold is a hold as long as something else is free', () => {
    const holds = [soft(monthHold(garden, 1))];
    expect(leavesAfter(garden, [10, 20, 30], { ...wish, overSoft: true }, { holds })).toEqual([10, 32, 48]);
  });
  test('[SPR-T53] when nothing else is free it gives way, after confirmation, and says so', () => {
    const holds = [soft(monthHold(garden, 1)), monthHold(garden, 2), monthHold(garden, 3)];
    const request = { at: whole(garden), ...wish };
    expect(refusal(garden, request, { holds })).toMatchObject({
      code: 'NO_FREE_CELL',
      params: { amount: 30, holds: 'h1,h2,h3', soft: 'h1' },
    });
    expect(leavesAfter(garden, [10, 20, 30], { ...wish, overSoft: true }, { holds })).toEqual([40, 20, 30]);
    const outcome = must(spread(input(garden, { holds }), { ...request, overSoft: true }));
    expect(outcome.notices).toContainEqual({ code: 'YIELDED', params: { holds: 'h1' } });
  });
  test('[SPR-T53] firm and system holds never give way', () => {
    for (const strength of ['firm', 'system'] as const) {
      const holds = [1, 2, 3].map((month): Hold => ({ ...monthHold(garden, month), strength }));
      expect(leavesAfter(garden, [10, 20, 30], { ...wish, overSoft: true }, { holds })).toBe('NO_FREE_CELL');
    }
  });
  test('[SPR-T53] soft floors, caps and shares give way too', () => {
    const flat = line([10, 30, 60]);
    const cap: Hold = { id: 'c', at: place(flat, ['m1'], 'M1'), keeps: 'bound', cap: 15, strength: 'soft' };
    const held = [2, 3].map((m): Hold => ({ id: `h${m}`, at: place(flat, [`m${m}`], 'M1'), keeps: 'value' }));
    const typed: Wish = { method: 'proportional', value: 120 };
    expect(leavesAfter(flat, [10, 30, 60], typed, { holds: [cap, ...held] })).toBe('BOUNDS');
    expect(leavesAfter(flat, [10, 30, 60], { ...typed, overSoft: true }, { holds: [cap, ...held] })).toEqual([
      30, 30, 60,
    ]);
  });
});

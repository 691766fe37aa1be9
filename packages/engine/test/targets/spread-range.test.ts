import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problem } from '../../src/foundation/problem.ts';
import { refuse } from '../../src/foundation/result.ts';
import type { Problem } from '../../src/index.ts';
import { withRanges } from '../../src/targets/spread/feasible.ts';
import {
  type Answer,
  beyondEnd,
  reachAround,
  type TriedRange,
  tryRange,
} from '../../src/targets/spread/tried-range.ts';
import { input } from './ask.ts';
import { block, dimensions } from './block.ts';
import { type Hold, type Place, type SpreadInput, type SpreadRequest, spreadBatch } from './doors.ts';
import { anyPlace, type Garden, grow, place, seedling, slowTotal } from './garden.ts';

/**
 * What a refusal says a cell can be typed as (SPR-T55), against every number typed one after the other. Tables of a few
 * leaves with holds of every kind, totals and shares that cross and nest, and up to three numbers at once.
 */
const picks = fc.array(fc.nat(40), { minLength: 3, maxLength: 3 });
const kinds = ['value', 'total', 'total', 'bound', 'share'] as const;
const holdSeed = fc.record({
  picks,
  keeps: fc.constantFrom(...kinds),
  below: fc.nat(6),
  above: fc.nat(6),
  along: fc.nat(2),
});
type HoldSeed = typeof holdSeed extends fc.Arbitrary<infer T> ? T : never;

const few = fc.record({
  seed: seedling({ dimensions: 2, values: fc.option(fc.nat(9), { freq: 6 }) }),
  typed: fc.array(fc.record({ picks, value: fc.nat(60) }), { minLength: 1, maxLength: 3 }),
  held: fc.array(holdSeed, { maxLength: 5 }),
});

/** A hold that its numbers keep already, as every one is when it is made. */
function holdOf(garden: Garden, { picks: pick, keeps, below, above, along }: HoldSeed, i: number): Hold[] {
  const at = anyPlace(garden, pick);
  const now = slowTotal(garden, at) ?? 0;
  if (keeps === 'bound') return [{ id: `h${i}`, at, keeps, floor: now - below, cap: now + above }];
  if (keeps !== 'share') return [{ id: `h${i}`, at, keeps }];
  const dimension = along < garden.trees.length ? along : 'time';
  const tree = dimension === 'time' ? garden.time : garden.trees[dimension]!;
  const node = dimension === 'time' ? at.time : at.members[dimension]!;
  const parent = tree.parent[node]!;
  if (parent < 0) return [];
  const upper: Place =
    dimension === 'time' ? { ...at, time: parent } : { ...at, members: at.members.with(dimension, parent) };
  const whole = slowTotal(garden, upper) ?? 0;
  return whole > 0 ? [{ id: `h${i}`, at, keeps, share: { part: now, whole, along: dimension } }] : [];
}

/** Whether this entry of the gesture could have been this number. */
const accepted = (given: SpreadInput, requests: readonly SpreadRequest[], index: number, value: number) =>
  spreadBatch(given, requests.with(index, { ...requests[index]!, value })).ok;

const most = 70;
const between = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

interface Told {
  readonly requests: readonly SpreadRequest[];
  readonly index: number;
  readonly code: string;
  readonly min: number | null | undefined;
  readonly max: number | null | undefined;
}

/** What the first refusal of a gesture tells, and of which entry; nothing where it was accepted. */
function toldOf(given: SpreadInput, requests: readonly SpreadRequest[]): Told | null {
  const outcome = spreadBatch(given, requests);
  if (outcome.ok) return null;
  const { code, path, params = {} } = outcome.problems[0]!;
  const index = requests.length === 1 ? 0 : Number.parseInt(path ?? '', 10);
  const { min, max } = params as Partial<Pick<Told, 'min' | 'max'>>;
  return { requests, index, code, min, max };
}

/** Both ends can be typed, and the next numbers beyond them cannot. */
function checkEnds(given: SpreadInput, { requests, index, min = null, max = null }: Told): void {
  const accepts = (value: number): boolean => accepted(given, requests, index, value);
  const lo = min ?? 0;
  // Where no number is too large one beyond those that are tried stands for all.
  const hi = max ?? Math.max(most, lo);
  expect([accepts(lo), accepts(hi)]).toEqual([true, true]);
  const away = [...between(Math.max(0, lo - beyondEnd), lo - 1), ...between(hi + 1, hi + beyondEnd)];
  const beyond = max === null ? away.filter((value) => value < lo) : away;
  expect(beyond.filter(accepts)).toEqual([]);
}

describe('what a refusal says can be typed', () => {
  test('[SPR-T55, T81] random: the largest and the smallest number that is accepted', () => {
    const told = { one: 0, several: 0 };
    fc.assert(
      fc.property(few, ({ seed, typed, held }) => {
        const garden = grow({ ...seed, months: Math.min(seed.months, 4), rows: seed.rows.slice(0, 6) });
        const holds = held.flatMap((one, i) => holdOf(garden, one, i));
        const given = input(garden, { holds, nonNegative: 'kept', searchSteps: 100 });
        const requests = typed
          .map(({ picks: pick, value }) => ({ at: anyPlace(garden, pick), value }))
          .filter(({ at }) => slowTotal(garden, at) !== null)
          .map((one): SpreadRequest => ({ ...one, method: 'proportional' }));
        const refused = requests.length > 0 && toldOf(given, requests);
        if (!refused || !explained.has(refused.code)) return;
        if (refused.min === undefined || refused.max === undefined) {
          // Only where nothing at all is accepted, or the conflict is one of the other entries.
          const some = between(0, most).filter((value) => value % 3 === 0);
          if (requests.length === 1)
            expect(some.filter((value) => accepted(given, requests, 0, value))).toEqual([]);
          return;
        }
        told[requests.length === 1 ? 'one' : 'several'] += 1;
        checkEnds(given, refused);
      }),
      { numRuns: 80 },
    );
    expect(told.one + told.several).toBeGreaterThan(3);
  });

  /** A square of regions and products of ten each, in one channel. */
  const square = (size: number) =>
    block(
      Array.from({ length: size }, (_, r) => Array.from({ length: size }, (_, p) => [8 + ((r + p) % 5)])),
    );
  const at = (garden: Garden, ...ids: string[]): Place =>
    place(
      garden,
      dimensions.map((d) => ids.find((id) => id.startsWith(d)) ?? d),
      'Y',
    );
  const holdsOf = (garden: Garden, ids: readonly string[]): Hold[] =>
    ids.map((id) => ({ id, at: at(garden, id), keeps: 'total' }));

  test.each([
    ['two', 15, 20_000],
    ['all', 40, 20_000],
    ['all', 40, 150],
  ] as const)(
    '[SPR-T55] where %s lines of a square of %i are held, both ends are found for %i',
    (which, size, value) => {
      const garden = square(size);
      const all = Array.from({ length: size }, (_, i) => [`r${i + 1}`, `p${i + 1}`]).flat();
      const holds = holdsOf(garden, which === 'all' ? all : ['r1', 'p1']);
      const given = input(garden, { holds, nonNegative: 'kept' });
      // Of a cell in one of the crossing totals, and of two of a line together.
      const cell: SpreadRequest = { at: at(garden, 'r1', 'p1'), method: 'proportional', value };
      const pair: SpreadRequest[] = [
        { at: at(garden, 'r1', 'p2'), method: 'proportional', value: 30 },
        { at: at(garden, 'r1', 'p3'), method: 'proportional', value },
      ];
      for (const requests of [[cell], pair]) {
        const outcome = spreadBatch(given, requests);
        if (outcome.ok) continue;
        const { min, max, unsure, untried } = outcome.problems[0]!.params as Record<string, number>;
        expect([min, typeof max, unsure, untried]).toEqual([0, 'number', undefined, undefined]);
        const index = requests.length - 1;
        expect([max!, max! + 1, max! + 4].map((one) => accepted(given, requests, index, one))).toEqual([
          true,
          false,
          false,
        ]);
      }
    },
  );

  test('[SPR-T55] when its work is spent it tells what is accepted, and that it may not be the end', () => {
    const garden = square(10);
    const given = input(garden, { holds: holdsOf(garden, ['r1', 'p1']), nonNegative: 'kept' });
    const request: SpreadRequest = { at: at(garden, 'r1', 'p1'), method: 'proportional', value: 1_000_000 };
    // Refusals that do not say by how much.
    const silent: Answer = (...asked) => {
      const outcome = spreadBatch(...asked);
      return outcome.ok ? outcome : refuse(problem('TWO_WAY_INFEASIBLE'));
    };
    const reach = reachAround(given, [request]);
    const cost = 16 * (reach.leaves + 1);
    const tell = (tries: number) => tryRange(silent, given, [request], 0, { ...reach, work: tries * cost });
    expect(tell(3)).toEqual({ untried: 101, tried: Math.floor((3 * cost) / 64) });
    const rough = tell(16) as TriedRange;
    expect(rough.unsure).toContain('max');
    expect(rough.hi).toBeGreaterThan(8);
    expect(accepted(given, [request], 0, rough.hi)).toBe(true);
    const exact = tell(100) as TriedRange;
    expect(exact.unsure).toEqual([]);
    expect(exact.hi).toBeGreaterThan(rough.hi);
    expect(accepted(given, [request], 0, exact.hi + 1)).toBe(false);
    // Where refusals do say it, a few tries are enough.
    expect(tryRange(spreadBatch, given, [request], 0, { ...reach, work: 16 * cost })).toEqual(exact);
  });

  test('[SPR-T55] where far too many leaves take part it says how many, and no number', () => {
    const garden = square(180);
    const given = input(garden, { holds: holdsOf(garden, ['r1', 'p1']), nonNegative: 'kept' });
    const outcome = spreadBatch(given, [
      { at: at(garden, 'r1', 'p1'), method: 'proportional', value: 9_000 },
    ]);
    const params = outcome.ok ? {} : outcome.problems[0]!.params;
    expect(params).toMatchObject({ untried: 32_401, tried: 31_250, reckonedFrom: 'r1,p1' });
    expect(params).not.toHaveProperty('max');
  });

  test('[SPR-T55] of many refused entries the first three are tried', () => {
    const garden = block([[[10], [10], [10], [10], [10]]]);
    const requests = ['p1', 'p2', 'p3', 'p4', 'p5'].map(
      (id): SpreadRequest => ({
        at: place(garden, ['r1', id, 'c1'], 'Y'),
        method: 'proportional',
        value: 30,
      }),
    );
    const found = requests.map((_, i): Problem => ({ code: 'BOUNDS', path: `${i}.at` }));
    const tried: number[] = [];
    const answer = (_: SpreadInput, others: readonly SpreadRequest[]) => {
      tried.push(requests.findIndex((one) => !others.includes(one)));
      return refuse({ code: 'BOUNDS' });
    };
    withRanges(answer, input(garden), requests, found);
    expect(tried).toEqual([0, 1, 2]);
  });

  test('[SPR-T50, T55] random: held rows and columns leave exactly what some whole table has', () => {
    let ranges = 0;
    fc.assert(
      fc.property(tables, ({ values, rows, columns, kept, cell, value }) => {
        const garden = block([0, 1].map((r) => [0, 1, 2].map((p) => [values[r + 2 * p]!])));
        const named = (...ids: string[]): Place =>
          place(
            garden,
            dimensions.map((d) => ids.find((id) => id.startsWith(d)) ?? d),
            'Y',
          );
        const leaf = (k: number): Place => named(`r${(k % 2) + 1}`, `p${(k >> 1) + 1}`);
        const stay = kept.filter((k) => k !== cell);
        const holds: Hold[] = [
          ...rows.map((r): Hold => ({ id: `r${r}`, at: named(`r${r + 1}`), keeps: 'total' })),
          ...columns.map((p): Hold => ({ id: `p${p}`, at: named(`p${p + 1}`), keeps: 'total' })),
          ...stay.map((k): Hold => ({ id: `v${k}`, at: leaf(k), keeps: 'value' })),
        ];
        const given = input(garden, { holds, nonNegative: 'kept' });
        const request: SpreadRequest = { at: leaf(cell), method: 'proportional', value };
        const refused = toldOf(given, [request]);
        const fits = numbersOf(cell, values, stay, [
          ...rows.map((r) => [0, 1, 2].map((p) => r + 2 * p)),
          ...columns.map((p) => [2 * p, 2 * p + 1]),
        ]);
        expect(refused === null).toBe(fits.has(value));
        if (refused === null || refused.min === undefined || refused.max === undefined) return;
        ranges += 1;
        expect([refused.min, refused.max ?? Infinity]).toEqual([
          Math.min(...fits),
          fits.has(most) ? Infinity : Math.max(...fits),
        ]);
      }),
      { numRuns: 120 },
    );
    expect(ranges).toBeGreaterThan(15);
  });
});

const explained: ReadonlySet<string> = new Set(['NO_FREE_CELL', 'BOUNDS', 'SIGN_FLIP', 'TWO_WAY_INFEASIBLE']);

/** Two rows by three columns, leaf k in row k % 2 and column k >> 1; some totals held, some leaves; a number for a leaf. */
const tables = fc.record({
  values: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 6, maxLength: 6 }),
  rows: fc.subarray([0, 1], { minLength: 1 }),
  columns: fc.subarray([0, 1, 2], { minLength: 1 }),
  kept: fc.subarray([0, 1, 2, 3, 4, 5], { maxLength: 2 }),
  cell: fc.nat(5),
  value: fc.nat(20),
});

/** What one leaf is in all tables of whole numbers, none below 0, that keep these sums and these leaves. */
function numbersOf(
  cell: number,
  values: readonly number[],
  stay: readonly number[],
  sums: readonly (readonly number[])[],
): Set<number> {
  const left = sums.map((leaves) => leaves.reduce((sum, k) => sum + values[k]!, 0));
  const around = values.map((_, k) => sums.flatMap((leaves, i) => (leaves.includes(k) ? [i] : [])));
  const found = new Set<number>();
  const fill = (k: number, table: readonly number[]): void => {
    if (k === values.length) {
      if (left.every((one) => one === 0)) found.add(table[cell]!);
      return;
    }
    const room = Math.min(most, ...around[k]!.map((i) => left[i]!));
    const due = around[k]!.filter((i) => sums[i]!.at(-1) === k).map((i) => left[i]!);
    const fixed = stay.includes(k) || (around[k]!.length === 0 && k !== cell);
    for (const value of fixed ? [values[k]!] : between(0, room)) {
      if (value > room || due.some((one) => one !== value)) continue;
      for (const i of around[k]!) left[i]! -= value;
      fill(k + 1, [...table, value]);
      for (const i of around[k]!) left[i]! += value;
    }
  };
  fill(0, []);
  return found;
}

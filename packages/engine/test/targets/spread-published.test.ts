import { readFileSync } from 'node:fs';
import { sharedData } from '@shapan/testkit';
import { expect, test } from 'vitest';
import { splitAmount } from '../../src/targets/split.ts';
import {
  createTotals,
  forkCube,
  type Hold,
  readFraction,
  type SpreadRequest,
  setCells,
  spread,
} from './doors.ts';
import { allValues, type Garden, must, place, whole, year } from './garden.ts';

/** Examples printed by other planning products, kept beside the repository. */
const published = sharedData('textbook_cases');

interface Cases {
  readonly ibm_proportional_replace: { before: number[]; spread: number; published: number[] };
  readonly oracle_lock_1: {
    before: Record<string, number>;
    locked: string[];
    set: { Q1: number };
    published: Record<string, number>;
  };
  readonly oracle_445: { set: { Q1: number }; pattern: number[]; published: number[] };
  readonly time_balance: {
    Jan: number;
    Feb: number;
    Mar: number;
    published_Q1: Record<'flow' | 'first' | 'balance' | 'average', number>;
  };
}

const cases = (): Cases => JSON.parse(readFileSync(`${published}/spreading.json`, 'utf8')) as Cases;

function after(garden: Garden, request: Omit<SpreadRequest, 'at'>, holds: readonly Hold[] = []) {
  const { cube, frame } = garden;
  const outcome = must(spread({ cube, frame, aggregation: 'sum', holds }, { at: whole(garden), ...request }));
  const result = forkCube(cube);
  for (const { part, cells, after } of outcome.changes) setCells(result, part, cells, after);
  return allValues(result);
}

test.skipIf(!published)('[SPR-T17] published proportional replace (shared data)', () => {
  const { before, spread: value, published } = cases().ibm_proportional_replace;
  expect(after(year(before), { method: 'proportional', value })).toEqual(published);
});

test.skipIf(!published)('[SPR-T46] published spread with locked months (shared data)', () => {
  const { before, locked, set, published } = cases().oracle_lock_1;
  const ids = ['Jan', 'Feb', 'Mar'];
  const garden = year(ids.map((id) => before[id]!));
  const holds = locked.map(
    (id): Hold => ({ id, at: place(garden, [], `M${ids.indexOf(id) + 1}`), keeps: 'value' }),
  );
  const result = after(garden, { method: 'proportional', value: set.Q1 }, holds);
  expect(result).toEqual(ids.map((id) => published[id]));
});

test.skipIf(!published)('[SPR-T34] published week pattern (shared data)', () => {
  const { set, pattern, published } = cases().oracle_445;
  const garden = year(pattern.map(() => null));
  const at = place(garden, [], 'Q1');
  const { cube, frame } = garden;
  const outcome = must(
    spread({ cube, frame, aggregation: 'sum' }, { at, method: 'pattern', value: set.Q1, pattern }),
  );
  expect(Array.from(outcome.changes[0]!.after)).toEqual(published);
});

test.skipIf(!published)('[SPR-T40] published time balance (shared data)', () => {
  const { Jan, Feb, Mar, published_Q1: published } = cases().time_balance;
  const garden = year([Jan, Feb, Mar]);
  const shown = (behaviour: 'flow' | 'first' | 'last' | 'average') => {
    const fraction = readFraction(createTotals(garden.cube, garden.frame, { behaviour }), whole(garden))!;
    return fraction.numerator / fraction.denominator;
  };
  expect(shown('flow')).toBe(published.flow);
  expect(shown('first')).toBe(published.first);
  expect(shown('last')).toBe(published.balance);
  expect(shown('average')).toBe(published.average);
});

test('[SPR-T65] one level spreads as the splitting of a plain amount does', () => {
  const values = [47_000, 16_000, 15_800, 12_000, 6_100, 3_100];
  for (const value of [10, 11, 999, -7, 8_765_432_109_876]) {
    const months = values.slice(0, 3);
    expect(after(year(months), { method: 'proportional', value })).toEqual(must(splitAmount(value, months)));
  }
});

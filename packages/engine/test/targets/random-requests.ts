import fc from 'fast-check';
import {
  type Cube,
  forkCube,
  type Hold,
  type Place,
  type SpreadInput,
  type SpreadOutcome,
  type SpreadRequest,
  setCells,
  spreadMethods,
} from './doors.ts';
import { anyPlace, type Garden, grow, seedling } from './garden.ts';

/** Random requests and holds for the properties that hold for any (SPR-19.1 to 18). */

export const picks = fc.array(fc.nat(40), { minLength: 4, maxLength: 4 });
export const amount = fc.integer({ min: -3_000, max: 8_000 });
export const holdSeeds = fc.array(fc.record({ picks, total: fc.boolean() }), { maxLength: 4 });
export const mixedValues = fc.option(fc.integer({ min: -300, max: 1_000 }), { freq: 4 });

export const inputOf = (garden: Garden, extra: Partial<SpreadInput> = {}): SpreadInput => ({
  cube: garden.cube,
  frame: garden.frame,
  aggregation: 'sum',
  ...extra,
});

export const holdsOf = (garden: Garden, seeds: readonly { picks: number[]; total: boolean }[]): Hold[] =>
  seeds.map((seed, i) => ({
    id: `h${i}`,
    at: anyPlace(garden, seed.picks),
    keeps: seed.total ? 'total' : 'value',
  }));

export function applied(garden: Garden, outcome: SpreadOutcome): Cube {
  const cube = forkCube(garden.cube);
  for (const { part, cells, after } of outcome.changes) setCells(cube, part, cells, after);
  return cube;
}

export const reference = (row: number, slot: number): number | null => {
  const one = (row * 7 + slot * 3) % 11;
  return one === 0 ? null : one;
};

export function requestOf(method: SpreadRequest['method'], at: Place, value: number): SpreadRequest {
  return { at, method, value, percent: 7.5, from: 10, to: value, reference, pattern: [1, 2, '*'] };
}

export interface RandomRequest {
  readonly garden: Garden;
  readonly at: Place;
  readonly value: number;
  readonly holds: readonly Hold[];
  /** For laws that hold whatever the method. */
  readonly method: SpreadRequest['method'];
}

/** A law of any number typed anywhere, whatever is held, on cubes of positive, negative and empty leaves. */
export function inEveryGarden(runs: number, check: (request: RandomRequest) => void): void {
  const request = fc.record({
    pick: picks,
    value: amount,
    held: holdSeeds,
    method: fc.constantFrom(...spreadMethods),
  });
  fc.assert(
    fc.property(seedling({ values: mixedValues }), request, (seed, { pick, value, held, method }) => {
      const garden = grow(seed);
      check({ garden, at: anyPlace(garden, pick), value, holds: holdsOf(garden, held), method });
    }),
    { numRuns: runs },
  );
}

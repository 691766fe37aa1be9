import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectCloseness } from './closeness.ts';
import { type CellChanges, coordinateOf, rowOf, slotOf, spread } from './doors.ts';
import { type Garden, grow, must, seedling, slowTotal, whole } from './garden.ts';
import { applied, inEveryGarden, inputOf } from './random-requests.ts';
import { reversedRows } from './twin-gardens.ts';

/** Properties: closeness at every level, independence of the order of rows. */

test('[SPR-T69, SPR-19.8] every level is whole, adds up, and is within one unit of its share of the node above', () => {
  fc.assert(
    fc.property(seedling(), fc.nat(5_000), (seed, value) => {
      const garden = grow(seed);
      fc.pre((slowTotal(garden, whole(garden)) ?? 0) > 0);
      const outcome = must(spread(inputOf(garden), { at: whole(garden), method: 'proportional', value }));
      expectCloseness(garden, whole(garden), garden.cube, applied(garden, outcome));
    }),
    { numRuns: 80 },
  );
});

test('[SPR-T8, SPR-19.6] the order in which rows were added changes nothing', () => {
  inEveryGarden(80, ({ garden, at, value, holds }) => {
    const shuffled = reversedRows(garden);
    const run = (one: Garden) => spread(inputOf(one, { holds }), { at, method: 'proportional', value });
    const a = run(garden);
    const b = run(shuffled);
    expect(b.ok).toBe(a.ok);
    if (!a.ok || !b.ok) return;
    expect(byName(shuffled, b.value.changes)).toEqual(byName(garden, a.value.changes));
  });
});

function byName(garden: Garden, changes: readonly CellChanges[]) {
  return changes.flatMap(({ part, cells, before, after }) =>
    Array.from(cells, (cell, i) => [
      part,
      ...coordinateOf(garden.cube, rowOf(cell)),
      slotOf(cell),
      before[i],
      after[i],
    ]),
  );
}

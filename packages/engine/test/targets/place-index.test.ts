import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addPlace, indexPlaces, keepPlaces, meeting } from '../../src/targets/place-index.ts';
import {
  addRows,
  buildTree,
  createCube,
  createFrame,
  isUnder,
  meetOf,
  ownRow,
  type Place,
  rowsUnder,
} from './doors.ts';
import { anyPlace, type Garden, grow, months, must, seedling } from './garden.ts';

/** What is looked up instead of searched for is what searching finds. */

const chosen = fc.array(
  fc.record({
    picks: fc.array(fc.nat(40), { minLength: 4, maxLength: 4 }),
    own: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 30 },
);

function placeOf(
  garden: Garden,
  { picks, own }: { picks: readonly number[]; own: readonly boolean[] },
): Place {
  const { members, time } = anyPlace(garden, picks);
  return { members: members.map((node, d) => (own[d] ? ownRow(node) : node)), time };
}

test('places that share something with another are found however many are asked for', () => {
  fc.assert(
    fc.property(seedling(), chosen, fc.nat(30), (seed, picks, kept) => {
      const garden = grow(seed);
      const { frame } = garden;
      const places = picks.map((pick) => placeOf(garden, pick));
      const half = Math.floor(places.length / 2);
      const index = indexPlaces(
        frame,
        places.slice(0, half).map((place, item) => ({ place, item })),
      );
      const check = (count: number): void => {
        for (let i = 0; i < 12; i++) {
          const place = places[i % places.length]!;
          const met = [...Array(count).keys()].filter((j) => meetOf(frame, places[j]!, place) !== null);
          expect(meeting(index, place).sort((a, b) => a - b)).toEqual(met);
        }
      };
      check(half);
      for (let i = half; i < places.length; i++) addPlace(index, places[i]!, i);
      check(places.length);
      const left = Math.min(kept, places.length);
      keepPlaces(index, left);
      check(left);
    }),
    { numRuns: 60 },
  );
});

/** 12 × 12 × 3 rows in trees of three levels, with rows on inner members and some missing. */
function largeGarden(): Garden {
  const tree = (prefix: string, groups: number, each: number) =>
    must(
      buildTree([
        { id: prefix },
        ...Array.from({ length: groups }, (_, g) => ({ id: `${prefix}${g}`, parent: prefix })),
        ...Array.from({ length: groups * each }, (_, i) => ({
          id: `${prefix}${Math.floor(i / each)}.${i % each}`,
          parent: `${prefix}${Math.floor(i / each)}`,
        })),
      ]),
    );
  const trees = [tree('a', 3, 4), tree('b', 4, 3), tree('c', 1, 2)];
  const time = months(2);
  const cube = createCube({ dimensions: ['a', 'b', 'c'], parts: 1, firstSlot: time.slots[0]!, slotCount: 2 });
  const all = trees[0]!.ids.flatMap((a) => trees[1]!.ids.flatMap((b) => trees[2]!.ids.map((c) => [a, b, c])));
  addRows(
    cube,
    all.filter((_, i) => i % 7 !== 3).toSorted((a, b) => (a.join() < b.join() ? 1 : -1)),
  );
  return { cube, frame: createFrame(cube, trees, time), trees, time };
}

test('the rows under a place are those under it, in canonical order, whichever dimension is asked first', () => {
  const { frame, trees } = largeGarden();
  const nodes = trees.map(({ ids }) => [...ids.keys()].flatMap((node) => [node, ownRow(node)]));
  for (const a of nodes[0]!) {
    for (const b of nodes[1]!) {
      for (const c of nodes[2]!) {
        const place = { members: [a, b, c], time: 0 };
        const under = Array.from(frame.order).filter((row) => isUnder(frame, place, row, 0));
        expect(Array.from(rowsUnder(frame, place))).toEqual(under);
      }
    }
  }
});

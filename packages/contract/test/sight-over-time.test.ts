import { applyChanges, type Change, createState } from '@shapan/engine';
import { describe, expect, test } from 'vitest';
import { leafInside, placeInside, rowInside, sightOf, territoryOf } from '../src/index.ts';

/** What a part of the organisation is on a day, and what that costs where nobody has moved yet. */
const add = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;

/** C stands under A; it goes to B on the given days, and back to A on the next of them. */
function organisation(...days: readonly string[]) {
  const master = createState();
  const member = (id: string, parent?: string) =>
    add('dimensionMember', id, { dimension: 'region', name: id, ...(parent && { parent }) });
  applyChanges(master, [
    member('A'),
    member('B'),
    member('C', 'A'),
    ...days.map((from, i) =>
      add('reassignment', `move${i}`, { member: 'C', parent: i % 2 === 0 ? 'B' : 'A', from }),
    ),
  ]);
  return master;
}

const scope = [{ dimension: 'region', member: 'A' }];
const today = '2026-06-15';

describe('what a member may read over time', () => {
  test('is one part, at all times, where moves are still to come', () => {
    const sight = sightOf(scope, organisation('2026-07-01', '2026-09-01'), today);
    for (const day of ['2020-01-01', '2026-06-14', today, '2026-08-01', '2030-01-01'])
      expect(sight.on(day)).toBe(sight.now);
  });

  test('is one part since the last move, and another before it', () => {
    const sight = sightOf(scope, organisation('2026-03-01', '2026-09-01'), today);
    expect(sight.on('2026-03-01')).toBe(sight.now);
    expect([...sight.now.get('region')!]).toEqual(['A']);
    expect([...sight.on('2026-02-28').get('region')!]).toEqual(['A', 'C']);
    expect(sight.on('2020-01-01')).toBe(sight.on('2026-02-28'));
  });

  test('asks of a row once where the part is the same then', () => {
    let asked = 0;
    const counting = (part: ReadonlyMap<string, ReadonlySet<string>>) =>
      new Map(
        [...part].map(([dimension, ids]) => [
          dimension,
          { ...ids, has: (id: string) => (asked++, ids.has(id)) },
        ]),
      );
    const { now } = sightOf(scope, organisation('2026-07-01'), today);
    const part = counting(now) as unknown as typeof now;
    expect(leafInside({ now: part, on: () => part }, ['region'], ['B'], '2026-01-01')).toBe(false);
    expect(asked).toBe(1);
  });
});

test('a place is judged the same as a row and as what a record says of it', () => {
  const territory = territoryOf(scope, organisation(), today);
  const dimensions = ['product', 'region'];
  const places: readonly (readonly [row: string[], inside: boolean])[] = [
    [['p', 'A'], true],
    [['*', 'C'], true],
    [['p', 'C~2026-07-01'], true],
    [['p', 'B'], false],
    [['p', '*'], false],
  ];
  for (const [row, inside] of places) {
    const named = dimensions.flatMap((dimension, d) => (row[d] === '*' ? [] : [[dimension, row[d]]]));
    expect([
      rowInside(territory, dimensions, row),
      placeInside(territory, Object.fromEntries(named)),
    ]).toEqual([inside, inside]);
  }
  expect(rowInside(territory, ['product'], ['p'])).toBe(false);
  for (const nothing of [null, undefined, {}]) expect(placeInside(territory, nothing)).toBe(false);
  expect(placeInside(new Map(), null)).toBe(true);
});

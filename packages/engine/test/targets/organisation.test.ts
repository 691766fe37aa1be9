import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Command,
  cellAddress,
  leavesThere,
  namesOf,
  placeOf,
  placesOf,
  rowIndex,
  setCells,
  standsThere,
  stintName,
} from '../../src/index.ts';
import {
  ask,
  byDefinition,
  codesOf,
  everyNumber,
  month,
  must,
  reassign,
  shown,
  TARGET,
  type Territories,
  table,
  territories,
  type,
  undoInMaster,
  YEAR,
} from './territories.ts';

/** Two regions; customer C stands under A, all months 10, and moves to B from July. */
function twoRegions(): Territories {
  const world = territories({ A: null, A1: 'A', C: 'A', B: null, B1: 'B' }, [
    ['A1', 'p'],
    ['C', 'p'],
    ['B1', 'p'],
  ]);
  type(
    world,
    ['A1', 'C', 'B1'].flatMap((customer) =>
      Array.from({ length: 12 }, (_, m): [string, string, number, number] => [customer, 'p', m + 1, 10]),
    ),
  );
  return world;
}

const enter = (
  world: Territories,
  members: readonly string[],
  time: string,
  value: number,
  more: object = {},
) =>
  ask(world, {
    type: 'target.enter',
    target: TARGET,
    entries: [{ at: { members: [...members], time }, value, ...more }],
  });

const holdOn = (member: string, fields: object): Command => ({
  type: 'record.add',
  kind: 'hold',
  id: `on-${member}`,
  fields: {
    target: TARGET,
    members: [member, '*'],
    time: YEAR,
    owner: 'somebody',
    reason: 'signed',
    ...fields,
  },
});

describe('a member that stands under another one from a day on', () => {
  it('[ORG-1] counts each period under the parent of that time, as it was', () => {
    const world = twoRegions();
    must(reassign(world, 'C', 'B', '2026-07-01'));
    expect([shown(world, 'A', YEAR), shown(world, 'B', YEAR)]).toEqual([180, 180]);
    expect([shown(world, 'A', month(6)), shown(world, 'B', month(6))]).toEqual([20, 10]);
    expect([shown(world, 'A', month(7)), shown(world, 'B', month(7))]).toEqual([10, 20]);
    expect(shown(world, '*', YEAR)).toBe(360);
    expect(shown(world, 'C', YEAR)).toBe(120);
  });

  it('[ORG-2] counts everything under the parents of one day, for comparison', () => {
    const world = twoRegions();
    must(reassign(world, 'C', 'B', '2026-07-01'));
    const shownOn = (day: string) =>
      ['A', 'B', '*'].map((name) => shown(world, name, YEAR, { organisation: { asOf: day } }));
    expect(shownOn('2026-12-31')).toEqual([120, 240, 360]);
    expect(shownOn('2026-06-30')).toEqual([240, 120, 360]);
  });

  it('[ORG-2] keeps the table as it was while other days are looked at', () => {
    const world = twoRegions();
    must(reassign(world, 'C', 'B', '2026-07-01'));
    const kept = table(world);
    for (const asOf of ['2026-03-01', '2026-08-01', '2026-10-01']) table(world, { asOf });
    expect(table(world).cube).toBe(kept.cube);
  });

  it('[ORG-1] sees leaves that were written as columns under the parent of their time', () => {
    const world = twoRegions();
    must(reassign(world, 'C', 'B', '2026-07-01'));
    expect(shown(world, 'C', YEAR)).toBe(120);
    const { cube } = world.state.cubes.get(TARGET)!;
    const row = rowIndex(cube!, ['C', 'p']);
    const cells = Float64Array.of(
      cellAddress(row, cube!.firstSlot + 5),
      cellAddress(row, cube!.firstSlot + 6),
    );
    setCells(cube!, 0, cells, Float64Array.of(11, 13));
    expect([shown(world, 'A', YEAR), shown(world, 'B', YEAR)]).toEqual([181, 183]);
  });

  it('[ORG-1] takes a move in the middle of a period from the next one on', () => {
    const world = twoRegions();
    must(reassign(world, 'C', 'B', '2026-07-02'));
    expect([shown(world, 'B', month(7)), shown(world, 'B', month(8))]).toEqual([10, 20]);
  });

  it('[ORG-3] moves no number: the cube, and with it every frozen version, is the same to the byte', () => {
    const world = twoRegions();
    const before = JSON.stringify([
      ...world.state.cubes.get(TARGET)!.cube!.rows.columns,
      world.state.position,
    ]);
    const numbers = everyNumber(world);
    const changes = must(reassign(world, 'C', 'B', '2026-07-01'));
    expect(changes.map(({ type: what }) => what)).toEqual(['record.added']);
    everyNumber(world);
    expect(JSON.stringify([...world.state.cubes.get(TARGET)!.cube!.rows.columns, world.state.position])).toBe(
      before,
    );
    undoInMaster(world, changes);
    expect(everyNumber(world)).toEqual(numbers);
  });

  it('[ORG-4] spreads a number typed above over the leaves that stand there in their own period', () => {
    const world = twoRegions();
    must(reassign(world, 'C', 'B', '2026-07-01'));
    must(enter(world, ['A', '*'], YEAR, 360));
    expect([shown(world, 'A', YEAR), shown(world, 'B', YEAR)]).toEqual([360, 180]);
    expect([shown(world, 'C', month(6)), shown(world, 'C', month(7))]).toEqual([20, 10]);
    must(enter(world, ['*', '*'], YEAR, 1_080));
    expect([shown(world, 'A', YEAR), shown(world, 'B', YEAR)]).toEqual([720, 360]);
  });

  it('[ORG-5] names a place by the member and its period, and by the day where that is not enough', () => {
    const world = twoRegions();
    must(reassign(world, 'C', 'B', '2026-07-01'));
    const { frame } = table(world);
    expect(placeOf(frame, { members: ['C', '*'], time: YEAR })).toBeUndefined();
    expect(placesOf(frame, { members: ['C', '*'], time: YEAR })).toHaveLength(2);
    const early = stintName('C', '2026-07-01');
    expect(placeOf(frame, { members: [early, '*'], time: month(7) })).toBeUndefined();
    const place = placeOf(frame, { members: [early, '*'], time: month(2) })!;
    expect(namesOf(frame, place)).toEqual({ members: ['C', 'p'], time: month(2) });
    const year = placeOf(frame, { members: [early, '*'], time: YEAR })!;
    expect(namesOf(frame, year).members).toEqual([early, 'p']);
    must(enter(world, [early, '*'], YEAR, 600));
    expect([shown(world, 'A', YEAR), shown(world, 'C', YEAR)]).toEqual([720, 660]);
    const late = placeOf(frame, { members: [stintName('C'), '*'], time: YEAR })!;
    expect(namesOf(frame, late).members).toEqual([stintName('C'), 'p']);
    expect(placeOf(frame, { members: [stintName('C'), '*'], time: month(2) })).toBeUndefined();
    must(enter(world, [stintName('C'), '*'], YEAR, 60 + 12));
    expect([shown(world, 'A', YEAR), shown(world, 'B', YEAR)]).toEqual([720, 192]);
  });

  it('[ORG-5] knows in which periods a member stands in each of its places', () => {
    const world = twoRegions();
    must(reassign(world, 'C', 'B', '2026-07-01'));
    const { frame } = table(world);
    const there = (name: string, time: string) =>
      leavesThere(frame, placeOf(frame, { members: [name, '*'], time })!);
    expect(there(stintName('C', '2026-07-01'), YEAR)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(there(stintName('C'), YEAR)).toEqual([6, 7, 8, 9, 10, 11]);
    expect(there('C', month(7))).toEqual([6]);
    expect(there('A', YEAR)).toHaveLength(12);
    const time = frame.time.index.get(month(7))!;
    const early = placeOf(frame, { members: [stintName('C', '2026-07-01'), '*'], time: YEAR })!;
    expect([leavesThere(frame, { ...early, time }), standsThere(frame, { ...early, time })]).toEqual([
      [],
      false,
    ]);
  });

  it('[ORG-4] keeps what a hold on the member keeps, before and after the move', () => {
    const world = twoRegions();
    must(ask(world, holdOn('C', { keeps: 'value' })));
    must(reassign(world, 'C', 'B', '2026-07-01'));
    must(enter(world, ['*', '*'], YEAR, 600));
    expect(shown(world, 'C', YEAR)).toBe(120);
    expect(shown(world, '*', YEAR)).toBe(600);
  });

  it('[ORG-5] keeps every number of a member that has moved by its id alone', () => {
    const world = twoRegions();
    must(reassign(world, 'C', 'B', '2026-07-01'));
    must(ask(world, holdOn('C', { keeps: 'value' })));
    must(enter(world, ['*', '*'], YEAR, 600));
    expect(shown(world, 'C', YEAR)).toBe(120);
  });

  it('[ORG-5] says which names there are where the id could mean several places', () => {
    const world = twoRegions();
    must(reassign(world, 'C', 'B', '2026-07-01'));
    const several = {
      code: 'AMBIGUOUS',
      params: { text: 'C / * all', count: 2, candidates: 'C~2026-07-01 / * all, C~ / * all' },
    };
    const place = { members: ['C', '*'], time: YEAR };
    const problemsOf = (answer: ReturnType<typeof ask>) => ('problems' in answer ? answer.problems : []);
    expect(problemsOf(enter(world, place.members, YEAR, 200))).toEqual([
      { ...several, path: 'entries[0].at' },
    ]);
    const elsewhere = { members: ['B1', '*'], time: YEAR };
    const entries = [
      {
        at: { members: ['*', '*'], time: YEAR },
        method: 'transfer',
        value: 1,
        source: place,
        target: elsewhere,
      },
    ];
    const transfer = { type: 'target.enter', target: TARGET, entries } as Command;
    expect(problemsOf(ask(world, transfer))).toMatchObject([several]);
    const propose = { type: 'target.propose', id: 'p', target: TARGET, at: place, value: 1, reason: 'more' };
    expect(problemsOf(ask(world, propose as Command))).toEqual([{ ...several, path: 'at' }]);
    for (const keeps of ['total', 'bound'])
      expect(problemsOf(ask(world, holdOn('C', { keeps, floor: 0 })))).toEqual([
        { ...several, path: 'fields.members' },
      ]);
    const fields = {
      target: TARGET,
      coordinate: { territory: 'C' },
      dimension: 'product',
      basis: 'equal',
      level: 'leaves',
      keeps: 'shares',
    };
    must(ask(world, { type: 'record.add', kind: 'breakdownRule', id: 'r', fields }));
    expect(problemsOf(ask(world, { type: 'target.runRule', rule: 'r' }))).toMatchObject([several]);
  });

  it('[ORG-1] moves what stands below, and may move back', () => {
    const world = territories({ N: null, T: 'N', C: 'T', S: null, D: 'S' }, [
      ['C', 'p'],
      ['D', 'p'],
    ]);
    type(
      world,
      ['C', 'D'].flatMap((one) =>
        Array.from({ length: 12 }, (_, m): [string, string, number, number] => [one, 'p', m + 1, m + 1]),
      ),
    );
    must(reassign(world, 'T', 'S', '2026-04-01'));
    must(reassign(world, 'T', 'N', '2026-10-01'));
    expect([shown(world, 'N', YEAR), shown(world, 'S', YEAR)]).toEqual([39, 39 + 78]);
    expect(placesOf(table(world).frame, { members: ['C', '*'], time: YEAR })).toHaveLength(2);
  });
});

describe('[P11] a reassignment is refused', () => {
  const world = territories({ A: null, C: 'A', B: null, D: 'C' }, [['D', 'p']]);
  const asked = (member: string, parent: string | null, from = '2026-07-01'): readonly string[] =>
    codesOf(reassign(world, member, parent, from));

  it('to where the member stands already', () => {
    expect(asked('C', 'A')).toEqual(['SAME_PARENT fields.parent']);
    expect(asked('A', null)).toEqual(['SAME_PARENT fields.parent']);
  });

  it('below itself, on whatever day that would be', () => {
    expect(asked('C', 'D')).toEqual(['CYCLE fields.parent']);
    expect(asked('C', 'C')).toEqual(['CYCLE fields.parent']);
    must(reassign(world, 'D', 'B', '2026-03-01'));
    must(reassign(world, 'D', 'C', '2026-09-01'));
    expect(asked('C', 'D', '2026-04-01')).toEqual(['CYCLE fields.parent']);
  });

  it('into another dimension, or to a member that is not there', () => {
    expect(asked('C', 'p')).toEqual(['INVALID fields.parent']);
    expect(asked('C', 'nobody')).toEqual(['UNKNOWN_REFERENCE fields.parent']);
  });

  it('twice on one day', () => {
    must(reassign(world, 'C', 'B', '2026-11-01'));
    expect(asked('C', null, '2026-11-01')).toEqual(['DUPLICATE fields.from']);
  });

  it('on a day on which one of the two does not exist', () => {
    must(ask(world, { type: 'record.update', kind: 'dimensionMember', id: 'B', set: { to: '2026-11-30' } }));
    expect(asked('D', 'B', '2026-12-01')).toEqual(['OUTSIDE_VALIDITY fields.from']);
  });

  it('when it goes while a later one stands on it', () => {
    const small = territories({ A: null, C: 'A', D: 'C' }, [['D', 'p']]);
    must(reassign(small, 'D', 'A', '2026-03-01'));
    must(reassign(small, 'C', 'D', '2026-05-01'));
    const [first] = [...small.master.records.get('reassignment')!.byId.keys()];
    expect(codesOf(ask(small, { type: 'record.remove', kind: 'reassignment', id: first! }))).toEqual([
      'CYCLE id',
    ]);
  });
});

interface Grown {
  readonly world: Territories;
  readonly leaves: [string, string, number, number][];
  readonly names: readonly string[];
}

const seeds = fc.record({
  parents: fc.array(fc.nat(20), { minLength: 3, maxLength: 9 }),
  rows: fc.array(fc.tuple(fc.nat(8), fc.nat(1)), { minLength: 1, maxLength: 10 }),
  moves: fc.array(fc.tuple(fc.nat(8), fc.nat(9), fc.integer({ min: 1, max: 13 }), fc.boolean()), {
    maxLength: 6,
  }),
  values: fc.array(fc.option(fc.integer({ min: 0, max: 500 }), { freq: 5 }), {
    minLength: 40,
    maxLength: 40,
  }),
});

/** A ragged tree, rows on any member, and whatever of the moves is allowed. */
function grow(
  seed: typeof seeds extends fc.Arbitrary<infer T> ? T : never,
  before?: (one: Grown) => void,
): Grown {
  const names = seed.parents.map((_, i) => `m${i}`);
  const parents = Object.fromEntries(
    seed.parents.map((above, i) => [names[i]!, above % (i + 1) === i ? null : names[above % (i + 1)]!]),
  );
  const rows = new Map(
    seed.rows.map(([member, product]) => {
      const row = [names[member % names.length]!, `p${product}`] as [string, string];
      return [row.join(), row];
    }),
  );
  const world = territories(parents, [...rows.values()]);
  const leaves = [...rows.values()].flatMap(([customer, product], r) =>
    Array.from({ length: 12 }, (_, m) => seed.values[(r * 13 + m) % 40]!).flatMap(
      (value, m): [string, string, number, number][] =>
        value === null ? [] : [[customer, product, m + 1, value]],
    ),
  );
  if (leaves.length > 0) type(world, leaves);
  before?.({ world, leaves, names });
  for (const [member, above, at, middle] of seed.moves) {
    const parent = names[above] ?? null;
    const day = `${at > 12 ? 2027 : 2026}-${String(at > 12 ? 1 : at).padStart(2, '0')}-${middle ? '15' : '01'}`;
    reassign(world, names[member % names.length]!, parent, day);
  }
  return { world, leaves, names };
}

const all = Array.from({ length: 12 }, (_, m) => m + 1);

describe('whatever moves', () => {
  it('[ORG-1, ORG-2] every total is what its leaves say, as it was and as of any day, and the whole stays', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('2025-01-01', '2026-05-20', '9999-12-31'), (seed, day) => {
        const { world, leaves, names } = grow(seed);
        for (const name of [...names, '*']) {
          const periods: [string, number[]][] = [
            [YEAR, all],
            ['Q2026-2', [4, 5, 6]],
            [month(8), [8]],
          ];
          for (const [time, wanted] of periods) {
            expect(shown(world, name, time) ?? 0).toBe(byDefinition(world, leaves, name, wanted));
            const organisation = { asOf: day };
            expect(shown(world, name, time, { organisation }) ?? 0).toBe(
              byDefinition(world, leaves, name, wanted, day),
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[ORG-4] a typed total is met by its own leaves, nothing else moves, and kept totals follow', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.nat(100),
        fc.nat(12),
        fc.integer({ min: 0, max: 9_000 }),
        (seed, pick, at, value) => {
          const { world } = grow(seed);
          const { frame } = table(world);
          const before = everyNumber(world);
          const whole = shown(world, '*', YEAR) ?? 0;
          const name = frame.trees[0]!.ids[pick % frame.trees[0]!.ids.length]! || '*';
          const time = at === 0 ? YEAR : month(at);
          const number = shown(world, name, time) ?? 0;
          const answer = enter(world, [name, '*'], time, value);
          // A second look at the same table, whose lines were only kept up to date, and one at lines made anew.
          const kept = everyNumber(world);
          world.state.cubes.get(TARGET)!.cube!.mirror = null;
          expect(everyNumber(world)).toEqual(kept);
          if ('problems' in answer) {
            expect(kept).toEqual(before);
            return;
          }
          expect(shown(world, name, time)).toBe(value);
          expect((shown(world, '*', YEAR) ?? 0) - whole).toBe(value - number);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('[ORG-3] taking the moves back restores every number', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        let before: ReadonlyMap<string, number | null> = new Map();
        const { world } = grow(seed, (one) => {
          before = everyNumber(one.world);
        });
        everyNumber(world);
        const moves = [...(world.master.records.get('reassignment')?.byId.values() ?? [])].reverse();
        for (const record of moves) undoInMaster(world, [{ type: 'record.added', record }]);
        expect(everyNumber(world)).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leavesAfter } from './ask.ts';
import {
  type Cube,
  cellAddress,
  forkCube,
  meetOf,
  type Place,
  readLeaf,
  rowOf,
  setCells,
  slotOf,
  spread,
  spreadBatch,
} from './doors.ts';
import { allValues, everyPlace, type Garden, line, must, place, slowTotal, whole, year } from './garden.ts';
import { applied, inEveryGarden, inputOf, requestOf } from './random-requests.ts';

/** Laws of the ground that single examples do not show: what is answered is true of the leaves, to the unit. */

describe('[SPR-T3] what is answered', () => {
  test('is what a walk over the leaves it leaves behind finds, and held totals are what they were', () => {
    let answered = 0;
    inEveryGarden(150, ({ garden, at, value, holds, method }) => {
      const outcome = spread(inputOf(garden, { holds }), requestOf(method, at, value));
      if (!outcome.ok) return;
      answered += 1;
      const after = applied(garden, outcome.value);
      for (const { at: shown, before, after: told } of outcome.value.edited) {
        expect(before?.numerator ?? null).toBe(slowTotal(garden, shown));
        expect(told?.numerator ?? null).toBe(slowTotal(garden, shown, after));
      }
      for (const hold of holds)
        if (hold.keeps === 'total')
          expect(slowTotal(garden, hold.at, after) ?? 0).toBe(slowTotal(garden, hold.at) ?? 0);
    });
    expect(answered).toBeGreaterThan(30);
  });

  test('of a batch shows every typed total at once', () => {
    const typed = fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(typed, (values) => {
        const garden = year([5, 3, null, 8, 1, 1, 2, 0, 4, 9, 9, 7]);
        const places = ['Q1', 'Q2', 'Q3', 'Q4'].map((id) => place(garden, [], id));
        const requests = places.map((at, i) => requestOf('proportional', at, values[i]!));
        const after = applied(garden, must(spreadBatch(inputOf(garden), requests)));
        expect(places.map((at) => slowTotal(garden, at, after))).toEqual(values);
        expect(slowTotal(garden, whole(garden), after)).toBe(values.reduce((sum, one) => sum + one));
      }),
    );
  });

  test('is equal to the unit where a number of fifteen digits is shared by crooked weights', () => {
    const values = [333_333_333_333_331, 1, 777, 99_999_999_999_989, 3, 10_007, 31_337];
    const garden = line(values);
    for (const value of [8_999_999_999_999_989, 4_503_599_627_370_497, 1_000_000_000_000_003]) {
      const after = leavesAfter(garden, values, { method: 'proportional', value });
      if (typeof after === 'string') throw new Error(after);
      expect(after.reduce<bigint>((sum, one) => sum + BigInt(one ?? 0), 0n)).toBe(BigInt(value));
    }
  });
});

describe('[SPR-T12] what the log keeps of an entry', () => {
  /** The leaves of a fact as they stand in a cube; an empty one is none. */
  const standing = (cube: Cube, part: number, cells: Float64Array) =>
    Array.from(cells, (cell) => readLeaf(cube, part, rowOf(cell), slotOf(cell)));
  const spelled = (numbers: Float64Array) => Array.from(numbers, (one) => (Number.isNaN(one) ? null : one));

  test('is both sides of every leaf that it moved, and of no other', () => {
    let moved = 0;
    inEveryGarden(150, ({ garden, at, value, holds, method }) => {
      const outcome = spread(inputOf(garden, { holds }), requestOf(method, at, value));
      if (!outcome.ok) return;
      const after = applied(garden, outcome.value);
      const told = new Set<number>();
      for (const { part, cells, before, after: set } of outcome.value.changes) {
        expect(spelled(before)).toEqual(standing(garden.cube, part, cells));
        expect(spelled(set)).toEqual(standing(after, part, cells));
        for (const [i, cell] of cells.entries()) {
          expect(before[i]).not.toBe(set[i]);
          told.add(cell);
        }
      }
      moved += told.size;
      const slots = Array.from({ length: garden.cube.slotCount }, (_, i) => garden.cube.firstSlot + i);
      for (let row = 0; row < garden.cube.rows.count; row++)
        for (const slot of slots) {
          const same = readLeaf(garden.cube, 0, row, slot) === readLeaf(after, 0, row, slot);
          expect(told.has(cellAddress(row, slot))).toBe(!same);
        }
    });
    expect(moved).toBeGreaterThan(100);
  });

  test('takes the entry back to the bytes it found, empty leaves included', () => {
    inEveryGarden(80, ({ garden, at, value, method }) => {
      const outcome = spread(inputOf(garden), requestOf(method, at, value));
      if (!outcome.ok) return;
      const back = forkCube(applied(garden, outcome.value));
      for (const { part, cells, before } of outcome.value.changes) setCells(back, part, cells, before);
      expect(allValues(back)).toEqual(allValues(garden.cube));
    });
  });
});

describe('[SPR-T36] an amount that is laid into another place', () => {
  const values = [40, 20, 60, null, 30];
  const quarters = [7, 2, 1, 0, null, 5, 11, 3, 2];
  const sidesOf = (garden: Garden, source: string, target: string) => {
    const at = (id: string): Place =>
      id.startsWith('m') ? place(garden, [id], 'M1') : place(garden, [], id);
    return { source: at(source), target: at(target) };
  };
  const totals = (garden: Garden, after: readonly (number | null)[]) => {
    const cube = forkCube(garden.cube);
    const cells = after.map((_, m) => cellAddress(0, garden.cube.firstSlot + m));
    setCells(cube, 0, cells, after);
    return Object.fromEntries(
      ['Y', 'Q1', 'Q2', 'Q3'].map((id) => [id, slowTotal(garden, place(garden, [], id), cube)]),
    );
  };

  test('by distribute is what the source holds – all of it, or as much as is said –, and the whole stays', () => {
    const garden = line(values);
    const sides = sidesOf(garden, 'm3', 'm1');
    expect(leavesAfter(garden, values, { method: 'distribute', ...sides })).toEqual([100, 20, 0, null, 30]);
    expect(leavesAfter(garden, values, { method: 'distribute', value: 25, ...sides })).toEqual([
      65,
      20,
      35,
      null,
      30,
    ]);
    expect(leavesAfter(garden, values, { method: 'distribute', target: sides.target })).toBe('REQUIRED');
    expect(
      leavesAfter(garden, values, { method: 'distribute', source: sides.source, target: whole(garden) }),
    ).toBe('CONTRADICTION');
  });

  test('by assign lowers nothing: the source keeps its leaves, and the whole rises by the amount', () => {
    const garden = line(values);
    const sides = sidesOf(garden, 'm3', 'm1');
    const assigned = leavesAfter(garden, values, { method: 'assign', value: 25, ...sides });
    expect(assigned).toEqual([65, 20, 60, null, 30]);
    // It needs no source at all, and an amount that nobody says is not taken from one.
    expect(leavesAfter(garden, values, { method: 'assign', value: 25, target: sides.target })).toEqual(
      assigned,
    );
    expect(leavesAfter(garden, values, { method: 'assign', ...sides })).toBe('REQUIRED');
  });

  test('is spread below its target in proportion, and below its source, whatever the numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), (value) => {
        const garden = year(quarters);
        const sides = sidesOf(garden, 'Q3', 'Q1');
        const before = totals(garden, quarters);
        const assigned = leavesAfter(garden, quarters, { method: 'assign', value, ...sides });
        if (typeof assigned === 'string') throw new Error(assigned);
        expect(totals(garden, assigned)).toEqual({
          ...before,
          Y: before['Y']! + value,
          Q1: before['Q1']! + value,
        });
        expect(assigned.slice(3)).toEqual(quarters.slice(3));
        const moved = leavesAfter(garden, quarters, { method: 'distribute', ...sides });
        if (typeof moved === 'string') throw new Error(moved);
        expect(totals(garden, moved)).toEqual({ ...before, Q1: before['Q1']! + before['Q3']!, Q3: 0 });
      }),
    );
  });
});

test('[SPR-T36] places of random cubes keep their numbers where neither side of an amount lies', () => {
  inEveryGarden(60, ({ garden, at, value }) => {
    const outcome = spread(inputOf(garden), { at, method: 'assign', value, target: at });
    if (!outcome.ok) return;
    const after = applied(garden, outcome.value);
    expect((slowTotal(garden, at, after) ?? 0) - (slowTotal(garden, at) ?? 0)).toBe(value);
    const all = whole(garden);
    expect((slowTotal(garden, all, after) ?? 0) - (slowTotal(garden, all) ?? 0)).toBe(value);
    const beside = everyPlace(garden).filter((other) => meetOf(garden.frame, other, at) === null);
    for (const other of beside) expect(slowTotal(garden, other, after)).toBe(slowTotal(garden, other));
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addRows,
  type CellChanges,
  type Cube,
  cellAddress,
  coordinateOf,
  createCube,
  createFrame,
  type Place,
  rowOf,
  setCells,
  slotOf,
  spread,
} from './doors.ts';
import { allValues, type Garden, grow, must, seedling, slowTotal, whole } from './garden.ts';
import { applied, inEveryGarden, inputOf } from './random-requests.ts';

/** Properties of SPREADING §19: closeness at every level, independence of the order of rows. */

/** SPR-T69 in whole-number arithmetic without limits: exact floor or ceiling of each node's share. */
function checkCloseness(garden: Garden, before: Cube, after: Cube): void {
  const order = [...garden.trees, garden.time];
  const visit = (at: Place, d: number): void => {
    if (d === order.length) return;
    const node = d < garden.trees.length ? at.members[d]! : at.time;
    const children = childNodes(order[d]!, node);
    if (children.length === 0) {
      visit(at, d + 1);
      return;
    }
    const places = children.map((child) => withNode(at, d, child));
    const wants = BigInt(slowTotal(garden, at, after) ?? 0);
    const had = BigInt(slowTotal(garden, at, before) ?? 0);
    for (const child of places) {
      if (had !== 0n) {
        const got = BigInt(slowTotal(garden, child, after) ?? 0);
        const error = got * had - wants * BigInt(slowTotal(garden, child, before) ?? 0);
        expect((error < 0n ? -error : error) < had).toBe(true);
      }
      visit(child, child.members[d] !== undefined && child.members[d]! < 0 ? d + 1 : d);
    }
  };
  visit(whole(garden), 0);
}

function childNodes(tree: { parent: Int32Array }, node: number): number[] {
  if (node < 0) return [];
  const children = [...tree.parent.keys()].filter((child) => tree.parent[child] === node);
  return children.length === 0 || 'slots' in tree ? children : [~node, ...children];
}

function withNode(at: Place, d: number, node: number): Place {
  return d < at.members.length ? { ...at, members: at.members.with(d, node) } : { ...at, time: node };
}

test('[SPR-T69, SPR-19.8] every level is whole, adds up, and is within one unit of its share of the node above', () => {
  fc.assert(
    fc.property(seedling(), fc.nat(5_000), (seed, value) => {
      const garden = grow(seed);
      fc.pre((slowTotal(garden, whole(garden)) ?? 0) > 0);
      const outcome = must(spread(inputOf(garden), { at: whole(garden), method: 'proportional', value }));
      checkCloseness(garden, garden.cube, applied(garden, outcome));
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

function reversedRows(garden: Garden): Garden {
  const { cube } = garden;
  const rows = Array.from({ length: cube.rows.count }, (_, row) => row).toReversed();
  const { dimensions, firstSlot, slotCount, parts } = cube;
  const twin = createCube({ dimensions, firstSlot, slotCount, parts });
  const added = addRows(
    twin,
    rows.map((row) => coordinateOf(cube, row)),
  );
  const values = allValues(cube);
  added.forEach((row, i) => {
    const cells = Array.from({ length: slotCount }, (_, m) => cellAddress(row, firstSlot + m));
    setCells(twin, 0, cells, values.slice(rows[i]! * slotCount, (rows[i]! + 1) * slotCount));
  });
  return { ...garden, cube: twin, frame: createFrame(twin, garden.trees, garden.time) };
}

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

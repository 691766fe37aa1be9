import fc from 'fast-check';
import {
  addRows,
  buildTimeTree,
  buildTree,
  type Cube,
  cellAddress,
  coordinateOf,
  copyLeaves,
  createCube,
  createFrame,
  type Frame,
  type Place,
  setCells,
  type TimeTree,
  type Tree,
} from './doors.ts';

/** Small cubes grown at random, and plain slow answers to compare the engine's with. */
export interface Garden {
  readonly cube: Cube;
  readonly frame: Frame;
  readonly trees: readonly Tree[];
  readonly time: TimeTree;
}

const firstMonth = 2026 * 12;

export function must<T>(result: { ok: true; value: T } | { ok: false; problems: readonly unknown[] }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

/** Year, quarters and months of one year, or fewer. */
export function months(count = 12): TimeTree {
  const members: { id: string; parent?: string; slot?: number }[] = [{ id: 'Y' }];
  for (let m = 0; m < count; m++) {
    const quarter = `Q${Math.floor(m / 3) + 1}`;
    if (m % 3 === 0) members.push({ id: quarter, parent: 'Y' });
    members.push({ id: `M${m + 1}`, parent: quarter, slot: firstMonth + m });
  }
  return must(buildTimeTree(members));
}

export function flatTree(prefix: string, count: number): Tree {
  return must(
    buildTree([
      { id: prefix },
      ...Array.from({ length: count }, (_, i) => ({ id: `${prefix}${i + 1}`, parent: prefix })),
    ]),
  );
}

export interface Seedling {
  readonly parents: readonly (readonly number[])[];
  readonly months: number;
  readonly rows: readonly (readonly number[])[];
  readonly values: readonly (number | null)[];
}

/** Ragged trees: member i hangs below member `parents[i]` (earlier) or is a root; rows sit on any member. */
export function seedling(
  options: { dimensions?: number; values?: fc.Arbitrary<number | null> } = {},
): fc.Arbitrary<Seedling> {
  const { dimensions = 3, values = fc.option(fc.integer({ min: 0, max: 1_000 }), { freq: 4 }) } = options;
  const tree = fc.array(fc.nat(100), { minLength: 1, maxLength: 6 });
  return fc.record({
    parents: fc.array(tree, { minLength: dimensions, maxLength: dimensions }),
    months: fc.integer({ min: 1, max: 7 }),
    rows: fc.array(fc.array(fc.nat(5), { minLength: dimensions, maxLength: dimensions }), {
      minLength: 1,
      maxLength: 14,
    }),
    values: fc.array(values, { minLength: 98, maxLength: 98 }),
  });
}

export function grow(seed: Seedling, parts: 1 | 2 = 1): Garden {
  const trees = seed.parents.map((parents, d) =>
    must(
      buildTree(
        parents.map((above, i) =>
          i === 0 ? { id: `d${d}-0` } : { id: `d${d}-${i}`, parent: `d${d}-${above % i}` },
        ),
      ),
    ),
  );
  const time = months(seed.months);
  const cube = createCube({
    dimensions: trees.map((_, d) => `d${d}`),
    parts,
    firstSlot: firstMonth,
    slotCount: seed.months,
  });
  const rows = addRows(
    cube,
    seed.rows.map((row) => row.map((member, d) => `d${d}-${member % seed.parents[d]!.length}`)),
  );
  for (let part = 0; part < parts; part++) {
    const cells: number[] = [];
    const values: (number | null)[] = [];
    [...new Set(rows)].forEach((row, i) => {
      for (let m = 0; m < seed.months; m++) {
        cells.push(cellAddress(row, firstMonth + m));
        values.push(seed.values[(i * 7 + m + part * 31) % seed.values.length]!);
      }
    });
    setCells(cube, part, cells, values);
  }
  return { cube, frame: createFrame(cube, trees, time), trees, time };
}

/** A cube of 0 dimensions over months, or of one flat dimension in one period. */
export function line(values: readonly (number | null)[]): Garden {
  const tree = flatTree('m', values.length);
  const time = months(1);
  const cube = createCube({ dimensions: ['d'], parts: 1, firstSlot: firstMonth, slotCount: 1 });
  const rows = addRows(
    cube,
    values.map((_, i) => [`m${i + 1}`]),
  );
  setCells(
    cube,
    0,
    rows.map((row) => cellAddress(row, firstMonth)),
    values,
  );
  return { cube, frame: createFrame(cube, [tree], time), trees: [tree], time };
}

export function year(values: readonly (number | null)[]): Garden {
  const time = months(values.length);
  const cube = createCube({ dimensions: [], parts: 1, firstSlot: firstMonth, slotCount: values.length });
  addRows(cube, [[]]);
  setCells(
    cube,
    0,
    values.map((_, m) => cellAddress(0, firstMonth + m)),
    values,
  );
  return { cube, frame: createFrame(cube, [], time), trees: [], time };
}

export const slotOfMonth = (month: number): number => firstMonth + month - 1;

export function place(garden: Garden, members: readonly string[], period: string): Place {
  return {
    members: members.map((id, d) => garden.trees[d]!.index.get(id)!),
    time: garden.time.index.get(period)!,
  };
}

export const whole = (garden: Garden): Place => ({ members: garden.trees.map(() => 0), time: 0 });

/** Every leaf of one row, `null` for no entry. */
export function rowValues(cube: Cube, row: number, part = 0): (number | null)[] {
  const values = new Float64Array(cube.slotCount);
  copyLeaves(cube, part, row, cube.firstSlot, cube.slotCount, values, 0);
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}

export function allValues(cube: Cube, part = 0): (number | null)[] {
  return Array.from({ length: cube.rows.count }, (_, row) => rowValues(cube, row, part)).flat();
}

/** The total by definition: walk up from every leaf and ask whether the place is on the way. */
export function slowTotal(garden: Garden, at: Place, cube = garden.cube, part = 0): number | null {
  const { trees, time } = garden;
  let total: number | null = null;
  for (let row = 0; row < cube.rows.count; row++) {
    if (cube.rows.present[row] !== 1) continue;
    const ids = coordinateOf(cube, row);
    const inside = trees.every((tree, d) => isBelow(tree, tree.index.get(ids[d]!)!, at.members[d]!));
    if (!inside) continue;
    rowValues(cube, row, part).forEach((value, m) => {
      const leaf = time.slots.indexOf(cube.firstSlot + m);
      if (value === null || leaf < 0 || !isBelow(time, time.leafNodes[leaf]!, at.time)) return;
      total = (total ?? 0) + value;
    });
  }
  return total;
}

function isBelow(tree: Tree, node: number, above: number): boolean {
  if (above < 0) return node === ~above;
  for (let at = node; at >= 0; at = tree.parent[at]!) if (at === above) return true;
  return false;
}

/** Any cell of the cube, chosen by numbers that are taken modulo the sizes. */
export function anyPlace(garden: Garden, picks: readonly number[]): Place {
  return {
    members: garden.trees.map((tree, d) => picks[d]! % tree.ids.length),
    time: picks[garden.trees.length]! % garden.time.ids.length,
  };
}

export function everyPlace(garden: Garden): Place[] {
  let members: number[][] = [[]];
  for (const tree of garden.trees) members = members.flatMap((m) => tree.ids.map((_, node) => [...m, node]));
  return members.flatMap((m) => garden.time.ids.map((_, time) => ({ members: m, time })));
}

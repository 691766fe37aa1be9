import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxFairCells } from '../../src/targets/spread/fair.ts';
import {
  addRows,
  type Cube,
  cellAddress,
  createCube,
  createFrame,
  type Place,
  type SpreadRequest,
  setCells,
  spread,
  type Tree,
} from './doors.ts';
import {
  allValues,
  flatTree,
  type Garden,
  grow,
  line,
  months,
  must,
  place,
  seedling,
  slotOfMonth,
  slowTotal,
  whole,
} from './garden.ts';
import { applied, inputOf, mixedValues } from './random-requests.ts';

/** Whole units fair both ways (SPR-T70): every leaf and every node of both trees at the floor or ceiling of its share. */

const ask = (value: number, more: Partial<SpreadRequest> = {}) =>
  ({ method: 'proportional', value, fair: true, ...more }) as const;

function after(garden: Garden, request: Omit<SpreadRequest, 'at'>) {
  const outcome = must(spread(inputOf(garden), { at: whole(garden), ...request }));
  return { cube: applied(garden, outcome), notices: outcome.notices };
}

/** Nodes of one tree with everything of the other below them: what the law promises something about. */
function bothWays(garden: Garden): Place[] {
  const trees: readonly Tree[] = garden.trees;
  return [
    ...trees.flatMap((tree, d) =>
      tree.ids.flatMap((_, node) =>
        [node, ~node].map((one) => ({ members: trees.map((__, e) => (e === d ? one : 0)), time: 0 })),
      ),
    ),
    ...garden.time.ids.map((_, time) => ({ members: trees.map(() => 0), time })),
  ];
}

/** −1, 0 or 1: a number against the floor and the ceiling of had × value ÷ total, in whole numbers without limits. */
function isFair(got: number, had: number, value: number, total: number): boolean {
  const sign = total < 0 ? -1n : 1n;
  const error = (BigInt(got) * BigInt(total) - BigInt(had) * BigInt(value)) * sign;
  const size = BigInt(total) * sign;
  return error > -size && error < size;
}

describe('[SPR-T70] two dimensions with their trees', () => {
  test('every leaf and every node of both trees is the floor or the ceiling of its exact share', () => {
    let tried = 0;
    fc.assert(
      fc.property(
        seedling({ dimensions: 1, values: mixedValues }),
        fc.integer({ min: -300, max: 3_000 }),
        (seed, value) => {
          const garden = grow(seed);
          const total = slowTotal(garden, whole(garden)) ?? 0;
          fc.pre(total !== 0);
          const { cube, notices } = after(garden, ask(value));
          if (notices.some(({ code }) => code === 'NOT_FAIR')) return;
          tried++;
          const values = allValues(cube);
          allValues(garden.cube).forEach((had, k) => {
            expect(isFair(values[k] ?? 0, had ?? 0, value, total)).toBe(true);
          });
          for (const at of bothWays(garden)) {
            const [got, had] = [slowTotal(garden, at, cube) ?? 0, slowTotal(garden, at) ?? 0];
            expect(isFair(got, had, value, total)).toBe(true);
          }
          expect(slowTotal(garden, whole(garden), cube)).toBe(value);
        },
      ),
      { numRuns: 400 },
    );
    expect(tried).toBeGreaterThan(100);
  });

  test('of all such roundings the errors are the smallest, ties to the earlier leaf', () => {
    const size = fc.integer({ min: 2, max: 3 });
    fc.assert(
      fc.property(
        size,
        size,
        fc.array(fc.nat(5), { minLength: 9, maxLength: 9 }),
        fc.integer({ min: 1, max: 12 }),
        (h, w, numbers, value) => {
          const values = Array.from({ length: h }, (_, i) => numbers.slice(i * w, i * w + w));
          const total = values.flat().reduce((sum, one) => sum + one, 0);
          fc.pre(total > 0);
          const best = bestRounding(values, value);
          expect(allValues(after(grid(values), ask(value)).cube)).toEqual(best);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is what rounding level by level misses: nobody in the second tree drifts from their share', () => {
    const third = Array.from({ length: 6 }, () => [1, 1, 1]);
    const columns = (cube: Cube, garden: Garden) =>
      [1, 2, 3].map((m) => slowTotal(garden, { members: [0], time: garden.time.index.get(`M${m}`)! }, cube));
    const garden = grid(third);
    expect(columns(after(garden, { method: 'proportional', value: 6 }).cube, garden)).toEqual([6, 0, 0]);
    expect(columns(after(garden, ask(6)).cube, garden)).toEqual([2, 2, 2]);
  });

  test('[SPR-T66] a negative amount is the mirror image', () => {
    const garden = grid([
      [3, 4, 5],
      [6, 1, 2],
    ]);
    const mirrored = allValues(after(garden, ask(-10)).cube).map((one) => 0 - one!);
    expect(mirrored).toEqual(allValues(after(garden, ask(10)).cube));
  });

  test('[SPR-T68] in granules as well', () => {
    const values = allValues(
      after(
        grid([
          [1, 1, 1],
          [1, 1, 1],
        ]),
        ask(6_500, { granularity: 1_000 }),
      ).cube,
    );
    expect(values).toEqual([1_500, 1_000, 1_000, 1_000, 1_000, 1_000]);
  });
});

describe('[SPR-T70] what it does not cover is said', () => {
  const reasons = (garden: Garden, request: Omit<SpreadRequest, 'at'>) =>
    after(garden, request).notices.flatMap(({ code, params }) =>
      code === 'NOT_FAIR' ? [params?.['reason']] : [],
    );

  test('one dimension, or three: rounded level by level; told only to who asked for it', () => {
    const one = line([1, 2, 3]);
    expect(reasons(one, ask(10))).toEqual(['dimensions']);
    expect(reasons(one, ask(10, { fair: 'auto' }))).toEqual([]);
    expect(allValues(after(one, ask(10)).cube)).toEqual([2, 3, 5]);
  });

  test('more cells than can be compared: told with the number and the limit', () => {
    const side = Math.ceil(Math.sqrt(maxFairCells.byDefault)) + 1;
    const garden = square(side);
    const { notices } = after(garden, ask(1_000, { fair: 'auto' }));
    expect(notices).toContainEqual({
      code: 'NOT_FAIR',
      params: { reason: 'size', cells: side * side, max: maxFairCells.byDefault },
    });
  });

  test('weights beyond exact comparison: told', () => {
    expect(
      reasons(
        grid([
          [4e15, 1],
          [1, 4e15],
        ]),
        ask(7),
      ),
    ).toEqual(['range']);
  });

  test('never mixed with another rule of rounding', () => {
    const garden = grid([
      [1, 2],
      [3, 4],
    ]);
    const request = { at: whole(garden), ...ask(5, { residue: 'divisor' }) };
    expect(spread(inputOf(garden), request)).toMatchObject({
      ok: false,
      problems: [{ code: 'INVALID', path: 'fair' }],
    });
    expect(place(garden, ['m1'], 'M1').members).toEqual([1]);
  });
});

/** Members × months. */
function grid(values: readonly (readonly number[])[]): Garden {
  const flat = line(values.map(() => null));
  const time = months(values[0]!.length);
  const cube = createCube({
    dimensions: ['d'],
    parts: 1,
    firstSlot: slotOfMonth(1),
    slotCount: values[0]!.length,
  });
  const rows = addRows(
    cube,
    values.map((_, i) => [`m${i + 1}`]),
  );
  rows.forEach((row, i) => {
    setCells(
      cube,
      0,
      values[i]!.map((_, m) => cellAddress(row, slotOfMonth(1) + m)),
      values[i]!,
    );
  });
  return { cube, frame: createFrame(cube, flat.trees, time), trees: flat.trees, time };
}

/** A flat dimension crossed with another, one number everywhere. */
function square(side: number): Garden {
  const trees = ['a', 'b'].map((prefix) => flatTree(prefix, side));
  const time = months(1);
  const cube = createCube({ dimensions: ['a', 'b'], parts: 1, firstSlot: slotOfMonth(1), slotCount: 1 });
  const ids = Array.from({ length: side }, (_, i) => i + 1);
  const rows = addRows(
    cube,
    ids.flatMap((i) => ids.map((j) => [`a${i}`, `b${j}`])),
  );
  setCells(
    cube,
    0,
    rows.map((row) => cellAddress(row, slotOfMonth(1))),
    rows.map(() => 1),
  );
  return { cube, frame: createFrame(cube, trees, time), trees, time };
}

/** By trying every rounding of every leaf. */
function bestRounding(values: readonly (readonly number[])[], value: number): number[] {
  const cells = values.flat();
  const total = cells.reduce((sum, one) => sum + one, 0);
  const width = values[0]!.length;
  let best: { error: number; cells: number[] } | null = null;
  for (let choice = 2 ** cells.length - 1; choice >= 0; choice--) {
    // The first leaf is the highest bit, so that of equal roundings the one with the earliest units comes first.
    const rounded = cells.map((one, k) => {
      const up = (choice >> (cells.length - 1 - k)) & 1;
      return Math.floor((one * value) / total) + up;
    });
    const fair = (of: readonly number[]) => {
      const sum = (list: readonly number[]) => of.reduce((all, k) => all + list[k]!, 0);
      return isFair(sum(rounded), sum(cells), value, total);
    };
    const keys = [...cells.keys()];
    const lines = [
      ...keys.map((k) => [k]),
      ...values.map((_, i) => keys.filter((k) => Math.floor(k / width) === i)),
      ...values[0]!.map((_, j) => keys.filter((k) => k % width === j)),
    ];
    if (rounded.reduce((sum, one) => sum + one, 0) !== value || !lines.every(fair)) continue;
    const error = rounded.reduce((sum, one, k) => sum + (one * total - cells[k]! * value) ** 2, 0);
    if (best === null || error < best.error) best = { error, cells: rounded };
  }
  return best!.cells;
}

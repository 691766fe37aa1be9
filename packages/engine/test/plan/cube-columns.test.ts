import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addRows,
  applyChanges,
  type Cube,
  type CubeColumns,
  cellAddress,
  columnsOf,
  coordinateOf,
  createCube,
  cubeOfColumns,
  isPresent,
  readLeaf,
  rowCount,
  rowIndex,
  setCells,
  setRowsPresent,
} from '../../src/index.ts';
import { changeOf, contentOf, emptyBook, steps } from './random-book.ts';

const shape = { dimensions: ['region', 'product'], parts: 2, firstSlot: 24, slotCount: 3 } as const;
const rows = [
  ['north', 'a'],
  ['north', 'b'],
  ['south', 'a'],
];

function sample(values: readonly number[]): Cube {
  const cube = createCube(shape);
  addRows(cube, rows);
  setCells(
    cube,
    1,
    values.map((_, i) => cellAddress(i % 3, 24 + Math.floor(i / 3))),
    values,
  );
  return cube;
}

function leavesOf(cube: Cube): unknown {
  return Array.from({ length: rowCount(cube) }, (_, row) => ({
    at: coordinateOf(cube, row),
    present: isPresent(cube, row),
    values: [0, 1].map((part) => [24, 25, 26].map((slot) => readLeaf(cube, part, row, slot))),
  }));
}

describe('a cube as columns', () => {
  test.each([
    ['small numbers take four bytes each', [1, -2, 3, 4, 0, 6, 7, 8, 2 ** 31 - 1], Int32Array, true],
    ['one large number makes all of them doubles', [1, 2, 3, 4, 5, 6, 7, 8, 2 ** 31], Float64Array, true],
    [
      'the smallest of 32 bits is an amount like any other',
      [-(2 ** 31), 2, 3, 4, 5, 6, 7, 8, 9],
      Float64Array,
      true,
    ],
    ['few numbers say where they stand', [7, 8], Int32Array, false],
    ['no number takes no room', [], Int32Array, false],
  ])('%s, and comes back as it was', (_, values, type, isDense) => {
    const cube = sample(values);
    const columns = columnsOf(cube);
    expect(columns.leaves[1]?.values).toBeInstanceOf(type);
    expect(columns.leaves[1]?.places === null).toBe(isDense);
    expect(columns.leaves[1]?.values).toHaveLength(isDense ? 9 : values.length);
    expect(leavesOf(cubeOfColumns(shape, columns))).toEqual(leavesOf(cube));
  });

  test('comes back as it was after any life of the book, and lives on', () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const state = emptyBook();
        const walk = (path: typeof before) => {
          for (const step of path) {
            const change = changeOf(state, step);
            if (change) applyChanges(state, [change]);
          }
        };
        walk(before);
        const found = state.cubes.get('revenue');
        if (!found?.cube) return;
        const copy = emptyBook();
        const { dimensions, parts, firstSlot, slotCount } = found.cube;
        const layout = { dimensions, parts, firstSlot, slotCount };
        copy.cubes.set('revenue', { shape: found.shape, cube: cubeOfColumns(layout, columnsOf(found.cube)) });
        expect(contentOf(copy)).toEqual(contentOf({ ...state, records: new Map() }));
        for (const step of after) {
          const change = changeOf(state, step);
          if (!change || !('target' in change)) continue;
          applyChanges(state, [change]);
          applyChanges(copy, [change]);
        }
        expect(contentOf(copy)).toEqual(contentOf({ ...state, records: new Map() }));
      }),
    );
  });

  test('a row that is not told keeps its number and says nothing', () => {
    const cube = sample([1, 2, 3, 4, 5, 6, 7, 8, 9_999_999_999]);
    const columns = columnsOf(cube, (row) => row !== 2);
    expect(columns.members).toEqual([['north'], ['a', 'b']]);
    // Not even that its numbers are large.
    expect(columns.leaves[1]?.values).toBeInstanceOf(Int32Array);
    expect(JSON.stringify(columns)).not.toMatch(/south|9999999999/);
    const seen = cubeOfColumns(shape, columns);
    expect(rowIndex(seen, ['south', 'a'])).toBe(-1);
    expect(isPresent(seen, 2)).toBe(false);
    expect(readLeaf(seen, 1, 2, 24)).toBeNull();
    expect(addRows(seen, [['south', 'a']])).toEqual([3]);
  });

  test('of a row that is told in part the other leaves are not there', () => {
    const columns = columnsOf(
      sample([1, 2, 3, 4, 5, 6, 7, 8, 9]),
      (row) => row !== 2 || ((slot) => slot === 25),
    );
    const seen = cubeOfColumns(shape, columns);
    expect(coordinateOf(seen, 2)).toEqual(['south', 'a']);
    expect([24, 25, 26].map((slot) => readLeaf(seen, 1, 2, slot))).toEqual([null, 6, null]);
  });

  test('rows that left are known as such', () => {
    const cube = sample([1]);
    setRowsPresent(cube, [0], false);
    expect(leavesOf(cubeOfColumns(shape, columnsOf(cube)))).toEqual(leavesOf(cube));
  });

  test('columns that do not belong together are refused', () => {
    const columns = columnsOf(sample([1, 2]));
    const bent: readonly Partial<CubeColumns>[] = [
      { members: [['north', 'south']] },
      { codes: [new Int32Array([0, 0, 2]), new Int32Array([0, 1, 0])] },
      { present: new Uint8Array(2) },
      { leaves: [columns.leaves[0]!] },
      { leaves: [columns.leaves[0]!, { places: new Int32Array([9]), values: new Int32Array([1]) }] },
      { leaves: [columns.leaves[0]!, { places: null, values: new Int32Array(8) }] },
    ];
    for (const one of bent) expect(() => cubeOfColumns(shape, { ...columns, ...one })).toThrow();
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsOfRuns, runsOfCells } from '../../src/plan/leaf-runs.ts';
import {
  createTotals,
  followChanges,
  forkCube,
  readLeaf,
  readTotal,
  rowOf,
  setCells,
  setRuns,
  slotOf,
  spread,
} from './doors.ts';
import { allValues, everyPlace, grow, seedling, slowTotal } from './garden.ts';
import { inEveryGarden, inputOf, requestOf } from './random-requests.ts';

const valueOf = (value: number): number | null => (Number.isNaN(value) ? null : value);

test('[SPR-T9] what a spread answers are all leaves that change, each once, with its number before and afterwards', () => {
  inEveryGarden(400, ({ garden, at, value, holds, method }) => {
    const outcome = spread(inputOf(garden, { holds }), requestOf(method, at, value));
    if (!outcome.ok) return;
    for (const { part, cells, before, after } of outcome.value.changes) {
      expect(new Set(cells).size).toBe(cells.length);
      expect([before.length, after.length]).toEqual([cells.length, cells.length]);
      for (const [i, cell] of cells.entries()) {
        expect(valueOf(before[i]!)).toBe(readLeaf(garden.cube, part, rowOf(cell), slotOf(cell)));
        expect(valueOf(after[i]!)).not.toBe(valueOf(before[i]!));
        expect(Object.is(after[i], -0)).toBe(false);
      }
    }
  });
});

test('[SPR-T1] leaves written by runs are the same as one by one, and totals follow both', () => {
  inEveryGarden(200, ({ garden, at, value, holds, method }) => {
    const outcome = spread(inputOf(garden, { holds }), requestOf(method, at, value));
    if (!outcome.ok) return;
    const [byRuns, byCells] = [forkCube(garden.cube), forkCube(garden.cube)];
    const totals = createTotals(byRuns, garden.frame);
    for (const changes of outcome.value.changes) {
      expect(changes.runs).toEqual(runsOfCells(changes.cells));
      setRuns(byRuns, changes.part, changes.runs, changes.after);
      setCells(byCells, changes.part, changes.cells, changes.after);
      followChanges(totals, changes);
    }
    expect(allValues(byRuns)).toEqual(allValues(byCells));
    expect(byRuns.tables.map(({ peak }) => peak)).toEqual(byCells.tables.map(({ peak }) => peak));
    for (const place of everyPlace(garden))
      expect(readTotal(totals, place)).toBe(slowTotal(garden, place, byCells));
  });
});

test('addresses become as few runs as they can, and runs the same addresses', () => {
  const cell = fc.tuple(fc.nat(3), fc.nat(5)).map(([row, slot]) => row * 2 ** 20 + slot);
  fc.assert(
    fc.property(fc.array(cell), (cells) => {
      const runs = runsOfCells(cells);
      expect(cellsOfRuns(runs, cells.length)).toEqual(cells);
      const breaks = cells.filter((one, i) => i === 0 || one !== cells[i - 1]! + 1).length;
      expect(runs.length / 3).toBe(breaks);
    }),
  );
  // The last period of a row and the first of the next have neighbouring addresses.
  const edge = [2 ** 20 - 1, 2 ** 20];
  expect(cellsOfRuns(runsOfCells(edge), 2)).toEqual(edge);
  expect(runsOfCells(edge)).toHaveLength(6);
});

test('[SPR-T7] a run that leaves the rows or the window, or holds what is no amount, is refused', () => {
  fc.assert(
    fc.property(seedling(), (seed) => {
      const { cube } = grow(seed);
      const { firstSlot, slotCount, rows } = cube;
      const write = (row: number, slot: number, values: readonly number[]) => () =>
        setRuns(cube, 0, Int32Array.of(row, slot, 0), Float64Array.from(values));
      expect(write(rows.count, firstSlot, [1])).toThrow('a leaf of this cube');
      expect(write(-1, firstSlot, [1])).toThrow('a leaf of this cube');
      expect(write(0, firstSlot - 1, [1])).toThrow('a leaf of this cube');
      expect(
        write(
          0,
          firstSlot,
          Array.from({ length: slotCount + 1 }, () => 1),
        ),
      ).toThrow('a leaf of this cube');
      expect(write(0, firstSlot, [0.5])).toThrow('leaves are exact integers');
      expect(write(0, firstSlot, [2 ** 53])).toThrow('leaves are exact integers');
      expect(write(0, firstSlot, [Number.NaN])).not.toThrow();
      expect(readLeaf(cube, 0, 0, firstSlot)).toBe(null);
    }),
    { numRuns: 20 },
  );
});

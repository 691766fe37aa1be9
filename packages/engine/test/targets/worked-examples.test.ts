import { describe, expect, test } from 'vitest';
import { splitAmount } from '../../src/targets/split.ts';
import { splitTwoWay } from '../../src/targets/two-way.ts';
import { leavesAfter } from './ask.ts';
import {
  addRows,
  createCube,
  createFrame,
  createTotals,
  forkCube,
  readFraction,
  setCells,
  spread,
} from './doors.ts';
import { allValues, flatTree, type Garden, months, must, slotOfMonth, whole } from './garden.ts';

/** Printed figures that show more than one answer of a method; the answers themselves stand with the methods. */

const sumOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0);

/** Models over the quarters of a year, three months each, with nothing entered. */
function emptyModels(count: number): Garden {
  const trees = [flatTree('m', count)];
  const time = months(12);
  const cube = createCube({ dimensions: ['m'], parts: 1, firstSlot: slotOfMonth(1), slotCount: 12 });
  addRows(
    cube,
    Array.from({ length: count }, (_, i) => [`m${i + 1}`]),
  );
  return { cube, frame: createFrame(cube, trees, time), trees, time };
}

test('[SPR-T21] published: 25 repeated across an empty block of quarters and models', () => {
  const garden = emptyModels(4);
  const wish = { method: 'repeatLeaves', value: 25, filter: 'all' } as const;
  const empty = Array.from({ length: 48 }, () => null);
  expect(leavesAfter(garden, empty, wish)).toEqual(empty.map(() => 25));
});

test('[SPR-T21] the total of an empty block shows its leaves times 25, and the entry says so', () => {
  const { cube, frame } = emptyModels(4);
  const garden = emptyModels(4);
  const request = { at: whole(garden), method: 'repeatLeaves', value: 25 } as const;
  const { changes, notices } = must(spread({ cube, frame, aggregation: 'sum' }, request));
  const after = forkCube(cube);
  for (const { part, cells, after: numbers } of changes) setCells(after, part, cells, numbers);
  expect(allValues(after)).toHaveLength(48);
  expect(readFraction(createTotals(after, frame, {}), whole(garden))).toMatchObject({ numerator: 1_200 });
  expect(notices.map(({ code }) => code)).toContain('NO_PROMISE');
});

describe('[SPR-T75] Uri 2020', () => {
  const rows = [12, 9, 7, 9];
  const columns = [15, 7, 6, 9];
  const weights = [
    [11_471, 2_822, 2_309, 4_794],
    [11_908, 1_606, 1_705, 2_600],
    [9_213, 1_567, 946, 2_961],
    [7_756, 2_945, 1_573, 3_498],
  ];
  const columnSums = (table: readonly (readonly number[])[]) =>
    columns.map((_, p) => sumOf(table.map((line) => line[p]!)));

  /** The real table that meets rows and columns: scaled alternately until it stands still. */
  function fitted(): number[][] {
    let table = weights.map((line) => [...line]);
    for (let round = 0; round < 200; round++) {
      table = table.map((line, r) => line.map((one) => (one * rows[r]!) / sumOf(line)));
      const sums = columnSums(table);
      table = table.map((line) => line.map((one, p) => (one * columns[p]!) / sums[p]!));
    }
    return table;
  }

  test('the fitted reals rounded row by row break the columns: 15, 6, 7, 9', () => {
    const byRow = fitted().map((line, r) =>
      must(
        splitAmount(
          rows[r]!,
          line.map((one) => Math.round(one * 1e9)),
        ),
      ),
    );
    expect(byRow.map(sumOf)).toEqual(rows);
    expect(columnSums(byRow)).toEqual([15, 6, 7, 9]);
  });

  test('the table of the product keeps both', () => {
    const table = must(splitTwoWay(rows, columns, weights));
    expect(table.map((line) => sumOf(line))).toEqual(rows);
    expect(columnSums(table)).toEqual(columns);
  });
});

import { readFileSync } from 'node:fs';
import { sharedData } from '@shapan/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_AMOUNT } from '../src/foundation/amount.ts';
import { splitAmount } from '../src/targets/split.ts';
import { splitTwoWay } from '../src/targets/two-way.ts';

const published = sharedData('apportionment');

type Grid = readonly (readonly number[])[];
interface Task {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly weights: Grid;
}

const answer = ({ rows, columns, weights }: Task): number[][] => {
  const split = splitTwoWay(rows, columns, weights);
  if (!split.ok) throw new Error(JSON.stringify(split.problems));
  return split.value;
};
const problemOf = (rows: readonly number[], columns: readonly number[], weights: Grid) => {
  const split = splitTwoWay(rows, columns, weights);
  return split.ok ? null : split.problems[0];
};

const total = (line: readonly number[]) => line.reduce((sum, cell) => sum + cell, 0);
const swapped = (grid: Grid): number[][] =>
  (grid[0] ?? []).map((_, column) => grid.map((line) => line[column] ?? 0));
const swappedTask = ({ rows, columns, weights }: Task): Task => ({
  rows: columns,
  columns: rows,
  weights: swapped(weights),
});

const grid = (height: number, width: number, cell: fc.Arbitrary<number>) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: height, maxLength: height });

/** A task that some table fits: its totals are those of a table with the same closed cells. */
const feasible = (side: number, cellWeight: fc.Arbitrary<number>, size: number): fc.Arbitrary<Task> =>
  fc
    .tuple(fc.integer({ min: 1, max: side }), fc.integer({ min: 1, max: side }))
    .chain(([height, width]) => fc.tuple(grid(height, width, cellWeight), grid(height, width, fc.nat(size))))
    .map(([weights, cells]) => {
      const open = cells.map((line, row) => line.map((cell, column) => (weights[row]?.[column] ? cell : 0)));
      return { weights, rows: open.map(total), columns: swapped(open).map(total) };
    });

const anyWeight = fc.oneof(fc.nat(3), fc.nat(1000), fc.constantFrom(0, 1e-6, 0.5, 1e9));

/** All tables with the wanted totals and no unit in a closed cell. */
function* tables({ rows, columns, weights }: Task, row = 0, left = columns): Generator<number[][]> {
  if (row === rows.length) {
    if (left.every((rest) => rest === 0)) yield [];
    return;
  }
  for (const line of lines(rows[row] ?? 0, left, weights[row] ?? [])) {
    const rest = left.map((most, column) => most - (line[column] ?? 0));
    for (const below of tables({ rows, columns, weights }, row + 1, rest)) yield [line, ...below];
  }
}
function* lines(sum: number, most: readonly number[], weights: readonly number[]): Generator<number[]> {
  if (most.length === 0) {
    if (sum === 0) yield [];
    return;
  }
  const [limit = 0, ...others] = most;
  const [weight = 0, ...weightsLeft] = weights;
  for (let cell = Math.min(sum, weight === 0 ? 0 : limit); cell >= 0; cell -= 1) {
    for (const after of lines(sum - cell, others, weightsLeft)) yield [cell, ...after];
  }
}

/** Π (s − ½) ÷ w over all units s of all cells, as a fraction: smallest for the bi-proportional table. */
function cost(table: Grid, weights: Grid): readonly [bigint, bigint] {
  let over = 1n;
  let under = 1n;
  for (const [row, line] of table.entries()) {
    for (const [column, cell] of line.entries()) {
      for (let unit = 1; unit <= cell; unit += 1) {
        over *= BigInt(2 * unit - 1);
        under *= BigInt(weights[row]?.[column] ?? 1);
      }
    }
  }
  return [over, under];
}

const uri: Task = {
  rows: [12, 9, 7, 9],
  columns: [15, 7, 6, 9],
  weights: [
    [11_471, 2822, 2309, 4794],
    [11_908, 1606, 1705, 2600],
    [9213, 1567, 946, 2961],
    [7756, 2945, 1573, 3498],
  ],
};
const uriResult = [
  [5, 2, 2, 3],
  [4, 1, 2, 2],
  [3, 1, 1, 2],
  [3, 3, 1, 2],
];

describe('[SPR-T75] a whole table that meets all rows and columns', () => {
  it('gives the official result of Uri 2020', () => {
    expect(answer(uri)).toEqual(uriResult);
    expect(answer(swappedTask(uri))).toEqual(swapped(uriResult));
  });

  it.skipIf(!published)('gives the official result from the published votes (shared data)', () => {
    const csv = (name: string) =>
      readFileSync(`${published}/${name}`, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',').slice(1).map(Number));
    const official = csv('uri2020_official_result.csv');
    const columns = csv('uri2020_district_seats.csv').map(([seats]) => seats ?? 0);
    const weights = csv('uri2020_votes.csv');
    expect(answer({ rows: official.map(total), columns, weights })).toEqual(official);
  });

  it('is the cheapest of all fitting tables, and the first in member order among equals', () => {
    const small = feasible(3, fc.nat(4), 3);
    fc.assert(
      fc.property(small, (task) => {
        let best: number[][] = [];
        let least: readonly [bigint, bigint] | null = null;
        const cheapest: number[][][] = [];
        for (const table of tables(task)) {
          const [over, under] = cost(table, task.weights);
          const difference = least === null ? -1n : over * least[1] - least[0] * under;
          if (difference < 0n) {
            best = table;
            least = [over, under];
            cheapest.length = 0;
          }
          if (difference <= 0n) cheapest.push(table);
        }
        const split = answer(task);
        expect(cheapest).toContainEqual(split);
        // Tables come largest cell first, so the first cheapest one leads in one of the two reading directions.
        const turned = cheapest.map(swapped).toSorted((a, b) => compareCells(b, a))[0] ?? [];
        expect([best, swapped(turned)]).toContainEqual(split);
      }),
      { numRuns: 500 },
    );
  });

  it('meets every total exactly and keeps zeros, whatever the weights and sizes', () => {
    for (const size of [3, 1000, 1e9, 1e14]) {
      fc.assert(
        fc.property(feasible(6, anyWeight, size), (task) => {
          const table = answer(task);
          expect(table.map(total)).toEqual(task.rows);
          expect(swapped(table).map(total)).toEqual(task.columns);
          for (const [row, line] of table.entries()) {
            for (const [column, cell] of line.entries()) {
              expect(Number.isInteger(cell) && cell >= 0).toBe(true);
              if (task.weights[row]?.[column] === 0) expect(cell).toBe(0);
            }
          }
        }),
      );
    }
  });

  it('leaves no rectangle that two steps would make fairer', () => {
    const positive = fc.integer({ min: 1, max: 1000 });
    for (const size of [5, 1e6, 1e13]) {
      fc.assert(
        fc.property(feasible(5, positive, size), (task) => {
          const table = answer(task);
          const up = (row: number, column: number) => 2n * BigInt(table[row]?.[column] ?? 0) + 1n;
          const down = (row: number, column: number) => 2n * BigInt(table[row]?.[column] ?? 0) - 1n;
          const weight = (row: number, column: number) => BigInt(task.weights[row]?.[column] ?? 0);
          for (const a of task.rows.keys()) {
            for (const b of task.rows.keys()) {
              for (const c of task.columns.keys()) {
                for (const d of task.columns.keys()) {
                  if (a === b || c === d || down(a, d) < 0n || down(b, c) < 0n) continue;
                  const price = up(a, c) * up(b, d) * weight(a, d) * weight(b, c);
                  expect(price >= down(a, d) * down(b, c) * weight(a, c) * weight(b, d)).toBe(true);
                }
              }
            }
          }
        }),
      );
    }
  });

  it('[SPR-T66] is mirrored by negative totals', () => {
    fc.assert(
      fc.property(feasible(4, anyWeight, 100), ({ rows, columns, weights }) => {
        const negative = {
          rows: rows.map((sum) => 0 - sum),
          columns: columns.map((sum) => 0 - sum),
          weights,
        };
        const mirrored = answer({ rows, columns, weights }).map((line) => line.map((cell) => 0 - cell));
        expect(answer(negative)).toEqual(mirrored);
      }),
    );
  });

  it('[SPR-19.12] does not depend on whether rows or columns come first', () => {
    fc.assert(
      fc.property(feasible(5, fc.nat(4), 6), (task) => {
        const turned = swappedTask(task);
        fc.pre(JSON.stringify(turned) !== JSON.stringify(task));
        expect(answer(turned)).toEqual(swapped(answer(task)));
      }),
      { numRuns: 500 },
    );
  });

  it('does not change when rows or columns of weights are scaled', () => {
    const factor = fc.constantFrom(1, 2, 10, 1000, 0.5);
    const scaled = feasible(4, fc.nat(20), 20).chain((task) =>
      fc.tuple(fc.constant(task), fc.array(factor, { minLength: 4, maxLength: 4 })),
    );
    fc.assert(
      fc.property(scaled, ([task, factors]) => {
        const weights = task.weights.map((line, row) => line.map((cell) => cell * (factors[row] ?? 1)));
        const [before, after] = [answer(task), answer({ ...task, weights })];
        // Ties may be read in the other direction; the fairness of both is the same.
        const [overA, underA] = cost(before, task.weights);
        const [overB, underB] = cost(after, task.weights);
        expect(overA * underB).toBe(overB * underA);
      }),
    );
  });

  it('settles ties in member order', () => {
    const even = (size: number) => Array.from({ length: size }, () => Array<number>(size).fill(1));
    expect(answer({ rows: [1, 1], columns: [1, 1], weights: even(2) })).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(answer({ rows: [2, 2, 2], columns: [2, 2, 2], weights: even(3) })).toEqual([
      [1, 1, 0],
      [1, 0, 1],
      [0, 1, 1],
    ]);
  });

  it('one row is the divisor method', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 }),
        fc.nat(100),
        (weights, sum) => {
          const parts = splitAmount(sum, weights, { residue: 'divisor' });
          if (!parts.ok) throw new Error('a positive basis divides');
          expect(answer({ rows: [sum], columns: parts.value, weights: [weights] })).toEqual([parts.value]);
        },
      ),
    );
  });

  it('empties cells that no fitting table may fill, at any size', () => {
    const half = MAX_AMOUNT / 2;
    const weights = [
      [1, 1],
      [0, 1],
    ];
    expect(answer({ rows: [half, half], columns: [half, half], weights })).toEqual([
      [half, 0],
      [0, half],
    ]);
  });

  it('copes with weights at the ends of the range of numbers', () => {
    const weights = [
      [1e300, 1e-300, 1],
      [1, 1e300, 1e-300],
      [1e-300, 1, 1e300],
    ];
    expect(answer({ rows: [5, 5, 5], columns: [5, 5, 5], weights })).toEqual([
      [5, 0, 0],
      [0, 5, 0],
      [0, 0, 5],
    ]);
  });
});

function compareCells(a: Grid, b: Grid): number {
  const difference = a.flat().map((cell, at) => cell - (b.flat()[at] ?? 0));
  return difference.find((each) => each !== 0) ?? 0;
}

describe('[SPR-T74] totals that no table fits', () => {
  it('names rows that need more than the columns open to them take', () => {
    const weights = [
      [1, 0, 0],
      [1, 0, 0],
      [1, 1, 1],
    ];
    expect(problemOf([70, 50, 30], [100, 20, 30], weights)).toEqual({
      code: 'TWO_WAY_INFEASIBLE',
      path: 'weights',
      params: { rows: '0,1', columns: '0', need: 120, take: 100 },
    });
  });

  it('[SPR-19.13] is refused exactly when no table exists, with rows and columns that prove it', () => {
    const task = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.nat(12))
      .chain(([height, width, sum]) =>
        fc.tuple(
          grid(height, width, fc.constantFrom(0, 0, 1, 3)),
          fc.array(fc.integer({ min: 1, max: 5 }), { minLength: height, maxLength: height }),
          fc.array(fc.integer({ min: 1, max: 5 }), { minLength: width, maxLength: width }),
          fc.constant(sum),
        ),
      )
      .map(([weights, down, across, sum]) => {
        const rows = splitAmount(sum, down);
        const columns = splitAmount(sum, across);
        return { weights, rows: rows.ok ? rows.value : [], columns: columns.ok ? columns.value : [] };
      });
    fc.assert(
      fc.property(task, ({ rows, columns, weights }) => {
        const found = problemOf(rows, columns, weights);
        const exists = !tables({ rows, columns, weights }).next().done;
        expect(found === null).toBe(exists);
        if (found === null || found === undefined) return;
        expect(found.code).toBe('TWO_WAY_INFEASIBLE');
        const indexes = (list: unknown) => (list === '' ? [] : String(list).split(',').map(Number));
        const blockedRows = indexes(found.params?.rows);
        const open = indexes(found.params?.columns);
        const need = total(blockedRows.map((row) => rows[row] ?? 0));
        const take = total(open.map((column) => columns[column] ?? 0));
        expect([found.params?.need, found.params?.take]).toEqual([need, take]);
        expect(need).toBeGreaterThan(take);
        for (const row of blockedRows) {
          for (const column of columns.keys()) {
            const isOpen = (weights[row]?.[column] ?? 0) > 0 && rows[row] !== 0 && columns[column] !== 0;
            if (isOpen) expect(open).toContain(column);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('are refused with the difference when the sums disagree', () => {
    expect(
      problemOf(
        [3, 4],
        [5, 5],
        [
          [1, 1],
          [1, 1],
        ],
      ),
    ).toEqual({
      code: 'CONTRADICTION',
      path: 'columns',
      params: { rows: 7, columns: 10, difference: -3 },
    });
  });

  it.each([
    [[], [1], [], 'REQUIRED', 'rows'],
    [[1], [], [[]], 'REQUIRED', 'columns'],
    [[1.5], [1], [[1]], 'INVALID', 'rows[0]'],
    [[1], [Number.NaN], [[1]], 'NOT_A_NUMBER', 'columns[0]'],
    [[9.1e15], [9.1e15], [[1]], 'OUT_OF_RANGE', 'rows[0]'],
    [
      [MAX_AMOUNT, 1],
      [MAX_AMOUNT, 1],
      [
        [1, 1],
        [1, 1],
      ],
      'OUT_OF_RANGE',
      'rows',
    ],
    [
      [2, -1],
      [1, 0],
      [
        [1, 1],
        [1, 1],
      ],
      'OUT_OF_RANGE',
      'rows[0]',
    ],
    [[1, 1], [2], [[1]], 'INVALID', 'weights'],
    [[1, 1], [2], [[1], [1, 2]], 'INVALID', 'weights[1]'],
    [[1, 1], [2], [[1], [-1]], 'BASIS_NEGATIVE', 'weights[1][0]'],
    [[1, 1], [2], [[Number.NaN], [1]], 'NOT_A_NUMBER', 'weights[0][0]'],
  ] as const)('%j × %j with weights %j is %s at %s', (rows, columns, weights, code, path) => {
    expect(problemOf(rows, columns, weights)).toMatchObject({ code, path });
  });
});

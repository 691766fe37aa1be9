import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addRows,
  cellAddress,
  createCube,
  createFrame,
  forkCube,
  type Hold,
  readLeaf,
  type SpreadRequest,
  setCells,
  spread,
  spreadBatch,
} from './doors.ts';
import {
  anyPlace,
  flatTree,
  type Garden,
  grow,
  months,
  must,
  place,
  slotOfMonth,
  slowTotal,
} from './garden.ts';
import { applied } from './random-requests.ts';
import { turnedDimensions, turnHold, turnRequest } from './twin-gardens.ts';

/** Regions × products in one month. */
function table(values: readonly (readonly (number | null)[])[]): Garden {
  const trees = [flatTree('r', values.length), flatTree('p', values[0]!.length)];
  const time = months(1);
  const cube = createCube({ dimensions: ['r', 'p'], parts: 1, firstSlot: slotOfMonth(1), slotCount: 1 });
  values.forEach((line, r) => {
    const rows = addRows(
      cube,
      line.map((_, p) => [`r${r + 1}`, `p${p + 1}`]),
    );
    setCells(
      cube,
      0,
      rows.map((row) => cellAddress(row, slotOfMonth(1))),
      line,
    );
  });
  return { cube, frame: createFrame(cube, trees, time), trees, time };
}

const total = (garden: Garden, region: string, product: string, value: number): SpreadRequest => ({
  at: place(garden, [region, product], 'M1'),
  method: 'proportional',
  value,
});

function matrixAfter(garden: Garden, outcome: ReturnType<typeof spreadBatch>, columns: number) {
  if (!outcome.ok) return outcome.problems[0]!.code;
  const cube = forkCube(garden.cube);
  for (const { part, cells, after } of outcome.value.changes) setCells(cube, part, cells, after);
  return Array.from({ length: cube.rows.count / columns }, (_, r) =>
    Array.from({ length: columns }, (_, p) => readLeaf(cube, 0, r * columns + p, slotOfMonth(1))),
  );
}

const input = (garden: Garden, holds: readonly Hold[] = []) =>
  ({ cube: garden.cube, frame: garden.frame, aggregation: 'sum', holds }) as const;

test('[SPR-T75] rows and columns typed at once: the official result of Uri 2020', () => {
  const garden = table([
    [11_471, 2_822, 2_309, 4_794],
    [11_908, 1_606, 1_705, 2_600],
    [9_213, 1_567, 946, 2_961],
    [7_756, 2_945, 1_573, 3_498],
  ]);
  const requests = [
    ...[12, 9, 7, 9].map((value, r) => total(garden, `r${r + 1}`, 'p', value)),
    ...[15, 7, 6, 9].map((value, p) => total(garden, 'r', `p${p + 1}`, value)),
  ];
  const wanted = [
    [5, 2, 2, 3],
    [4, 1, 2, 2],
    [3, 1, 1, 2],
    [3, 3, 1, 2],
  ];
  expect(matrixAfter(garden, spreadBatch(input(garden), requests), 4)).toEqual(wanted);
  expect(matrixAfter(garden, spreadBatch(input(garden), requests.toReversed()), 4)).toEqual(wanted);
});

test('[SPR-T81] one region and one product typed at once: both totals hold, the rest scales along', () => {
  const garden = table([
    [10, 10],
    [10, 10],
  ]);
  const requests = [total(garden, 'r1', 'p', 40), total(garden, 'r', 'p1', 40)];
  const after = matrixAfter(garden, spreadBatch(input(garden), requests), 2);
  // 10ρ² + 10ρ = 40, so ρ = 1.56 for the region and for the product.
  expect(after).toEqual([
    [24, 16],
    [16, 10],
  ]);
});

test('[SPR-T74] totals that cannot meet are refused', () => {
  const garden = table([
    [10, 10],
    [10, 10],
  ]);
  const requests = [
    total(garden, 'r1', 'p', 40),
    total(garden, 'r2', 'p', 40),
    total(garden, 'r', 'p1', 40),
    total(garden, 'r', 'p2', 41),
  ];
  expect(matrixAfter(garden, spreadBatch(input(garden), requests), 2)).toBe('TWO_WAY_INFEASIBLE');
});

test('[SPR-T74] sums that differ are told in the numbers that were asked for, not in what is left of them', () => {
  const garden = table([
    [10, 10],
    [10, 10],
  ]);
  const requests = [
    total(garden, 'r1', 'p', 40),
    total(garden, 'r2', 'p', 40),
    total(garden, 'r', 'p1', 40),
    total(garden, 'r', 'p2', 41),
    total(garden, 'r1', 'p1', 15),
  ];
  expect(spreadBatch(input(garden), requests)).toMatchObject({
    problems: [
      { code: 'TWO_WAY_INFEASIBLE', params: { rowSum: 81, columnSum: 80, difference: 1, fixed: 0 } },
    ],
  });
});

test('[SPR-T74] a total that is not the sum of what was typed below it is the one that is named', () => {
  const garden = table([
    [10, 10],
    [10, 10],
  ]);
  const leaves = [
    total(garden, 'r1', 'p1', 10),
    total(garden, 'r1', 'p2', 20),
    total(garden, 'r2', 'p1', 30),
    total(garden, 'r2', 'p2', 40),
  ];
  const totals = [total(garden, 'r1', 'p', 30), total(garden, 'r2', 'p', 70), total(garden, 'r', 'p1', 9)];
  expect(spreadBatch(input(garden), [...totals, ...leaves])).toMatchObject({
    problems: [
      { code: 'TWO_WAY_INFEASIBLE', params: { rows: 'p1 · M1', columns: '', value: 9, inside: 40 } },
    ],
  });
});

test('[SPR-T81] a leaf typed below crossing totals is held in both', () => {
  const garden = table([
    [10, 10],
    [10, 10],
  ]);
  const requests = [
    total(garden, 'r', 'p1', 60),
    total(garden, 'r1', 'p', 50),
    total(garden, 'r1', 'p1', 30),
  ];
  expect(matrixAfter(garden, spreadBatch(input(garden), requests), 2)).toEqual([
    [30, 20],
    [30, 10],
  ]);
});

test.each([{ floor: 5 }, { cap: 40 }, { granularity: 10 }, { filter: 'nonZero' }] as const)(
  '[SPR-T64, T68, T81] totals that cross are refused with %j, which fitting them could not keep',
  (choice) => {
    const garden = table([
      [10, 10],
      [10, null],
    ]);
    const requests = [total(garden, 'r1', 'p', 50), total(garden, 'r', 'p1', 60)];
    expect(spreadBatch(input(garden), requests).ok).toBe(true);
    const [first, second] = requests as [SpreadRequest, SpreadRequest];
    expect(spreadBatch(input(garden), [{ ...first, ...choice }, second])).toMatchObject({
      problems: [{ code: 'MULTIWAY_UNPROVEN', params: { totals: 2 } }],
    });
    // Beside each other there is nothing to fit.
    const beside = total(garden, 'r2', 'p', 60);
    expect(spreadBatch(input(garden), [{ ...first, ...choice }, beside]).ok).toBe(true);
  },
);

test('[SPR-T74] totals that nothing can meet are told as such, however far off they are', () => {
  const garden = table([
    [49, 0],
    [23, 59],
    [51, 20],
  ]);
  const requests = [
    total(garden, 'r1', 'p', 252),
    total(garden, 'r', 'p1', 76),
    total(garden, 'r2', 'p', 283),
  ];
  expect(spreadBatch(input(garden), requests)).toMatchObject({
    problems: [{ code: 'TWO_WAY_INFEASIBLE' }],
  });
});

test('[SPR-T50] crossing held totals: the change is made good in both', () => {
  const garden = table([
    [10, 20, 30],
    [20, 10, 30],
    [30, 30, 10],
  ]);
  const hold = (region: string, product: string): Hold => ({
    id: region + product,
    at: place(garden, [region, product], 'M1'),
    keeps: 'total',
  });
  const edit = total(garden, 'r1', 'p1', 16);
  const pair = [hold('r1', 'p'), hold('r', 'p1')];
  expect(matrixAfter(garden, spread(input(garden, pair), edit), 3)).toEqual([
    [16, 18, 26],
    [18, 10, 30],
    [26, 30, 10],
  ]);
  const every = [1, 2, 3].flatMap((i) => [hold(`r${i}`, 'p'), hold('r', `p${i}`)]);
  const after = matrixAfter(garden, spread(input(garden, every), edit), 3) as number[][];
  expect(after[0]![0]).toBe(16);
  expect(after.map((line) => line.reduce((sum, one) => sum + one, 0))).toEqual([60, 60, 70]);
  expect([0, 1, 2].map((p) => after.reduce((sum, line) => sum + line[p]!, 0))).toEqual([60, 60, 70]);
});

test('[SPR-T50, SPR-19.17] random: whichever dimension comes first, crossing held totals are kept or refused alike', () => {
  // Found by a sequence of five dimensions (seed 9295): the row's leaves took what the column needed, or the other way round.
  const leaf = fc.option(fc.constantFrom(0, 10, 20, 40), { freq: 3 });
  fc.assert(
    fc.property(
      fc.array(leaf, { minLength: 98, maxLength: 98 }),
      fc.nat(5),
      fc.option(fc.array(fc.nat(5), { minLength: 3, maxLength: 3 })),
      (values, tens, kept) => {
        const parents = [
          [0, 0, 0],
          [0, 0, 0],
        ];
        const rows = [1, 2].flatMap((r) => [1, 2].map((p) => [r, p]));
        const garden = grow({ parents, months: 2, rows, values });
        const holds: Hold[] = [
          { id: 'row', at: { members: [1, 0], time: 0 }, keeps: 'total' },
          { id: 'column', at: { members: [0, 1], time: 0 }, keeps: 'total' },
        ];
        if (kept) holds.push({ id: 'leaf', at: anyPlace(garden, kept), keeps: 'value' });
        const at = { members: [1, 1], time: garden.time.index.get('M1')! };
        const request = { at, method: 'proportional', value: 10 * tens } as const;
        const twin = turnedDimensions(garden);
        const one = spread(input(garden, holds), request);
        const other = spread(input(twin, holds.map(turnHold)), turnRequest(request));
        expect(other.ok).toBe(one.ok);
        if (!one.ok) return;
        const after = applied(garden, one.value);
        for (const { at: held } of holds)
          expect(slowTotal(garden, held, after) ?? 0).toBe(slowTotal(garden, held) ?? 0);
      },
    ),
    { numRuns: 300 },
  );
});

test('[SPR-T73, T81] random crossing totals hold exactly, whatever their order', () => {
  const size = fc.integer({ min: 2, max: 4 });
  const value = fc.integer({ min: 1, max: 400 });
  fc.assert(
    fc.property(
      size,
      size,
      fc.array(value, { minLength: 16, maxLength: 16 }),
      fc.array(value, { minLength: 8, maxLength: 8 }),
      (r, p, values, totals) => {
        const garden = table(Array.from({ length: r }, (_, i) => values.slice(i * p, i * p + p)));
        const requests = [
          ...totals.slice(0, r - 1).map((v, i) => total(garden, `r${i + 1}`, 'p', v)),
          ...totals.slice(4, 4 + p - 1).map((v, j) => total(garden, 'r', `p${j + 1}`, v)),
        ];
        const forward = spreadBatch(input(garden), requests);
        expect(spreadBatch(input(garden), requests.toReversed()).ok).toBe(forward.ok);
        if (!forward.ok) return;
        const cube = forkCube(garden.cube);
        for (const { part, cells, after } of forward.value.changes) setCells(cube, part, cells, after);
        for (const { at, value: typed } of requests) expect(slowTotal(garden, at, cube)).toBe(typed);
        expect(must(spreadBatch(input(garden), requests.toReversed())).changes).toEqual(
          forward.value.changes,
        );
      },
    ),
    { numRuns: 150 },
  );
});

test('[SPR-T75] a negative table is the mirror image, leaves outside the rows and columns included', () => {
  const typed = (sign: 1 | -1) => {
    const garden = table([
      [138 * sign, 441 * sign],
      [698 * sign, 5 * sign],
    ]);
    const crossing = [total(garden, 'r1', 'p', 2_043 * sign), total(garden, 'r', 'p1', 3_761 * sign)];
    return matrixAfter(garden, spreadBatch(input(garden), crossing), 2);
  };
  expect(typed(1)).toEqual([
    [1_110, 933],
    [2_651, 5],
  ]);
  // The leaf in both totals used to receive nothing.
  expect(typed(-1)).toEqual([
    [-1_110, -933],
    [-2_651, -5],
  ]);
});

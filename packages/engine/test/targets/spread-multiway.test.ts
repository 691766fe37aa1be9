import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchWhole } from '../../src/targets/spread/whole-search.ts';
import { block, totalAt, totals, typed, type Values } from './block.ts';
import { type Hold, spread } from './doors.ts';
import { type Garden, slowTotal } from './garden.ts';
import { applied } from './random-requests.ts';

/** Totals of three families at once (SPR-T71, T72, T77): what holds is said, nothing else is claimed. */

const nulls = (values: readonly (readonly (readonly number[])[])[]): Values =>
  values.map((slice) => slice.map((line) => line.map((one) => (one === 0 ? null : one))));

/** Two regions, products and channels; four cells are open, the others closed. */
const exampleA = () =>
  block(
    nulls([
      [
        [1, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [1, 0],
      ],
    ]),
  );
const ones = { r1: 1, r2: 1, p1: 1, p2: 1, c1: 1, c2: 1 };

const exampleB = { 'r1 p1': 1, 'r1 p2': 0, 'r2 p1': 0, 'r2 p2': 1 };
const restOfB = {
  'p1 c1': 1,
  'p1 c2': 0,
  'p2 c1': 0,
  'p2 c2': 1,
  'r1 c1': 0,
  'r1 c2': 1,
  'r2 c1': 1,
  'r2 c2': 0,
};

/** `layers[channel][region][product]`: 1 where half a unit lies. */
const layersC = [
  [
    [1, 1, 0],
    [1, 1, 0],
    [0, 0, 0],
  ],
  [
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 0],
  ],
  [
    [1, 0, 1],
    [0, 1, 1],
    [1, 1, 0],
  ],
];
const exampleC = (closed: number): Values =>
  [0, 1, 2].map((r) =>
    [0, 1, 2].map((p) => [0, 1, 2].map((c) => (layersC[c]![r]![p] === 1 ? 1 : closed === 0 ? null : closed))),
  );
const sumOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0);
const linesOfC: Record<string, number> = {};
for (const a of [0, 1, 2]) {
  for (const b of [0, 1, 2]) {
    const half = (cells: readonly number[]) => sumOf(cells) / 2;
    linesOfC[`r${a + 1} p${b + 1}`] = half([0, 1, 2].map((c) => layersC[c]![a]![b]!));
    linesOfC[`p${a + 1} c${b + 1}`] = half([0, 1, 2].map((r) => layersC[b]![r]![a]!));
    linesOfC[`r${a + 1} c${b + 1}`] = half([0, 1, 2].map((p) => layersC[b]![a]![p]!));
  }
}

describe('examples of the reachability table', () => {
  test('[SPR-T71, SPR-19.15] A: single totals of three dimensions that no whole table has', () => {
    const garden = exampleA();
    const answer = typed(garden, totals(garden, ones));
    expect(answer.problem).toMatchObject({
      code: 'MULTIWAY_UNPROVEN',
      params: { totals: 6, families: 3, proven: true, kept: '' },
    });
    expect(answer.problem?.params?.['missed']).toMatch(/^c1: -?1; c2: -?1$/);
  });

  test('[SPR-T71, SPR-19.15] B: pairwise totals that no table has at all', () => {
    const garden = block([
      [
        [1, 1],
        [1, 1],
      ],
      [
        [1, 1],
        [1, 1],
      ],
    ]);
    const answer = typed(garden, totals(garden, { ...exampleB, ...restOfB }));
    expect(answer.problem).toMatchObject({ code: 'MULTIWAY_UNPROVEN', params: { proven: true } });
  });

  test('[SPR-T71, SPR-19.15] C: pairwise totals with a real table and no whole one, until zeros may take units', () => {
    expect([...new Set(Object.values(linesOfC))].toSorted()).toEqual([0, 1]);
    const closed = block(exampleC(0));
    expect(typed(closed, totals(closed, linesOfC)).problem).toMatchObject({
      code: 'MULTIWAY_UNPROVEN',
      params: { proven: true },
    });
    const open = block(exampleC(1));
    const answer = typed(open, totals(open, linesOfC));
    expect(answer.problem).toBe(null);
    keepsAll(open, answer, linesOfC);
  });

  test('[SPR-T71] one total, one tree, two trees: always, when the sums agree', () => {
    const garden = exampleA();
    keepsAll(garden, typed(garden, totals(garden, { r: 7 })), { r: 7 });
    const tree = { r: 7, r1: 4 };
    keepsAll(garden, typed(garden, totals(garden, tree)), tree);
    const twoTrees = { r1: 4, r2: 3, p1: 2, p2: 5 };
    keepsAll(garden, typed(garden, totals(garden, twoTrees)), twoTrees);
  });
});

function keepsAll(
  garden: Garden,
  answer: ReturnType<typeof typed>,
  wanted: Readonly<Record<string, number>>,
) {
  expect(answer.problem).toBe(null);
  for (const { at, value } of totals(garden, wanted)) {
    expect(slowTotal(garden, at, answer.cube!) ?? 0).toBe(value);
  }
}

describe('three families', () => {
  const even: Values = [0, 1].map(() => [0, 1].map(() => [5, 5]));

  test('[SPR-T72] the third holds by itself or is found by the search', () => {
    const garden = block(even);
    const wanted = { r1: 30, r2: 20, p1: 25, p2: 25, c1: 24, c2: 26 };
    keepsAll(garden, typed(garden, totals(garden, wanted)), wanted);
    const some = { r1: 30, p1: 30, c1: 30 };
    keepsAll(garden, typed(garden, totals(garden, some)), some);
  });

  test('[SPR-T72] on request the third gives way, and every total is still the sum of its leaves', () => {
    const garden = exampleA();
    const answer = typed(garden, totals(garden, ones), { release: true });
    keepsAll(garden, answer, { r1: 1, r2: 1, p1: 1, p2: 1 });
    expect(answer.notices.map(({ code, params }) => [code, params?.['total']])).toEqual([
      ['RELEASED', 'c1'],
      ['RELEASED', 'c2'],
    ]);
    for (const { params } of answer.notices) {
      const name = String(params?.['total']);
      const shown = slowTotal(garden, totalAt(garden, name, 0).at, answer.cube!) ?? 0;
      expect(1 - shown).toBe(params?.['units']);
    }
  });

  test('[SPR-T72] on request what the third misses stands on an unassigned leaf', () => {
    // The third region and product are the unassigned ones; nothing is promised about their totals.
    const values: Values = nulls([
      [
        [1, 0],
        [0, 1],
        [0, 0],
      ],
      [
        [0, 1],
        [1, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ]);
    const garden = block(values);
    const park = totalAt(garden, 'r3 p3', 0).at;
    const answer = typed(garden, totals(garden, ones), { park });
    keepsAll(garden, answer, ones);
    expect(answer.notices.map(({ code }) => code)).toEqual(['MISS_PARKED', 'MISS_PARKED']);
    expect(answer.values?.[2]?.[2]?.toSorted()).toEqual([-1, 1]);
  });

  test('[SPR-T72] a search that may not go far enough says so and claims nothing', () => {
    const garden = block(exampleC(0));
    const answer = typed(garden, totals(garden, linesOfC), { steps: 0 });
    expect(answer.problem).toMatchObject({ code: 'MULTIWAY_UNPROVEN', params: { steps: 0, proven: false } });
  });

  test('[SPR-T72] random totals of three families: all are kept, or nothing is and the proof is right', () => {
    const cell = fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 });
    const triple = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(
        triple(triple(triple(cell))),
        fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
        (values, sizes) => {
          const garden = block(values);
          const wanted = {
            r1: sizes[0]!,
            r2: sizes[1]!,
            p1: sizes[2]!,
            p2: sizes[3]!,
            c1: sizes[4]!,
            c2: sizes[5]!,
          };
          const answer = typed(garden, totals(garden, wanted));
          if (answer.problem === null) return keepsAll(garden, answer, wanted);
          const empty = values.flat(2).every((one) => one === null);
          const open = values.flat(2).map((one) => empty || one !== null);
          if (answer.problem.params?.['proven'] === true) expect(anyTable(open, sizes)).toBe(false);
          // A two-way refusal is final as well: what two families cannot have, three cannot.
          if (answer.problem.code === 'TWO_WAY_INFEASIBLE') expect(anyTable(open, sizes)).toBe(false);
          return undefined;
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** Whether 2 × 2 × 2 whole numbers, 0 in closed cells, have these totals: by trying all. */
function anyTable(open: readonly boolean[], sizes: readonly number[]): boolean {
  const most = Math.max(...sizes);
  const cells = [0, 0, 0, 0, 0, 0, 0, 0];
  const fits = () =>
    sizes.every((size, i) => {
      const bit = 2 - Math.floor(i / 2);
      return sumOf(cells.filter((_, k) => ((k >> bit) & 1) === i % 2)) === size;
    });
  const fill = (k: number): boolean => {
    if (k === 8) return fits();
    for (let value = 0; value <= (open[k] ? most : 0); value++) {
      cells[k] = value;
      if (fill(k + 1)) return true;
    }
    cells[k] = 0;
    return false;
  };
  return fill(0);
}

describe('held totals of three dimensions', () => {
  const hold = (garden: Garden, names: string): Hold => ({
    id: names,
    at: totalAt(garden, names, 0).at,
    keeps: 'total',
  });

  test('[SPR-T77] an edit among them keeps every one, or is refused and says why; none is dropped', () => {
    const garden = block([0, 1].map(() => [0, 1].map(() => [6, 6])));
    const holds = ['r1', 'r2', 'p1', 'p2', 'c1', 'c2'].map((names) => hold(garden, names));
    const input = { cube: garden.cube, frame: garden.frame, aggregation: 'sum', holds } as const;
    const possible = spread(input, totalAt(garden, 'r1 p1 c1', 8));
    expect(possible.ok).toBe(true);
    const closed = exampleA();
    const closedHolds = ['r1', 'r2', 'p1', 'p2', 'c1', 'c2'].map((names) => hold(closed, names));
    const refused = spread(
      { cube: closed.cube, frame: closed.frame, aggregation: 'sum', holds: closedHolds },
      totalAt(closed, 'r1 p1 c1', 2),
    );
    expect(refused).toMatchObject({ ok: false });
  });

  test('[SPR-T77] random edits under crossing holds of three dimensions', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 27, maxLength: 27 }),
        fc.subarray(['r1', 'r2', 'p1', 'p3', 'c1', 'c2', 'r1 p1', 'p2 c2'], { minLength: 3 }),
        fc.nat(30),
        (numbers, held, value) => {
          const garden = block(
            [0, 1, 2].map((r) => [0, 1, 2].map((p) => [0, 1, 2].map((c) => numbers[r * 9 + p * 3 + c]!))),
          );
          const holds = held.map((names) => hold(garden, names));
          const answer = spread(
            { cube: garden.cube, frame: garden.frame, aggregation: 'sum', holds },
            totalAt(garden, 'r1 p1 c1', value),
          );
          if (!answer.ok) return;
          const after = applied(garden, answer.value);
          expect(slowTotal(garden, totalAt(garden, 'r1 p1 c1', 0).at, after)).toBe(value);
          for (const { at } of holds) expect(slowTotal(garden, at, after)).toBe(slowTotal(garden, at));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the search for whole numbers', () => {
  test('[SPR-T72] takes the same steps everywhere and stays near its aims', () => {
    const sums = [
      { of: [0, 1, 2], amount: 10 },
      { of: [0, 3], amount: 4 },
    ];
    expect(searchWhole({ aims: [3.4, 3.4, 3.2, 0.6], sums }, 100)).toEqual({
      found: [3, 3, 4, 1],
      proven: false,
      steps: 2,
    });
  });

  test('[SPR-T72] finds a table whenever there is one', () => {
    const sizes = fc.tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
    );
    const task = sizes.chain(([a, b, c]) =>
      fc.record({
        size: fc.constant([a, b, c] as const),
        cells: fc.array(fc.nat(6), { minLength: a * b * c, maxLength: a * b * c }),
      }),
    );
    fc.assert(
      fc.property(task, ({ size: [a, b, c], cells }) => {
        const index = (i: number, j: number, k: number) => (i * b + j) * c + k;
        const sets: number[][] = [];
        const range = (n: number) => Array.from({ length: n }, (_, i) => i);
        for (const i of range(a)) for (const j of range(b)) sets.push(range(c).map((k) => index(i, j, k)));
        for (const i of range(a)) for (const k of range(c)) sets.push(range(b).map((j) => index(i, j, k)));
        for (const j of range(b)) for (const k of range(c)) sets.push(range(a).map((i) => index(i, j, k)));
        const sums = sets.map((of) => ({ of, amount: sumOf(of.map((k) => cells[k]!)) }));
        const { found, proven } = searchWhole({ aims: cells.map(() => 3), sums }, 200_000);
        expect(proven).toBe(false);
        if (found !== null)
          for (const { of, amount } of sums) expect(sumOf(of.map((k) => found[k]!))).toBe(amount);
      }),
      { numRuns: 150 },
    );
  });
});

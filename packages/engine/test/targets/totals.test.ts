import fc from 'fast-check';
import { expect, test } from 'vitest';
import { followLeaves } from '../../src/targets/table-totals.ts';
import {
  buildTimeTree,
  cellAddress,
  createFrame,
  createTotals,
  forkCube,
  ownRow,
  readFraction,
  readLeaf,
  readTotal,
  rebuildTotals,
  refreshTotals,
  rowOf,
  setCells,
  setRowsPresent,
  setWindow,
  slotOf,
} from './doors.ts';
import {
  everyPlace,
  type Garden,
  grow,
  months,
  must,
  seedling,
  slotOfMonth,
  slowTotal,
  whole,
  year,
} from './garden.ts';

const edits = fc.array(
  fc.record({ leaf: fc.nat(500), value: fc.option(fc.integer({ min: -50, max: 50 }), { freq: 3 }) }),
  { maxLength: 25 },
);

function editOf(garden: Garden, leaf: number) {
  const { cube } = garden;
  const row = leaf % cube.rows.count;
  const slot = cube.firstSlot + (leaf % cube.slotCount);
  return { row, slot, cell: cellAddress(row, slot) };
}

test.each([
  ['dense', 2 ** 25],
  ['lazy', 0],
] as const)(
  '[SPR-T1] %s totals equal the sum of their leaves at every level, ragged trees included',
  (_, denseLimit) => {
    fc.assert(
      fc.property(seedling(), (seed) => {
        const garden = grow(seed);
        const totals = createTotals(garden.cube, garden.frame, { denseLimit });
        for (const at of everyPlace(garden)) expect(readTotal(totals, at)).toBe(slowTotal(garden, at));
      }),
      { numRuns: 60 },
    );
  },
);

test.each([
  ['dense', 2 ** 25],
  ['lazy', 0],
] as const)('[SPR-T1] %s totals kept up edit by edit equal totals built from scratch', (_, denseLimit) => {
  fc.assert(
    fc.property(seedling(), edits, (seed, changes) => {
      const garden = grow(seed);
      const totals = createTotals(garden.cube, garden.frame, { denseLimit });
      for (const at of everyPlace(garden)) readTotal(totals, at);
      for (const { leaf, value } of changes) {
        const { row, slot, cell } = editOf(garden, leaf);
        const before = readLeaf(garden.cube, 0, row, slot);
        setCells(garden.cube, 0, [cell], [value]);
        refreshTotals(totals, 0, [cell], [before], [value]);
      }
      for (const at of everyPlace(garden)) expect(readTotal(totals, at)).toBe(slowTotal(garden, at));
    }),
    { numRuns: 60 },
  );
});

/** Periods of every kind side by side: months below the year itself, a quarter of two, five weeks, one of one. */
const raggedTime = must(
  buildTimeTree([
    { id: 'Y' },
    { id: 'a', parent: 'Y', slot: slotOfMonth(1) },
    { id: 'Q', parent: 'Y' },
    { id: 'b', parent: 'Q', slot: slotOfMonth(2) },
    { id: 'c', parent: 'Q', slot: slotOfMonth(3) },
    { id: 'd', parent: 'Y', slot: slotOfMonth(4) },
    { id: 'e', parent: 'Y', slot: slotOfMonth(5) },
    { id: 'W', parent: 'Y' },
    { id: 'V', parent: 'W' },
    { id: 'f', parent: 'V', slot: slotOfMonth(6) },
    { id: 'g', parent: 'W', slot: slotOfMonth(8) },
  ]),
);

test.each(['flow', 'last', 'average'] as const)(
  '[SPR-T1] %s totals are right over periods of uneven depth, with a gap between them',
  (behaviour) => {
    fc.assert(
      fc.property(seedling({ dimensions: 2 }), (seed) => {
        const grown = grow({ ...seed, months: 7 });
        setWindow(grown.cube, slotOfMonth(1), 8);
        const { cube, trees } = grown;
        const frame = createFrame(cube, trees, raggedTime);
        const [dense, lazy] = [2 ** 25, 0].map((denseLimit) =>
          createTotals(cube, frame, { denseLimit, behaviour }),
        );
        for (const at of everyPlace({ ...grown, frame, time: raggedTime })) {
          expect(readTotal(dense!, at)).toBe(readTotal(lazy!, at));
          if (behaviour === 'flow')
            expect(readTotal(dense!, at)).toBe(slowTotal({ ...grown, time: raggedTime }, at));
        }
      }),
      { numRuns: 25 },
    );
  },
);

test('[SPR-T1] many leaves at once rebuild to the same totals', () => {
  fc.assert(
    fc.property(seedling(), (seed) => {
      const garden = grow(seed);
      const totals = createTotals(garden.cube, garden.frame);
      const cells: number[] = [];
      for (let row = 0; row < garden.cube.rows.count; row++) {
        for (let m = 0; m < garden.cube.slotCount; m++)
          cells.push(cellAddress(row, garden.cube.firstSlot + m));
      }
      const before = cells.map((_, i) =>
        readLeaf(
          garden.cube,
          0,
          Math.floor(i / garden.cube.slotCount),
          garden.cube.firstSlot + (i % garden.cube.slotCount),
        ),
      );
      const after = before.map((value, i) => (i % 3 === 0 ? null : (value ?? 0) + i));
      setCells(garden.cube, 0, cells, after);
      refreshTotals(totals, 0, cells, before, after);
      for (const at of everyPlace(garden)) expect(readTotal(totals, at)).toBe(slowTotal(garden, at));
    }),
    { numRuns: 40 },
  );
});

test('[SPR-T1] changes that the cube holds already count once, whether totals are built anew or carried', () => {
  fc.assert(
    fc.property(seedling(), (seed) => {
      const garden = grow(seed);
      const { cube } = garden;
      const totals = createTotals(cube, garden.frame);
      const all = Array.from({ length: cube.rows.count * cube.slotCount }, (_, i) =>
        cellAddress(Math.floor(i / cube.slotCount), cube.firstSlot + (i % cube.slotCount)),
      );
      const write = (cells: readonly number[], value: number) => {
        const before = cells.map((cell) => readLeaf(cube, 0, rowOf(cell), slotOf(cell)));
        const after = cells.map(() => value);
        setCells(cube, 0, cells, after);
        return { type: 'cells.changed', target: 't', part: 0, cells, before, after } as const;
      };
      const changes = [write(all, 3), write(all.slice(0, 1), 10), write(all.slice(-1), 20)];
      followLeaves({ organisation: { stints: null } }, totals, changes);
      for (const at of everyPlace(garden)) expect(readTotal(totals, at)).toBe(slowTotal(garden, at));
    }),
    { numRuns: 40 },
  );
});

test('[SPR-T1] totals built again owe nothing to what was there before', () => {
  fc.assert(
    fc.property(seedling(), fc.boolean(), (seed, beyond) => {
      const grown = grow(seed);
      const time = beyond ? months(7) : grown.time;
      const garden = { ...grown, time, frame: createFrame(grown.cube, grown.trees, time) };
      const totals = createTotals(garden.cube, garden.frame);
      for (const part of totals.parts) {
        if (part.kind !== 'dense') continue;
        part.sums.leaves.fill(77);
        part.sums.longer.fill(77);
      }
      rebuildTotals(totals, 0);
      for (const at of everyPlace(garden)) expect(readTotal(totals, at)).toBe(slowTotal(garden, at));
    }),
    { numRuns: 60 },
  );
});

test('[SPR-T56] a total over nothing but empty leaves is empty, not 0', () => {
  const garden = year([null, null, null, 0, null, null]);
  const totals = createTotals(garden.cube, garden.frame);
  const at = (id: string) => ({ members: [], time: garden.time.index.get(id)! });
  expect(readTotal(totals, at('Q1'))).toBe(null);
  expect(readTotal(totals, at('Q2'))).toBe(0);
  expect(readTotal(totals, whole(garden))).toBe(0);
});

test('[SPR-T40] months 10, 15, 20: flow 45, first 10, last 20, average 15', () => {
  const garden = year([10, 15, 20]);
  const shown = (behaviour: 'flow' | 'first' | 'last' | 'average') => {
    const { numerator, denominator } = readFraction(
      createTotals(garden.cube, garden.frame, { behaviour }),
      whole(garden),
    )!;
    return numerator / denominator;
  };
  expect([shown('flow'), shown('first'), shown('last'), shown('average')]).toEqual([45, 10, 20, 15]);
});

test('[SPR-T40] a balance is the last period with an entry', () => {
  const garden = year([10, 15, null]);
  const totals = createTotals(garden.cube, garden.frame, { behaviour: 'last' });
  expect(readTotal(totals, whole(garden))).toBe(15);
});

test('[DOMAIN-5] a ratio total is Σ numerator ÷ Σ denominator, never a sum of rates', () => {
  fc.assert(
    fc.property(seedling({ values: fc.integer({ min: 1, max: 90 }) }), (seed) => {
      const garden = grow(seed, 2);
      const totals = createTotals(garden.cube, garden.frame);
      for (const at of everyPlace(garden)) {
        const numerator = slowTotal(garden, at, garden.cube, 0);
        const denominator = slowTotal(garden, at, garden.cube, 1);
        expect(readFraction(totals, at)).toEqual(numerator === null ? null : { numerator, denominator });
      }
    }),
    { numRuns: 30 },
  );
});

test("[DOMAIN-10.29] a member's own row can be read without what is below it", () => {
  fc.assert(
    fc.property(seedling(), (seed) => {
      const garden = grow(seed);
      const totals = createTotals(garden.cube, garden.frame);
      for (const at of everyPlace(garden)) {
        const own = { ...at, members: at.members.with(0, ownRow(at.members[0]!)) };
        expect(readTotal(totals, own)).toBe(slowTotal(garden, own));
      }
    }),
    { numRuns: 20 },
  );
});

test('rows that left the breakdown count nowhere and come back with their values', () => {
  fc.assert(
    fc.property(seedling(), (seed) => {
      const garden = grow(seed);
      const before = slowTotal(garden, whole(garden));
      const total = () =>
        readTotal(
          createTotals(garden.cube, createFrame(garden.cube, garden.trees, garden.time)),
          whole(garden),
        );
      setRowsPresent(garden.cube, [0], false);
      expect(total()).toBe(slowTotal(garden, whole(garden)));
      setRowsPresent(garden.cube, [0], true);
      expect(total()).toBe(before);
    }),
    { numRuns: 20 },
  );
});

test('a what-if and the live cube never see each other', () => {
  fc.assert(
    fc.property(seedling(), edits, edits, (seed, live, whatIf) => {
      const garden = grow(seed);
      const oracle = grow(seed);
      const fork = forkCube(garden.cube);
      const forkOracle = grow(seed).cube;
      for (let i = 0; i < Math.max(live.length, whatIf.length); i++) {
        for (const [edit, cube, twin] of [
          [live[i], garden.cube, oracle.cube],
          [whatIf[i], fork, forkOracle],
        ] as const) {
          if (edit === undefined) continue;
          const { cell } = editOf(garden, edit.leaf);
          setCells(cube, 0, [cell], [edit.value]);
          setCells(twin, 0, [cell], [edit.value]);
        }
      }
      for (const at of everyPlace(garden)) {
        expect(slowTotal(garden, at)).toBe(slowTotal(oracle, at));
        expect(slowTotal(garden, at, fork)).toBe(slowTotal(garden, at, forkOracle));
      }
    }),
    { numRuns: 30 },
  );
});

test('periods outside the window of a cube are simply empty', () => {
  const garden = year([1, 2, 3]);
  const longer = createFrame(garden.cube, [], months(6));
  const totals = createTotals(garden.cube, longer);
  expect(readTotal(totals, { members: [], time: 0 })).toBe(6);
  expect(readTotal(totals, { members: [], time: longer.time.index.get('Q2')! })).toBe(null);
});

import { addRows, type Cube, cellAddress, coordinateOf, createCube, setCells } from '../src/plan/cube.ts';
import { createFrame, type Frame } from '../src/targets/frame.ts';
import type { Hold } from '../src/targets/spread/request.ts';
import { spread } from '../src/targets/spread.ts';
import { createTotals, readTotal, rebuildTotals, refreshTotals, type Totals } from '../src/targets/totals.ts';
import { buildTimeTree, buildTree, type TimeTree, type Tree } from '../src/targets/tree.ts';

/**
 * The planning cube against a loop written by hand for exactly this shape: 200 regions in 20 groups, 100
 * products, 12 months in 4 quarters, 3 metrics – 720,000 leaves. Peer and engine run in the same process;
 * read the ratios.
 */
export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly peer: string;
  readonly peerValue: number;
  /** value ÷ peerValue; below 1 is faster than the peer. */
  readonly ratio: number;
}

const groups = 20;
const regions = 200;
const products = 100;
const months = 12;
const metrics = 3;
const first = 2026 * 12;

export async function run(report: (row: BenchRow) => void): Promise<void> {
  const { trees, time } = growTrees();
  const cubes = Array.from({ length: metrics }, (_, metric) => growCube(metric));
  const frame = createFrame(cubes[0]!, trees, time);
  const totals = cubes.map((cube) => createTotals(cube, frame));
  const leaves = cubes.map(packed);
  const sums = leaves.map(() => new Float64Array(221 * 101 * 17));
  benchRollUp(report, totals, leaves, sums);
  checkEqual(totals[0]!, sums[0]!);
  benchEdit(report, cubes[0]!, frame, totals[0]!, sums[0]!);
  benchSpread(report, cubes[0]!, frame, totals[0]!, leaves[0]!, sums[0]!);
}

function growTrees(): { trees: Tree[]; time: TimeTree } {
  const region = buildTree([
    { id: 'all' },
    ...Array.from({ length: groups }, (_, g) => ({ id: `g${g}`, parent: 'all' })),
    ...Array.from({ length: regions }, (_, r) => ({ id: `r${r}`, parent: `g${Math.floor(r / 10)}` })),
  ]);
  const product = buildTree([
    { id: 'all' },
    ...Array.from({ length: products }, (_, p) => ({ id: `p${p}`, parent: 'all' })),
  ]);
  const time = buildTimeTree([
    { id: 'year' },
    ...Array.from({ length: 4 }, (_, q) => ({ id: `q${q}`, parent: 'year' })),
    ...Array.from({ length: months }, (_, m) => ({
      id: `m${m}`,
      parent: `q${Math.floor(m / 3)}`,
      slot: first + m,
    })),
  ]);
  if (!region.ok || !product.ok || !time.ok) throw new Error('the bench trees are well-formed');
  return { trees: [region.value, product.value], time: time.value };
}

function growCube(metric: number): Cube {
  const cube = createCube({
    dimensions: ['region', 'product'],
    parts: 1,
    firstSlot: first,
    slotCount: months,
  });
  const rows: string[][] = [];
  for (let r = 0; r < regions; r++) for (let p = 0; p < products; p++) rows.push([`r${r}`, `p${p}`]);
  const added = addRows(cube, rows);
  const cells = added.flatMap((row) => Array.from({ length: months }, (_, m) => cellAddress(row, first + m)));
  let seed = 12_345 + metric;
  setCells(
    cube,
    0,
    cells,
    cells.map(() => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return 100_000 + (seed % 5_000_000);
    }),
  );
  return cube;
}

/** The same leaves as one plain array, region-major. */
function packed(cube: Cube): Float64Array {
  const values = new Float64Array(regions * products * months);
  for (let row = 0; row < regions * products; row++) {
    const [r, p] = coordinateOf(cube, row).map((id) => Number(id.slice(1)));
    const page = cube.tables[0]!.pages[Math.floor(row / Math.floor(4096 / months))]!.values;
    const at = (row % Math.floor(4096 / months)) * months;
    values.set(page.subarray(at, at + months), (r! * products + p!) * months);
  }
  return values;
}

/** What somebody would write for this one cube and no other. Layout: [all, groups, regions] × [all, products] × [year, quarters, months]. */
function rollUpByHand(leaves: Float64Array, sums: Float64Array): void {
  const slab = 101 * 17;
  sums.fill(0);
  for (let r = 0; r < regions; r++) {
    const base = (21 + r) * slab;
    for (let p = 0; p < products; p++) {
      const cell = base + (1 + p) * 17;
      const leaf = (r * products + p) * months;
      let year = 0;
      for (let q = 0; q < 4; q++) {
        const a = leaves[leaf + q * 3]!;
        const b = leaves[leaf + q * 3 + 1]!;
        const c = leaves[leaf + q * 3 + 2]!;
        sums[cell + 5 + q * 3] = a;
        sums[cell + 6 + q * 3] = b;
        sums[cell + 7 + q * 3] = c;
        sums[cell + 1 + q] = a + b + c;
        year += a + b + c;
      }
      sums[cell] = year;
      for (let t = 0; t < 17; t++) sums[base + t]! += sums[cell + t]!;
    }
    const group = (1 + Math.floor(r / 10)) * slab;
    for (let i = 0; i < slab; i++) sums[group + i]! += sums[base + i]!;
  }
  for (let g = 1; g <= groups; g++) for (let i = 0; i < slab; i++) sums[i]! += sums[g * slab + i]!;
}

function benchRollUp(
  report: (row: BenchRow) => void,
  totals: readonly Totals[],
  leaves: readonly Float64Array[],
  sums: readonly Float64Array[],
): void {
  const [value, peerValue] = medians(
    15,
    () => totals.forEach((one) => rebuildTotals(one, 0)),
    () => leaves.forEach((one, i) => rollUpByHand(one, sums[i]!)),
  );
  report(
    row(
      'roll-up of 720,000 leaves at every level',
      'ms',
      value,
      'typed-array loop for this shape',
      peerValue,
    ),
  );
}

function checkEqual(totals: Totals, sums: Float64Array): void {
  const whole = readTotal(totals, { members: [0, 0], time: 0 });
  if (whole !== sums[0]) throw new Error('both roll-ups give the same total');
}

function benchEdit(
  report: (row: BenchRow) => void,
  cube: Cube,
  frame: Frame,
  totals: Totals,
  sums: Float64Array,
): void {
  const edits = 20_000;
  const cells = Array.from({ length: edits }, (_, i) =>
    cellAddress((i * 7_919) % 20_000, first + (i % months)),
  );
  const old = cells.map((cell) => cube.tables[0] && readCell(cube, cell));
  const one = [0];
  const was: (number | null)[] = [0];
  const is: (number | null)[] = [0];
  const engine = (): void => {
    for (let i = 0; i < edits; i++) {
      one[0] = cells[i]!;
      was[0] = old[i]!;
      is[0] = old[i]! + 1;
      setCells(cube, 0, one, is);
      refreshTotals(totals, 0, one, was, is);
      setCells(cube, 0, one, was);
      refreshTotals(totals, 0, one, is, was);
    }
  };
  const byHand = (): void => {
    for (let i = 0; i < edits; i++) {
      handEdit(sums, (i * 7_919) % 20_000, i % months, 1);
      handEdit(sums, (i * 7_919) % 20_000, i % months, -1);
    }
  };
  const [value, peerValue] = medians(9, engine, byHand);
  const scale = 1_000 / (2 * edits);
  report(row('one leaf edit, all 18 ancestors', 'µs', value * scale, 'hand-written path', peerValue * scale));
  if (
    readTotal(totals, { members: [0, 0], time: 0 }) !==
    readTotal(createTotals(cube, frame), { members: [0, 0], time: 0 })
  ) {
    throw new Error('edits leave the totals right');
  }
}

function readCell(cube: Cube, cell: number): number {
  const per = Math.floor(4096 / months);
  const rowNumber = Math.floor(cell / 2 ** 20);
  const values = cube.tables[0]!.pages[Math.floor(rowNumber / per)]!.values;
  return values[(rowNumber % per) * months + (cell % 2 ** 20) - first]!;
}

function handEdit(sums: Float64Array, rowNumber: number, m: number, delta: number): void {
  const r = Math.floor(rowNumber / products);
  const slab = 101 * 17;
  const p = (1 + (rowNumber % products)) * 17;
  for (const base of [(21 + r) * slab, (1 + Math.floor(r / 10)) * slab, 0]) {
    for (const at of [base + p, base]) {
      sums[at + 5 + m]! += delta;
      sums[at + 1 + Math.floor(m / 3)]! += delta;
      sums[at]! += delta;
    }
  }
}

function benchSpread(
  report: (row: BenchRow) => void,
  cube: Cube,
  frame: Frame,
  totals: Totals,
  leaves: Float64Array,
  sums: Float64Array,
): void {
  const whole = { members: [0, 0], time: 0 };
  const holds: Hold[] = Array.from({ length: 2_400 }, (_, i) => ({
    id: `h${i}`,
    at: {
      members: [frame.trees[0]!.index.get(`r${(i * 31) % regions}`)!, 1 + ((i * 17) % products)],
      time: frame.time.leafNodes[i % months]!,
    },
    keeps: 'value',
  }));
  const start = readTotal(totals, whole)!;
  const target = leaves.slice();
  let turn = 0;
  const engine = (): void => {
    const value = start + (turn++ % 2 === 0 ? 98_765_432_101 : 0);
    const outcome = spread(
      { cube, frame, aggregation: 'sum', holds },
      { at: whole, method: 'proportional', value },
    );
    if (!outcome.ok) throw new Error('the bench spread is possible');
    for (const { part, cells, before, after } of outcome.value.changes) {
      setCells(cube, part, cells, after);
      refreshTotals(totals, part, cells, before, after);
    }
    if (readTotal(totals, whole) !== value) throw new Error('exact to the smallest unit');
  };
  const byHand = (): void => {
    const factor = 1 + 1e-3 * (turn % 3);
    let carry = 0;
    // Cumulative rounding: exact in sum, but what a leaf gets depends on the order of the leaves.
    for (let i = 0; i < leaves.length; i++) {
      const exact = leaves[i]! * factor + carry;
      target[i] = Math.round(exact);
      carry = exact - target[i]!;
    }
    rollUpByHand(target, sums);
  };
  const [value, peerValue] = medians(11, engine, byHand);
  report(
    row(
      'exact proportional spread of 240,000 leaves, 1 % held, roll-up included',
      'ms',
      value,
      'cumulative rounding by hand, no holds',
      peerValue,
    ),
  );
}

function medians(rounds: number, a: () => void, b: () => void): [number, number] {
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < rounds + 4; i++) {
    for (const [which, work] of [a, b].entries()) {
      const begin = performance.now();
      work();
      if (i >= 4) times[which]!.push(performance.now() - begin);
    }
  }
  return times.map((list) => list.sort((x, y) => x - y)[list.length >> 1]!) as [number, number];
}

function row(name: string, unit: string, value: number, peer: string, peerValue: number): BenchRow {
  return { name, unit, value, peer, peerValue, ratio: value / peerValue };
}

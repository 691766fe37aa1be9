import { addRows, type Cube, cellAddress, createCube } from '../../packages/engine/src/plan/cube.ts';
import { setCells } from '../../packages/engine/src/plan/cube-write.ts';
import { createFrame, type Frame } from '../../packages/engine/src/targets/frame.ts';
import type { Hold } from '../../packages/engine/src/targets/spread/request.ts';
import { createTotals, type Totals } from '../../packages/engine/src/targets/totals.ts';
import {
  buildTimeTree,
  buildTree,
  type TimeTree,
  type Tree,
} from '../../packages/engine/src/targets/tree.ts';

/**
 * The plan that everything is measured on: 200 regions in 20 groups, so many products, 12 months in 4 quarters, one
 * metric. Amounts are random but the same in every run.
 */
export interface BenchPlan {
  readonly products: number;
  readonly leaves: number;
  /** Leaves and totals of every level combination. */
  readonly cells: number;
  readonly cube: Cube;
  readonly frame: Frame;
  readonly totals: Totals;
  /** The same leaves as one array, region by region, for what is written by hand. */
  readonly plain: Float64Array;
  /** Every hundredth leaf. */
  readonly holds: readonly Hold[];
}

export const GROUPS = 20;
export const REGIONS = 200;
export const MONTHS = 12;
export const FIRST_MONTH = 2026 * 12;
export const PERIODS = 17;

export const whole = { members: [0, 0], time: 0 };

export function growPlan(products: number, metric: number): BenchPlan {
  const { trees, time } = growTrees(products);
  const cube = createCube({
    dimensions: ['region', 'product'],
    parts: 1,
    firstSlot: FIRST_MONTH,
    slotCount: MONTHS,
  });
  const rows = Array.from({ length: REGIONS * products }, (_, i) => [
    `r${Math.floor(i / products)}`,
    `p${i % products}`,
  ]);
  const numbers = addRows(cube, rows);
  const plain = amounts(REGIONS * products * MONTHS, metric);
  const cells = plain.map((_, i) =>
    cellAddress(numbers[Math.floor(i / MONTHS)]!, FIRST_MONTH + (i % MONTHS)),
  );
  setCells(cube, 0, cells, plain);
  const frame = createFrame(cube, trees, time);
  const holds = Array.from({ length: plain.length / 100 }, (_, i): Hold => {
    // No leaf twice, and every month its turn.
    const leaf = i * 100 + (i % 100);
    const row = Math.floor(leaf / MONTHS);
    const members = [trees[0]!.index.get(`r${Math.floor(row / products)}`)!, 1 + (row % products)];
    return { id: `h${i}`, at: { members, time: time.leafNodes[leaf % MONTHS]! }, keeps: 'value' };
  });
  return {
    products,
    leaves: plain.length,
    cells: (REGIONS + GROUPS + 1) * (products + 1) * PERIODS,
    cube,
    frame,
    totals: createTotals(cube, frame),
    plain,
    holds,
  };
}

export function amounts(count: number, metric: number): Float64Array {
  const values = new Float64Array(count);
  let seed = 12_345 + metric;
  for (let i = 0; i < count; i++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    values[i] = 100_000 + (seed % 5_000_000);
  }
  return values;
}

function growTrees(products: number): { trees: Tree[]; time: TimeTree } {
  const region = buildTree([
    { id: 'all' },
    ...Array.from({ length: GROUPS }, (_, g) => ({ id: `g${g}`, parent: 'all' })),
    ...Array.from({ length: REGIONS }, (_, r) => ({ id: `r${r}`, parent: `g${Math.floor(r / 10)}` })),
  ]);
  const product = buildTree([
    { id: 'all' },
    ...Array.from({ length: products }, (_, p) => ({ id: `p${p}`, parent: 'all' })),
  ]);
  const time = buildTimeTree([
    { id: 'year' },
    ...Array.from({ length: 4 }, (_, q) => ({ id: `q${q}`, parent: 'year' })),
    ...Array.from({ length: MONTHS }, (_, m) => ({
      id: `m${m}`,
      parent: `q${Math.floor(m / 3)}`,
      slot: FIRST_MONTH + m,
    })),
  ]);
  if (!region.ok || !product.ok || !time.ok) throw new Error('the bench trees are well-formed');
  return { trees: [region.value, product.value], time: time.value };
}

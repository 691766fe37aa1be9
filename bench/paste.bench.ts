/** What a pasted block costs that lands on many cells: it grows with the leaves it touches, not with its square. */
import type { Place } from '../packages/engine/src/targets/frame.ts';
import { spreadBatch } from '../packages/engine/src/targets/spread.ts';
import { readTotal } from '../packages/engine/src/targets/totals.ts';
import { isLeafNode, type Tree } from '../packages/engine/src/targets/tree.ts';
import type { Figure } from '../tools/bench.ts';
import { type BenchPlan, growPlan } from './cube/plan.ts';

type Report = (figure: Figure) => void;

export async function run(report: Report): Promise<void> {
  const plan = growPlan(100, 0);
  const [regions, products] = plan.frame.trees.map(leavesOf) as [number[], number[]];
  const months = Array.from(plan.frame.time.leafNodes);
  const inMonths = (places: readonly (readonly number[])[]): Place[] =>
    places.flatMap((members) => months.map((time) => ({ members, time })));
  const pastes: readonly (readonly [string, readonly Place[], readonly number[]])[] = [
    ['totals of regions × months', inMonths(regions.map((region) => [region, 0])), [240, 2_400]],
    ['totals of products × months', inMonths(products.map((product) => [0, product])), [120, 1_200]],
    ['leaves', inMonths(regions.map((region) => [region, products[0]!])), [240, 2_400]],
  ];
  for (const [name, places, sizes] of pastes) {
    growth(report, `paste onto ${name}, each`, sizes, (count) => paste(plan, places.slice(0, count)));
  }
  const cells = inMonths(regions.map((region) => [region, products[0]!]));
  growth(report, 'one number for a selection of cells, each', [100, 1_000], (count) =>
    enterSum(plan, cells.slice(0, count)),
  );
}

const leavesOf = (tree: Tree): number[] => [...tree.ids.keys()].filter((node) => isLeafNode(tree, node));

function paste({ cube, frame, totals }: BenchPlan, places: readonly Place[]): void {
  const requests = places.map((at) => ({
    at,
    method: 'proportional' as const,
    value: readTotal(totals, at)! + 7,
  }));
  const outcome = spreadBatch({ cube, frame, aggregation: 'sum' }, requests);
  if (!outcome.ok) throw new Error('the bench paste is possible');
}

function enterSum({ cube, frame }: BenchPlan, [at, ...selection]: readonly Place[]): void {
  const request = { at: at!, selection, method: 'proportional' as const, value: 1_000_000_007 };
  const outcome = spreadBatch({ cube, frame, aggregation: 'sum' }, [request]);
  if (!outcome.ok) throw new Error('the bench selection is possible');
}

/** Microseconds of processor time per cell, many beside few. */
function growth(
  report: Report,
  job: string,
  [few, many]: readonly number[],
  work: (count: number) => void,
): void {
  const [small, large] = [few!, many!].map((count) => (least(() => work(count)) * 1_000) / count);
  const peer = `at ${few!.toLocaleString('en')}`;
  const name = `${job} at ${many!.toLocaleString('en')}`;
  report({ name, unit: 'µs', value: large!, peer, peerValue: small!, ratio: large! / small! });
}

/** Least milliseconds of ten rounds. */
function least(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 10; round++) {
    const begin = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begin);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

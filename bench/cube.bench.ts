/** The planning cube beside loops written by hand for this one plan, and beside other programs on the same job. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cellAddress, readLeaf } from '../packages/engine/src/plan/cube.ts';
import { setCells, setRuns } from '../packages/engine/src/plan/cube-write.ts';
import { spread } from '../packages/engine/src/targets/spread.ts';
import {
  followChanges,
  readTotal,
  rebuildTotals,
  refreshTotals,
} from '../packages/engine/src/targets/totals.ts';
import type { Figure } from '../tools/bench.ts';
import { editByHand, handSums, largestRemainderByHand, rollUpByHand } from './cube/by-hand.ts';
import { inDuckDb, inHyperFormula, type Peer, rollUpInC } from './cube/peers.ts';
import { type BenchPlan, FIRST_MONTH, growPlan, MONTHS, PERIODS, REGIONS, whole } from './cube/plan.ts';

type Report = (figure: Figure) => void;

const METRICS = [0, 1, 2];

/** Rounds of a spread by products: until all is compiled, and until memory that is asked for has been there before. */
const ROUNDS: ReadonlyMap<number, number> = new Map([
  [10, 300],
  [100, 150],
  [1_000, 25],
]);

export async function run(report: Report): Promise<void> {
  await benchMemory(report);
  const perLeaf: Spent[] = [];
  let middle: Spent = { rollUp: 0, spread: 0, edit: 0 };
  for (const products of [10, 100, 1_000]) {
    const plans = METRICS.map((metric) => growPlan(products, metric));
    const spent = {
      rollUp: await benchRollUp(report, plans),
      spread: benchSpread(report, plans[0]!),
      edit: benchEdit(report, plans[0]!),
    };
    perLeaf.push({
      ...spent,
      rollUp: spent.rollUp / plans.length / plans[0]!.leaves,
      spread: spent.spread / plans[0]!.leaves,
    });
    if (products === 100) {
      middle = spent;
      benchRead(report, plans[0]!);
    }
  }
  const [small, , large] = perLeaf as [Spent, Spent, Spent];
  for (const job of ['rollUp', 'spread'] as const) {
    const name = `growth: ${job === 'rollUp' ? 'roll-up' : 'spread'} per leaf at 7,200,000`;
    report(figure(name, 'ns', large[job] * 1e6, 'at 72,000', small[job] * 1e6));
  }
  await benchPeers(report, middle);
}

/** Milliseconds of the jobs, of one edit microseconds. */
interface Spent {
  readonly rollUp: number;
  readonly spread: number;
  readonly edit: number;
}

/** Other programs take their time: they come last. */
async function benchPeers(report: Report, { rollUp, spread, edit }: Spent): Promise<void> {
  const duck = await inDuckDb(100);
  reportPeer(
    report,
    jobs.rollUp(720_000),
    'ms',
    rollUp,
    'DuckDB ROLLUP, 2 threads',
    mapped(duck, (one) => one.rollUp),
  );
  reportPeer(
    report,
    jobs.spread(240_000),
    'ms',
    spread,
    'DuckDB, no holds, no roll-up',
    mapped(duck, (one) => one.spread),
  );
  const sheet = await inHyperFormula();
  reportPeer(
    report,
    jobs.spread(240_000),
    'ms',
    spread,
    'HyperFormula, 199,200 leaves',
    mapped(sheet, (one) => one.spread),
  );
  reportPeer(
    report,
    jobs.edit(720_000),
    'µs',
    edit,
    'HyperFormula, 199,200 leaves',
    mapped(sheet, (one) => one.edit * 1_000),
  );
}

const jobs = {
  rollUp: (leaves: number): string => `roll-up of ${count(leaves)} leaves at every level`,
  spread: (leaves: number): string => `exact spread of ${count(leaves)} leaves, 1 % held, rolled up`,
  edit: (leaves: number): string => `one leaf edit of ${count(leaves)}, all 18 totals`,
};

async function benchRollUp(report: Report, plans: readonly BenchPlan[]): Promise<number> {
  const { products, leaves } = plans[0]!;
  const sums = plans.map(() => handSums(products));
  const [value, byHand] = leastOf(products === 1_000 ? 5 : 30, [
    () => plans.forEach(({ totals }) => rebuildTotals(totals, 0)),
    () => plans.forEach(({ plain }, i) => rollUpByHand(plain, sums[i]!, products)),
  ]);
  if (readTotal(plans[0]!.totals, whole) !== sums[0]![0])
    throw new Error('both roll-ups give the same total');
  const name = jobs.rollUp(plans.length * leaves);
  report(figure(name, 'ms', value!, 'typed-array loop by hand', byHand!));
  reportPeer(report, name, 'ms', value!, 'the same loop in C -O3', await rollUpInC(products));
  return value!;
}

function benchSpread(report: Report, plan: BenchPlan): number {
  const { cube, frame, totals, plain, holds, products } = plan;
  const start = readTotal(totals, whole)!;
  // No round percentage: remainders would fall into a few heaps, and the loop by hand would sort them.
  const more = start + Math.round(start * 0.161_803);
  const [target, rests, sums] = [plain.slice(), plain.slice(), handSums(products)];
  let turn = 0;
  const engine = (): void => {
    const value = turn++ % 2 === 0 ? more : start;
    const input = { cube, frame, aggregation: 'sum', holds };
    const outcome = spread(input, { at: whole, method: 'proportional', value });
    if (!outcome.ok) throw new Error('the bench spread is possible');
    for (const changes of outcome.value.changes) {
      setRuns(cube, changes.part, changes.runs, changes.after);
      followChanges(totals, changes);
    }
    if (readTotal(totals, whole) !== value) throw new Error('exact to the smallest unit');
  };
  const loop = (): void => largestRemainderByHand(plain, start, more, target, rests);
  const loopAndRollUp = (): void => {
    loop();
    rollUpByHand(target, sums, products);
    if (sums[0] !== more) throw new Error('the loop is exact in sum');
  };
  const [value, both, alone] = leastOf(ROUNDS.get(products)!, [engine, loopAndRollUp, loop]);
  const name = jobs.spread(plan.leaves);
  report(figure(name, 'ms', value!, 'largest-remainder loop and roll-up by hand', both!));
  report(figure(name, 'ms', value!, 'largest-remainder loop by hand alone', alone!));
  return value!;
}

function benchEdit(report: Report, plan: BenchPlan): number {
  const { cube, totals, products } = plan;
  const edits = 20_000;
  const rows = REGIONS * products;
  const sums = handSums(products);
  const at = Array.from({ length: edits }, (_, i) => ({ row: (i * 7_919) % rows, month: i % MONTHS }));
  const cells = at.map(({ row, month }) => cellAddress(row, FIRST_MONTH + month));
  const old = at.map(({ row, month }) => readLeaf(cube, 0, row, FIRST_MONTH + month)!);
  const [one, was, is] = [[0], [0], [0]];
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
    for (const { row, month } of at) {
      editByHand(sums, products, row, month, 1);
      editByHand(sums, products, row, month, -1);
    }
  };
  const [value, hand] = leastOf(9, [engine, byHand]).map((spent) => (spent * 1_000) / (2 * edits));
  report(figure(jobs.edit(METRICS.length * plan.leaves), 'µs', value!, 'the path by hand', hand!));
  return value!;
}

function benchRead(report: Report, { totals, frame, products }: BenchPlan): void {
  const reads = 100_000;
  const places = Array.from({ length: reads }, (_, i) => ({
    members: [(i * 31) % frame.trees[0]!.ids.length, (i * 17) % (products + 1)],
    time: i % PERIODS,
  }));
  const sums = handSums(products);
  let sum = 0;
  const [value, byHand] = leastOf(15, [
    () => {
      for (const place of places) sum += readTotal(totals, place)!;
    },
    () => {
      for (const { members, time } of places)
        sum += sums[(members[0]! * (products + 1) + members[1]!) * PERIODS + time]!;
    },
  ]).map((spent) => (spent * 1e6) / reads);
  if (Number.isNaN(sum)) throw new Error('every total has a number');
  report(figure('read of any total', 'ns', value!, 'one array access by hand', byHand!));
}

/** Leaves, totals, coordinates, trees and holds, by what the engine holds after a collection. Before anything else is there. */
async function benchMemory(report: Report): Promise<void> {
  growPlan(10, 0);
  const before = await heldBytes();
  const plans = METRICS.map((metric) => growPlan(100, metric));
  const bytes = (await heldBytes()) - before;
  const cells = plans.reduce((sum, plan) => sum + plan.cells, 0);
  const plain = plans.reduce((sum, plan) => sum + plan.plain.byteLength, 0);
  const name = `memory per cell, ${count(cells)} cells, 1 % held`;
  report(figure(name, 'bytes', (bytes - plain) / cells, 'published by Epiphany', 17));
}

/** After so many collections as it takes: the memory of arrays is given back some time after they are collected. */
async function heldBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    const now = heapUsed + arrayBuffers;
    if (now > before - 10_000) return now;
    before = now;
  }
}

/**
 * Least milliseconds of processor time of each job, done in turn: whatever else runs on the machine may make it wait, but
 * does not make it work.
 */
function leastOf(rounds: number, tasks: readonly (() => void)[]): number[] {
  const least = tasks.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    tasks.forEach((task, i) => {
      const begin = process.cpuUsage();
      task();
      const { user, system } = process.cpuUsage(begin);
      least[i] = Math.min(least[i]!, (user + system) / 1_000);
    });
  }
  return least;
}

const count = (n: number): string => n.toLocaleString('en');

function figure(name: string, unit: string, value: number, peer: string, peerValue: number): Figure {
  return { name, unit, value, peer, peerValue, ratio: value / peerValue };
}

function reportPeer(
  report: Report,
  name: string,
  unit: string,
  value: number,
  peer: string,
  found: Peer<number>,
): void {
  if (found.ok) report(figure(name, unit, value, peer, found.value));
  else report({ name, unit, value, peer: `not here – ${found.missing}`, peerValue: null, ratio: null });
}

const mapped = <T>(peer: Peer<T>, pick: (value: T) => number): Peer<number> =>
  peer.ok ? { ok: true, value: pick(peer.value) } : peer;

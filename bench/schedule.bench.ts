/** The critical path beside a loop written by hand in C, and levelling beside the best makespans known. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { follow, type LiveSchedule } from '../packages/engine/src/execution/schedule/live.ts';
import { type LinkColumns, layOut, linkCode } from '../packages/engine/src/execution/schedule/network.ts';
import { timesOf } from '../packages/engine/src/execution/schedule/times.ts';
import { levelSchedule, moveTask, type ScheduleRequest } from '../packages/engine/src/index.ts';
import { type PublishedProject, publishedProjects } from '../packages/engine/test/execution/psplib.ts';
import { sharedData } from '../packages/testkit/src/index.ts';
import type { Figure } from '../tools/bench.ts';

type Report = (figure: Figure) => void;

const TASKS = 10_000;
const LINKS = 20_000;
const ROUNDS = 300;
const C_LOOP = 'loop in C, index, order and passes';

export async function run(report: Report): Promise<void> {
  const plan = growPlan();
  const inC = longestPathInC(plan);
  const full = leastOf(ROUNDS, () => timesOf(layOut(plan.duration, plan.notBefore, null, plan.links)));
  report(figure('schedule: critical path, 10,000 tasks, 20,000 links', full, inC));
  const kept = layOut(plan.duration, plan.notBefore, null, plan.links);
  const passes = leastOf(ROUNDS, () => timesOf(kept));
  report(figure('schedule: the same, both passes with the order kept', passes, inC));
  const live = follow(kept);
  for (const [name, drag] of [
    ['start', dragStart],
    ['duration', dragDuration],
  ] as const) {
    const spent = drags(live, drag);
    report(figure(`schedule: after one drag of a ${name}, median`, spent.median, inC));
    report(figure(`schedule: after one drag of a ${name}, 99 of 100`, spent.most, inC));
  }
  benchPublished(report);
  report(benchLarge());
}

/** How far from the best makespans known, by how long each project may be searched; then how long until it is proven. */
function benchPublished(report: Report): void {
  const folder = sharedData('psplib');
  if (folder === undefined) return;
  const projects = publishedProjects(folder);
  for (const [limit, when] of [
    [50, ', just begun'],
    [50, ''],
    [1000, ''],
  ] as const) {
    const levelled = projects.map((project) => levelWithin(project, limit));
    const gaps = levelled.map(({ gap }) => gap);
    const at = gaps.filter((gap) => gap === 0).length;
    const proven = levelled.filter(({ optimal }) => optimal).length;
    const known = `over the best known; ${at} of ${gaps.length} at it, ${proven} proven`;
    const name = `level: PSPLIB j30 within ${limit} ms each${when}`;
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    report({ name: `${name}, mean`, unit: '%', value: mean, peer: known, peerValue: null, ratio: null });
    report({
      name: `${name}, worst`,
      unit: '%',
      value: Math.max(...gaps),
      peer: known,
      peerValue: null,
      ratio: null,
    });
  }
  const spent = projects.map((project) => levelWithin(project, 120_000)).sort((a, b) => a.spent - b.spent);
  const proven = spent.filter(({ optimal }) => optimal).length;
  for (const [word, part] of [
    ['median', 0.5],
    ['9 of 10', 0.9],
    ['slowest', 1],
  ] as const) {
    const value = spent[Math.ceil(part * spent.length) - 1]!.spent;
    const name = `level: PSPLIB j30 until proven, ${word}`;
    const peer = `${proven} of ${spent.length} proven`;
    report({ name, unit: 'ms', value, peer, peerValue: null, ratio: null });
  }
}

function levelWithin({ name, request, best }: PublishedProject, limit: number) {
  const from = performance.now();
  const found = levelSchedule(request, { shouldStop: () => performance.now() - from >= limit });
  const spent = performance.now() - from;
  if (!found.ok) throw new Error(`${name} was refused`);
  const { makespan, lowerBound, optimal } = found.value;
  if (lowerBound > best || makespan < lowerBound)
    throw new Error(`${name}: the bound ${lowerBound} is wrong`);
  return { gap: (100 * (makespan - best)) / best, optimal, spent };
}

/** A plan far larger than any proof: the first schedule, and how far it is from the bound after a second. */
function benchLarge(): Figure {
  const roll = dice(3);
  const request: ScheduleRequest = {
    tasks: Array.from({ length: 2_000 }, (_, i) => ({
      id: `${i}`,
      duration: 1 + roll(10),
      resources: { A: roll(4), B: roll(4) },
    })),
    links: Array.from({ length: 4_000 }, () => {
      const from = roll(1_999);
      return { from: `${from}`, to: `${Math.min(1_999, from + 1 + roll(60))}` };
    }),
    capacity: { A: 12, B: 12 },
  };
  const from = performance.now();
  const first = levelSchedule(request, { steps: 0 });
  const value = performance.now() - from;
  const began = performance.now();
  const second = levelSchedule(request, { shouldStop: () => performance.now() - began >= 1000 });
  if (!first.ok || !second.ok) throw new Error('the large plan was refused');
  const { makespan, lowerBound } = second.value;
  const peer = `first schedule ${first.value.makespan}; after 1 s ${makespan}, proven at least ${lowerBound}`;
  return {
    name: 'level: 2,000 tasks, first schedule',
    unit: 'ms',
    value,
    peer,
    peerValue: null,
    ratio: null,
  };
}

interface Plan {
  readonly duration: Int32Array;
  readonly notBefore: Int32Array;
  readonly links: LinkColumns;
}

/** Each link leads to one of the hundred tasks behind; places are shuffled, so that neither side is helped by order. */
function growPlan(): Plan {
  const roll = dice(1);
  const place = Int32Array.from({ length: TASKS }, (_, i) => i);
  for (let i = TASKS - 1; i > 0; i -= 1) {
    const j = roll(i + 1);
    [place[i], place[j]] = [place[j]!, place[i]!];
  }
  const links: LinkColumns = {
    from: new Int32Array(LINKS),
    to: new Int32Array(LINKS),
    type: new Uint8Array(LINKS).fill(linkCode.FS),
    lag: new Int32Array(LINKS),
  };
  for (let k = 0; k < LINKS; k += 1) {
    const first = roll(TASKS - 1);
    links.from[k] = place[first]!;
    links.to[k] = place[Math.min(TASKS - 1, first + 1 + roll(100))]!;
  }
  const duration = Int32Array.from({ length: TASKS }, () => 1 + roll(20));
  return { duration, notBefore: new Int32Array(TASKS), links };
}

/** Whole numbers below a limit, the same ones for a seed. */
function dice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function longestPathInC({ duration, links }: Plan): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'shapan-bench-'));
  try {
    const program = join(folder, 'longest-path');
    const source = fileURLToPath(new URL('schedule/longest-path.c', import.meta.url));
    execFileSync('gcc', ['-O3', '-march=native', '-o', program, source]);
    const rows = [...duration, ...Array.from(links.from, (from, k) => `${from} ${links.to[k]}`)];
    const told = execFileSync(program, [`${TASKS}`, `${LINKS}`, `${ROUNDS}`], { input: rows.join('\n') });
    return Number(told.toString().split(' ')[0]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Drag = (live: LiveSchedule, task: number, by: number) => void;

const dragStart: Drag = (live, task, by) => {
  const at = live.times.early[task]! + by;
  const duration = live.network.duration[task]!;
  moveTask(live, task, { id: '', duration, constraints: [{ type: 'startNoEarlier', at }] });
};

const dragDuration: Drag = (live, task, by) => {
  moveTask(live, task, { id: '', duration: 1 + by });
};

function drags(live: LiveSchedule, drag: Drag): { median: number; most: number } {
  const roll = dice(7);
  const spent = Array.from({ length: 3_000 }, () => {
    const [task, by] = [roll(TASKS), roll(20)];
    const from = performance.now();
    drag(live, task, by);
    return performance.now() - from;
  })
    .slice(1_000)
    .sort((a, b) => a - b);
  return { median: spent[spent.length >> 1]!, most: spent[Math.floor(spent.length * 0.99)]! };
}

function leastOf(rounds: number, job: () => unknown): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    job();
    least = Math.min(least, performance.now() - from);
  }
  return least;
}

const figure = (name: string, value: number, inC: number | null): Figure => ({
  name,
  unit: 'ms',
  value,
  peer: inC === null ? 'gcc: install a C compiler' : C_LOOP,
  peerValue: inC,
  ratio: inC && value / inC,
});

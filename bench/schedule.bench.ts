/** The critical path beside a loop written by hand in C, on the same plan of random tasks and links. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { follow, type LiveSchedule } from '../packages/engine/src/execution/schedule/live.ts';
import { type LinkColumns, layOut, linkCode } from '../packages/engine/src/execution/schedule/network.ts';
import { timesOf } from '../packages/engine/src/execution/schedule/times.ts';
import { moveTask } from '../packages/engine/src/index.ts';
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

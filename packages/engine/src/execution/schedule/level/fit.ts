import { ok, type Result } from '../../../foundation/result.ts';
import { compile } from '../compile.ts';
import { type Network, NO_DATE } from '../network.ts';
import type { ScheduleLink, ScheduleTask } from '../request.ts';
import { timesOf } from '../times.ts';
import type { LevelBudget } from './level.ts';
import { type Outset, type Project, waitsIn } from './project.ts';
import { searchByPriority } from './stages.ts';
import type { StockSteps } from './stocks.ts';
import { leftOver, type SupplyStep, type Use } from './supply.ts';

/** A task that looks for room among what there is. */
export interface FitTask extends Omit<ScheduleTask, 'resources'> {
  /** Units of each renewable resource, in every period it lasts; by place in `supplies`. */
  readonly uses: readonly (readonly [resource: number, units: number])[];
  /** Units of each stock, gone from its start on; by place in `stocks`. */
  readonly takes: readonly (readonly [stock: number, units: number])[];
  /** Stays at the time its constraints name, and is served before all others. */
  readonly fixed: boolean;
  /** The latest start at which it is of use; without it any is. */
  readonly latest?: number;
}

/** Plain data, so that it may be worked on elsewhere. Resources and stocks that no task can overdraw are best left out. */
export interface FitRequest {
  readonly tasks: readonly FitTask[];
  readonly links: readonly ScheduleLink[];
  /** What is given back: units in each period, less than 2^31. */
  readonly supplies: readonly (readonly SupplyStep[])[];
  /** What is used up: all that has come by a period, less what is spoken for; may fall and be negative, exact to 2^53. */
  readonly stocks: readonly (readonly SupplyStep[])[];
}

/** Where tasks found room. */
export interface Fitted {
  /** Starts, in the order of the request. */
  readonly start: readonly number[];
  /** Places of the tasks that found none in time: they stand where links put them and are counted to take nothing. */
  readonly left: readonly number[];
  /** Places of the tasks that need more than there ever is: they get all there is of what is given back, of a stock nothing. */
  readonly never: readonly number[];
  /** No schedule of those that found room, with nobody else left, ends earlier. */
  readonly lowerBound: number;
  /** Proven: with nobody else left none ends earlier than this one. */
  readonly optimal: boolean;
}

/**
 * Give each task room among resources that change with time and stocks that are used up, so that as few as can be found are left
 * without, and the end comes as early as can be found (LVL-1 to LVL-4). All that keeps links, earliest dates and latest starts of
 * `levelSchedule` is kept here too; latest dates count as latest starts. The same request and steps, the same answer.
 *
 * Refusals: those of `schedule` about tasks and links.
 */
export function fitSchedule(request: FitRequest, budget: LevelBudget = {}): Result<Fitted> {
  const compiled = compile({ tasks: request.tasks, links: request.links });
  if (!compiled.ok) return compiled;
  const latest = latestStarts(compiled.value, request.tasks);
  const project = projectFor(request, { ...compiled.value, notAfter: latest }, latest);
  const spare = spareOf(request);
  const never = request.tasks.flatMap((task, at) =>
    task.fixed || takesAtMost(project, at, spare) ? [] : [at],
  );
  const { steps = Infinity, shouldStop = () => false } = budget;
  const found = searchByPriority(project, request.tasks, { steps, shouldStop });
  const left = [...found.left.keys()].filter((task) => found.left[task] === 1);
  return ok({
    start: [...found.start],
    left,
    never,
    lowerBound: found.bound,
    optimal: found.isProven,
  });
}

/** By dates, by what is asked, and by all that waits; but never earlier than links and earliest dates let a task be anyway. */
function latestStarts(network: Network, tasks: readonly FitTask[]): Int32Array {
  const { early } = timesOf(network);
  const own = Int32Array.from(tasks, ({ latest = NO_DATE }, task) =>
    Math.max(early[task]!, Math.min(latest, network.notAfter?.[task] ?? NO_DATE)),
  );
  return timesOf({ ...network, notAfter: own }).dated!;
}

function projectFor(request: FitRequest, network: Network, latest: Int32Array): Project {
  const { tasks, stocks } = request;
  const overdrawn = request.supplies.map((steps, r) => overdrawnBy(fixedUses(request, network, r), steps));
  const supplies = request.supplies.map((steps, r) => overdrawn[r] ?? steps);
  const capacity = Int32Array.from(supplies, (steps) => Math.max(0, ...steps.map(({ units }) => units)));
  const need = new Int32Array(tasks.length * supplies.length);
  const take = new Float64Array(tasks.length * stocks.length);
  tasks.forEach(({ uses, takes, duration, fixed }, task) => {
    for (const [r, units] of uses) {
      if (duration > 0 && !(fixed && overdrawn[r])) need[task * supplies.length + r]! += units;
    }
    for (const [s, units] of takes) take[task * stocks.length + s]! += units;
  });
  return {
    network,
    resources: supplies.length,
    need,
    capacity,
    waits: waitsIn(network),
    fixed: Uint8Array.from(tasks, ({ fixed }) => Number(fixed)),
    outset: outsetOf(supplies, capacity),
    stocks: stocks.length === 0 ? null : { many: stocks.length, take, outset: stocks.map(asSteps) },
    latest,
  };
}

const fixedUses = ({ tasks }: FitRequest, { notBefore }: Network, resource: number): readonly Use[] =>
  tasks.flatMap(({ fixed, duration, uses }, task) =>
    uses.flatMap(([r, units]) => {
      const from = notBefore[task]!;
      return fixed && r === resource ? [{ from, until: from + duration, units }] : [];
    }),
  );

/** What those who stay leave of what they overdraw: nothing where they do. Null where there is enough for them. */
function overdrawnBy(uses: readonly Use[], steps: readonly SupplyStep[]): readonly SupplyStep[] | null {
  const left = leftOver(steps, uses);
  if (left.every(({ units }) => units >= 0)) return null;
  return left.map(({ from, units }) => ({ from, units: Math.max(0, units) }));
}

/** What is missing of the most there ever is. Null where that is always there. */
function outsetOf(supplies: FitRequest['supplies'], capacity: Int32Array): Outset | null {
  const times = new Set([0, ...supplies.flatMap((steps) => steps.map(({ from }) => from))]);
  const time = Int32Array.from(times).sort();
  const used = new Int32Array(time.length * supplies.length);
  supplies.forEach((steps, r) => {
    let [next, units] = [0, 0];
    time.forEach((at, k) => {
      for (; next < steps.length && steps[next]!.from <= at; next += 1) units = steps[next]!.units;
      used[k * supplies.length + r] = capacity[r]! - units;
    });
  });
  return used.every((one) => one === 0) ? null : { time, used };
}

function asSteps(steps: readonly SupplyStep[]): StockSteps {
  const whole = steps[0]?.from === 0 ? steps : [{ from: 0, units: 0 }, ...steps];
  return { time: whole.map(({ from }) => from), left: whole.map(({ units }) => units) };
}

/** Units of each stock that are left in the end when those who stay have taken theirs. */
function spareOf({ tasks, stocks }: FitRequest): readonly number[] {
  const spare = stocks.map((steps) => steps.at(-1)?.units ?? 0);
  for (const { fixed, takes } of tasks) if (fixed) for (const [s, units] of takes) spare[s]! -= units;
  return spare;
}

/** Bring down what a task needs to what there ever is, or is left in the end. False where it needs more. */
function takesAtMost(
  { resources, need, capacity, stocks }: Project,
  task: number,
  spare: readonly number[],
): boolean {
  let isEnough = true;
  for (let r = 0; r < resources; r += 1) {
    const at = task * resources + r;
    if (need[at]! <= capacity[r]!) continue;
    need[at] = capacity[r]!;
    isEnough = false;
  }
  spare.forEach((left, s) => {
    const at = task * stocks!.many + s;
    const units = stocks!.take[at]!;
    if (units === 0 || units <= left) return;
    stocks!.take[at] = 0;
    isEnough = false;
  });
  return isEnough;
}

import { ok, type Result } from '../../../foundation/result.ts';
import { compile } from '../compile.ts';
import type { Network } from '../network.ts';
import type { ScheduleRequest } from '../request.ts';
import type { Schedule } from '../schedule.ts';
import { timesOf } from '../times.ts';
import { handovers } from './handover.ts';
import { projectOf } from './project.ts';
import { roomIn } from './room.ts';
import { searchByPriority } from './stages.ts';

/** How long to look for a better schedule. Without either, `DEFAULT_STEPS`. */
export interface LevelBudget {
  /** Schedules made and contradictions met, about 20 to 100 microseconds each for 30 tasks. Same steps, same answer. */
  readonly steps?: number;
  /** Asked between steps; `true` ends the search with the best schedule so far. At least one is always made. */
  readonly shouldStop?: () => boolean;
}

/** One task passes units of a resource on to another, which therefore waits for its finish. */
export interface Handover {
  readonly from: string;
  readonly to: string;
  readonly resource: string;
  readonly units: number;
}

/**
 * A schedule that never takes more of a resource than there is. Late times, slack and what is critical are meant with
 * the handovers as further links, and with the levelled makespan as the end: a task may be late by its slack without
 * anything being overdrawn or the end moving.
 */
export interface LevelledSchedule extends Schedule {
  readonly handovers: readonly Handover[];
}

/** Steps where nothing else is said. */
export const DEFAULT_STEPS = 20_000;

/**
 * Level: move tasks to later until capacity is kept, so that the plan ends as early as can be found. `optimal` says that
 * no schedule that keeps links, capacity and dates ends earlier; then the answer depends on nothing but the request, neither
 * on the budget nor on the machine. `lowerBound` is proven. Tasks of a higher priority are served first, and with them
 * what they wait for: they are where they would be without the others. Latest dates are kept where a schedule that
 * keeps them was found, otherwise missed by as little as was found.
 *
 * Refusals: see `schedule`.
 */
export function levelSchedule(request: ScheduleRequest, budget: LevelBudget = {}): Result<LevelledSchedule> {
  const network = compile(request);
  if (!network.ok) return network;
  const project = projectOf(request, withinReach(network.value));
  const { shouldStop = () => false } = budget;
  const steps = budget.steps ?? (budget.shouldStop === undefined ? DEFAULT_STEPS : Infinity);
  const found = searchByPriority(project, request.tasks, { steps, shouldStop });
  const { makespan } = found.cost;
  const passed = handovers(project, found.start);
  const { lateStart, freeSlack } = roomIn(network.value, found.start, makespan, passed);
  const names = Object.keys(request.capacity ?? {});
  const id = (task: number) => request.tasks[task]!.id;
  return ok({
    makespan,
    lowerBound: found.bound,
    optimal: found.isProven,
    tasks: request.tasks.map((task, at) => {
      const start = found.start[at]!;
      const late = lateStart[at]!;
      return {
        id: task.id,
        start,
        finish: start + task.duration,
        lateStart: late,
        lateFinish: late + task.duration,
        slack: late - start,
        freeSlack: freeSlack[at]!,
        critical: late <= start,
      };
    }),
    handovers: passed.map(({ from, to, resource, units }) => ({
      from: id(from),
      to: id(to),
      resource: names[resource]!,
      units,
    })),
  });
}

/** A date that the critical path misses already asks of levelling only to miss it by no more. */
function withinReach(network: Network): Network {
  if (network.notAfter === null) return network;
  const { early } = timesOf(network);
  return { ...network, notAfter: network.notAfter.map((latest, task) => Math.max(latest, early[task]!)) };
}

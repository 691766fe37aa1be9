import { ok, type Result } from '../../foundation/result.ts';
import { compile } from './compile.ts';
import type { Network } from './network.ts';
import type { ScheduleRequest } from './request.ts';
import { freeSlack, lateStart, type Times, timesOf } from './times.ts';

/** When a task is done and how much room it has; all in whole working periods from 0. */
export interface ScheduledTask {
  readonly id: string;
  readonly start: number;
  readonly finish: number;
  /** The latest start that keeps the end of the plan and every date; before `start` where a date cannot be kept. */
  readonly lateStart: number;
  readonly lateFinish: number;
  /** Total slack: late start less start; negative by as much as a date is missed. */
  readonly slack: number;
  /** How much later the task may be without any other one or the end of the plan moving. */
  readonly freeSlack: number;
  /** Without slack. */
  readonly critical: boolean;
}

/** A schedule: tasks in the order they were given. */
export interface Schedule {
  /** The finish of the last task, in periods from 0. */
  readonly makespan: number;
  /** No schedule of these tasks ends earlier than this. */
  readonly lowerBound: number;
  /** Whether it is proven that none ends before `makespan`. */
  readonly optimal: boolean;
  readonly tasks: readonly ScheduledTask[];
}

/**
 * The critical path: every task as early as its links and dates allow, resources left aside.
 *
 * Refusals, each with its place: `DUPLICATE` (a task's id), `OUT_OF_RANGE` (a duration, lag, date, priority or quantity
 * that is negative, broken or too large), `UNKNOWN_REFERENCE` (a link to no task, a resource without capacity),
 * `INVALID` (a type), `OVER_CAPACITY` (a task that needs more than there is), `CYCLE` (with the ids on it in order),
 * `TOO_LARGE`.
 */
export function schedule(request: ScheduleRequest): Result<Schedule> {
  const network = compile(request);
  if (!network.ok) return network;
  const times = timesOf(network.value);
  const tasks = request.tasks.map(({ id }, place) => scheduled(id, network.value, times, place));
  return ok({ makespan: times.makespan, lowerBound: times.makespan, optimal: true, tasks });
}

function scheduled(id: string, network: Network, times: Times, place: number): ScheduledTask {
  const duration = network.duration[place]!;
  const start = times.early[place]!;
  const late = lateStart(times, place);
  return {
    id,
    start,
    finish: start + duration,
    lateStart: late,
    lateFinish: late + duration,
    slack: late - start,
    freeSlack: freeSlack(network, times, place),
    critical: late <= start,
  };
}

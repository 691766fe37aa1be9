import type { DateRange, PlainDate } from '../../foundation/date.ts';
import { moveTask } from '../schedule/moved.ts';
import { lateStart } from '../schedule/times.ts';
import type { PlanSchedule } from './plan-schedule.ts';
import { daysOf } from './read-schedule.ts';
import { daysAt, scheduledAs, spanOf, taskDays } from './task-span.ts';

/** What giving one task another window brings. */
export interface MoveConsequence {
  /** The tasks that get other days, the moved one first, with what is to be written. */
  readonly moved: readonly MovedTask[];
  /** Whether links keep the task from where it was wanted: then it stands as early as they allow. */
  readonly held: boolean;
  /** The last day of the plan's tasks before and after. */
  readonly end: { readonly was: PlainDate; readonly is: PlainDate };
  /** Ids of moved tasks that miss a date they must keep. */
  readonly missed: readonly string[];
  /** Ids of moved tasks outside the execution window: such a move is refused. */
  readonly outside: readonly string[];
}

/** A task and the days that it gets. */
export interface MovedTask {
  readonly id: string;
  readonly was: DateRange;
  readonly is: DateRange;
}

/**
 * What it would bring to give the task at a place this window (TSK-7). Later tasks are pushed by their links; none is pulled to
 * earlier, save those that are to be as early as they can. Nothing of the schedule is another one afterwards.
 */
export function consequenceOf(plan: PlanSchedule, place: number, wanted: DateRange): MoveConsequence {
  const { planned, tasks, axis, begin } = plan;
  const task = tasks[place]!;
  const span = spanOf(task, withWindow(plan, place, wanted), axis, begin);
  const was = planned.times.makespan;
  const moved = moveTask(planned, place, scheduledAs(task, span, axis, begin));
  const places = [place, ...moved.tasks.filter((other) => other !== place)];
  const starts = places.map((one) => planned.times.early[one]!);
  const missed = places.filter(
    (one) => isDated(plan, one) && lateStart(planned.times, one) < planned.times.early[one]!,
  );
  const is = planned.times.makespan;
  moveTask(planned, place, plan.asked[place]!);
  const held = starts[0]! > span.start;
  const all = places.map((one, i): MovedTask => {
    const days =
      one === place ? (held ? daysAt(axis, starts[0]!, span) : wanted) : daysOf(plan, one, starts[i]!);
    return { id: tasks[one]!.id, was: daysOf(plan, one, planned.times.early[one]!), is: days };
  });
  const { min, max } = plan.window;
  return {
    moved: all.filter((one) => one.was.from !== one.is.from || one.was.to !== one.is.to),
    held,
    end: { was: lastDay(plan, was), is: lastDay(plan, is) },
    missed: missed.map((one) => tasks[one]!.id),
    outside: all.filter((one) => one.is.from < min || (max !== '' && one.is.to > max)).map(({ id }) => id),
  };
}

/** A task with one day only keeps having one. */
function withWindow({ tasks }: PlanSchedule, place: number, wanted: DateRange) {
  const { from, to } = taskDays(tasks[place]!);
  if (from === null && to !== null) return { from: null, to: wanted.to };
  if (to === null && from !== null) return { from: wanted.from, to: null };
  return wanted;
}

const isDated = ({ asked }: PlanSchedule, place: number): boolean => asked[place]!.constraints!.length > 1;

const lastDay = ({ axis }: PlanSchedule, makespan: number): PlainDate =>
  axis.dateOf(Math.max(0, makespan - 1));

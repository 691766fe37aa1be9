import { type DateRange, daysBetween, type PlainDate } from '../../foundation/date.ts';
import type { Fields, PlanRecord } from '../../plan/record.ts';
import { moveTask } from '../schedule/moved.ts';
import { lateStart } from '../schedule/times.ts';
import { outsideOf } from '../task-window.ts';
import type { PlanSchedule } from './plan-schedule.ts';
import { daysOf } from './read-schedule.ts';
import { daysAt, scheduledAs, spanOf, type TaskDays, type TaskSpan, taskDays } from './task-span.ts';

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
  /** Ids of moved tasks that would be given a day outside the execution window: such a move is refused (TSK-3). */
  readonly outside: readonly string[];
}

/** A task and the days that it gets. */
export interface MovedTask {
  readonly id: string;
  readonly was: DateRange;
  readonly is: DateRange;
  /** The fields to write: a day that follows from the estimate stays unsaid. */
  readonly set: Fields;
}

/**
 * What it would bring to give the task at a place this window (TSK-7). Later tasks are pushed by their links; none is pulled to
 * earlier, save those that are to be as early as they can. Nothing of the schedule is another one afterwards.
 */
export function consequenceOf(plan: PlanSchedule, place: number, wanted: DateRange): MoveConsequence {
  return consequencesOf(plan, new Map([[place, wanted]]));
}

/** The same of many tasks at once, by their places; `held` where links keep one of them. */
export function consequencesOf(plan: PlanSchedule, wishes: ReadonlyMap<number, DateRange>): MoveConsequence {
  const { planned, tasks, axis, begin } = plan;
  // All of them are read before the first one moves, which may push others.
  const wished = new Map([...wishes].map(([place, range]) => [place, wishOf(plan, place, range)]));
  const touched = new Set(wished.keys());
  const was = planned.times.makespan;
  for (const [place, { span }] of wished) {
    const { tasks: pushed } = moveTask(planned, place, scheduledAs(tasks[place]!, span, axis, begin));
    for (const one of pushed) touched.add(one);
  }
  const places = [...touched];
  const now = new Map(places.map((place) => [place, planned.times.early[place]!]));
  const missed = places.filter(
    (one) => isDated(plan, one) && lateStart(planned.times, one) < planned.times.early[one]!,
  );
  const is = planned.times.makespan;
  for (const place of wished.keys()) moveTask(planned, place, plan.asked[place]!);
  const all = places.map((one): MovedTask => {
    const wish = wished.get(one);
    const start = now.get(one)!;
    const kept = wish && start > wish.span.start;
    const days = wish ? (kept ? daysAt(axis, start, wish.span) : wish.range) : daysOf(plan, one, start);
    const typed = typedDays(tasks[one]!, days, wish?.resized ?? false);
    const old = daysOf(plan, one, planned.times.early[one]!);
    return { id: tasks[one]!.id, was: old, is: days, set: changedDays(tasks[one]!, typed) };
  });
  const written = all.filter((one) => one.was.from !== one.is.from || one.was.to !== one.is.to);
  return {
    moved: written,
    held: [...wished].some(([place, { span }]) => now.get(place)! > span.start),
    end: { was: lastDay(plan, was), is: lastDay(plan, is) },
    missed: missed.map((one) => tasks[one]!.id),
    outside: written.filter(({ set }) => outsideOf(plan.window, set) !== null).map(({ id }) => id),
  };
}

/** A window that is wanted for a task, and where the task would stand by it. */
interface Wish {
  readonly range: DateRange;
  readonly span: TaskSpan;
  /** Whether it is of another length than the task has now. */
  readonly resized: boolean;
}

function wishOf(plan: PlanSchedule, place: number, range: DateRange): Wish {
  const task = plan.tasks[place]!;
  const now = daysOf(plan, place, plan.planned.times.early[place]!);
  const resized = daysBetween(now.from, now.to) !== daysBetween(range.from, range.to);
  return { range, resized, span: spanOf(task, typedDays(task, range, resized), plan.axis, plan.begin) };
}

/** New days in the form of the old ones: a task of which one day is typed keeps one, unless it gets another length. */
export function typedDays(task: PlanRecord, { from, to }: DateRange, resized: boolean): TaskDays {
  const own = taskDays(task);
  const alone = !resized && (own.from === null) !== (own.to === null);
  return alone ? { from: own.from && from, to: own.to && to } : { from, to };
}

/** The days of which a task says something else. */
export const changedDays = ({ fields }: PlanRecord, days: TaskDays): Fields =>
  Object.fromEntries(
    Object.entries<PlainDate | null>({ ...days }).filter(
      ([name, day]) => day !== null && day !== fields[name],
    ),
  );

/** Tasks that stand elsewhere than their window says, and the days that links and constraints give them (TSK-6). */
export function displacedTasks(plan: PlanSchedule): readonly MovedTask[] {
  const { planned, tasks, spans } = plan;
  return tasks.flatMap((task, place) => {
    const start = planned.times.early[place]!;
    const { from, to } = taskDays(task);
    if (start === spans[place]!.start || (from === null && to === null)) return [];
    const is = daysOf(plan, place, start);
    const was = daysOf(plan, place, spans[place]!.start);
    return [{ id: task.id, was, is, set: changedDays(task, typedDays(task, is, false)) }];
  });
}

const isDated = ({ asked }: PlanSchedule, place: number): boolean => asked[place]!.constraints!.length > 1;

/** The last day of what ends in a period. */
export const lastDay = ({ axis }: PlanSchedule, makespan: number): PlainDate =>
  axis.dateOf(Math.max(0, makespan - 1));

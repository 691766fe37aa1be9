import type { DateRange, PlainDate } from '../../foundation/date.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { freeSlack, lateStart } from '../schedule/times.ts';
import { isTaskDone } from './expected.ts';
import type { PlanSchedule } from './plan-schedule.ts';
import { daysAt, type TaskSpan, taskDays } from './task-span.ts';

/**
 * `late`: its last day is over and it is not done, or it misses a date that it must keep. `atRisk`: not yet late, but by progress,
 * today and links expected to end after its window.
 */
export type TaskOutlook = 'done' | 'late' | 'atRisk' | 'onTrack';

/** What the schedule says of one task. */
export interface TaskSchedule {
  /** As its window and its links ask; its own window as long as no link pushes it. */
  readonly days: DateRange;
  /** The latest days that keep the end of the plan and every date. */
  readonly lateDays: DateRange;
  /** Working days that a link pushes it behind its own window; 0 where none does. */
  readonly pushed: number;
  /** Working days it may be later with the end of the plan and all dates kept; negative by as much as a date is missed. */
  readonly slack: number;
  /** Working days it may be later with no other task moving. */
  readonly freeSlack: number;
  /** Without slack, and not done. */
  readonly critical: boolean;
  /** The day on which it is to be expected to end. */
  readonly expectedTo: PlainDate;
  readonly outlook: TaskOutlook;
}

/** The schedule of the task at a place. */
export function taskSchedule(plan: PlanSchedule, place: number): TaskSchedule {
  const { planned, axis } = plan;
  const span = plan.spans[place]!;
  const start = planned.times.early[place]!;
  const late = Math.max(0, lateStart(planned.times, place));
  const slack = lateStart(planned.times, place) - start;
  const done = isTaskDone(plan.tasks[place]!);
  return {
    days: daysOf(plan, place, start),
    lateDays: daysAt(axis, late, span),
    pushed: Math.max(0, start - span.start),
    slack,
    freeSlack: Math.max(0, freeSlack(planned.network, planned.times, place)),
    critical: !done && slack <= 0,
    expectedTo: expectedEnd(plan, place),
    outlook: done ? 'done' : outlookOf(plan, place, slack),
  };
}

/** The days of a task that starts in a period: its own where that is where they are. */
export function daysOf({ axis, spans, tasks }: PlanSchedule, place: number, start: number): DateRange {
  const span = spans[place]!;
  const { from, to } = taskDays(tasks[place]!);
  const scheduled = daysAt(axis, start, span);
  return start === span.start ? { from: from ?? scheduled.from, to: to ?? scheduled.to } : scheduled;
}

function outlookOf(plan: PlanSchedule, place: number, slack: number): TaskOutlook {
  const { to, from } = taskDays(plan.tasks[place]!);
  const end = to ?? from;
  if (slack < 0 || (end !== null && end < plan.today)) return 'late';
  const { expected, spans } = plan;
  const finish = expected.times.early[place]! + expected.network.duration[place]!;
  const { start, duration } = spans[place]!;
  return end !== null && finish > start + duration ? 'atRisk' : 'onTrack';
}

function expectedEnd(plan: PlanSchedule, place: number): PlainDate {
  return expectedEndAs(plan, place, { task: plan.tasks[place]!, span: plan.spans[place]! });
}

/** The day on which the task at a place is expected to end, if these were its record and its own place in time. */
export function expectedEndAs(
  { expected, axis }: PlanSchedule,
  place: number,
  { task, span }: { readonly task: PlanRecord; readonly span: TaskSpan },
): PlainDate {
  const [start, duration] = [expected.times.early[place]!, expected.network.duration[place]!];
  const { to } = taskDays(task);
  const asAgreed = start === span.start && duration === span.duration;
  return (asAgreed ? to : null) ?? daysAt(axis, start, { ...span, duration }).to;
}

/** When tasks are to be expected to end; nothing for one that is in no schedule. */
export function expectedFinish(plan: PlanSchedule): (task: string) => PlainDate | undefined {
  return (task) => {
    const place = plan.places.get(task);
    return place === undefined ? undefined : expectedEnd(plan, place);
  };
}

/** The last day of the plan's tasks: as planned, and as it is to be expected. `null` without tasks. */
export function planEnd(
  plan: PlanSchedule,
): { readonly planned: PlainDate; readonly expected: PlainDate } | null {
  const { planned, expected, axis, tasks } = plan;
  if (tasks.length === 0) return null;
  const day = (makespan: number) => axis.dateOf(Math.max(0, makespan - 1));
  return { planned: day(planned.times.makespan), expected: day(expected.times.makespan) };
}

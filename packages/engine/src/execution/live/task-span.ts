import { addDays, type DateRange, daysBetween, isDate, type PlainDate } from '../../foundation/date.ts';
import type { PlanRecord } from '../../plan/record.ts';
import type { ScheduleConstraint, ScheduleTask } from '../schedule/request.ts';
import type { WorkAxis } from './work-axis.ts';

/** Where a task stands on the working days by its own dates. */
export interface TaskSpan {
  /** Period in which it starts; of a milestone the one after its day. */
  readonly start: number;
  /** Working days that it lasts; 0 for a milestone and for what lies on days off alone. */
  readonly duration: number;
  /** Calendar days of its window. */
  readonly days: number;
  /** A milestone: the end of a day. */
  readonly point: boolean;
}

/** Days of a task as they are typed, `null` where nothing is. */
export interface TaskDays {
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
}

/** The agreed window of a task; days of older plans that stand in the wrong order are read in the right one (TSK-1). */
export function taskDays({ fields }: PlanRecord): TaskDays {
  const [from, to] = [fields['from'], fields['to']].map((day) => (isDate(day) ? day : null)) as [
    PlainDate | null,
    PlainDate | null,
  ];
  return from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };
}

/** Nobody said when, and nothing says how long: such a task is in no schedule. */
export function isUndated({ fields }: PlanRecord): boolean {
  return !isDate(fields['from']) && !isDate(fields['to']) && typeof fields['duration'] !== 'number';
}

/** Where a task stands if its window were this one; without any day it begins with the plan (TSK-5). */
export function spanOf(record: PlanRecord, { from, to }: TaskDays, axis: WorkAxis, begin: number): TaskSpan {
  const { duration, milestone } = record.fields;
  const estimate = typeof duration === 'number' ? duration : null;
  const [first, last] = [from ?? to, to ?? from];
  const span = (start: number, lasts: number, days: number, point = false): TaskSpan => ({
    start,
    duration: lasts,
    days,
    point,
  });
  if (first === null || last === null) return span(begin, estimate ?? 0, estimate ?? 1, milestone === true);
  if (milestone === true && first === last) return span(after(axis, last), 0, 1, true);
  if (estimate !== null && to === null) return span(axis.before(first), estimate, estimate);
  if (estimate !== null && from === null)
    return span(Math.max(0, after(axis, last) - estimate), estimate, estimate);
  const start = axis.before(first);
  return span(start, after(axis, last) - start, daysBetween(first, last));
}

/** The period after a day: a finish there is the end of that day. */
const after = (axis: WorkAxis, date: PlainDate): number => axis.before(addDays(date, 1));

/** The days of a task that starts in a period. */
export function daysAt(axis: WorkAxis, start: number, { duration, days, point }: TaskSpan): DateRange {
  if (duration > 0) return { from: axis.dateOf(start), to: axis.dateOf(start + duration - 1) };
  const from = axis.dateOf(point ? Math.max(0, start - 1) : start);
  return { from, to: addDays(from, days - 1) };
}

/** What the constraint of a task asks, in periods; nothing where it has none, or no day. */
export function constraintsOf(
  { fields }: PlanRecord,
  { point }: TaskSpan,
  axis: WorkAxis,
): readonly ScheduleConstraint[] {
  const { constraint, constraintDate } = fields;
  if (typeof constraint !== 'string' || constraint === 'asap' || !isDate(constraintDate)) return [];
  const type = constraint as ScheduleConstraint['type'];
  const atStart = !point && (type === 'mustStart' || type.startsWith('start'));
  return [{ type, at: atStart ? axis.before(constraintDate) : after(axis, constraintDate) }];
}

/** A task as the schedule takes it: no earlier than its own window, unless it is to be as early as it can (TSK-6). */
export function scheduledAs(record: PlanRecord, span: TaskSpan, axis: WorkAxis, begin: number): ScheduleTask {
  const at = record.fields['constraint'] === 'asap' ? Math.min(begin, span.start) : span.start;
  return {
    id: record.id,
    duration: span.duration,
    constraints: [{ type: 'startNoEarlier', at }, ...constraintsOf(record, span, axis)],
  };
}

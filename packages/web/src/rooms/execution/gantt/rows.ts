import {
  type DateRange,
  isDropped,
  type PlanRecord,
  type PlanSchedule,
  recordsOf,
  scheduledDays,
  type TaskSchedule,
  taskDays,
} from '@shapan/engine';
import { findAnywhere, nameOf, type RecordContext } from '../../../records/index.ts';
import { taskAt } from '../schedule-of.ts';

/** A task, or the initiative above its tasks. */
export type GanttRow = GroupRow | TaskRow;

interface GroupRow {
  readonly type: 'group';
  readonly id: string;
  readonly name: string;
  /** From the first day of its first task to the last one of its last. */
  readonly days: DateRange;
}

export interface TaskRow {
  readonly type: 'task';
  readonly id: string;
  readonly task: PlanRecord;
  /** Where it stands in the schedule; nothing for what was dropped. */
  readonly place: number | undefined;
  /** The window that was agreed. */
  readonly days: DateRange;
}

/** All tasks with days, below their initiatives; whatever begins first stands first. */
export function rowsOf(context: RecordContext, plan: PlanSchedule): readonly GanttRow[] {
  const groups = new Map<string, TaskRow[]>();
  for (const task of recordsOf(context.state, 'task')) {
    const row = rowOf(plan, task);
    if (!row) continue;
    const id = groupIn(context, task);
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  const sorted = [...groups].map(([id, rows]) => [id, rows.sort(byStart)] as const);
  sorted.sort(([, [a]], [, [b]]) => byStart(a as TaskRow, b as TaskRow));
  if (sorted.length === 1 && sorted[0]?.[0] === '') return sorted[0][1];
  return sorted.flatMap(([id, rows]) => [groupOf(context, id, rows), ...rows]);
}

/** The first and last days of all that rows show: their bars, and where what runs late is expected to end. */
export function daysShown(rows: readonly GanttRow[], plan: PlanSchedule): readonly string[] {
  return rows.flatMap((row) => {
    const { from, to } = row.days;
    const seen = row.type === 'task' && row.place !== undefined ? taskAt(plan, row.place) : undefined;
    return seen && isBehind(seen) ? [from, to, seen.expectedTo] : [from, to];
  });
}

/** It is to be expected to end after its window. */
const isBehind = ({ outlook }: TaskSchedule): boolean => outlook === 'late' || outlook === 'atRisk';

/** Those below an initiative that the reader does not see. */
const UNSEEN = '?';

/** The initiative that a task stands below; the empty text where it serves none. */
function groupIn(context: RecordContext, { fields }: PlanRecord): string {
  const id = String(fields['initiative'] ?? '');
  return id === '' || findAnywhere(context, ['initiative'], id) ? id : UNSEEN;
}

function rowOf(plan: PlanSchedule, task: PlanRecord): TaskRow | undefined {
  const place = plan.places.get(task.id);
  const { from, to } = taskDays(task);
  if (place !== undefined) {
    const days = scheduledDays(plan, place, plan.spans[place]?.start ?? 0);
    return { type: 'task', id: task.id, task, place, days };
  }
  const [first, last] = [from ?? to, to ?? from];
  if (first === null || last === null || !isDropped(task.fields)) return undefined;
  return { type: 'task', id: task.id, task, place, days: { from: first, to: last } };
}

const byStart = (a: TaskRow, b: TaskRow): number =>
  a.days.from < b.days.from ? -1 : a.days.from > b.days.from ? 1 : a.days.to < b.days.to ? -1 : 1;

function groupOf(context: RecordContext, id: string, rows: readonly TaskRow[]): GroupRow {
  const initiative = findAnywhere(context, ['initiative'], id);
  const to = rows.reduce((last, { days }) => (days.to > last ? days.to : last), '');
  return {
    type: 'group',
    id: `group ${id}`,
    name: initiative
      ? nameOf(context, initiative)
      : context.t(id === UNSEEN ? 'execution.otherInitiative' : 'execution.noInitiative'),
    days: { from: rows[0]?.days.from ?? to, to },
  };
}

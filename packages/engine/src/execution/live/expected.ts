import type { PlanRecord } from '../../plan/record.ts';
import type { ScheduleTask } from '../schedule/request.ts';
import type { TaskSpan } from './task-span.ts';

const progressOf = ({ fields }: PlanRecord): number => Number(fields['progress'] ?? 0);

/** Said to be done, or all of it is. */
export const isTaskDone = (task: PlanRecord): boolean =>
  task.fields['status'] === 'done' || progressOf(task) >= 100;

/** It comes back every so many weeks or months. */
const isRepeated = ({ fields }: PlanRecord): boolean => (fields['repeat'] ?? null) !== null;

/** Under way or done: nothing it waited for keeps it any longer. */
export const isBegun = (task: PlanRecord): boolean =>
  isTaskDone(task) || task.fields['status'] === 'running' || progressOf(task) > 0;

/**
 * A task as it is to be expected on a day (TSK-8). What is done stays where it was. What is under way has its rest before it, from
 * today on; what has not begun cannot begin before today, and lasts as long as its work is thought to take.
 */
export function expectedAs(
  task: PlanRecord,
  asked: ScheduleTask,
  { start, duration }: TaskSpan,
  today: number,
): ScheduleTask {
  if (isTaskDone(task)) return { ...asked, constraints: [{ type: 'startNoEarlier', at: start }] };
  // Its times are done one by one (TSK-13): that the first of them are over says nothing of the last.
  if (isRepeated(task)) return asked;
  const estimate = task.fields['duration'];
  const work = typeof estimate === 'number' ? estimate : duration;
  if (isBegun(task)) {
    // In hundredths of a percent, so that 0.9 % of 1,000 days are 9 and not a trace more.
    const left = 10_000 - Math.round(progressOf(task) * 100);
    const rest = Math.ceil((work * left) / 10_000);
    const finish = Math.max(start + duration, today + rest);
    return { ...asked, duration: finish - start, constraints: [{ type: 'startNoEarlier', at: start }] };
  }
  const { constraints = [] } = asked;
  return {
    ...asked,
    duration: Math.max(duration, work),
    constraints: [...constraints, { type: 'startNoEarlier', at: today }],
  };
}

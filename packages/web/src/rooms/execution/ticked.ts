import type { CommandRequest } from '@shapan/contract';
import type { PlanRecord } from '@shapan/engine';
import { updateOf } from '../../records/index.ts';

/** One time of a repeated task ticked off, or not any more. */
export function tickedOff(task: PlanRecord, time: string, done: boolean): CommandRequest {
  const { doneOn } = task.fields;
  const others = (Array.isArray(doneOn) ? (doneOn as readonly string[]) : []).filter((day) => day !== time);
  return updateOf(task, { doneOn: done ? [...others, time].sort() : others });
}

/** A task done, or taken up again: what is done is done whole. */
export const finished = (task: PlanRecord, done: boolean): CommandRequest =>
  updateOf(task, done ? { status: 'done', progress: 100 } : { status: 'running', progress: 0 });

import type { FinishOf } from '@shapan/engine';
import type { RecordContext } from '../../../records/index.ts';
import { scheduleOf, seenTask } from '../../execution/schedule-of.ts';

/** When tasks are to be expected to end, by the live schedule; what they say themselves where there is none. */
export const expectedEnd = (context: RecordContext): FinishOf | undefined =>
  scheduleOf(context) === null ? undefined : (task) => seenTask(context, task)?.expectedTo;

import { expectedFinish, type FinishOf } from '@shapan/engine';
import type { RecordContext } from '../../../records/index.ts';
import { scheduleOf } from '../../execution/schedule-of.ts';

/** When tasks are to be expected to end, by the live schedule; what they say themselves where there is none. */
export function expectedEnd(context: RecordContext): FinishOf | undefined {
  const plan = scheduleOf(context);
  return plan === null ? undefined : expectedFinish(plan);
}

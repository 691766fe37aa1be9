import { isDropped, type PlanRecord, type TaskSchedule } from '@shapan/engine';
import type { Tone } from '../../design/index.ts';

/** How a task stands today: its own status, or what the schedule makes of it. */
export type TaskState = 'planned' | 'running' | 'done' | 'dropped' | 'late' | 'atRisk';

/** `seen`: its schedule; nothing for a task that is in none. */
export function taskState({ fields }: PlanRecord, seen: TaskSchedule | undefined): TaskState {
  const status = fields['status'];
  if (isDropped(fields)) return 'dropped';
  if (status === 'done' || seen?.outlook === 'done') return 'done';
  if (seen?.outlook === 'late' || seen?.outlook === 'atRisk') return seen.outlook;
  return status === 'running' ? 'running' : 'planned';
}

export const stateTones: Readonly<Record<TaskState, Tone>> = {
  planned: 'neutral',
  running: 'neutral',
  done: 'good',
  dropped: 'neutral',
  late: 'bad',
  atRisk: 'warn',
};

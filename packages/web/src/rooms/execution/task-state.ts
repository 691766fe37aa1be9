import type { PlanRecord } from '@shapan/engine';
import type { Tone } from '../../design/index.ts';

/** How a task stands today: its own status, or late when its end has passed and it is not done. */
export type TaskState = 'planned' | 'running' | 'done' | 'dropped' | 'late';

export function taskState({ fields }: PlanRecord, today: string): TaskState {
  const status = String(fields['status'] ?? 'planned');
  if (status === 'done' || status === 'dropped') return status;
  if (typeof fields['to'] === 'string' && fields['to'] < today) return 'late';
  return status === 'running' ? 'running' : 'planned';
}

export const stateTones: Readonly<Record<TaskState, Tone>> = {
  planned: 'neutral',
  running: 'neutral',
  done: 'good',
  dropped: 'neutral',
  late: 'bad',
};

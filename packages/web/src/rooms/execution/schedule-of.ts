import { type PlanSchedule, planSchedule, type TaskSchedule, taskSchedule } from '@shapan/engine';
import type { RecordContext } from '../../records/index.ts';

/** A context is new whenever anything changed, so what was scheduled once stays so. */
const known = new WeakMap<RecordContext, PlanSchedule | null>();

/** The schedule of the open plan; nothing where there are too many tasks for one. */
export function scheduleOf(context: RecordContext): PlanSchedule | null {
  const found = known.get(context);
  if (found !== undefined) return found;
  const { state, master, today } = context;
  const made = planSchedule({ state, master }, today);
  const plan = made.ok ? made.value : null;
  known.set(context, plan);
  return plan;
}

const said = new WeakMap<PlanSchedule, (TaskSchedule | undefined)[]>();

/** What a schedule says of the task at a place, worked out once however many ask. */
export function taskAt(plan: PlanSchedule, place: number): TaskSchedule {
  const tasks = said.get(plan) ?? [];
  said.set(plan, tasks);
  tasks[place] ??= taskSchedule(plan, place);
  return tasks[place];
}

/** What the schedule says of one task; nothing for one that is in none. */
export function seenTask(context: RecordContext, id: string): TaskSchedule | undefined {
  const plan = scheduleOf(context);
  const place = plan?.places.get(id);
  return plan && place !== undefined ? taskAt(plan, place) : undefined;
}

import {
  agreedWindow,
  type Budget,
  budgetOf,
  type Matching,
  matchNeeds,
  type PlanRecord,
  scheduledDays,
  type TaskWindow,
  type Workload,
  workloadOf,
} from '@shapan/engine';
import type { RecordContext } from '../../../records/index.ts';
import { scheduleOf } from '../schedule-of.ts';

/** A context is new whenever anything changed, so what was counted once stays so. */
function once<T>(make: (context: RecordContext) => T): (context: RecordContext) => T {
  const known = new WeakMap<RecordContext, { readonly value: T }>();
  return (context) => {
    const found = known.get(context) ?? { value: make(context) };
    known.set(context, found);
    return found.value;
  };
}

/** When tasks are done by the schedule; by their windows where there are too many for one. */
function windowsIn(context: RecordContext): TaskWindow {
  const plan = scheduleOf(context);
  if (!plan) return agreedWindow;
  return (task: PlanRecord) => {
    const place = plan.places.get(task.id);
    return place === undefined ? null : scheduledDays(plan, place, plan.planned.times.early[place]!);
  };
}

export const workloadIn: (context: RecordContext) => Workload = once((context) =>
  workloadOf(context, windowsIn(context)),
);

export const matchingIn: (context: RecordContext) => Matching = once((context) =>
  matchNeeds(context, windowsIn(context)),
);

export const budgetIn: (context: RecordContext) => Budget = once(({ state }) => budgetOf(state));

import { addDays, type DateRange } from '../../foundation/date.ts';
import { applyChanges } from '../../plan/apply.ts';
import type { UpdateRecord } from '../../plan/command.ts';
import { isDropped } from '../../plan/dropped.ts';
import type { Fields } from '../../plan/record.ts';
import { type BookState, findRecord, forkState, recordsOf } from '../../plan/state.ts';
import { type FinishOf, type Trial, trialCommands } from '../../strategy/index.ts';
import { consequencesOf } from './consequence.ts';
import { isBegun, isTaskDone } from './expected.ts';
import { type PlanSchedule, planSchedule } from './plan-schedule.ts';
import { daysOf, expectedFinish } from './read-schedule.ts';

/** What becomes of tasks when initiatives slip or are cut. */
export interface TrialTasks {
  /** Fields to write, by the task's id. */
  readonly set: ReadonlyMap<string, Fields>;
  /** Ids of tasks that would be given a day outside the execution window: they cannot be moved so (TSK-3). */
  readonly outside: readonly string[];
}

/**
 * What a trial does to tasks (TSK-11): those of an initiative that slips, and that have not begun, move by as many days and push
 * what waits for them; those of one that is cut are dropped unless they are done. Nothing of the schedule is another one afterwards.
 */
export function trialTasks(state: BookState, plan: PlanSchedule, trial: Trial): TrialTasks {
  const wishes = new Map<number, DateRange>();
  const dropped: string[] = [];
  for (const task of recordsOf(state, 'task')) {
    const fate = trial.get(String(task.fields['initiative'] ?? ''));
    const place = plan.places.get(task.id);
    if (fate === 'cut' && !isTaskDone(task) && !isDropped(task.fields)) dropped.push(task.id);
    if (fate === undefined || fate === 'cut' || place === undefined || isBegun(task)) continue;
    const { from, to } = daysOf(plan, place, plan.spans[place]!.start);
    wishes.set(place, { from: addDays(from, fate.slipDays), to: addDays(to, fate.slipDays) });
  }
  const { moved, outside } = consequencesOf(plan, wishes);
  const set = new Map<string, Fields>(moved.map((one) => [one.id, one.set]));
  for (const id of dropped) set.set(id, { status: 'dropped' });
  return { set, outside };
}

/** When tasks are to be expected to end then; `undefined` where there are too many of them for a schedule. */
export function finishUnder(
  books: { readonly state: BookState; readonly master: BookState },
  { today }: PlanSchedule,
  { set }: TrialTasks,
): FinishOf | undefined {
  const state = forkState(books.state);
  const changes = [...set].flatMap(([id, after]) => {
    const fields = findRecord(state, 'task', id)?.fields;
    if (!fields) return [];
    const before = Object.fromEntries(Object.keys(after).map((name) => [name, fields[name] ?? null]));
    return [{ type: 'record.changed', kind: 'task', id, before, after } as const];
  });
  applyChanges(state, changes);
  const made = planSchedule({ state, master: books.master }, today);
  return made.ok ? expectedFinish(made.value) : undefined;
}

/** The commands that make a trial true with all that becomes of tasks, each only as long as what it changes was looked at. */
export function trialWithTasks(
  state: BookState,
  trial: Trial,
  { set }: Pick<TrialTasks, 'set'>,
): readonly UpdateRecord[] {
  const tasks = [...set].flatMap(([id, fields]): readonly UpdateRecord[] => {
    const was = findRecord(state, 'task', id)?.fields;
    if (!was || Object.keys(fields).length === 0) return [];
    const expect = Object.fromEntries(Object.keys(fields).map((name) => [name, was[name] ?? null]));
    return [{ type: 'record.update', kind: 'task', id, set: fields, expect }];
  });
  return [...trialCommands(state, trial), ...tasks];
}

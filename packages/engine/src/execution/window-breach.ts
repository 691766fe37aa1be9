import { addDays, type DateRange, daysBetween, isDate, type PlainDate } from '../foundation/date.ts';
import type { UpdateRecord } from '../plan/command.ts';
import type { Fields, PlanRecord } from '../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../plan/state.ts';
import { isTaskDone } from './live/expected.ts';
import { taskDays } from './live/task-span.ts';
import { executionWindow } from './task-window.ts';

/** A window around tasks; an empty side has no limit. */
export interface OuterWindow {
  readonly min: string;
  readonly max: string;
}

/** A window that a task does not lie in. */
export interface WindowBreach {
  /** Of what it is: the task's initiative, or the plan, whose window is that of execution. */
  readonly of: 'initiative' | 'plan';
  /** The initiative, or the brief. */
  readonly record: PlanRecord;
  readonly window: OuterWindow;
  /** The task's own days. */
  readonly days: DateRange;
}

/**
 * The windows that a task does not lie in, by its own days (TSK-12): that of its initiative, then that of the plan. None of what
 * is done or was dropped, nor of a task of which nobody said when.
 */
export function windowBreaches(state: BookState, task: PlanRecord): readonly WindowBreach[] {
  const { from, to } = taskDays(task);
  const [first, last] = [from ?? to, to ?? from];
  if (first === null || last === null || task.fields['status'] === 'dropped' || isTaskDone(task)) return [];
  const days = { from: first, to: last };
  const initiative = findRecord(state, 'initiative', String(task.fields['initiative'] ?? ''));
  const brief = recordsOf(state, 'brief')[0];
  const around: readonly (Omit<WindowBreach, 'days'> | undefined)[] = [
    initiative && { of: 'initiative', record: initiative, window: windowOf(initiative.fields) },
    brief && { of: 'plan', record: brief, window: executionWindow(state) },
  ];
  return around.flatMap((one) => (one && !isInside(days, one.window) ? [{ ...one, days }] : []));
}

const windowOf = ({ from, to }: Fields): OuterWindow => ({ min: dayOr(from), max: dayOr(to) });
const dayOr = (day: unknown): string => (isDate(day) ? day : '');

const isInside = ({ from, to }: DateRange, { min, max }: OuterWindow): boolean =>
  min <= from && (max === '' || to <= max);

/** The nearest days of the same length inside the window; `null` where it is too short for them. */
export function movedInside({ days, window: { min, max } }: WindowBreach): DateRange | null {
  const late = max === '' ? 0 : Math.max(0, daysBetween(max, days.to) - 1);
  const early = min === '' ? 0 : Math.max(0, daysBetween(days.from, min) - 1);
  if (late > 0 && early > 0) return null;
  const moved = { from: addDays(days.from, early - late), to: addDays(days.to, early - late) };
  return isInside(moved, { min, max }) ? moved : null;
}

/**
 * The commands that make a window wide enough for the task, each only as long as what it changes was looked at. An initiative that
 * begins earlier leaves what its contributions were estimated for as it is (TSK-12).
 */
export function widenWindow(
  state: BookState,
  { of, record, days, window }: WindowBreach,
): readonly UpdateRecord[] {
  const [first, last] = of === 'plan' ? ['workFrom', 'workTo'] : ['from', 'to'];
  const set: Record<string, PlainDate> = {};
  if (days.from < window.min) set[first!] = days.from;
  if (window.max !== '' && days.to > window.max) set[last!] = days.to;
  const update = ({ kind, id, fields }: PlanRecord, more: Fields): UpdateRecord => ({
    type: 'record.update',
    kind,
    id,
    set: more,
    expect: Object.fromEntries(Object.keys(more).map((name) => [name, fields[name] ?? null])),
  });
  if (of === 'plan' || set['from'] === undefined) return [update(record, set)];
  const effectFrom = addDays(window.min, -Number(record.fields['slipDays'] ?? 0));
  const untold = ({ fields }: PlanRecord): boolean =>
    (fields['contribution'] ?? null) !== null && (fields['effectFrom'] ?? null) === null;
  const others = recordsOf(state, 'contribution').filter(
    (one) => one.fields['initiative'] === record.id && untold(one),
  );
  return [
    update(record, untold(record) ? { ...set, effectFrom } : set),
    ...others.map((one) => update(one, { effectFrom })),
  ];
}

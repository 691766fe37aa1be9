import { addDays, isDate } from '../../foundation/date.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, findRecord } from '../../plan/state.ts';
import { isBegun, isTaskDone } from '../live/expected.ts';
import type { PlanSchedule } from '../live/plan-schedule.ts';
import type { FitRequest, FitTask } from '../schedule/level/fit.ts';
import { DEFAULT_STEPS } from '../schedule/level/level.ts';
import { leftOver } from '../schedule/level/supply.ts';
import { linkCode, weightOf } from '../schedule/network.ts';
import { DEFAULT_PRIORITY } from '../schedule/request.ts';
import { type Scarce, type ScarceGroup, scarceOf } from './scarce.ts';

/** What somebody wants levelled. */
export interface LevelWish {
  readonly respect: ReadonlySet<ScarceGroup>;
  /** Whether a task may be moved: by right, and by choice. */
  readonly mayMove: (task: PlanRecord) => boolean;
  /** Only so far as the plan ends no later. */
  readonly withinSlack: boolean;
  /** Who is more important goes first; else whatever makes the plan end earliest. */
  readonly byPriority: boolean;
}

/** Why a task keeps its time: it is done or under way, it should have begun before today, it is repeated, or it may not move. */
export type Staying = 'begun' | 'overdue' | 'repeated' | 'notAllowed';

/** A plan that is about to be levelled. */
export interface Levelling {
  readonly plan: PlanSchedule;
  readonly scarce: readonly Scarce[];
  /** By place; `null` for those that move where they must. */
  readonly staying: readonly (Staying | null)[];
  /** Plain data: it may be answered elsewhere. */
  readonly request: FitRequest;
}

/**
 * What is to be fitted where, if the tasks of a plan are levelled (LVL-5): tasks that may move are moved to later only, from where
 * windows and links have them now; all others keep their time, and what moves keeps clear of them. Pure.
 */
export function openLevelling(plan: PlanSchedule, state: BookState, wish: LevelWish): Levelling {
  const scarce = scarceOf(plan, state).filter(({ group }) => wish.respect.has(group));
  const now = plan.axis.before(plan.today);
  const staying = plan.tasks.map((task, place) => stayingOf(plan, task, place, now, wish));
  const given = scarce.filter(({ isStock }) => !isStock);
  const stocks = scarce.filter(({ isStock }) => isStock);
  const uses = takenByPlace(plan, given.map(counted));
  const takes = takenByPlace(plan, stocks);
  const latest = latestOf(plan, staying, wish.withinSlack);
  const first = firstOf(state, plan, staying, wish);
  const tasks = plan.tasks.map((task, place): FitTask => {
    const taken = { uses: uses[place]!, takes: takes[place]! };
    const { id, duration, constraints = [] } = plan.asked[place]!;
    if (staying[place] !== null) {
      const at = plan.planned.times.early[place]!;
      const stay = [{ type: 'startNoEarlier', at }] as const;
      return { id, duration, constraints: stay, priority: first, fixed: true, ...taken };
    }
    const by = latest[place]!;
    return {
      id,
      duration,
      constraints,
      priority: wish.byPriority ? priorityOf(state, task) : first,
      fixed: false,
      ...taken,
      ...(by !== Infinity && { latest: Math.max(0, by) }),
    };
  });
  const links = plan.links
    .filter(({ to }) => staying[to] === null)
    .map(({ from, to, type, lag }) => ({ from: tasks[from]!.id, to: tasks[to]!.id, type, lag }));
  const supplies = given
    .map(counted)
    .map(({ supply, others }) =>
      leftOver(supply, others).map(({ from, units }) => ({ from, units: Math.max(0, units) })),
    );
  const request = { tasks, links, supplies, stocks: stocks.map((one) => leftOver(one.supply, one.others)) };
  return { plan, scarce, staying, request };
}

/** Steps that a plan of so many tasks is worth at first, some seconds at most; whoever waits longer gives more. */
export const levelSteps = (tasks: number): number =>
  Math.max(50, Math.min(DEFAULT_STEPS, Math.floor(500_000 / Math.max(1, tasks))));

function stayingOf(
  plan: PlanSchedule,
  task: PlanRecord,
  place: number,
  now: number,
  wish: LevelWish,
): Staying | null {
  if (isBegun(task)) return 'begun';
  if (plan.planned.times.early[place]! < now) return 'overdue';
  if (task.fields['repeat']) return 'repeated';
  return wish.mayMove(task) ? null : 'notAllowed';
}

/** The highest priority there is among those that move: whoever stays is served first, and needs no stage of its own. */
function firstOf(
  state: BookState,
  plan: PlanSchedule,
  staying: Levelling['staying'],
  wish: LevelWish,
): number {
  if (!wish.byPriority) return DEFAULT_PRIORITY;
  return plan.tasks.reduce(
    (most, task, place) => (staying[place] === null ? Math.max(most, priorityOf(state, task)) : most),
    0,
  );
}

/** The most units of a renewable resource that are counted one by one; beyond, coarser, so that none is given that is not there. */
const MOST_UNITS = 2 ** 30;

function counted(scarce: Scarce): Scarce {
  const most = [...scarce.users, ...scarce.others, ...scarce.supply].reduce(
    (max, { units }) => Math.max(max, units),
    0,
  );
  const coarse = Math.ceil(most / MOST_UNITS);
  if (coarse <= 1) return scarce;
  const up = <T extends { readonly units: number }>(one: T): T => ({
    ...one,
    units: Math.ceil(one.units / coarse),
  });
  return {
    ...scarce,
    supply: scarce.supply.map(({ from, units }) => ({ from, units: Math.floor(units / coarse) })),
    users: scarce.users.map(up),
    others: scarce.others.map(up),
  };
}

function takenByPlace(
  plan: PlanSchedule,
  scarce: readonly Scarce[],
): readonly (readonly [number, number])[][] {
  const taken: (readonly [number, number])[][] = plan.tasks.map(() => []);
  scarce.forEach(({ users }, r) => {
    for (const { place, units } of users) taken[place]!.push([r, units]);
  });
  return taken;
}

/** The latest starts that the execution window, the end of the plan and those that stay allow; Infinity where none does. */
function latestOf(
  plan: PlanSchedule,
  staying: Levelling['staying'],
  withinSlack: boolean,
): readonly number[] {
  const { axis, planned, window, spans, links, tasks } = plan;
  const end = Math.min(
    isDate(window.max) ? axis.before(addDays(window.max, 1)) : Infinity,
    withinSlack ? planned.times.makespan : Infinity,
  );
  const latest = spans.map(({ duration }) => end - duration);
  for (const { from, to, type, lag } of links) {
    if (staying[to] === null || isTaskDone(tasks[to]!)) continue;
    const waits = weightOf(linkCode[type], lag, spans[from]!.duration, spans[to]!.duration);
    latest[from] = Math.min(latest[from]!, planned.times.early[to]! - waits);
  }
  return latest;
}

const ranks: Readonly<Record<string, number>> = { high: 2, medium: 1, low: 0 };
const rankOf = (record: PlanRecord | undefined): number =>
  ranks[String(record?.fields['priority'] ?? 'medium')] ?? 1;

/** Who goes first: the priority of the task, then that of its initiative; medium where nothing is said. 100 to 900. */
export function priorityOf(state: BookState, task: PlanRecord): number {
  const initiative = findRecord(state, 'initiative', String(task.fields['initiative'] ?? ''));
  return 100 + 300 * rankOf(task) + 100 * rankOf(initiative);
}

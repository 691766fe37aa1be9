import { addDays, earlierDate, isDate, type PlainDate } from '../../foundation/date.ts';
import { ok, type Result } from '../../foundation/result.ts';
import { isDropped } from '../../plan/dropped.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, recordsOf } from '../../plan/state.ts';
import { workCalendarOf } from '../../targets/index.ts';
import { followSchedule, type LiveSchedule } from '../schedule/live.ts';
import type { LinkType, ScheduleLink, ScheduleTask } from '../schedule/request.ts';
import { executionWindow } from '../task-window.ts';
import { expectedAs, isBegun, isTaskDone } from './expected.ts';
import { isUndated, scheduledAs, spanOf, type TaskSpan, taskDays } from './task-span.ts';
import { withoutCircles } from './without-circles.ts';
import { type WorkAxis, workAxis } from './work-axis.ts';

/** The tasks of a plan on the working days of its workspace, ready to say what a move would bring. */
export interface PlanSchedule {
  readonly axis: WorkAxis;
  readonly today: PlainDate;
  /** Tasks that are scheduled, in the order of the book; places below count in it. */
  readonly tasks: readonly PlanRecord[];
  readonly places: ReadonlyMap<string, number>;
  /** Tasks of which nobody said when or how long, and that were not dropped. */
  readonly undated: readonly PlanRecord[];
  /** Where each stands by its own window. */
  readonly spans: readonly TaskSpan[];
  /** The same as the schedule takes them. */
  readonly asked: readonly ScheduleTask[];
  readonly links: readonly TaskLink[];
  /** What windows and links ask. */
  readonly planned: LiveSchedule;
  /** What is to be expected by progress and today. */
  readonly expected: LiveSchedule;
  /** Period in which the plan begins. */
  readonly begin: number;
  /** The execution window of the plan; an empty side has no limit. */
  readonly window: { readonly min: string; readonly max: string };
}

/** A link between two scheduled tasks, by their places. */
export interface TaskLink {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly type: LinkType;
  /** Working days. */
  readonly lag: number;
}

interface Books {
  readonly state: BookState;
  readonly master: BookState;
}

/** So far to the left a task may be dragged before the days are counted anew. */
const ROOM = 731;

/**
 * The schedule of a plan's task records by the workspace's working calendar (TSK-4 to TSK-8). Tasks that were dropped and tasks of
 * which nobody said when are left out, with their links. Pure; refuses as `schedule` does, which for lawful records means
 * `TOO_LARGE` only.
 */
export function planSchedule({ state, master }: Books, today: PlainDate): Result<PlanSchedule> {
  const alive = recordsOf(state, 'task').filter(({ fields }) => !isDropped(fields));
  const tasks = alive.filter((task) => !isUndated(task));
  const places = new Map(tasks.map(({ id }, place) => [id, place]));
  const window = executionWindow(state);
  const start = firstDay(state, tasks, today);
  const axis = workAxis(workCalendarOf(master), addDays(start, -ROOM));
  const begin = axis.before(isDate(window.min) ? window.min : start);
  const spans = tasks.map((task) => spanOf(task, taskDays(task), axis, begin));
  const asked = tasks.map((task, place) => scheduledAs(task, spans[place]!, axis, begin));
  const links = withoutCircles(tasks.length, linksOf(state, places));
  const binding = links.filter(({ to }) => !isTaskDone(tasks[to]!));
  const planned = followSchedule({ tasks: asked, links: asScheduled(binding, tasks) });
  if (!planned.ok) return planned;
  const now = axis.before(today);
  const waiting = binding.filter(({ to }) => !isBegun(tasks[to]!));
  const expected = followSchedule({
    tasks: tasks.map((task, place) => expectedAs(task, asked[place]!, spans[place]!, now)),
    links: asScheduled(waiting, tasks),
  });
  if (!expected.ok) return expected;
  return ok({
    axis,
    today,
    tasks,
    places,
    spans,
    asked,
    links,
    begin,
    window,
    planned: planned.value,
    expected: expected.value,
    undated: alive.filter(isUndated),
  });
}

/** The earliest day that anything of the plan is about. */
function firstDay(state: BookState, tasks: readonly PlanRecord[], today: PlainDate): PlainDate {
  const { from } = recordsOf(state, 'brief')[0]?.fields ?? {};
  const { min } = executionWindow(state);
  const days = tasks.flatMap(({ fields }) => [fields['from'], fields['to'], fields['constraintDate']]);
  return [...days, from, min].filter(isDate).reduce(earlierDate, today);
}

/** Links between scheduled tasks; a link to any other one binds nobody. */
function linksOf(state: BookState, places: ReadonlyMap<string, number>): readonly TaskLink[] {
  return recordsOf(state, 'taskLink').flatMap(({ id, fields }) => {
    const [from, to] = [places.get(String(fields['from'])), places.get(String(fields['to']))];
    if (from === undefined || to === undefined) return [];
    return [{ id, from, to, type: fields['relation'] as LinkType, lag: Number(fields['lag'] ?? 0) }];
  });
}

const asScheduled = (links: readonly TaskLink[], tasks: readonly PlanRecord[]): readonly ScheduleLink[] =>
  links.map(({ from, to, type, lag }) => ({ from: tasks[from]!.id, to: tasks[to]!.id, type, lag }));

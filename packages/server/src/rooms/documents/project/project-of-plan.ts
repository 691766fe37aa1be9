import { countWorkdays, type PlanRecord } from '@shapan/engine';
import {
  type FileDetails,
  type LinkDetails,
  readDetails,
  type SummaryDetails,
  type TaskDetails,
} from './details.ts';
import {
  linkCodes,
  type ProjectCalendar,
  type ProjectFile,
  type ProjectLink,
  type ProjectSettings,
  type ProjectSpan,
  type ProjectTask,
  usualSettings,
} from './model.ts';
import { planCalendar } from './plan-calendars.ts';
import { assigned, staffOf } from './plan-resources.ts';
import type { SeenPlan } from './seen-plan.ts';
import { constraintNames, constraintOf, daysOf, priorityNumbers, priorityOf } from './task-words.ts';
import { numbersFor, type Uids } from './uids.ts';

/**
 * The tasks of a plan as a project file (FIL-1). What a file said of a task and the plan has no field for comes back as it was, as
 * long as what the plan says of it is the same.
 */
export function projectOfPlan(plan: SeenPlan, calendarName: string): ProjectFile {
  const files = plan.records('projectFile').map(({ fields }) => ({
    key: String(fields['key']),
    name: String(fields['name']),
    details: readDetails<FileDetails>(fields['details'], 'file'),
  }));
  const main = files.find(({ details }) => details?.settings && details.calendars);
  const all = (main?.details?.calendars ?? []) as readonly ProjectCalendar[];
  // One that went out with an earlier file came back with it.
  const before = all.find(({ name }) => name === calendarName);
  const calendars = all.filter((one) => one !== before);
  const own = before?.uid ?? calendars.reduce((most, { uid }) => Math.max(most, uid), 0) + 1;
  const kept = main?.details?.settings;
  const settings: ProjectSettings = { ...usualSettings, ...kept, calendar: kept?.calendar ?? own };
  const outline = outlineOf(plan);
  const uids = numbersFor(
    outline.map(({ record }) => record),
    main?.key,
  );
  const staff = staffOf(plan, main?.details?.resources ?? []);
  const links = linksOf(plan, uids, settings);
  const context: Context = { plan, settings, uids, links, ownCalendar: kept ? own : null, main: main?.key };
  const tasks = outline.map(({ record, level }, i) => taskOf(context, record, level, i + 1));
  const dated = tasks.flatMap(({ start, finish }) => [start, finish]).filter((one) => one !== null);
  const [first, last] = [dated.toSorted()[0] ?? plan.at, dated.toSorted().at(-1) ?? plan.at];
  const time = { from: `${first.slice(0, 4)}-01-01`, to: `${last.slice(0, 4)}-12-31` };
  const assignments = assigned(
    plan,
    staff,
    outline.filter(({ record }) => record.kind === 'task').map(({ record }) => record),
    uids,
    settings.minutesPerDay,
  );
  return {
    key: main?.key ?? plan.id,
    name: main?.name ?? plan.name,
    settings,
    calendars: [...calendars, planCalendar(own, calendarName, plan.calendar, settings, time)],
    tasks: [projectTask(plan, first, last), ...tasks],
    resources: staff.resources,
    assignments,
    leftOut: {},
  };
}

interface Row {
  readonly record: PlanRecord;
  readonly level: number;
}

/** Initiatives with their tasks below them, tasks without an initiative at the end; initiatives without any are not written. */
function outlineOf(plan: SeenPlan): readonly Row[] {
  const initiatives = plan.records('initiative');
  const known = new Set(initiatives.map(({ id }) => id));
  const tasksOf = new Map<string, PlanRecord[]>();
  for (const task of plan.records('task')) {
    const at = String(task.fields['initiative'] ?? '');
    const parent = known.has(at) ? at : '';
    tasksOf.set(parent, [...(tasksOf.get(parent) ?? []), task]);
  }
  const byUid = new Map(
    initiatives.flatMap((one) => {
      const details = readDetails<SummaryDetails>(one.fields['fileDetails'], 'summary');
      return details ? [[`${details.file} ${details.uid}`, one.id] as const] : [];
    }),
  );
  const parentOf = ({ fields }: PlanRecord): string => {
    const details = readDetails<SummaryDetails>(fields['fileDetails'], 'summary');
    return (details?.parent !== undefined && byUid.get(`${details.file} ${details.parent}`)) || '';
  };
  const below = new Map<string, PlanRecord[]>();
  for (const one of initiatives) below.set(parentOf(one), [...(below.get(parentOf(one)) ?? []), one]);
  const rows: Row[] = [];
  const visited = new Set<string>();
  const lay = (parent: string, level: number): void => {
    for (const one of below.get(parent) ?? []) {
      if (visited.has(one.id)) continue;
      visited.add(one.id);
      const at = rows.push({ record: one, level });
      for (const task of tasksOf.get(one.id) ?? []) rows.push({ record: task, level: level + 1 });
      lay(one.id, level + 1);
      if (rows.length === at) rows.pop();
    }
  };
  lay('', 1);
  for (const task of tasksOf.get('') ?? []) rows.push({ record: task, level: 1 });
  return rows;
}

interface Context {
  readonly plan: SeenPlan;
  readonly settings: ProjectSettings;
  readonly uids: Uids;
  /** By the task that waits. */
  readonly links: ReadonlyMap<string, readonly ProjectLink[]>;
  /** UID of the workspace's calendar, where the file has another one for the project. */
  readonly ownCalendar: number | null;
  /** `key` of the file that the numbers are those of. */
  readonly main: string | undefined;
}

function linksOf(
  plan: SeenPlan,
  uids: Uids,
  { minutesPerDay }: ProjectSettings,
): ReadonlyMap<string, readonly ProjectLink[]> {
  const links = new Map<string, readonly ProjectLink[]>();
  for (const { fields } of plan.records('taskLink')) {
    const [from, to] = [uids.of(String(fields['from'])), String(fields['to'])];
    if (from === undefined || uids.of(to) === undefined) continue;
    const days = Number(fields['lag'] ?? 0);
    const kept = readDetails<LinkDetails>(fields['fileDetails'], 'link');
    const holds = kept?.days === days && Number.isInteger(kept.lag) && Number.isInteger(kept.format);
    const type = linkCodes.find((code) => code === fields['relation']) ?? 'FS';
    const exact = holds
      ? { lag: kept.lag!, format: kept.format! }
      : { lag: days * minutesPerDay * 10, format: 7 };
    links.set(to, [...(links.get(to) ?? []), { from, type, ...exact, crossProject: false }]);
  }
  return links;
}

/** The project itself, as its files begin with it. */
const projectTask = (plan: SeenPlan, start: string, finish: string): ProjectTask => ({
  ...blank,
  uid: 0,
  row: 0,
  name: plan.name,
  level: 0,
  summary: true,
  start,
  finish,
});

const blank: Omit<ProjectTask, 'uid' | 'row' | 'name' | 'level' | 'start' | 'finish'> = {
  guid: null,
  summary: false,
  milestone: false,
  active: true,
  manual: false,
  duration: null,
  constraint: 0,
  constraintDate: null,
  deadline: null,
  priority: 500,
  percent: 0,
  calendar: null,
  notes: '',
  baselines: [],
  links: [],
};

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The one that a file gave it; else its own, where its number in that file does not tell it. */
function guidOf({ id, fields }: PlanRecord, { uids, main }: Context): string | null {
  const key = fields['fileKey'];
  if (typeof key === 'string' && GUID.test(key)) return key;
  return key === `${main}#${uids.of(id)}` || !GUID.test(id) ? null : id;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** A day and the hour: the one of before as long as the day is that of before. */
const moment = (day: string | null, before: unknown, hour: string): string | null =>
  day === null
    ? null
    : typeof before === 'string' && before.startsWith(`${day}T`)
      ? before
      : `${day}T${hour}`;

function taskOf(context: Context, record: PlanRecord, level: number, row: number): ProjectTask {
  return record.kind === 'task'
    ? plainTask(context, record, level, row)
    : summaryTask(context, record, level, row);
}

function summaryTask(context: Context, record: PlanRecord, level: number, row: number): ProjectTask {
  const { settings, uids } = context;
  const { fields } = record;
  const kept = readDetails<SummaryDetails>(fields['fileDetails'], 'summary');
  return {
    ...blank,
    uid: uids.of(record.id)!,
    row,
    guid: guidOf(record, context),
    name: String(fields['name']),
    level,
    summary: true,
    start: moment(text(fields['from']), null, settings.startTime),
    finish: moment(text(fields['to']), null, settings.finishTime),
    notes: kept?.notes ?? '',
    links: uids.linksOf(kept),
  };
}

function plainTask(context: Context, record: PlanRecord, level: number, row: number): ProjectTask {
  const { settings, uids, links } = context;
  const { fields } = record;
  const kept: Partial<TaskDetails> = readDetails<TaskDetails>(fields['fileDetails'], 'task') ?? {};
  const [from, to] = [text(fields['from']), text(fields['to'])];
  const was = keptDays(kept, settings);
  const milestone = fields['milestone'] === true;
  const start = from ?? (milestone ? to : null);
  const [opens, closes] =
    milestone && from === to
      ? [settings.finishTime, settings.finishTime]
      : [settings.startTime, settings.finishTime];
  const end = to ?? (milestone ? from : null);
  return {
    ...blank,
    uid: uids.of(record.id)!,
    row,
    guid: guidOf(record, context),
    name: String(fields['name']),
    level,
    milestone,
    active: fields['status'] !== 'dropped',
    manual: kept.manual ?? (from === null && to === null),
    start: was.from === start && kept.start ? kept.start : moment(start, kept.start, opens),
    finish: was.to === end && kept.finish ? kept.finish : moment(end, kept.finish, closes),
    duration: durationOf(context, record, kept),
    ...constraintFor(context, record, kept, was.from),
    deadline: kept.deadline ?? null,
    priority: priorityFor(fields['priority'], kept.priority),
    percent: Math.round(Number(fields['progress'] ?? 0)),
    calendar: kept.file === context.main ? (kept.calendar ?? null) : context.ownCalendar,
    notes: kept.notes ?? '',
    baselines: kept.baselines ?? [],
    links: [...(links.get(record.id) ?? []), ...uids.linksOf(kept)],
  };
}

const keptDays = (
  { start = null, finish = null, duration = null }: Partial<TaskDetails>,
  settings: ProjectSettings,
) => daysOf({ start, finish, duration }, settings);

/** As the file had it while nobody gave the task another estimate or a window of another length; else what the plan says. */
function durationOf(
  { plan, settings }: Context,
  { fields }: PlanRecord,
  kept: Partial<TaskDetails>,
): ProjectSpan | null {
  const [from, to] = [text(fields['from']), text(fields['to'])];
  const estimate = typeof fields['duration'] === 'number' ? fields['duration'] : null;
  const window = from !== null && to !== null ? countWorkdays(plan.calendar, from, to) : null;
  const same = (a: number | null | undefined, b: number | null): boolean => (a ?? null) === b;
  if (kept.duration && same(kept.days, estimate) && same(kept.window, window)) return kept.duration;
  if (fields['milestone'] === true && from === to && estimate === null) return { seconds: 0, format: 7 };
  const days = window ?? estimate ?? (from === null && to === null ? null : 1);
  return days === null ? null : { seconds: Math.round(days * settings.minutesPerDay * 60), format: 7 };
}

function constraintFor(
  { settings }: Context,
  { fields }: PlanRecord,
  kept: Partial<TaskDetails>,
  was: string | null,
): Pick<ProjectTask, 'constraint' | 'constraintDate'> {
  const name = text(fields['constraint']);
  const day = text(fields['constraintDate']);
  const from = text(fields['from']);
  if (kept.constraint !== undefined) {
    const constraintDate = kept.constraintDate ?? null;
    const before = constraintOf({ constraint: kept.constraint, constraintDate }, was);
    const isSame =
      before.constraint === name && before.constraintDate === day && (name !== null || was === from);
    if (isSame) return { constraint: kept.constraint, constraintDate };
  }
  const number = constraintNames.indexOf(name);
  if (name !== null && day !== null && number > 0) {
    const hour =
      name.startsWith('finish') || name === 'mustFinish' ? settings.finishTime : settings.startTime;
    return { constraint: number, constraintDate: `${day}T${hour}` };
  }
  if (name === 'asap' || from === null) return { constraint: 0, constraintDate: null };
  // A window that was agreed is one: the program would begin with the first day of the project.
  return { constraint: 4, constraintDate: `${from}T${settings.startTime}` };
}

function priorityFor(priority: unknown, kept: number | undefined): number {
  if (kept !== undefined && priorityOf(kept) === (priority ?? 'medium')) return kept;
  return priorityNumbers[String(priority ?? 'medium')] ?? 500;
}

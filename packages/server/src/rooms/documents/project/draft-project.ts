import type { TaskFileLine } from '@shapan/contract';
import { countWorkdays, type Fields, type WorkCalendar } from '@shapan/engine';
import { keptText, type TaskDetails } from './details.ts';
import type { Draft, Drafts, FilePerson, FindPerson } from './draft.ts';
import { draftLinks } from './draft-links.ts';
import { MOST_NOTES, tell, tellFile } from './lines.ts';
import type {
  ProjectAssignment,
  ProjectFile,
  ProjectResource,
  ProjectSettings,
  ProjectTask,
} from './model.ts';
import { isElapsed, tenthsOfDays, wholeDays } from './quantities.ts';
import { constraintOf, daysOf, priorityOf } from './task-words.ts';

/** A project file as records of a plan (FIL-1): tasks, initiatives, links, needs, and what is kept for the way back. */
export function draftProject(file: ProjectFile, calendar: WorkCalendar, find: FindPerson): Drafts {
  const lines: TaskFileLine[] = [...tellFile(file, calendar)];
  const people = peopleOf(file, find);
  const drafts: Draft[] = [fileDraft(file, people)];
  const known = new Set(file.resources.map(({ uid }) => uid));
  const byTask = grouped(
    file.assignments.filter(({ resource }) => known.has(resource)),
    ({ task }) => task,
  );
  const summaries = new Set(file.tasks.filter(({ summary }) => summary).map(({ uid }) => uid));
  const above: ProjectTask[] = [];
  for (const task of file.tasks) {
    while (above.length > 0 && above.at(-1)!.level >= task.level) above.pop();
    const parent = above.at(-1);
    if (task.level === 0 || task.uid < 0) continue;
    if (task.summary) {
      drafts.push(summaryDraft(file, task, parent));
      above.push(task);
      continue;
    }
    const assignments = byTask.get(task.uid) ?? [];
    const done = taskDraft(file, task, { parent, calendar, assignments, people, summaries });
    drafts.push(done.draft, ...done.needs);
    lines.push(...done.lines);
  }
  const links = draftLinks(file, calendar);
  return {
    drafts: [...drafts, ...links.drafts],
    lines: [...lines, ...links.lines],
    people: [...people.values()].filter(({ tasks }) => tasks > 0),
    replaces: ({ fields }) => typeof fields['fileDetails'] === 'string',
  };
}

function grouped<T>(items: readonly T[], by: (item: T) => number): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(by(item));
    if (group) group.push(item);
    else groups.set(by(item), [item]);
  }
  return groups;
}

type People = ReadonlyMap<number, FilePerson>;

/** People of the file by the UID of their resource. */
function peopleOf(file: ProjectFile, find: FindPerson): People {
  const tasks = grouped(file.assignments, ({ resource }) => resource);
  const work = file.resources.filter(({ type, uid }) => type === 1 && uid > 0);
  return new Map(
    work.map(({ uid, name, email }) => {
      const named = new Set((tasks.get(uid) ?? []).map(({ task }) => task));
      return [uid, { name, email, member: find(name, email), tasks: named.size }];
    }),
  );
}

/** What tells a row from all others, in whatever file it comes back. */
const keyOf = (file: ProjectFile, { guid, uid }: ProjectTask): string => guid ?? `${file.key}#${uid}`;

function fileDraft(file: ProjectFile, people: People): Draft {
  const resources = file.resources.map((one) => {
    const member = people.get(one.uid)?.member;
    return member ? { ...one, member } : one;
  });
  const details = keptText({ settings: file.settings, calendars: file.calendars, resources });
  return {
    kind: 'projectFile',
    ref: 'file',
    key: file.key,
    row: 0,
    name: file.name,
    fields: { name: file.name, key: file.key, details },
    refs: {},
  };
}

function summaryDraft(file: ProjectFile, task: ProjectTask, parent: ProjectTask | undefined): Draft {
  const { uid, guid, notes, links } = task;
  const fileKey = keyOf(file, task);
  const fileDetails = keptText({
    file: file.key,
    uid,
    guid,
    ...(parent && { parent: parent.uid }),
    ...keptNotes(notes),
    links,
  });
  const { from, to } = daysOf(task, file.settings);
  return {
    kind: 'initiative',
    ref: `task${uid}`,
    key: fileKey,
    row: task.row,
    name: task.name,
    fields: { name: task.name, fileKey, fileDetails },
    refs: {},
    first: { from, to },
  };
}

const keptNotes = (notes: string): { notes?: string } =>
  notes !== '' && notes.length <= MOST_NOTES ? { notes } : {};

interface Around {
  readonly parent: ProjectTask | undefined;
  readonly calendar: WorkCalendar;
  readonly assignments: readonly ProjectAssignment[];
  readonly people: People;
  /** UIDs of the tasks that became initiatives. */
  readonly summaries: ReadonlySet<number>;
}

interface Drafted {
  readonly draft: Draft;
  readonly needs: readonly Draft[];
  readonly lines: readonly TaskFileLine[];
}

function taskDraft(file: ProjectFile, task: ProjectTask, around: Around): Drafted {
  const { parent, calendar, assignments } = around;
  const { settings } = file;
  const { from, to } = daysOf(task, settings);
  const window = from !== null && to !== null ? countWorkdays(calendar, from, to) : null;
  const days = estimateOf(task, file, window);
  const { constraint, constraintDate } = constraintOf(task, from);
  const links = task.links.filter((link) => !link.crossProject && around.summaries.has(link.from));
  const fileKey = keyOf(file, task);
  const fields: Fields = {
    name: task.name,
    from,
    to,
    duration: days,
    milestone: task.milestone ? true : null,
    constraint,
    constraintDate,
    priority: priorityOf(task.priority),
    progress: task.percent,
    status: statusOf(task),
    fileKey,
    fileDetails: keptText(detailsOf(file, task, { days, window, assignments, links })),
    ...personsOf(assignments, around.people),
    ...effortOf(assignments, around.people, settings),
  };
  const draft: Draft = {
    kind: 'task',
    ref: `task${task.uid}`,
    key: fileKey,
    row: task.row,
    name: task.name,
    fields,
    refs: parent ? { initiative: `task${parent.uid}` } : {},
    ...(task.active && { with: { status: 'progress' } }),
  };
  return { draft, needs: needsOf(file, task, around), lines: tell(file, task, { days, window, calendar }) };
}

/** Working days that the work takes; of a milestone nothing. */
function estimateOf(task: ProjectTask, { settings }: ProjectFile, window: number | null): number | null {
  const { duration } = task;
  if (!duration || (duration.seconds === 0 && task.milestone)) return null;
  if (isElapsed(duration.format) && window !== null) return Math.ceil(window);
  const minutes = isElapsed(duration.format)
    ? (duration.seconds / 86_400) * settings.minutesPerDay
    : duration.seconds / 60;
  return wholeDays(minutes, settings);
}

function statusOf({ active, percent }: ProjectTask): string {
  if (!active) return 'dropped';
  return percent >= 100 ? 'done' : percent > 0 ? 'running' : 'planned';
}

function detailsOf(
  file: ProjectFile,
  task: ProjectTask,
  found: Pick<TaskDetails, 'days' | 'window' | 'assignments' | 'links'>,
): TaskDetails {
  const { uid, guid, start, finish, duration, constraint, constraintDate, priority } = task;
  return {
    file: file.key,
    uid,
    guid,
    start,
    finish,
    duration,
    ...found,
    constraint,
    constraintDate,
    priority,
    baselines: task.baselines,
    ...keptNotes(task.notes),
    ...(task.manual && { manual: true }),
    ...(task.deadline !== null && { deadline: task.deadline }),
    ...(task.calendar !== null && { calendar: task.calendar }),
  };
}

/** The first one assigned who is a member answers for it, the others do the work with them. */
function personsOf(assignments: readonly ProjectAssignment[], people: People): Fields {
  const members = assignments.flatMap(({ resource }) => people.get(resource)?.member ?? []);
  const [accountable, ...responsible] = new Set(members);
  if (accountable === undefined) return {};
  return { accountable, responsible: responsible.length > 0 ? responsible : null };
}

/** Days of one person that the members among them put in; nothing where the file does not say. */
function effortOf(
  assignments: readonly ProjectAssignment[],
  people: People,
  { minutesPerDay }: ProjectSettings,
): Fields {
  const own = assignments.filter(({ resource }) => people.get(resource)?.member);
  const seconds = own.reduce((sum, { work }) => sum + (work ?? 0), 0);
  return seconds > 0 ? { effort: tenthsOfDays(seconds, minutesPerDay) } : {};
}

const categories = ['material', 'people', 'budget'] as const;

/** What is assigned and is no member: a need that is still to be met. */
function needsOf(file: ProjectFile, task: ProjectTask, { assignments, people }: Around): readonly Draft[] {
  const resources = new Map(file.resources.map((one) => [one.uid, one]));
  const named = new Map<string, Draft>();
  for (const { resource, units } of assignments) {
    const found = resources.get(resource);
    if (!found || found.uid <= 0 || people.get(resource)?.member) continue;
    named.set(found.name, needDraft(task, found, units));
  }
  return [...named.values()];
}

function needDraft(task: ProjectTask, found: ProjectResource, units: number | null): Draft {
  const name = found.name.slice(0, 200);
  return {
    kind: 'resourceNeed',
    ref: `need${task.uid}/${found.uid}`,
    key: null,
    row: task.row,
    name,
    fields: {
      name,
      category: categories[found.type] ?? 'people',
      quantity: found.type === 2 ? null : units,
      unit: found.unit === '' ? null : found.unit.slice(0, 40),
    },
    refs: { task: `task${task.uid}` },
    first: { secured: false },
  };
}

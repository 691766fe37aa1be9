import type { TaskFileLine } from '@shapan/contract';
import { addDays, isWorkday, type WorkCalendar, weekday } from '@shapan/engine';
import type { CalendarException, ProjectCalendar, ProjectFile, ProjectTask } from './model.ts';
import { isElapsed, saidSpan } from './quantities.ts';

/** Longer notes are left out, and it is said. */
export const MOST_NOTES = 8_000;

/** What is to be told of a row. */
export function lineOf(
  code: TaskFileLine['code'],
  outcome: TaskFileLine['outcome'],
  { row, name }: { readonly row: number; readonly name: string },
  params: TaskFileLine['params'] = {},
): TaskFileLine {
  return { code, outcome, row, name, params };
}

interface Found {
  readonly days: number | null;
  readonly window: number | null;
  readonly calendar: WorkCalendar;
}

/** Everything a task of the file says that a task of the plan says in another way, or not at all. */
export function tell(
  { settings, calendars }: ProjectFile,
  task: ProjectTask,
  { days, window }: Found,
): TaskFileLine[] {
  const lines: TaskFileLine[] = [];
  const say = (
    code: TaskFileLine['code'],
    outcome: TaskFileLine['outcome'],
    params?: TaskFileLine['params'],
  ) => lines.push(lineOf(code, outcome, task, params));
  const { duration } = task;
  if (duration && days !== null) {
    const exact = !isElapsed(duration.format) && duration.seconds === days * settings.minutesPerDay * 60;
    if (!exact) say('duration', 'rounded', { ...saidSpan(duration, settings), days });
    if (exact && window !== null && window > days) say('pauses', 'kept', { days, window });
  }
  if (task.constraint === 1) say('constraint.late', 'kept');
  if (task.deadline !== null) say('deadline', 'kept', { day: task.deadline.slice(0, 10) });
  const own = calendars.find(({ uid }) => uid === task.calendar);
  if (own) say('calendar.task', 'kept', { calendar: own.name });
  if (task.baselines.length > 0) say('baseline', 'kept', { count: task.baselines.length });
  if (task.notes.length > MOST_NOTES) say('notes', 'left');
  else if (task.notes !== '') say('notes', 'kept');
  return lines;
}

/** What is true of the whole file. */
export function tellFile(file: ProjectFile, calendar: WorkCalendar): readonly TaskFileLine[] {
  const whole = { row: 0, name: file.name };
  const lines: TaskFileLine[] = [];
  const { calendars, resources, settings, leftOut } = file;
  if (calendars.length > 0) lines.push(lineOf('calendars', 'kept', whole, { count: calendars.length }));
  const own = calendars.find(({ uid }) => uid === settings.calendar) ?? calendars[0];
  const others = own ? differentDays(file, own, calendar) : [];
  if (others.length > 0)
    lines.push(
      lineOf('daysOff', 'kept', whole, { count: others.length, days: others.slice(0, 12).join(' ') }),
    );
  const rated = resources.filter(({ hasRates }) => hasRates).length;
  if (rated > 0) lines.push(lineOf('rates', 'left', whole, { count: rated }));
  for (const [element, count] of Object.entries(leftOut))
    lines.push(lineOf('unread', 'left', whole, { element, count }));
  return lines;
}

/** The longest time that is looked at day by day: no plan lasts longer than this. */
const MOST_DAYS = 3_660;

/** Days of the project that its calendar and the workspace's do not see alike. */
function differentDays(file: ProjectFile, own: ProjectCalendar, calendar: WorkCalendar): readonly string[] {
  const days = file.tasks.flatMap(({ start, finish }) => [start, finish]).filter((day) => day !== null);
  const [first, last] = [days.toSorted()[0]?.slice(0, 10), days.toSorted().at(-1)?.slice(0, 10)];
  const found: string[] = [];
  if (first === undefined || last === undefined) return found;
  for (let day = first, n = 0; day <= last && n < MOST_DAYS; day = addDays(day, 1), n += 1) {
    if (isWorked(own, day) !== isWorkday(calendar, day)) found.push(day);
  }
  return found;
}

/** Whether a calendar of the file works on a day; of exceptions that come back by a rule only a plain range is looked at. */
function isWorked({ days, exceptions }: ProjectCalendar, day: string): boolean {
  const named = exceptions.find((one) => isPlain(one) && one.from <= day && day <= one.to);
  if (named) return named.working;
  const ofWeek = days.find((one) => one.day === (weekday(day) % 7) + 1);
  return ofWeek?.working ?? weekday(day) <= 5;
}

const isPlain = ({ rule }: CalendarException): boolean => (rule['Type'] ?? 1) === 1;

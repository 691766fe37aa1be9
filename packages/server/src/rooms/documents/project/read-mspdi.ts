import { isDate, ok, problem, type Result, refuse } from '@shapan/engine';
import { decodeXml } from './decode-xml.ts';
import {
  type CalendarException,
  linkCodes,
  MOST_TASKS,
  type ProjectAssignment,
  type ProjectBaseline,
  type ProjectCalendar,
  type ProjectFile,
  type ProjectLink,
  type ProjectResource,
  type ProjectSpan,
  type ProjectTask,
  type ProjectWeekDay,
  usualSettings,
  type WorkingTime,
} from './model.ts';
import { secondsOf } from './quantities.ts';
import { readXml, type XmlElement } from './xml.ts';

/** What nobody here reads, and what most of a large file is: work day by day, and fields of one's own. */
const unread = new Set([
  'TimephasedData',
  'ExtendedAttribute',
  'OutlineCode',
  'Rates',
  'AvailabilityPeriods',
]);

/** Tasks inside each other: beyond it the numbers of an outline alone would fill a file. */
const MOST_LEVELS = 100;

/** A Microsoft Project XML file. Refuses as `decodeXml` and `readXml` do, and with `NOT_A_PROJECT`. */
export function readMspdi(bytes: Uint8Array, fileName: string): Result<ProjectFile> {
  if (bytes.length === 0) return refuse(problem('FILE_EMPTY'));
  const text = decodeXml(bytes);
  if (!text.ok) return text;
  const read = readXml(text.value.replace(/^\ufeff/, ''), unread);
  if (!read.ok) return read;
  const { root, leftOut } = read.value;
  const tasks = within(root, 'Tasks', 'Task');
  if (root.name !== 'Project' || !root.children.some(({ name }) => name === 'Tasks'))
    return refuse(problem('NOT_A_PROJECT', undefined, { root: root.name.slice(0, 60) }));
  if (tasks.length > MOST_TASKS)
    return refuse(problem('FILE_TOO_LARGE', undefined, { limit: 'tasks', most: MOST_TASKS }));
  if (tasks.some((task) => (whole(task, 'OutlineLevel') ?? 0) > MOST_LEVELS))
    return refuse(problem('FILE_TOO_LARGE', undefined, { limit: 'levels', most: MOST_LEVELS }));
  const name = word(root, 'Title') || word(root, 'Name') || fileName;
  return ok({
    key: (word(root, 'GUID') || name).toLowerCase().slice(0, 100),
    name: name.slice(0, 255),
    settings: {
      calendar: uid(root, 'CalendarUID'),
      minutesPerDay: positive(root, 'MinutesPerDay') ?? usualSettings.minutesPerDay,
      minutesPerWeek: positive(root, 'MinutesPerWeek') ?? usualSettings.minutesPerWeek,
      daysPerMonth: positive(root, 'DaysPerMonth') ?? usualSettings.daysPerMonth,
      startTime: time(word(root, 'DefaultStartTime')) ?? usualSettings.startTime,
      finishTime: time(word(root, 'DefaultFinishTime')) ?? usualSettings.finishTime,
    },
    calendars: within(root, 'Calendars', 'Calendar').map(calendarOf),
    tasks: tasks.filter((task) => !flag(task, 'IsNull')).map(taskOf),
    resources: within(root, 'Resources', 'Resource')
      .filter((one) => !flag(one, 'IsNull') && word(one, 'Name') !== '')
      .map(resourceOf),
    assignments: within(root, 'Assignments', 'Assignment').map(assignmentOf),
    leftOut: Object.fromEntries(leftOut),
  });
}

const first = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);

const all = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

function within(element: XmlElement, outer: string, inner: string): readonly XmlElement[] {
  const found = first(element, outer);
  return found ? all(found, inner) : [];
}

const word = (element: XmlElement, name: string): string => first(element, name)?.text.trim() ?? '';

/** A number without a fraction that the file says; `null` where it says none. */
function whole(element: XmlElement, name: string): number | null {
  const text = word(element, name);
  return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
}

function decimal(element: XmlElement, name: string): number | null {
  const text = word(element, name);
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : null;
}

function positive(element: XmlElement, name: string): number | null {
  const value = whole(element, name);
  return value !== null && value > 0 && value < 1_000_000 ? value : null;
}

/** Where files have no UID they write -1. */
function uid(element: XmlElement, name: string): number | null {
  const value = whole(element, name);
  return value === null || value < 0 ? null : value;
}

const flag = (element: XmlElement, name: string): boolean => /^(1|true)$/.test(word(element, name));

const time = (text: string): string | null => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d/.exec(text)?.[0] ?? null;

function moment(element: XmlElement, name: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})/.exec(word(element, name));
  return match && isDate(match[1]) && time(match[2]!) !== null ? match[0] : null;
}

const bounded = (value: number | null, least: number, most: number, usual: number): number =>
  value === null || value < least || value > most ? usual : value;

function span(element: XmlElement, name: string, format: string, usual = 7): ProjectSpan | null {
  const seconds = secondsOf(word(element, name));
  return seconds === null ? null : { seconds, format: whole(element, format) ?? usual };
}

function taskOf(task: XmlElement): ProjectTask {
  const duration = span(task, 'Duration', 'DurationFormat');
  return {
    uid: whole(task, 'UID') ?? -1,
    row: whole(task, 'ID') ?? 0,
    guid: word(task, 'GUID').toLowerCase().slice(0, 64) || null,
    name: word(task, 'Name'),
    level: bounded(whole(task, 'OutlineLevel'), 0, MOST_LEVELS, 1),
    summary: flag(task, 'Summary'),
    milestone: flag(task, 'Milestone'),
    active: word(task, 'Active') !== '0',
    manual: flag(task, 'Manual'),
    start: moment(task, 'Start'),
    finish: moment(task, 'Finish'),
    duration,
    constraint: bounded(whole(task, 'ConstraintType'), 0, 7, 0),
    constraintDate: moment(task, 'ConstraintDate'),
    deadline: moment(task, 'Deadline'),
    priority: bounded(whole(task, 'Priority'), 0, 1000, 500),
    percent: bounded(whole(task, 'PercentComplete'), 0, 100, 0),
    calendar: uid(task, 'CalendarUID'),
    notes: word(task, 'Notes'),
    baselines: all(task, 'Baseline').map((one) => baselineOf(one, duration?.format ?? 7)),
    links: all(task, 'PredecessorLink').flatMap(linkOf),
  };
}

const baselineOf = (element: XmlElement, format: number): ProjectBaseline => ({
  number: bounded(whole(element, 'Number'), 0, 10, 0),
  start: moment(element, 'Start'),
  finish: moment(element, 'Finish'),
  duration: span(element, 'Duration', 'DurationFormat', format),
});

function linkOf(element: XmlElement): readonly ProjectLink[] {
  const from = uid(element, 'PredecessorUID');
  if (from === null) return [];
  return [
    {
      from,
      type: linkCodes[bounded(whole(element, 'Type'), 0, 3, 1)]!,
      lag: whole(element, 'LinkLag') ?? 0,
      format: whole(element, 'LagFormat') ?? 7,
      crossProject: flag(element, 'CrossProject'),
    },
  ];
}

const timesOf = (element: XmlElement): readonly WorkingTime[] =>
  within(element, 'WorkingTimes', 'WorkingTime').flatMap((one): WorkingTime[] => {
    const [from, to] = [time(word(one, 'FromTime')), time(word(one, 'ToTime'))];
    return from !== null && to !== null ? [[from, to]] : [];
  });

function weekDaysOf(element: XmlElement): readonly ProjectWeekDay[] {
  return within(element, 'WeekDays', 'WeekDay').flatMap((one) => {
    const day = bounded(whole(one, 'DayType'), 1, 7, 0);
    return day === 0 ? [] : [{ day, working: flag(one, 'DayWorking'), times: timesOf(one) }];
  });
}

/** Numbers by which an exception comes back, in the order in which files say them. */
export const ruleNumbers = {
  before: ['EnteredByOccurrences'],
  between: ['Occurrences'],
  after: ['Type', 'Period', 'DaysOfWeek', 'MonthItem', 'MonthPosition', 'Month', 'MonthDay'],
} as const;

function exceptionOf(element: XmlElement): readonly CalendarException[] {
  const period = first(element, 'TimePeriod');
  const [from, to] = ['FromDate', 'ToDate'].map((name) => (period ? moment(period, name) : null));
  if (!from || !to) return [];
  const rule = Object.values(ruleNumbers)
    .flat()
    .flatMap((name) => {
      const value = whole(element, name);
      return value === null ? [] : [[name, value] as const];
    });
  return [
    {
      name: word(element, 'Name'),
      from: from.slice(0, 10),
      to: to.slice(0, 10),
      working: flag(element, 'DayWorking'),
      times: timesOf(element),
      rule: Object.fromEntries(rule),
    },
  ];
}

/** Files of before 2007 know exceptions only as weekdays of a kind of their own. */
const oldExceptions = (element: XmlElement): readonly XmlElement[] =>
  within(element, 'WeekDays', 'WeekDay').filter((one) => word(one, 'DayType') === '0');

function calendarOf(element: XmlElement): ProjectCalendar {
  const exceptions = within(element, 'Exceptions', 'Exception');
  return {
    uid: whole(element, 'UID') ?? -1,
    name: word(element, 'Name'),
    isBase: flag(element, 'IsBaseCalendar'),
    base: uid(element, 'BaseCalendarUID'),
    days: weekDaysOf(element),
    exceptions: (exceptions.length > 0 ? exceptions : oldExceptions(element)).flatMap(exceptionOf),
    weeks: within(element, 'WorkWeeks', 'WorkWeek').flatMap((week) =>
      exceptionOf(week).map(({ name, from, to }) => ({ name, from, to, days: weekDaysOf(week) })),
    ),
  };
}

const resourceOf = (element: XmlElement): ProjectResource => ({
  uid: whole(element, 'UID') ?? -1,
  name: word(element, 'Name'),
  type: flag(element, 'IsCostResource') ? 2 : bounded(whole(element, 'Type'), 0, 2, 1),
  email: word(element, 'EmailAddress'),
  unit: word(element, 'MaterialLabel'),
  calendar: uid(element, 'CalendarUID'),
  maxUnits: decimal(element, 'MaxUnits'),
  hasRates: ['StandardRate', 'OvertimeRate', 'CostPerUse'].some((name) => (decimal(element, name) ?? 0) > 0),
});

const assignmentOf = (element: XmlElement): ProjectAssignment => ({
  uid: whole(element, 'UID') ?? -1,
  task: whole(element, 'TaskUID') ?? -1,
  resource: whole(element, 'ResourceUID') ?? -1,
  units: decimal(element, 'Units'),
  work: secondsOf(word(element, 'Work')),
});

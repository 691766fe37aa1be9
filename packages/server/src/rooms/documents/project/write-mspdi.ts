import type {
  CalendarException,
  ProjectBaseline,
  ProjectCalendar,
  ProjectFile,
  ProjectResource,
  ProjectSpan,
  ProjectTask,
  ProjectWeekDay,
} from './model.ts';
import { linkCodes } from './model.ts';
import { spanText } from './quantities.ts';
import { ruleNumbers } from './read-mspdi.ts';
import { xmlText } from './xml.ts';

/** Lines of a document, one inside the other; what says nothing is not written. */
type Part = string | null | readonly Part[];

const element = (name: string, value: string | number | null | undefined): string | null =>
  value === null || value === undefined || value === ''
    ? null
    : `<${name}>${xmlText(String(value))}</${name}>`;

const flag = (name: string, value: boolean): string => `<${name}>${value ? 1 : 0}</${name}>`;

const inside = (name: string, parts: readonly Part[]): Part =>
  parts.some((part) => part !== null) ? [`<${name}>`, parts, `</${name}>`] : null;

/** All lines of a part, into one list: a large file has half a million of them. */
function linesOf(part: Part, lines: string[] = []): readonly string[] {
  if (typeof part === 'string') lines.push(part);
  else if (part !== null) for (const one of part) linesOf(one, lines);
  return lines;
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A project file in the order of elements that Microsoft's schema (2007 and later) asks for. */
export function writeMspdi(file: ProjectFile, at: string): string {
  const { settings, tasks } = file;
  const [project] = tasks;
  const parts: Part[] = [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<Project xmlns="http://schemas.microsoft.com/project">',
    element('SaveVersion', 14),
    element('Name', `${file.name}.xml`),
    GUID.test(file.key) ? element('GUID', file.key.toUpperCase()) : null,
    element('Title', file.name),
    element('CreationDate', at),
    element('LastSaved', at),
    flag('ScheduleFromStart', true),
    element('StartDate', project?.start),
    element('FinishDate', project?.finish),
    element('CalendarUID', settings.calendar),
    element('DefaultStartTime', settings.startTime),
    element('DefaultFinishTime', settings.finishTime),
    element('MinutesPerDay', settings.minutesPerDay),
    element('MinutesPerWeek', settings.minutesPerWeek),
    element('DaysPerMonth', settings.daysPerMonth),
    element('DurationFormat', 7),
    element('WeekStartDay', 1),
    element('NewTasksAreManual', 0),
    ['<Calendars>', file.calendars.map(calendarPart), '</Calendars>'],
    ['<Tasks>', taskParts(tasks), '</Tasks>'],
    ['<Resources>', file.resources.map(resourcePart), '</Resources>'],
    ['<Assignments>', assignmentParts(file), '</Assignments>'],
    '</Project>',
  ];
  return `${linesOf(parts).join('\n')}\n`;
}

const timesPart = (times: ProjectWeekDay['times']): Part =>
  inside(
    'WorkingTimes',
    times.map(([from, to]) => inside('WorkingTime', [element('FromTime', from), element('ToTime', to)])),
  );

const weekDayPart = ({ day, working, times }: ProjectWeekDay): Part =>
  inside('WeekDay', [element('DayType', day), flag('DayWorking', working), timesPart(times)]);

const periodPart = ({ from, to }: { readonly from: string; readonly to: string }): Part =>
  inside('TimePeriod', [element('FromDate', `${from}T00:00:00`), element('ToDate', `${to}T23:59:00`)]);

function exceptionPart(one: CalendarException): Part {
  const rule = (names: readonly string[]): Part => names.map((name) => element(name, one.rule[name]));
  return inside('Exception', [
    rule(ruleNumbers.before),
    periodPart(one),
    rule(ruleNumbers.between),
    element('Name', one.name),
    rule(ruleNumbers.after),
    flag('DayWorking', one.working),
    timesPart(one.times),
  ]);
}

const calendarPart = ({ uid, name, isBase, base, days, exceptions, weeks }: ProjectCalendar): Part =>
  inside('Calendar', [
    element('UID', uid),
    element('Name', name),
    flag('IsBaseCalendar', isBase),
    element('BaseCalendarUID', base ?? -1),
    inside('WeekDays', days.map(weekDayPart)),
    inside('Exceptions', exceptions.map(exceptionPart)),
    inside(
      'WorkWeeks',
      weeks.map((week) =>
        inside('WorkWeek', [
          periodPart(week),
          element('Name', week.name),
          inside('WeekDays', week.days.map(weekDayPart)),
        ]),
      ),
    ),
  ]);

const span = (name: string, value: ProjectSpan | null): string | null =>
  value && element(name, spanText(value.seconds));

/** Tasks with the numbers of the outline: 1, 1.1, 1.2, 2 … */
function taskParts(tasks: readonly ProjectTask[]): Part {
  const counts: number[] = [];
  return tasks.map((task) => {
    if (task.level === 0) return taskPart(task, '0');
    counts.length = Math.min(counts.length, task.level);
    while (counts.length < task.level) counts.push(0);
    counts[task.level - 1]! += 1;
    return taskPart(task, counts.join('.'));
  });
}

const taskPart = (task: ProjectTask, outline: string): Part => [
  '<Task>',
  element('UID', task.uid),
  element('GUID', task.guid?.toUpperCase()),
  element('ID', task.row),
  element('Name', task.name),
  flag('Active', task.active),
  flag('Manual', task.manual),
  element('Type', 0),
  flag('IsNull', false),
  element('WBS', outline),
  element('OutlineNumber', outline),
  element('OutlineLevel', task.level),
  element('Priority', task.priority),
  element('Start', task.start),
  element('Finish', task.finish),
  span('Duration', task.duration),
  task.manual
    ? [
        element('ManualStart', task.start),
        element('ManualFinish', task.finish),
        span('ManualDuration', task.duration),
      ]
    : null,
  element('DurationFormat', task.duration?.format),
  flag('EffortDriven', false),
  flag('Estimated', (task.duration?.format ?? 0) >= 35),
  flag('Milestone', task.milestone),
  flag('Summary', task.summary),
  element('PercentComplete', task.percent),
  element('ConstraintType', task.constraint),
  element('CalendarUID', task.calendar ?? -1),
  element('ConstraintDate', task.constraintDate),
  element('Deadline', task.deadline),
  element('Notes', task.notes),
  task.links.map((link) =>
    inside('PredecessorLink', [
      element('PredecessorUID', link.from),
      element('Type', linkCodes.indexOf(link.type)),
      flag('CrossProject', link.crossProject),
      element('LinkLag', link.lag),
      element('LagFormat', link.format),
    ]),
  ),
  task.baselines.map(baselinePart),
  '</Task>',
];

const baselinePart = ({ number, start, finish, duration }: ProjectBaseline): Part =>
  inside('Baseline', [
    element('Number', number),
    element('Start', start),
    element('Finish', finish),
    span('Duration', duration),
    element('DurationFormat', duration?.format),
  ]);

const resourcePart = (one: ProjectResource): Part =>
  inside('Resource', [
    element('UID', one.uid),
    element('ID', one.uid),
    element('Name', one.name),
    element('Type', one.type === 2 ? 0 : one.type),
    flag('IsNull', false),
    element('MaterialLabel', one.unit),
    element('EmailAddress', one.email),
    element('MaxUnits', one.maxUnits),
    element('CalendarUID', one.calendar ?? -1),
    flag('IsCostResource', one.type === 2),
  ]);

const assignmentParts = ({ assignments }: ProjectFile): Part =>
  assignments.map(({ uid, task, resource, units, work }) =>
    inside('Assignment', [
      element('UID', uid),
      element('TaskUID', task),
      element('ResourceUID', resource),
      element('Units', units),
      element('Work', work === null ? null : spanText(work)),
    ]),
  );

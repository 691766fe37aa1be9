import type { TaskFileLine } from '@shapan/contract';
import type { WorkCalendar } from '@shapan/engine';
import { keptText } from './details.ts';
import type { Draft } from './draft.ts';

import { lineOf } from './lines.ts';
import type { ProjectFile, ProjectLink, ProjectTask } from './model.ts';
import { isElapsed, isPercent, saidLag, wholeDays } from './quantities.ts';
import { daysOf } from './task-words.ts';
import { workdaysBetween } from './workdays-between.ts';

/** Links between tasks; what hangs on summary tasks or other files is told. */
export function draftLinks(
  file: ProjectFile,
  calendar: WorkCalendar,
): { readonly drafts: readonly Draft[]; readonly lines: readonly TaskFileLine[] } {
  const tasks = new Map(file.tasks.map((task) => [task.uid, task]));
  const drafts: Draft[] = [];
  const lines: TaskFileLine[] = [];
  for (const task of file.tasks) {
    for (const link of task.links) {
      const before = tasks.get(link.from);
      if (link.crossProject || !before) lines.push(lineOf('link.external', 'left', task));
      else if (task.summary || before.summary)
        lines.push(lineOf('link.summary', 'kept', task, { before: before.name }));
      else {
        const days = lagDays(file, link, before, calendar);
        drafts.push(linkDraft(task, before, link, days));
        const line = tellLag(file, task, link, days);
        if (line) lines.push(line);
      }
    }
  }
  return { drafts, lines };
}

function linkDraft(task: ProjectTask, before: ProjectTask, link: ProjectLink, days: number): Draft {
  const { type, lag, format } = link;
  return {
    kind: 'taskLink',
    ref: `link${before.uid}/${task.uid}/${type}`,
    key: null,
    row: task.row,
    name: `${before.name} → ${task.name}`,
    fields: {
      relation: type,
      lag: days === 0 ? null : days,
      fileDetails: keptText({ lag, format, days }),
    },
    refs: { from: `task${before.uid}`, to: `task${task.uid}` },
  };
}

/** Whole working days that a lag comes to. */
function lagDays(
  file: ProjectFile,
  { type, lag, format }: ProjectLink,
  before: ProjectTask,
  calendar: WorkCalendar,
): number {
  const seconds = before.duration?.seconds ?? 0;
  const minutes = isPercent(format) ? (seconds / 60) * (lag / 100) : lag / 10;
  const clock = isElapsed(format) || (isPercent(format) && isElapsed(before.duration?.format ?? 7));
  if (!clock) return wholeDays(minutes, file.settings);
  const { from, to } = daysOf(before, file.settings);
  const day = type.startsWith('F') ? to : from;
  return day === null
    ? wholeDays((minutes / 1440) * file.settings.minutesPerDay, file.settings)
    : workdaysBetween(calendar, day, Math.ceil(minutes / 1440));
}

function tellLag(
  { settings }: ProjectFile,
  task: ProjectTask,
  { lag, format }: ProjectLink,
  days: number,
): TaskFileLine | null {
  const isWhole = !isElapsed(format) && !isPercent(format) && lag === days * settings.minutesPerDay * 10;
  if (isWhole || lag === 0) return null;
  return lineOf('lag', 'rounded', task, { ...saidLag(lag, format, settings), days });
}

import { addDays, type PlainDate } from '@shapan/engine';
import type { ProjectSettings, ProjectTask } from './model.ts';

/** Constraints of the file format by their number; the first two are none here. */
export const constraintNames: readonly (string | null)[] = [
  null, // as soon as possible: a window that was agreed says so
  null, // as late as possible
  'mustStart',
  'mustFinish',
  'startNoEarlier',
  'startNoLater',
  'finishNoEarlier',
  'finishNoLater',
];

/** What the date of a task asks. That it starts no earlier than its own window is what a window says already. */
export function constraintOf(
  { constraint, constraintDate }: Pick<ProjectTask, 'constraint' | 'constraintDate'>,
  from: PlainDate | null,
): { readonly constraint: string | null; readonly constraintDate: PlainDate | null } {
  const name = constraintNames[constraint] ?? null;
  const day = (constraintDate?.slice(0, 10) ?? null) as PlainDate | null;
  const isWindow = name === 'startNoEarlier' && day === from;
  return name === null || day === null || isWindow
    ? { constraint: null, constraintDate: null }
    : { constraint: name, constraintDate: day };
}

const MEDIUM = 500;

/** Priorities of the file, 0 to 1000 with 500 in the middle, in three words. */
export const priorityOf = (priority: number): 'high' | 'medium' | 'low' =>
  priority > MEDIUM ? 'high' : priority < MEDIUM ? 'low' : 'medium';

/** The same the other way. */
export const priorityNumbers: Readonly<Record<string, number>> = { high: 700, medium: MEDIUM, low: 300 };

/**
 * The days of a task: what ends before a day of work begins has ended the day before. A moment – a milestone – is of its day.
 */
export function daysOf(
  { start, finish, duration }: Pick<ProjectTask, 'start' | 'finish' | 'duration'>,
  { startTime }: ProjectSettings,
): { readonly from: PlainDate | null; readonly to: PlainDate | null } {
  const from = (start?.slice(0, 10) ?? null) as PlainDate | null;
  const end = (finish?.slice(0, 10) ?? null) as PlainDate | null;
  if (end === null || from === null) return { from, to: end };
  const isOver = finish!.slice(11) <= startTime && duration?.seconds !== 0 && end > from;
  const to = isOver ? addDays(end, -1) : end;
  return { from, to: to < from ? from : to };
}

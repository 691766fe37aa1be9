import {
  type BookState,
  isDropped,
  isTaskDone,
  occurrencesOf,
  type PlanRecord,
  recordsOf,
  taskDays,
  workCalendarOf,
} from '@shapan/engine';

/** What of a task falls on a day: it begins, it is due, both, or it is one of its times. */
export interface DayEntry {
  readonly task: PlanRecord;
  readonly what: 'begins' | 'due' | 'day' | 'time';
  /** Of a time: the day by its rule, by which it is ticked off. */
  readonly time?: string;
  readonly done: boolean;
}

/** The first day of the month to begin with: today's, or of a plan that is over or not begun the nearest with a task in it. */
export function monthToOpen(days: Iterable<string>, today: string): string {
  const months = [...days].map((day) => day.slice(0, 7)).sort();
  const now = today.slice(0, 7);
  const [first = now, last = now] = [months[0], months.at(-1)];
  return `${now < first ? first : now > last ? last : now}-01`;
}

/** Begin, end and times of all tasks, by their days. What was dropped is left out. */
export function tasksByDay(state: BookState, master: BookState): ReadonlyMap<string, readonly DayEntry[]> {
  const calendar = workCalendarOf(master);
  const days = new Map<string, DayEntry[]>();
  const put = (day: string, entry: DayEntry): void => {
    const known = days.get(day);
    if (known) known.push(entry);
    else days.set(day, [entry]);
  };
  for (const task of recordsOf(state, 'task')) {
    if (isDropped(task.fields)) continue;
    const times = occurrencesOf(task, calendar);
    for (const { day, on, done } of times)
      put(on, { task, what: 'time', time: day, done: done || isTaskDone(task) });
    if (times.length > 0) continue;
    const { from, to } = taskDays(task);
    const done = isTaskDone(task);
    if (from !== null && from === to) put(from, { task, what: 'day', done });
    else {
      if (from !== null) put(from, { task, what: 'begins', done });
      if (to !== null) put(to, { task, what: 'due', done });
    }
  }
  return days;
}

import { addDays, type WorkCalendar, weekday } from '@shapan/engine';
import type {
  CalendarException,
  ProjectCalendar,
  ProjectSettings,
  ProjectWeekDay,
  WorkingTime,
} from './model.ts';

/** The hours of a day of work: with an hour of rest in the middle where it is as long as that. */
function hoursOf({ startTime, finishTime }: ProjectSettings): readonly WorkingTime[] {
  return startTime < '12:00:00' && finishTime > '13:00:00'
    ? [
        [startTime, '12:00:00'],
        ['13:00:00', finishTime],
      ]
    : [[startTime, finishTime]];
}

/**
 * The working calendar of the workspace as project files have them: its week, and every day of a time – holidays, make-up workdays,
 * half days, days of its own – that differs from that week, those in a row as one.
 */
export function planCalendar(
  uid: number,
  name: string,
  calendar: WorkCalendar,
  settings: ProjectSettings,
  time: { readonly from: string; readonly to: string },
): ProjectCalendar {
  const hours = hoursOf(settings);
  const days = [7, 1, 2, 3, 4, 5, 6].map((day): ProjectWeekDay => {
    const working = !calendar.weekend.includes(day);
    return { day: (day % 7) + 1, working, times: working ? hours : [] };
  });
  const exceptions: CalendarException[] = [];
  const named = [...calendar.holidays].filter(([day]) => time.from <= day && day <= time.to);
  for (const [day, kind] of named.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const isOff = calendar.weekend.includes(weekday(day));
    if (kind === (isOff ? 'off' : 'work')) continue;
    const working = kind !== 'off';
    const times = kind === 'half' ? hours.slice(0, 1) : working ? hours : [];
    const last = exceptions.at(-1);
    const goesOn =
      last && last.working === working && last.times.length === times.length && addDays(last.to, 1) === day;
    if (goesOn) exceptions[exceptions.length - 1] = { ...last, to: day };
    else
      exceptions.push({
        name: day,
        from: day,
        to: day,
        working,
        times,
        rule: { EnteredByOccurrences: 0, Type: 1 },
      });
  }
  return { uid, name, isBase: true, base: null, days, exceptions, weeks: [] };
}

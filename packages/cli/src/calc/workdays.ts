import {
  countWorkdays,
  type DateRange,
  daysBetween,
  defaultFiscalCalendar,
  isPublished,
  periodsBetween,
  readDate,
  readDateRange,
  workdaysByMonth,
} from '@shapan/engine';
import { objectOf, refusal } from './request-fields.ts';
import { calendarName, workCalendars } from './work-calendars.ts';

const requestFields = objectOf({ from: readDate, to: readDate, calendar: calendarName });

/**
 * `{"from","to","calendar":"CN|plain"}` → `{"days","workdays","published","byMonth","dekads"}`.
 *
 * Both dates belong to the range. `published` is false when the notice of holidays of any year of the range is
 * not known; that year then counts Monday to Friday. `byMonth` has every month of the range, counting only days
 * inside it. `dekads` is the number of 旬 the range touches. `calendar` is `CN` when left out.
 */
export function answerWorkdays(request: unknown): unknown {
  const fields = requestFields(request, '');
  if (!fields.ok) return refusal(fields.problems);
  const range = readDateRange(fields.value.from, fields.value.to);
  return range.ok ? answer(range.value, fields.value.calendar) : refusal(range.problems);
}

function answer({ from, to }: DateRange, name: keyof typeof workCalendars) {
  const calendar = workCalendars[name]();
  return {
    days: daysBetween(from, to),
    workdays: countWorkdays(calendar, from, to),
    published: isPublished(calendar, from, to),
    byMonth: workdaysByMonth(calendar, from, to),
    dekads: periodsBetween(defaultFiscalCalendar, 'xun', from, to).length,
  };
}

import {
  chinaWorkCalendar,
  type DayKind,
  plainWorkCalendar,
  type WorkCalendar,
  withOwnDays,
} from '../../foundation/workdays.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, recordsOf } from '../../plan/state.ts';
import { calendarOf } from '../layout.ts';
import type { CalendarFacts } from './calendar-basis.ts';

/** The workspace's working calendar with its own days; the official one of mainland China when it has set none. */
export function workCalendarOf(master: BookState): WorkCalendar {
  const [record] = recordsOf(master, 'calendar');
  const base = record?.fields['holidays'] === 'none' ? plainWorkCalendar() : chinaWorkCalendar();
  const days = (record?.fields['exceptions'] ?? {}) as Record<string, DayKind>;
  const own = withOwnDays(base, { days });
  return own.ok ? own.value : base;
}

/** What the master data knows about time, and what a metric adds to it. */
export function calendarFacts(master: BookState, metric: PlanRecord): CalendarFacts {
  const factors = metric.fields['seasonality'];
  return {
    calendar: calendarOf(master),
    work: workCalendarOf(master),
    seasonality: Array.isArray(factors) && factors.length === 12 ? (factors as number[]) : null,
  };
}

import { chinaWorkCalendar, plainWorkCalendar } from '@shapan/engine';
import { oneOf, optional } from './request-fields.ts';

/** Calendars a request may name: the official Chinese one, and Monday to Friday without holidays. */
export const workCalendars = { CN: chinaWorkCalendar, plain: plainWorkCalendar } as const;

export const workCalendarName = oneOf('CN', 'plain');

/** The official one when nothing is said. */
export const calendarName = optional(workCalendarName, 'CN');

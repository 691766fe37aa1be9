import type { DateRange, PlainDate } from '../../foundation/date.ts';
import { defaultFiscalCalendar } from '../../foundation/fiscal-calendar.ts';
import { periodsBetween } from '../../foundation/period.ts';
import { fail, pass, type SmartSubject, type SmartVerdict, settled, unknown, warn } from './context.ts';

/** T1: from when to when. */
export function windowSet({ target }: SmartSubject): SmartVerdict {
  const window = windowOf(target);
  if (window === null) return settled(target.fields['from'] ? 'to' : 'from', undefined);
  return window.from <= window.to
    ? pass('SMART_WINDOW', { ...window })
    : fail('SMART_WINDOW_REVERSED', { ...window });
}

/** T2: inside what the plan is about. */
export function insidePlan({ target, context: { plan } }: SmartSubject): SmartVerdict {
  const window = windowOf(target);
  if (window === null) return unknown('window');
  if (plan === undefined) return unknown('plan');
  const params = { ...window, planFrom: plan.from, planTo: plan.to };
  return window.from >= plan.from && window.to <= plan.to
    ? pass('SMART_WINDOW_INSIDE', params)
    : fail('SMART_WINDOW_OUTSIDE', params);
}

/**
 * T3: something is looked at in each calendar quarter before it is too late: a review or milestone before the last day,
 * or the regular look of the plan. A quarterly look comes at the end of each quarter, in the last one too late.
 */
export function checkedOnTheWay({ target, context }: SmartSubject): SmartVerdict {
  const window = windowOf(target);
  if (window === null || window.from > window.to) return unknown('window');
  const { checkpoints, cadence } = context;
  const quarters = periodsBetween(defaultFiscalCalendar, 'quarter', window.from, window.to);
  const open = quarters.filter((quarter, i) => {
    const regular = cadence === 'quarter' ? i < quarters.length - 1 : typeof cadence === 'string';
    return !regular && !checkpoints?.some((day) => isOnTheWay(day, quarter, window));
  });
  if (open.length === 0) return pass('SMART_CHECKS', { quarters: quarters.length });
  if (checkpoints === undefined) return unknown('checkpoints');
  const missing = open.map(({ from }) => nameOf(from));
  const params = {
    quarters: quarters.length,
    missing: missing.slice(0, 8).join(', '),
    count: open.length,
  };
  const verdict = open.length === quarters.length ? fail : warn;
  return verdict('SMART_CHECKS_MISSING', params);
}

const isOnTheWay = (day: PlainDate, quarter: DateRange, window: DateRange): boolean =>
  day >= quarter.from && day <= quarter.to && day >= window.from && day < window.to;

/** 2026-07-01 → 2026-Q3. */
const nameOf = (from: PlainDate): string => `${from.slice(0, 4)}-Q${(Number(from.slice(5, 7)) + 2) / 3}`;

/** T4: how often the plan is looked at. */
export function cadenceSet({ context: { cadence } }: SmartSubject): SmartVerdict {
  return cadence === undefined ? unknown('cadence') : settled('cadence', cadence);
}

function windowOf({ fields }: SmartSubject['target']): DateRange | null {
  const { from, to } = fields;
  return typeof from === 'string' && typeof to === 'string' ? { from, to } : null;
}

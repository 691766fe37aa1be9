import { isDate, type PlainDate } from '../foundation/date.ts';
import type { Kinds } from '../plan/kind.ts';
import type { FieldValue, PlanRecord } from '../plan/record.ts';

/** Without dates that are none: plans may be older than the gate that keeps them out. */
export function withDaysOnly(kinds: Kinds, record: PlanRecord): PlanRecord {
  const isNone = ([name, value]: readonly [string, FieldValue]): boolean =>
    kinds.get(record.kind)?.fields[name]?.type === 'date' && value !== null && !isDate(value);
  const fields = Object.entries(record.fields);
  if (!fields.some(isNone)) return record;
  return { ...record, fields: Object.fromEntries(fields.filter((field) => !isNone(field))) };
}

/** Moved beyond the last day of the calendar it is none. */
export const dayOf = (date: PlainDate): PlainDate | null => (isDate(date) ? date : null);

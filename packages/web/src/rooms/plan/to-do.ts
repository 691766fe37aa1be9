import { addDays, type BookState, type PlanRecord, recordsOf } from '@shapan/engine';

/** How urgent a piece of work is: its day is over, it is due within a week, or later. */
export type Urgency = 'late' | 'soon';

export interface ToDo {
  readonly record: PlanRecord;
  readonly due: string;
  readonly urgency: Urgency;
}

const SOON_DAYS = 7;
const DONE: ReadonlySet<unknown> = new Set(['done', 'dropped', 'closed', 'verified', 'dismissed']);

/** What a member has to do that is late or due within a week: tasks, decisions from meetings, deviations. Oldest first. */
export function toDoOf(state: BookState, member: string, today: string): readonly ToDo[] {
  const soon = addDays(today, SOON_DAYS);
  const due = [
    ...dated(state, 'task', 'to'),
    ...dated(state, 'actionItem', 'due'),
    ...dated(state, 'deviation', 'due'),
  ];
  return due
    .filter(
      ({ record, due }) =>
        record.fields['accountable'] === member && !DONE.has(record.fields['status']) && due <= soon,
    )
    .map(({ record, due }) => ({ record, due, urgency: due < today ? ('late' as const) : ('soon' as const) }))
    .toSorted((a, b) => (a.due < b.due ? -1 : 1));
}

/** The next review that is planned, today's included. */
export function nextReview(state: BookState, today: string): PlanRecord | undefined {
  return recordsOf(state, 'review')
    .filter(({ fields }) => fields['status'] !== 'held' && String(fields['on']) >= today)
    .toSorted((a, b) => (String(a.fields['on']) < String(b.fields['on']) ? -1 : 1))[0];
}

function dated(state: BookState, kind: string, field: string): { record: PlanRecord; due: string }[] {
  return recordsOf(state, kind).flatMap((record) => {
    const due = record.fields[field];
    return typeof due === 'string' ? [{ record, due }] : [];
  });
}

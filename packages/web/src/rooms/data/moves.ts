import type { CommandRequest } from '@shapan/contract';
import { type BookState, movesOf, type PlanRecord, parentsOf, REASSIGNMENT, recordsOf } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';

/** The members among these that stand below none of the others: the rest comes along by itself. */
export function topsOf(
  master: BookState,
  members: readonly PlanRecord[],
  day: string,
): readonly PlanRecord[] {
  const parents = parentsOf(master);
  return members.filter(
    ({ id }) => !members.some((other) => other.id !== id && other.id === parents.on(id, day)),
  );
}

/** From a day on they stand under another member; `null` = at the top. */
export const reassigning = (
  members: readonly PlanRecord[],
  parent: string | null,
  from: string,
  reason: string,
): readonly CommandRequest[] =>
  members.map(({ id }) => ({
    type: 'record.add',
    kind: REASSIGNMENT,
    id: uuidv7(),
    fields: { member: id, from, ...(parent !== null && { parent }), ...(reason !== '' && { reason }) },
  }));

/** Where a member stands, one time after the other. */
export interface Standing {
  /** `null` = at the top. */
  readonly parent: string | null;
  /** From its first day on; nothing = always before. */
  readonly from: string | null;
  /** The record that says so; the first one is said by the member itself. */
  readonly record: string | null;
}

/** The places of a member in the order of time. */
export function standingsOf(master: BookState, { id, fields }: PlanRecord): readonly Standing[] {
  const records = recordsOf(master, REASSIGNMENT).filter((one) => one.fields['member'] === id);
  const first = {
    parent: typeof fields['parent'] === 'string' ? fields['parent'] : null,
    from: null,
    record: null,
  };
  return [
    first,
    ...movesOf(master, id).map(({ from, parent }) => ({
      parent: parent ?? null,
      from,
      record: records.find((one) => one.fields['from'] === from)?.id ?? null,
    })),
  ];
}

/** The first day of the month after a day: where a change of the organisation usually begins. */
export function nextMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const next = month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${next[0]}-${String(next[1]).padStart(2, '0')}-01`;
}

import type { CommandRequest, SubmissionAnswer } from '@shapan/contract';
import { type BookState, movesOf, type PlanRecord, parentsOf, REASSIGNMENT, recordsOf } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { ApiError } from '../../data/api.ts';
import type { BookStore, SubmitResult } from '../../data/book-store.ts';

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

/** Under which members these stand on a day, each once; `null` = at the top. What comes along by itself is not asked. */
export function parentsNow(
  master: BookState,
  members: readonly PlanRecord[],
  day: string,
): readonly (string | null)[] {
  const parents = parentsOf(master);
  return [...new Set(topsOf(master, members, day).map(({ id }) => parents.on(id, day) ?? null))];
}

/** From a day on they stand under another member; `null` = at the top. */
export const reassigning = (
  members: readonly PlanRecord[],
  parent: string | null,
  from: string,
): readonly CommandRequest[] =>
  members.map(({ id }) => ({
    type: 'record.add',
    kind: REASSIGNMENT,
    id: uuidv7(),
    fields: { member: id, from, ...(parent !== null && { parent }) },
  }));

/** The same with what somebody says to it, which moves nothing. */
export const reasoned = (commands: readonly CommandRequest[], reason: string): readonly CommandRequest[] =>
  reason === ''
    ? commands
    : commands.map((one) =>
        one.type === 'record.add' ? { ...one, fields: { ...one.fields, reason } } : one,
      );

/**
 * Does what was shown, or nothing. The preview came without the reason; with it the server is asked once more, and must say
 * the same.
 */
export async function submitShown(
  store: Pick<BookStore, 'rehearse' | 'submit'>,
  commands: readonly CommandRequest[],
  reason: string,
  shown: SubmissionAnswer | undefined,
): Promise<SubmitResult> {
  if (reason === '') return store.submit(commands, undefined, shown?.fingerprint);
  const said = reasoned(commands, reason);
  try {
    const now = await store.rehearse(said);
    const isSame = JSON.stringify(now.notices) === JSON.stringify(shown?.notices);
    return isSame
      ? await store.submit(said, undefined, now.fingerprint)
      : refusedAs(new ApiError('STALE', 409));
  } catch (failure) {
    return refusedAs(failure instanceof ApiError ? failure : new ApiError('INTERNAL', 0));
  }
}

const refusedAs = (error: ApiError): SubmitResult => ({ ok: false, notices: [], error });

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

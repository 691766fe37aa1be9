import { type LookBack, unpackChanges, unpackWithoutCells } from '@shapan/contract';
import type { Change, TargetEntry } from '@shapan/engine';
import { askLong } from '../../database/long-answer.ts';
import type { Tx } from '../../database/tx.ts';

/** Rows of books and their logs. Every statement names the workspace; nothing here decides anything. */
export interface BookRow {
  readonly workspaceId: string;
  readonly bookId: string;
  readonly kind: 'master' | 'plan' | 'branch';
  readonly name: string;
  readonly position: number;
  readonly base: { readonly bookId: string; readonly position: number } | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly removedAt: string | null;
}

export interface EntryRow {
  readonly position: number;
  readonly submissionId: string;
  readonly actor: string;
  readonly at: string;
  readonly label: string;
  readonly reason: string | null;
  readonly undoes: number | null;
  readonly records: number;
  readonly cells: number;
}

export interface Entry extends EntryRow {
  readonly changes: readonly Change[];
}

const BOOK_COLUMNS = `workspace_id AS "workspaceId", book_id AS "bookId", kind, name, position,
  base_book_id AS "baseBookId", base_position AS "basePosition", created_by AS "createdBy",
  created_at AS "createdAt", updated_at AS "updatedAt", removed_at AS "removedAt"`;

export const ENTRY_COLUMNS = `position, submission_id AS "submissionId", actor, at, label, reason, undoes,
  record_count AS records, cell_count AS cells`;

type RawBook = Omit<BookRow, 'base'> & { baseBookId: string | null; basePosition: number | null };

function bookOf({ baseBookId, basePosition, ...row }: RawBook): BookRow {
  return {
    ...row,
    base: baseBookId === null ? null : { bookId: baseBookId, position: basePosition as number },
  };
}

export async function insertBook(tx: Tx, book: BookRow): Promise<void> {
  await tx.query(
    `INSERT INTO book (workspace_id, book_id, kind, name, position, base_book_id, base_position,
       created_by, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [
      book.workspaceId,
      book.bookId,
      book.kind,
      book.name,
      book.position,
      book.base?.bookId ?? null,
      book.base?.position ?? null,
      book.createdBy,
      book.createdAt,
    ],
  );
}

export async function findBook(tx: Tx, workspaceId: string, bookId: string): Promise<BookRow | undefined> {
  const { rows } = await tx.query<RawBook>(
    `SELECT ${BOOK_COLUMNS} FROM book WHERE workspace_id = $1 AND book_id = $2`,
    [workspaceId, bookId],
  );
  return rows[0] && bookOf(rows[0]);
}

/** The same, and nobody else may write to the book until the transaction ends. */
export async function lockBook(tx: Tx, workspaceId: string, bookId: string): Promise<BookRow | undefined> {
  const { rows } = await tx.query<RawBook>(
    `SELECT ${BOOK_COLUMNS} FROM book WHERE workspace_id = $1 AND book_id = $2 FOR UPDATE`,
    [workspaceId, bookId],
  );
  return rows[0] && bookOf(rows[0]);
}

/** Every plan and what-if, those in the trash included; nobody may write to them until the transaction ends. */
export async function lockPlans(tx: Tx, workspaceId: string): Promise<readonly BookRow[]> {
  const { rows } = await tx.query<RawBook>(
    `SELECT ${BOOK_COLUMNS} FROM book WHERE workspace_id = $1 AND kind <> 'master' ORDER BY book_id FOR SHARE`,
    [workspaceId],
  );
  return rows.map(bookOf);
}

export async function listBooks(tx: Tx, workspaceId: string): Promise<readonly BookRow[]> {
  const { rows } = await tx.query<RawBook>(
    `SELECT ${BOOK_COLUMNS} FROM book
     WHERE workspace_id = $1 AND kind <> 'master' AND removed_at IS NULL ORDER BY updated_at DESC, book_id`,
    [workspaceId],
  );
  return rows.map(bookOf);
}

/** Plans with a breakdown rule that takes its weights from the ledger, for a target of one of these metrics. */
export async function listPlansFollowing(
  tx: Tx,
  workspaceId: string,
  metrics: readonly string[],
): Promise<readonly BookRow[]> {
  const { rows } = await tx.query<RawBook>(
    `SELECT ${BOOK_COLUMNS} FROM book
     WHERE workspace_id = $1 AND kind = 'plan' AND removed_at IS NULL AND EXISTS (
       SELECT FROM record AS rule JOIN record AS target
         ON target.workspace_id = $1 AND target.book_id = rule.book_id AND target.kind = 'target'
           AND target.record_id = rule.fields ->> 'target'
       WHERE rule.workspace_id = $1 AND rule.book_id = book.book_id AND rule.kind = 'breakdownRule'
         AND rule.fields -> 'fromLedger' IS NOT NULL AND target.fields ->> 'metric' = ANY ($2))
     ORDER BY updated_at DESC, book_id`,
    [workspaceId, metrics],
  );
  return rows.map(bookOf);
}

export async function setBookRemoved(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  removedAt: string | null,
): Promise<void> {
  await tx.query(`UPDATE book SET removed_at = $3 WHERE workspace_id = $1 AND book_id = $2`, [
    workspaceId,
    bookId,
    removedAt,
  ]);
}

export async function findEntryBySubmission(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  submissionId: string,
): Promise<Entry | undefined> {
  const { rows } = await tx.query<EntryRow & { changes: Buffer }>(
    `SELECT ${ENTRY_COLUMNS}, changes FROM change
     WHERE workspace_id = $1 AND book_id = $2 AND submission_id = $3`,
    [workspaceId, bookId, submissionId],
  );
  return rows[0] && { ...rows[0], changes: unpackChanges(rows[0].changes) };
}

/** What was asked when an entry came about, as it is kept. */
export async function findSubmission(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  submissionId: string,
): Promise<
  | {
      readonly actor: string;
      readonly reason: string | null;
      readonly commands: readonly ({ readonly type: string; readonly position?: number } & object)[];
    }
  | undefined
> {
  const { rows } = await tx.query(
    `SELECT actor, reason, commands FROM change
     WHERE workspace_id = $1 AND book_id = $2 AND submission_id = $3`,
    [workspaceId, bookId, submissionId],
  );
  return rows[0];
}

/** What entries changed apart from leaves: of the packed form only the beginning is read, whatever the leaves behind it. */
export async function readRecordChanges(
  tx: Tx,
  { workspaceId, bookId }: Pick<BookRow, 'workspaceId' | 'bookId'>,
  positions: readonly number[],
): Promise<ReadonlyMap<number, readonly Change[]>> {
  if (positions.length === 0) return new Map();
  const length = [0, 1, 2, 3].map((byte) => `get_byte(changes, ${byte}) * ${256 ** byte}`).join(' + ');
  const { rows } = await tx.query<{ position: number; head: Buffer }>(
    `SELECT position, substring(changes FROM 1 FOR 4 + ${length}) AS head FROM change
       WHERE workspace_id = $1 AND book_id = $2 AND position = ANY($3::bigint[])`,
    [workspaceId, bookId, positions],
  );
  return new Map(rows.map(({ position, head }) => [position, unpackWithoutCells(head)]));
}

/** Entries after `after` up to and including `until`, oldest first, all at once: for a long stretch see `walk-log.ts`. */
export async function readEntries(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  after: number,
  until: number,
): Promise<readonly Entry[]> {
  if (until <= after) return [];
  const { rows } = await askLong<EntryRow & { changes: Buffer }>(
    tx,
    `SELECT ${ENTRY_COLUMNS}, changes FROM change
       WHERE workspace_id = $1 AND book_id = $2 AND position > $3 AND position <= $4 ORDER BY position`,
    [workspaceId, bookId, after, until],
  );
  return rows.map((row) => ({ ...row, changes: unpackChanges(row.changes) }));
}

/** A command as the log keeps it: of a gesture of very many numbers the first ones, and how many there were. */
export interface KeptCommand {
  readonly type: string;
  readonly target?: string;
  readonly rule?: string;
  readonly proposal?: string;
  readonly entries?: readonly TargetEntry[];
  readonly entryCount?: number;
}

/** What was asked in these entries. */
export async function readCommands(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  positions: readonly number[],
): Promise<readonly { readonly position: number; readonly commands: readonly KeptCommand[] }[]> {
  const { rows } = await tx.query<{ position: number; commands: readonly KeptCommand[] }>(
    `SELECT position, commands FROM change
     WHERE workspace_id = $1 AND book_id = $2 AND position = ANY($3::bigint[])`,
    [workspaceId, bookId, positions],
  );
  return rows;
}

/** Positions of the entries that an entry takes back: one submission may hold several (SPR-T90). */
export const TAKES_BACK = `ARRAY(SELECT (one ->> 'position')::bigint FROM jsonb_array_elements(commands) AS one
  WHERE one ->> 'type' = 'undo')`;

export interface TakenBack {
  readonly position: number;
  readonly takesBack: readonly number[];
  /** Whether it does nothing else. */
  readonly isUndo: boolean;
}

/** The entries after a position that take others back, newest first. */
export async function readTakenBack(
  tx: Tx,
  { workspaceId, bookId }: Pick<BookRow, 'workspaceId' | 'bookId'>,
  after: number,
  until = Number.MAX_SAFE_INTEGER,
): Promise<readonly TakenBack[]> {
  const { rows } = await tx.query<TakenBack>(
    `SELECT position, ${TAKES_BACK} AS "takesBack", label = 'undo' AS "isUndo" FROM change
     WHERE workspace_id = $1 AND book_id = $2 AND position > $3 AND position <= $4 AND undoes IS NOT NULL
     ORDER BY position DESC`,
    [workspaceId, bookId, after, until],
  );
  return rows;
}

/** The log without its changes, newest first. */
export async function listEntries(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  before: number,
  limit: number,
): Promise<readonly EntryRow[]> {
  const { rows } = await tx.query<EntryRow>(
    `SELECT ${ENTRY_COLUMNS} FROM change
     WHERE workspace_id = $1 AND book_id = $2 AND position < $3 ORDER BY position DESC LIMIT $4`,
    [workspaceId, bookId, before, limit],
  );
  return rows;
}

/**
 * Of the newest entries – before a position, if any – those that somebody made, newest first. The first entry of a plan
 * is the plan itself, with everything it was made with: no step of whoever made it.
 */
export async function listOwnEntries(
  tx: Tx,
  { workspaceId, bookId, kind, position }: BookRow,
  { actor, among, before = position + 1 }: LookBack & { readonly actor: string },
): Promise<readonly Pick<EntryRow, 'position' | 'undoes'>[]> {
  const making = kind === 'plan' ? 1 : 0;
  const { rows } = await tx.query<Pick<EntryRow, 'position' | 'undoes'>>(
    `SELECT position, undoes FROM change
     WHERE workspace_id = $1 AND book_id = $2 AND position > $3 AND position < $5 AND actor = $4 ORDER BY position DESC`,
    [workspaceId, bookId, Math.max(before - 1 - among, making), actor, before],
  );
  return rows;
}

/** How many leaves were changed after a position. */
export async function leavesSince(
  tx: Tx,
  { workspaceId, bookId }: BookRow,
  position: number,
): Promise<number> {
  const { rows } = await tx.query<{ leaves: number }>(
    `SELECT coalesce(sum(cell_count), 0)::bigint AS leaves FROM change
     WHERE workspace_id = $1 AND book_id = $2 AND position > $3`,
    [workspaceId, bookId, position],
  );
  return rows[0]?.leaves ?? 0;
}

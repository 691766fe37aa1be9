import type { Change, TargetEntry } from '@shapan/engine';
import { longAnswer } from '../../database/long-answer.ts';
import type { Tx } from '../../database/tx.ts';
import { workspaceSetting } from '../../database/workspace-setting.ts';
import { noticeOf } from '../../live/live.ts';
import { packChanges, unpackChanges } from './pack.ts';

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

export interface NewEntry {
  readonly workspaceId: string;
  readonly bookId: string;
  readonly entry: Entry;
  readonly commands: unknown;
}

/** Append to the log, move the book's position and give notice of it; the caller holds the book's lock. */
export function appendEntry(tx: Tx, { workspaceId, bookId, entry, commands }: NewEntry): void {
  tx.tell(
    `WITH moved AS (
       UPDATE book SET position = $3, updated_at = $6 WHERE workspace_id = $1 AND book_id = $2)
     INSERT INTO change (workspace_id, book_id, position, submission_id, actor, at, label, reason, undoes,
       record_count, cell_count, commands, changes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     RETURNING pg_notify($14, $15)`,
    columnsOfEntry({ workspaceId, bookId, entry, commands }),
  );
}

const columnsOfEntry = ({ workspaceId, bookId, entry, commands }: NewEntry): readonly unknown[] => [
  workspaceId,
  bookId,
  entry.position,
  entry.submissionId,
  entry.actor,
  entry.at,
  entry.label,
  entry.reason,
  entry.undoes,
  entry.records,
  entry.cells,
  JSON.stringify(commands),
  packChanges(entry.changes),
  ...noticeOf({ workspaceId, bookId, position: entry.position }),
];

/** An entry, and what must hold for it when it is written. */
export interface ConditionalEntry extends NewEntry {
  readonly masterPosition: number;
  readonly role: string;
  readonly scope: unknown;
  /** Of whom it is presumed that the session stands; without it that is known. */
  readonly session: { readonly userId: string; readonly token: string } | undefined;
}

/** What the statement below fails with where the session does not stand. */
export const NO_SESSION = '22012';

/**
 * The same for an entry that was decided beforehand: locks the book and appends only if nothing has been appended since,
 * the master data are where they were, and its maker still has the rights it was decided by. All of it is asked after the
 * lock was given, and in this transaction: outside of it there is no `app.workspace`. `hear` is told whether it was done.
 */
export function appendEntryIf(
  tx: Tx,
  { workspaceId, bookId, entry, commands, masterPosition, role, scope, session }: ConditionalEntry,
  hear: (isDone: boolean) => void,
): void {
  tx.tell(`SELECT FROM book WHERE workspace_id = $1 AND book_id = $2 FOR UPDATE`, [workspaceId, bookId]);
  if (session) {
    // Sessions lie in the control plane, which no statement reads together with a workspace: this one fails by itself.
    tx.tell(
      `SELECT 1 / count(*) FROM auth_session WHERE "token" = $1 AND "userId" = $2 AND "expiresAt" > $3`,
      [session.token, session.userId, entry.at],
    );
  }
  tx.tell(
    `WITH moved AS (
       UPDATE book SET position = $3::bigint, updated_at = $6::timestamptz
       WHERE workspace_id = $1 AND book_id = $2 AND position = $3::bigint - 1 AND removed_at IS NULL
         AND current_setting('${workspaceSetting}', true) = $16::text
         AND EXISTS (SELECT FROM book AS master
           WHERE master.workspace_id = $1 AND master.book_id = $1 AND master.position = $17)
         AND EXISTS (SELECT FROM member
           WHERE member.workspace_id = $1 AND member_id = $5 AND active AND role = $18 AND scope = $19::jsonb
             AND ($20::text IS NULL OR user_id = $20))
       RETURNING book_id)
     INSERT INTO change (workspace_id, book_id, position, submission_id, actor, at, label, reason, undoes,
       record_count, cell_count, commands, changes)
     SELECT $1::uuid, book_id, $3::bigint, $4::uuid, $5::uuid, $6::timestamptz, $7::text, $8::text, $9::bigint,
       $10::integer, $11::integer, $12::jsonb, $13::bytea FROM moved
     RETURNING pg_notify($14, $15)`,
    [
      ...columnsOfEntry({ workspaceId, bookId, entry, commands }),
      workspaceId,
      masterPosition,
      role,
      JSON.stringify(scope),
      session?.userId ?? null,
    ],
    ({ rowCount }) => hear(rowCount === 1),
  );
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

/** Entries unpacked at a time; one may hold the cells of a whole plan. */
export const CHUNK = 25;

/** Entries after `after` up to and including `until`, oldest first. */
export async function readEntries(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  after: number,
  until: number,
): Promise<readonly Entry[]> {
  if (until <= after) return [];
  const { rows } = await tx.query<EntryRow & { changes: Buffer }>(
    longAnswer(
      `SELECT ${ENTRY_COLUMNS}, changes FROM change
       WHERE workspace_id = $1 AND book_id = $2 AND position > $3 AND position <= $4 ORDER BY position`,
      [workspaceId, bookId, after, until],
    ),
  );
  return rows.map((row) => ({ ...row, changes: unpackChanges(row.changes) }));
}

/** The entries at some positions. */
export async function readEntriesAt(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  positions: readonly number[],
): Promise<readonly Entry[]> {
  if (positions.length === 0) return [];
  const { rows } = await tx.query<EntryRow & { changes: Buffer }>(
    `SELECT ${ENTRY_COLUMNS}, changes FROM change
     WHERE workspace_id = $1 AND book_id = $2 AND position = ANY($3::bigint[])`,
    [workspaceId, bookId, positions],
  );
  return rows.map((row) => ({ ...row, changes: unpackChanges(row.changes) }));
}

/** A command as the log keeps it: of a gesture of very many numbers the first ones, and how many there were. */
export interface KeptCommand {
  readonly type: string;
  readonly target?: string;
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

/** Current rows follow the log in the same transaction. */
export function writeRecords(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  position: number,
  changes: readonly Change[],
): void {
  const kept: { kind: string; id: string; fields: unknown }[] = [];
  const gone: { kind: string; id: string }[] = [];
  for (const change of changes) {
    if (change.type === 'record.added') kept.push(change.record);
    else if (change.type === 'record.changed') {
      kept.push({ kind: change.kind, id: change.id, fields: change.after });
    } else if (change.type === 'record.removed')
      gone.push({ kind: change.record.kind, id: change.record.id });
  }
  if (gone.length > 0) {
    tx.tell(
      `DELETE FROM record AS r USING jsonb_to_recordset($3::jsonb) AS x(kind text, id text)
       WHERE r.workspace_id = $1 AND r.book_id = $2 AND r.kind = x.kind AND r.record_id = x.id`,
      [workspaceId, bookId, JSON.stringify(gone)],
    );
  }
  if (kept.length > 0) {
    tx.tell(
      `INSERT INTO record (workspace_id, book_id, kind, record_id, fields, position)
       SELECT $1, $2, x.kind, x.id, x.fields, $4
       FROM jsonb_to_recordset($3::jsonb) AS x(kind text, id text, fields jsonb)
       ON CONFLICT (workspace_id, book_id, kind, record_id)
       DO UPDATE SET fields = jsonb_strip_nulls(record.fields || excluded.fields), position = excluded.position`,
      [workspaceId, bookId, JSON.stringify(kept), position],
    );
  }
}

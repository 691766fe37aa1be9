import type { Change } from '@shapan/engine';
import type { QueryResult } from 'pg';
import { type Known, known } from '../../database/known.ts';
import { tellLong } from '../../database/long-answer.ts';
import type { Tx } from '../../database/tx.ts';
import { workspaceSetting } from '../../database/workspace-setting.ts';
import { noticeOf } from '../../live/live.ts';
import { packChanges } from './pack.ts';
import { type Proviso, provisoHolds, provisoValues, tellSession } from './proviso.ts';
import type { Entry } from './store.ts';

export interface NewEntry {
  readonly workspaceId: string;
  readonly bookId: string;
  readonly entry: Entry;
  /** As the log keeps them. */
  readonly commands: unknown;
}

/** Whether all of the proviso held, and so the entry was written; told before the transaction is over. */
export interface Provided extends Proviso {
  hear(isWritten: boolean): void;
}

/**
 * How an entry is written, whichever way it was decided: appended to the log, the book's position moved, notice of it given,
 * the current records made to follow – all told, nothing waited for.
 *
 * Without a proviso the caller holds the book's lock and has seen to everything. With one the book is locked here, and the
 * entry is written only where it holds: nothing has been appended since, the book is not in the trash, the master data are
 * where they were, and its maker still has the rights. That is asked after the lock was given, and in this transaction:
 * outside of it there is no `app.workspace`.
 */
export function appendEntry(tx: Tx, write: NewEntry, provided?: Provided): void {
  const { workspaceId, bookId, entry } = write;
  const changes = packChanges(entry.changes);
  const columns = columnsOf(write, changes);
  const tell: Tell =
    changes.length > LARGE ? ({ text }, ...rest) => tellLong(tx, text, ...rest) : (...all) => tx.tell(...all);
  if (!provided) tell(APPEND, columns);
  else {
    tx.tell(LOCK, [workspaceId, bookId]);
    tellSession(tx, provided, entry.at);
    tell(APPEND_IF, [...columns, ...provisoValues(workspaceId, provided)], (result) =>
      provided.hear(result.rowCount === 1),
    );
  }
  tellRecords(tx, write);
}

/** More bytes than this the database takes its time to write: they are compressed as they are stored. */
const LARGE = 1_000_000;

type Tell = (statement: Known, values: readonly unknown[], hear?: (result: QueryResult) => void) => void;

const appending = (holds: string): string =>
  `WITH moved AS (
       UPDATE book SET position = $3::bigint, updated_at = $6::timestamptz
       WHERE workspace_id = $1 AND book_id = $2 ${holds}
       RETURNING book_id)
     INSERT INTO change (workspace_id, book_id, position, submission_id, actor, at, label, reason, undoes,
       record_count, cell_count, commands, changes)
     SELECT $1::uuid, book_id, $3::bigint, $4::uuid, $5::uuid, $6::timestamptz, $7::text, $8::text, $9::bigint,
       $10::integer, $11::integer, $12::jsonb, $13::bytea FROM moved
     RETURNING pg_notify($14, $15)`;

const LOCK = known('book.lock', 'SELECT FROM book WHERE workspace_id = $1 AND book_id = $2 FOR UPDATE');
const APPEND = known('entry.append', appending(''));
/** The values of the proviso follow those of the entry. */
const APPEND_IF = known('entry.appendIf', appending(`AND ${provisoHolds(16)}`));

const columnsOf = (
  { workspaceId, bookId, entry, commands }: NewEntry,
  changes: Buffer,
): readonly unknown[] => [
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
  changes,
  ...noticeOf({ workspaceId, bookId, position: entry.position }),
];

/**
 * Whether this transaction has written the entry that these records follow from. One that another has written under the same
 * id says nothing: it may have held something else, and other entries may have followed.
 */
const IS_WRITTEN = `current_setting('${workspaceSetting}', true) = $5::text
         AND EXISTS (SELECT FROM change WHERE change.workspace_id = $1 AND change.book_id = $2
           AND change.position = $4 AND change.xmin = pg_current_xact_id()::xid)`;

/** Current rows follow the log in the same transaction. */
function tellRecords(tx: Tx, { workspaceId, bookId, entry }: NewEntry): void {
  const { kept, gone } = recordsIn(entry.changes);
  const follow = (statement: Known, records: readonly object[]): void => {
    if (records.length === 0) return;
    tx.tell(statement, [workspaceId, bookId, JSON.stringify(records), entry.position, workspaceId]);
  };
  follow(REMOVE_RECORDS, gone);
  follow(KEEP_RECORDS, kept);
}

const REMOVE_RECORDS = known(
  'records.remove',
  `DELETE FROM record AS r USING jsonb_to_recordset($3::jsonb) AS x(kind text, id text)
     WHERE r.workspace_id = $1 AND r.book_id = $2 AND r.kind = x.kind AND r.record_id = x.id
       AND ${IS_WRITTEN}`,
);
const KEEP_RECORDS = known(
  'records.keep',
  `INSERT INTO record (workspace_id, book_id, kind, record_id, fields, position)
     SELECT $1, $2, x.kind, x.id, x.fields, $4
     FROM jsonb_to_recordset($3::jsonb) AS x(kind text, id text, fields jsonb)
     WHERE ${IS_WRITTEN}
     ON CONFLICT (workspace_id, book_id, kind, record_id)
     DO UPDATE SET fields = jsonb_strip_nulls(record.fields || excluded.fields), position = excluded.position`,
);

interface RecordRow {
  readonly kind: string;
  readonly id: string;
  readonly fields?: unknown;
}

function recordsIn(changes: readonly Change[]): {
  readonly kept: readonly RecordRow[];
  readonly gone: readonly RecordRow[];
} {
  const kept: RecordRow[] = [];
  const gone: RecordRow[] = [];
  for (const change of changes) {
    if (change.type === 'record.added') kept.push(change.record);
    else if (change.type === 'record.changed')
      kept.push({ kind: change.kind, id: change.id, fields: change.after });
    else if (change.type === 'record.removed') gone.push({ kind: change.record.kind, id: change.record.id });
  }
  return { kept, gone };
}

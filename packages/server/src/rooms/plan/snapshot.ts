import { isPackedBook, packBook, withEntries } from '@shapan/contract';
import type { BookState } from '@shapan/engine';
import { int4Of, int8Of } from '../../database/copy-format.ts';
import { askCopied, askLong } from '../../database/long-answer.ts';
import { quoteLiteral } from '../../database/quote.ts';
import type { Tx } from '../../database/tx.ts';

/**
 * A whole state in one `bytea`, so that opening a book reads one row instead of its history. Never truth: the log is. One
 * in a form that this program does not know is not read.
 */
export interface KeptBook {
  /** The snapshot and the entries that were made since, as they are kept: what `unpackBook` reads. */
  readonly packed: Uint8Array;
  readonly position: number;
  readonly since: Since;
}

/** What an opener has to read after the newest snapshot. */
export interface Since {
  entries: number;
  cells: number;
}

/** More than a snapshot is ever behind its book, unless it could not be written: then the log is read in pieces. */
const MOST_ENTRIES = 400;
const MOST_LEAVES = 5_000_000;

/** The newest snapshot of a book that is not later than a position, and what follows it up to there. */
export async function readKept(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  until = Number.MAX_SAFE_INTEGER,
): Promise<KeptBook | undefined> {
  const [workspace, book] = [quoteLiteral(workspaceId), quoteLiteral(bookId)];
  // One statement sees one moment: a snapshot that is replaced meanwhile does not leave a gap.
  const rows = await askCopied(
    tx,
    `SELECT position, cells, bytes FROM (
       WITH kept AS (
         SELECT position, state FROM snapshot
         WHERE workspace_id = ${workspace} AND book_id = ${book} AND position <= ${until}
         ORDER BY position DESC LIMIT 1),
       later AS (
         SELECT position, cell_count, changes,
           sum(cell_count) OVER (ORDER BY position) - cell_count AS leaves_before
         FROM change
         WHERE workspace_id = ${workspace} AND book_id = ${book}
           AND position > (SELECT position FROM kept) AND position <= ${until}
         ORDER BY position LIMIT ${MOST_ENTRIES})
       SELECT position, 0 AS cells, state AS bytes FROM kept
       UNION ALL SELECT position, cell_count, changes FROM later WHERE leaves_before < ${MOST_LEAVES}) AS found
     ORDER BY position`,
  );
  const [snapshot, ...later] = rows.map(([position, cells, bytes]) => ({
    position: int8Of(position),
    cells: int4Of(cells),
    bytes: bytes ?? Buffer.alloc(0),
  }));
  if (!snapshot || !isPackedBook(snapshot.bytes)) return undefined;
  return {
    packed: withEntries(
      snapshot.bytes,
      later.map(({ bytes }) => bytes),
    ),
    position: snapshot.position + later.length,
    since: { entries: later.length, cells: later.reduce((sum, { cells }) => sum + cells, 0) },
  };
}

/** The state becomes the book's only snapshot, unless there is a newer one. */
export async function writeSnapshot(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  state: BookState,
): Promise<void> {
  await askLong(
    tx,
    `INSERT INTO snapshot (workspace_id, book_id, position, state) VALUES ($1, $2, $3, $4)
     ON CONFLICT (workspace_id, book_id, position) DO UPDATE SET state = excluded.state`,
    [workspaceId, bookId, state.position, packedWhole(state)],
  );
  tx.tell(`DELETE FROM snapshot WHERE workspace_id = $1 AND book_id = $2 AND position < $3`, [
    workspaceId,
    bookId,
    state.position,
  ]);
}

function packedWhole(state: BookState): Uint8Array {
  const records = [...state.records.values()].flatMap(({ byId }) => [...byId.values()]);
  return packBook(state, { records, withRemoved: true, told: () => true });
}

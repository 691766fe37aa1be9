import { packBook, unpackBook } from '@shapan/contract';
import type { BookState } from '@shapan/engine';
import { longAnswer } from '../../database/long-answer.ts';
import type { Tx } from '../../database/tx.ts';

/**
 * A whole state in one `bytea`, so that opening a book reads one row instead of its history. Never truth: the log is. One
 * in a form that this program does not know is not read.
 */
export async function readSnapshot(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  position: number,
): Promise<BookState | undefined> {
  const { rows } = await tx.query<{ state: Buffer }>(
    longAnswer(
      `SELECT state FROM snapshot
       WHERE workspace_id = $1 AND book_id = $2 AND position <= $3 ORDER BY position DESC LIMIT 1`,
      [workspaceId, bookId, position],
    ),
  );
  return rows[0] && unpackBook(rows[0].state);
}

/** The state becomes the book's only snapshot, unless there is a newer one. */
export function writeSnapshot(tx: Tx, workspaceId: string, bookId: string, state: BookState): void {
  tx.tell(
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

function packedWhole(state: BookState): Buffer {
  const records = [...state.records.values()].flatMap(({ byId }) => [...byId.values()]);
  const { buffer, byteOffset, byteLength } = packBook(state, {
    records,
    withRemoved: true,
    told: () => true,
  });
  return Buffer.from(buffer, byteOffset, byteLength);
}

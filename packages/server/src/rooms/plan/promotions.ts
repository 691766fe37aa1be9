import type { CommandRequest } from '@shapan/contract';
import type { Tx } from '../../database/tx.ts';
import type { BookRow } from './store.ts';

/** A command as the log keeps it: with the position that it reached back to or, promoting, up to. */
type KeptCommand = Pick<CommandRequest, 'type'> & {
  readonly branch?: string;
  readonly position?: number;
};

/**
 * How far the plan has taken over a what-if: the position in the what-if's log that the last promotion reached, 0 = none
 * has. A promotion that was undone, or that a restore went back behind, has not happened; one that was redone has.
 */
export async function promotedUntil(tx: Tx, live: BookRow, branch: BookRow): Promise<number> {
  const { rows } = await tx.query<{ position: number; commands: readonly KeptCommand[] }>(
    `SELECT position, commands FROM change
     WHERE workspace_id = $1 AND book_id = $2 AND position > $3
       AND string_to_array(label, ',') && '{branch.promote,version.restore,undo}'
     ORDER BY position DESC`,
    [live.workspaceId, live.bookId, branch.base?.position ?? 0],
  );
  const undone = new Set<number>();
  let restored = Number.POSITIVE_INFINITY;
  // Newest first: whether an entry still counts is known by the entries after it.
  for (const { position, commands } of rows) {
    if (undone.has(position) || position > restored) continue;
    for (const command of commands) {
      if (command.type === 'branch.promote' && command.branch === branch.bookId) return command.position ?? 0;
      if (command.type === 'undo' && command.position !== undefined) undone.add(command.position);
      if (command.type === 'version.restore') restored = Math.min(restored, command.position ?? position);
    }
  }
  return 0;
}

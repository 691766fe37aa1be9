import { withTransaction } from '../../database/transaction.ts';
import type { Deps } from '../../deps.ts';
import { writeSnapshot } from './snapshot.ts';
import type { BookRow } from './store.ts';

/** Answers go out first; what follows before this is over is in the snapshot as well. */
const SOON_MS = 500;

/**
 * Much has changed in a book: whoever opens it after a restart should not have to read all that. No answer waits for it,
 * though laying a large book out as bytes takes the process's time. When it does not come about – the server stops, the
 * disk is full – the log is read instead, until as much has changed again.
 */
export function keepSnapshotSoon(deps: Deps, book: BookRow): void {
  const { workspaceId, bookId } = book;
  const write = (): Promise<void> =>
    withTransaction(
      deps.pool,
      async (tx) => writeSnapshot(tx, workspaceId, bookId, await deps.books.current(tx, book)),
      { workspaceId },
    );
  setTimeout(() => {
    if (deps.pool.ending) return;
    write().catch((error: unknown) => deps.log.warn({ err: error as Error }, 'a snapshot could not be kept'));
  }, SOON_MS).unref();
}

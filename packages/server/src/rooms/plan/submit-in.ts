import { type Change, fingerprintOf } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { refused } from '../../http/refused.ts';
import { todayOf } from '../../today.ts';
import { followImports } from '../tracking/import-effects.ts';
import { appendEntry } from './append-entry.ts';
import { decideEntry } from './decide-entry.ts';
import { alsoHiding, masterState, stateOfMaster } from './open-book.ts';
import { stateAfter } from './seen-entries.ts';
import { type BookRow, type Entry, findBook, findEntryBySubmission, lockBook } from './store.ts';
import type { SubmitRequest, Submitted } from './submitted.ts';
import { viewOfChanges } from './view.ts';

/**
 * A submission inside a transaction: what it stands on is read under the book's lock. What does more in the same
 * transaction – a new plan, an import – joins the road here, and announces what was submitted after its commit.
 */
export async function submitIn(deps: Deps, tx: Tx, request: SubmitRequest): Promise<Submitted> {
  const { workspaceId, bookId, actor, submission } = request;
  // In one breath, and in this order: what is read here is as of the moment in which the book is locked.
  const [book, earlier, masterBook] = await Promise.all([
    lockBook(tx, workspaceId, bookId),
    findEntryBySubmission(tx, workspaceId, bookId, submission.id),
    bookId === workspaceId || request.master ? undefined : findBook(tx, workspaceId, workspaceId),
  ]);
  if (!book || book.removedAt) throw refused('NOT_FOUND', { kind: 'book', id: bookId });
  if (earlier) return doneBefore(deps, tx, book, earlier, request);

  const state = await deps.books.current(tx, book);
  const master =
    bookId === workspaceId
      ? state
      : (request.master ?? (await stateOfMaster(deps, tx, workspaceId, masterBook)));
  const { submitted, kept } = await decideEntry({ deps, tx, actor, submission, book, state, master });
  if (!submitted.committed) return submitted;
  const { entry } = submitted;
  appendEntry(tx, { workspaceId, bookId, entry, commands: kept });
  if (book.kind === 'master') await followImports(tx, workspaceId, entry.changes);
  return submitted;
}

/** The answer of then, as far as the asker may know of it now. */
async function doneBefore(
  deps: Deps,
  tx: Tx,
  book: BookRow,
  entry: Entry,
  { actor, workspaceId }: SubmitRequest,
): Promise<Submitted> {
  let seen: readonly Change[] = entry.changes;
  if (actor.scope.length > 0) {
    const state = await stateAfter(deps, tx, book, entry.position);
    const master = book.kind === 'master' ? state : await masterState(deps, tx, workspaceId);
    const also = await alsoHiding(deps, tx, book, actor);
    seen = viewOfChanges(entry.changes, state, { actor, master, today: todayOf(deps), also }).changes;
  }
  const fingerprint = fingerprintOf(seen, []);
  const undone = { committed: false, isLogged: true, isStale: false };
  return { book, actor, entry, notices: [], fingerprint, ...undone };
}

import type { Actor } from '@shapan/contract';
import type { BookState } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { refused } from '../../http/refused.ts';
import { type BookRow, findBook } from './store.ts';

/** A book that is there and not in the trash. */
export async function openBook(tx: Tx, workspaceId: string, bookId: string): Promise<BookRow> {
  const book = await findBook(tx, workspaceId, bookId);
  if (!book || book.removedAt) throw refused('NOT_FOUND', { kind: 'book', id: bookId });
  return book;
}

/**
 * What hides numbers of a book beside itself: of a what-if its plan as it is (SPR-T93). Whoever owns a what-if acts in it
 * as a director would, and begins with what was released when it was made; neither tells anybody more than the plan does.
 * From who reads everything nothing is hidden.
 */
export async function alsoHiding(
  deps: Deps,
  tx: Tx,
  { workspaceId, base }: BookRow,
  { scope }: Pick<Actor, 'scope'>,
): Promise<readonly BookState[]> {
  if (scope.length === 0) return [];
  const plan = base && (await findBook(tx, workspaceId, base.bookId));
  return plan ? [await deps.books.current(tx, plan)] : [];
}

/** The master data of a workspace as they are. */
export async function masterState(deps: Deps, tx: Tx, workspaceId: string): Promise<BookState> {
  return stateOfMaster(deps, tx, workspaceId, await findBook(tx, workspaceId, workspaceId));
}

/** The same of a row that was asked for with other things. */
export async function stateOfMaster(
  deps: Deps,
  tx: Tx,
  workspaceId: string,
  master: BookRow | undefined,
): Promise<BookState> {
  if (!master) throw refused('NOT_FOUND', { kind: 'workspace', id: workspaceId });
  return deps.books.current(tx, master);
}

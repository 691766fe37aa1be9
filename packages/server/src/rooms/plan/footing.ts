import type { BookState } from '@shapan/engine';
import { withTransaction } from '../../database/transaction.ts';
import type { Deps } from '../../deps.ts';
import { type BookRow, findBook } from './store.ts';

/** What a decision stands on: the states in memory, and where they were when it began. They move on while it waits. */
export interface Footing {
  readonly book: BookRow;
  readonly state: BookState;
  readonly master: BookState;
  readonly position: number;
  readonly masterPosition: number;
}

interface Place {
  readonly workspaceId: string;
  readonly bookId: string;
}

/** As this process knows it, without asking whether it has moved on. */
export function footingInMemory({ books }: Deps, { workspaceId, bookId }: Place): Footing | undefined {
  const known = books.known(workspaceId, bookId);
  const master = books.known(workspaceId, workspaceId)?.state;
  if (!known || !master) return undefined;
  const { state } = known;
  const { position } = state;
  return { book: { ...known.book, position }, state, master, position, masterPosition: master.position };
}

/** As it is: read into memory without a lock; nothing where the book is not there, or in the trash. */
export function footingAsItIs(deps: Deps, place: Place): Promise<Footing | undefined> {
  const { workspaceId, bookId } = place;
  return withTransaction(
    deps.pool,
    async (tx) => {
      const [book, master] = await Promise.all([
        findBook(tx, workspaceId, bookId),
        findBook(tx, workspaceId, workspaceId),
      ]);
      if (!book || book.removedAt || !master) return undefined;
      await deps.books.current(tx, master);
      await deps.books.current(tx, book);
      return footingInMemory(deps, place);
    },
    { workspaceId },
  );
}

export const isSameFooting = (one: Footing, other: Footing): boolean =>
  one.position === other.position && one.masterPosition === other.masterPosition;

import {
  applyChanges,
  applyEntry,
  type BookState,
  createState,
  forkState,
  invert,
  rowCount,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import { readSnapshot } from './snapshot.ts';
import { type BookRow, CHUNK, type Entry, findBook, readEntries } from './store.ts';

/**
 * States of books in memory, by position in the log. Never truth: any process can drop them at any time and read
 * them again. A state is brought up to date by the entries it lacks – so whichever process wrote them, everyone
 * sees the same.
 */
export interface BookCache {
  /** The state at the book's position. Read-only for the caller; it moves on when `advance` is called. */
  current(tx: Tx, book: BookRow): Promise<BookState>;
  /** An independent state at an earlier position. */
  at(tx: Tx, book: BookRow, position: number): Promise<BookState>;
  /** What is in memory of a book, without asking whether it has moved on; `position` of the row is of no account. */
  known(
    workspaceId: string,
    bookId: string,
  ): { readonly book: BookRow; readonly state: BookState } | undefined;
  /** A committed entry becomes part of the cached state. */
  advance(workspaceId: string, bookId: string, entry: Entry): void;
  drop(workspaceId: string, bookId: string): void;
  /** Everything of a workspace that is no more. */
  dropWorkspace(workspaceId: string): void;
}

interface Cached {
  readonly book: BookRow;
  readonly state: BookState;
  /** What an opener would have to read after the newest snapshot. */
  readonly since: Since;
  usedAt: number;
}

interface Since {
  entries: number;
  cells: number;
}

type Loaded = Pick<Cached, 'state' | 'since'>;

/** Entries after which a snapshot is due. */
const SNAPSHOT_EVERY = 200;
/** Fewer changed leaves are read from the log as fast. */
const FEWEST_CELLS = 20_000;

/**
 * Reading the log should never take longer than reading the snapshot that it comes after, and writing snapshots should
 * cost less than writing the log: so one is due when as many leaves changed as half of those that there are.
 */
function isDue(state: BookState, { entries, cells }: Since): boolean {
  if (entries >= SNAPSHOT_EVERY) return true;
  if (cells < FEWEST_CELLS) return false;
  let leaves = 0;
  for (const { cube } of state.cubes.values())
    if (cube) leaves += rowCount(cube) * cube.slotCount * cube.parts;
  return cells * 2 >= leaves;
}

export interface BookCacheOptions {
  readonly maxBooks: number;
  /**
   * So much has changed in a book that a snapshot is due. Whoever hears it writes it in a transaction of its own: what is
   * only for the next opener must not fail, nor keep waiting, whoever reads or writes now. Left out, none is kept.
   */
  readonly snapshotDue?: (book: BookRow) => void;
}

export function createBookCache(options: BookCacheOptions): BookCache {
  const cached = new Map<string, Cached>();
  let clock = 0;
  const key = (workspaceId: string, bookId: string): string => `${workspaceId}/${bookId}`;

  function keep(book: BookRow, { state, since }: Loaded): void {
    cached.set(key(book.workspaceId, book.bookId), { book, state, since, usedAt: ++clock });
    if (cached.size <= options.maxBooks) return;
    let oldest: string | undefined;
    for (const [id, { usedAt }] of cached) {
      if (oldest === undefined || usedAt < (cached.get(oldest)?.usedAt ?? 0)) oldest = id;
    }
    if (oldest !== undefined) cached.delete(oldest);
  }

  async function load(tx: Tx, book: BookRow): Promise<Loaded> {
    const snapshot = await readSnapshot(tx, book.workspaceId, book.bookId, book.position);
    const state = snapshot ?? (await origin(tx, book));
    const entries = book.position - state.position;
    const cells = await catchUp(tx, book, state);
    return { state, since: { entries, cells } };
  }

  function lookWhetherDue({ book, state, since }: Omit<Cached, 'usedAt'>): void {
    if (!isDue(state, since)) return;
    since.entries = 0;
    since.cells = 0;
    options.snapshotDue?.(book);
  }

  /** What a book is before its first entry: nothing, or for a what-if the plan it was taken from. */
  async function origin(tx: Tx, book: BookRow): Promise<BookState> {
    if (!book.base) return createState();
    const base = await findBook(tx, book.workspaceId, book.base.bookId);
    if (!base) return createState();
    const state = await cache.at(tx, base, book.base.position);
    state.position = 0;
    return state;
  }

  /** A few entries at a time: the log of a plan may be larger than memory. Answers how many leaves they changed. */
  async function catchUp(
    tx: Tx,
    { workspaceId, bookId, position }: BookRow,
    state: BookState,
  ): Promise<number> {
    let cells = 0;
    // Another request may have caught up while the entries were on their way.
    for (let at = state.position; at < position; at = Math.max(at + CHUNK, state.position)) {
      const entries = await readEntries(tx, workspaceId, bookId, at, Math.min(at + CHUNK, position));
      for (const entry of entries) if (entry.position === state.position + 1) applyEntry(state, entry);
      cells += entries.reduce((sum, entry) => sum + entry.cells, 0);
    }
    return cells;
  }

  /** A state may be ahead of the row that was read before it, never of the book: that would be another book's. */
  async function isReached(tx: Tx, book: BookRow, position: number): Promise<boolean> {
    if (position <= book.position) return true;
    const now = await findBook(tx, book.workspaceId, book.bookId);
    return now !== undefined && position <= now.position;
  }

  const cache: BookCache = {
    async current(tx, book) {
      const found = cached.get(key(book.workspaceId, book.bookId));
      if (!found || !(await isReached(tx, book, found.state.position))) {
        const loaded = await load(tx, book);
        const { state } = loaded;
        const meanwhile = cached.get(key(book.workspaceId, book.bookId));
        const newer = meanwhile !== found && meanwhile && meanwhile.state.position >= state.position;
        if (newer) return meanwhile.state;
        keep(book, loaded);
        lookWhetherDue({ book, ...loaded });
        return state;
      }
      found.usedAt = ++clock;
      if (found.state.position < book.position) await catchUp(tx, book, found.state);
      return found.state;
    },

    async at(tx, book, position) {
      const state = forkState(await cache.current(tx, book));
      for (let until = state.position; until > position; until -= CHUNK) {
        const from = Math.max(until - CHUNK, position);
        const later = await readEntries(tx, book.workspaceId, book.bookId, from, until);
        for (const entry of later.toReversed()) applyChanges(state, invert(entry.changes));
      }
      state.position = position;
      return state;
    },

    known(workspaceId, bookId) {
      const found = cached.get(key(workspaceId, bookId));
      if (found) found.usedAt = ++clock;
      return found;
    },

    advance(workspaceId, bookId, entry) {
      const found = cached.get(key(workspaceId, bookId));
      if (found?.state.position !== entry.position - 1) return;
      applyEntry(found.state, entry);
      found.since.entries += 1;
      found.since.cells += entry.cells;
      lookWhetherDue(found);
    },

    drop(workspaceId, bookId) {
      cached.delete(key(workspaceId, bookId));
    },

    dropWorkspace(workspaceId) {
      for (const id of cached.keys()) if (id.startsWith(key(workspaceId, ''))) cached.delete(id);
    },
  };
  return cache;
}

import { unpackBook } from '@shapan/contract';
import {
  applyChanges,
  applyEntry,
  type BookState,
  createState,
  forkState,
  invariant,
  invert,
  rowCount,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import { type KeptBook, readKept, type Since } from './snapshot.ts';
import { type BookRow, type Entry, findBook } from './store.ts';
import { fewEntries, newestFirst } from './walk-log.ts';

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
  /** Whether a book is in memory as a state. */
  isOpen(workspaceId: string, bookId: string): boolean;
  /**
   * A book as its bytes are kept, if nobody has needed it as a state yet: whoever sees all of it is sent just these. The
   * row may still be on its way, so that all travels together. Nothing = it is to be opened as a state.
   */
  packed(
    tx: Tx,
    book: { readonly workspaceId: string; readonly bookId: string; readonly row: Promise<BookRow> },
  ): Promise<Uint8Array | undefined>;
  /** A committed entry becomes part of the cached state. */
  advance(workspaceId: string, bookId: string, entry: Entry): void;
  drop(workspaceId: string, bookId: string): void;
  /** Everything of a workspace that is no more. */
  dropWorkspace(workspaceId: string): void;
}

/** What is in memory of a book: as long as nobody asks what is in it, it stays the bytes that were read. */
interface Cached {
  readonly book: BookRow;
  content: Opened | KeptBook;
  usedAt: number;
}

interface Opened {
  readonly state: BookState;
  /** What an opener would have to read after the newest snapshot. */
  readonly since: Since;
}

const isOpened = (content: Opened | KeptBook): content is Opened => 'state' in content;

const positionOf = ({ content }: Cached): number =>
  isOpened(content) ? content.state.position : content.position;

function unpacked({ packed, since }: KeptBook): Opened {
  const state = unpackBook(packed);
  invariant(state, 'what was read is a packed book');
  return { state, since: { ...since } };
}

/** The state, which from now on takes the place of the bytes. */
function opened(found: Cached): Opened {
  if (!isOpened(found.content)) found.content = unpacked(found.content);
  return found.content;
}

export interface BookCacheOptions {
  readonly maxBooks: number;
  /**
   * So much has changed in a book that a snapshot is due. Whoever hears it writes it in a transaction of its own: what is
   * only for the next opener must not fail, nor keep waiting, whoever reads or writes now. Left out, none is kept.
   */
  readonly snapshotDue?: (book: BookRow) => void;
}

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

export function createBookCache({ maxBooks, snapshotDue }: BookCacheOptions): BookCache {
  const cached = new Map<string, Cached>();
  let clock = 0;
  const key = (workspaceId: string, bookId: string): string => `${workspaceId}/${bookId}`;

  function keep(book: BookRow, content: Cached['content']): void {
    cached.set(key(book.workspaceId, book.bookId), { book, content, usedAt: ++clock });
    if (cached.size <= maxBooks) return;
    let oldest: string | undefined;
    for (const [id, { usedAt }] of cached) {
      if (oldest === undefined || usedAt < (cached.get(oldest)?.usedAt ?? 0)) oldest = id;
    }
    if (oldest !== undefined) cached.delete(oldest);
  }

  async function load(tx: Tx, book: BookRow): Promise<Opened> {
    const kept = await readKept(tx, book.workspaceId, book.bookId, book.position);
    const { state, since } = kept
      ? unpacked(kept)
      : { state: await origin(tx, book), since: { entries: 0, cells: 0 } };
    since.entries += book.position - state.position;
    since.cells += await catchUp(tx, book, state);
    return { state, since };
  }

  function lookWhetherDue(book: BookRow, { state, since }: Opened): void {
    if (!isDue(state, since)) return;
    since.entries = 0;
    since.cells = 0;
    snapshotDue?.(book);
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

  /** Answers how many leaves were changed. */
  async function catchUp(tx: Tx, book: BookRow, state: BookState): Promise<number> {
    let cells = 0;
    while (state.position < book.position) {
      const stretch = { after: state.position, until: book.position };
      const entries = await fewEntries(tx, book, stretch, 'ASC');
      if (entries.length === 0) throw new Error(`the log of ${book.bookId} ends at ${state.position}`);
      // Another request may have caught up while the entries were on their way.
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
      if (!found || !(await isReached(tx, book, positionOf(found)))) {
        const loaded = await load(tx, book);
        const { state } = loaded;
        const meanwhile = cached.get(key(book.workspaceId, book.bookId));
        const newer = meanwhile !== found && meanwhile && positionOf(meanwhile) >= state.position;
        if (newer) return opened(meanwhile).state;
        keep(book, loaded);
        lookWhetherDue(book, loaded);
        return state;
      }
      found.usedAt = ++clock;
      const { state } = opened(found);
      if (state.position < book.position) await catchUp(tx, book, state);
      return state;
    },

    isOpen(workspaceId, bookId) {
      const found = cached.get(key(workspaceId, bookId));
      return found !== undefined && isOpened(found.content);
    },

    async packed(tx, { workspaceId, bookId, row }) {
      const found = cached.get(key(workspaceId, bookId));
      if (found && isOpened(found.content)) {
        await row;
        return undefined;
      }
      const [book, read] = await Promise.all([row, found ? undefined : readKept(tx, workspaceId, bookId)]);
      // Somebody may have opened it meanwhile. And what is in memory may be ahead of a book that was set back, see `isReached`.
      const kept = found?.content ?? read;
      if (!kept || isOpened(kept) || kept.position < book.position) return undefined;
      if (found && kept.position > book.position) return undefined;
      if (!cached.has(key(workspaceId, bookId))) keep(book, kept);
      return kept.packed;
    },

    async at(tx, book, position) {
      const state = forkState(await cache.current(tx, book));
      for await (const later of newestFirst(tx, book, { after: position, until: state.position }))
        for (const entry of later) applyChanges(state, invert(entry.changes));
      state.position = position;
      return state;
    },

    known(workspaceId, bookId) {
      const found = cached.get(key(workspaceId, bookId));
      if (!found) return undefined;
      found.usedAt = ++clock;
      return { book: found.book, state: opened(found).state };
    },

    advance(workspaceId, bookId, entry) {
      const found = cached.get(key(workspaceId, bookId));
      if (!found || positionOf(found) !== entry.position - 1) return;
      const content = opened(found);
      applyEntry(content.state, entry);
      content.since.entries += 1;
      content.since.cells += entry.cells;
      lookWhetherDue(found.book, content);
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

import type { EntrySummary, EntryView, Seen } from '@shapan/contract';
import { applyChanges, type BookState, countChanges, forkState, invert } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { type BookRow, CHUNK, type Entry, type EntryRow, listEntries, readEntries } from './store.ts';
import { type Viewer, viewOfChanges } from './view.ts';

/**
 * The log as one member may know it. Of an entry that lies wholly outside the member's scope only its place and its
 * moment are told: not who, not what, not why. Each entry is judged by the state right after it, so that a record that
 * came into the scope later does not bring its past along.
 */
export interface Reader extends Viewer {
  readonly book: BookRow;
}

/** Entries, oldest first, and what the reader sees of each. */
export async function seenEntries(
  deps: Deps,
  tx: Tx,
  reader: Reader,
  entries: readonly Entry[],
): Promise<readonly { readonly entry: Entry; readonly seen: Seen }[]> {
  const last = entries.at(-1);
  if (!last || reader.actor.scope.length === 0)
    return entries.map((entry) => ({ entry, seen: { changes: entry.changes, reload: false } }));
  const state = forkState(await stateAfter(deps, tx, reader.book, last.position));
  return seenBackwards(reader, state, entries.toReversed()).toReversed();
}

/** `entries`: newest first; `state`: right after the first of them, and the caller's to give away. */
export function seenBackwards(reader: Reader, state: BookState, entries: readonly Entry[]) {
  return entries.map((entry) => {
    const seen = viewOfChanges(entry.changes, state, reader);
    applyChanges(state, invert(entry.changes));
    return { entry, seen };
  });
}

/** The state that the book had at a position, for reading only. */
export async function stateAfter(deps: Deps, tx: Tx, book: BookRow, position: number): Promise<BookState> {
  const state = await deps.books.current(tx, book);
  return state.position === position ? state : deps.books.at(tx, book, position);
}

/**
 * The log without its changes, newest first. For a reader of a part they are read all the same, a few entries at a time:
 * what may be told of an entry follows from them.
 */
export async function seenHistory(
  deps: Deps,
  tx: Tx,
  reader: Reader,
  page: { readonly before: number; readonly limit: number },
): Promise<EntrySummary[]> {
  const { workspaceId, bookId } = reader.book;
  const rows = await listEntries(tx, workspaceId, bookId, page.before, page.limit);
  const [newest] = rows;
  if (!newest || reader.actor.scope.length === 0) return rows.map((row) => summaryOf(row));
  const state = forkState(await stateAfter(deps, tx, reader.book, newest.position));
  const told: EntrySummary[] = [];
  for (let i = 0; i < rows.length; i += CHUNK) {
    const until = newest.position - i;
    const after = Math.max(until - CHUNK, newest.position - rows.length);
    const entries = await readEntries(tx, workspaceId, bookId, after, until);
    for (const { entry, seen } of seenBackwards(reader, state, entries.toReversed()))
      told.push(summaryOf(entry, seen));
  }
  return told;
}

/** `seen` is left out for who sees everything. */
export function summaryOf(entry: EntryRow, seen?: Seen): EntrySummary {
  const { submissionId: submission, position, actor, at, label, reason, undoes, records, cells } = entry;
  if (!seen) return { position, submission, actor, at, label, reason, undoes, records, cells };
  if (seen.changes.length === 0 && !seen.reload) {
    const nothing = { label: '', reason: null, undoes: null, records: 0, cells: 0 };
    return { position, submission, actor: null, at, ...nothing };
  }
  return { position, submission, actor, at, label, reason, undoes, ...countChanges(seen.changes) };
}

export function entryViewOf(entry: Entry, seen: Seen): EntryView {
  return { ...summaryOf(entry, seen), changes: seen.changes as EntryView['changes'] };
}

import type { EntrySummary, EntryView, Seen } from '@shapan/contract';
import {
  applyChanges,
  type BookState,
  type Change,
  countChanges,
  forkState,
  invert,
  RELEASE,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { BookRow, Entry, EntryRow } from './store.ts';
import { type Eyes, eyesOf, type Viewer } from './view.ts';

/**
 * The log as one member may know it. Of an entry that lies wholly outside the member's scope only its place and its
 * moment are told: not who, not what, not why. Each entry is judged by the state right after it, so that a record that
 * came into the scope later does not bring its past along.
 */
export interface Reader extends Viewer {
  readonly book: BookRow;
  readonly eyes: Eyes;
}

export const readerOf = (viewer: Viewer, book: BookRow): Reader => ({
  ...viewer,
  book,
  eyes: eyesOf(viewer),
});

export interface SeenEntry {
  readonly entry: Entry;
  /** What the reader may know of it. */
  readonly seen: Seen;
}

/** Entries, oldest first, and what the reader sees of each. */
export async function seenEntries(
  deps: Deps,
  tx: Tx,
  reader: Reader,
  entries: readonly Entry[],
): Promise<readonly SeenEntry[]> {
  const last = entries.at(-1);
  if (!last || reader.actor.scope.length === 0) return entries.map(seenWhole);
  const state = forkState(await stateAfter(deps, tx, reader.book, last.position));
  return seenBackwards(reader, state, entries.toReversed()).toReversed();
}

/** What somebody sees who sees everything. */
export const seenWhole = (entry: Entry): SeenEntry => ({
  entry,
  seen: { changes: entry.changes, reload: false },
});

/** `entries`: newest first; `state`: right after the first of them, and the caller's to give away. */
export function seenBackwards(
  { eyes }: Reader,
  state: BookState,
  entries: readonly Entry[],
): readonly SeenEntry[] {
  return entries.map((entry) => {
    const seen = eyes.changesOf(entry.changes, state);
    applyChanges(state, invert(entry.changes));
    return { entry, seen };
  });
}

/** The state that the book had at a position, for reading only. */
export async function stateAfter(deps: Deps, tx: Tx, book: BookRow, position: number): Promise<BookState> {
  const state = await deps.books.current(tx, book);
  return state.position === position ? state : deps.books.at(tx, book, position);
}

/** `seen` is left out for who sees everything. */
export function summaryOf(entry: EntryRow, seen?: Seen): EntrySummary {
  const { submissionId: submission, position, actor, at, label, reason, undoes, records, cells } = entry;
  if (!seen) return { position, submission, actor, at, label, reason, undoes, records, cells };
  if (seen.changes.length === 0 && !seen.reload) {
    const nothing = { label: '', reason: null, undoes: null, records: 0, cells: 0 };
    return { position, submission, actor: null, at, ...nothing };
  }
  const counts = countChanges(seen.changes);
  // That a release was taken back is told; why the numbers below it were adjusted may say what they are now (SPR-T93).
  const isRest = counts.records < records || counts.cells < cells;
  const isHidden = isRest && seen.changes.length > 0 && seen.changes.every(isOfRelease);
  return { position, submission, actor, at, label, reason: isHidden ? null : reason, undoes, ...counts };
}

const isOfRelease = (change: Change): boolean => 'record' in change && change.record.kind === RELEASE;

export function entryViewOf(entry: Entry, seen: Seen): EntryView {
  return { ...summaryOf(entry, seen), changes: seen.changes as EntryView['changes'] };
}

import type { LaterEntries } from '@shapan/contract';
import { type Change, type EnterContext, forkState, laterWork, type Problem } from '@shapan/engine';
import { todayOf } from '../../today.ts';
import type { Deciding } from './deciding.ts';
import { isFar } from './far-back.ts';
import { readerOf, seenBackwards, summaryOf } from './seen-entries.ts';
import { type EntryRow, readTakenBack } from './store.ts';
import { newestFirst, oldestFirst } from './walk-log.ts';

/** The undo of one entry that the law refused. */
export interface RefusedUndo {
  readonly position: number;
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
  readonly context: EnterContext;
}

/**
 * What stands in the way of an undo (SPR-T90), as far as the asker may see it. Of an entry that was undone itself since
 * neither is told: together they did nothing. Nothing where the way is too long to be looked through, or where no later
 * entry of this log is in it – what stands on it then was there before, or stands in another book.
 */
export async function laterEntries(deciding: Deciding, undo: RefusedUndo): Promise<LaterEntries | undefined> {
  const { tx, book, state } = deciding;
  const stretch = { after: undo.position, until: state.position };
  if (await isFar(tx, { ...book, position: state.position }, undo.position)) return undefined;
  const nothing = await cancelled(deciding, stretch.after);
  const work = laterWork(undo.context, undo.changes, undo.problems);
  const found: EntryRow[] = [];
  for await (const few of oldestFirst(tx, book, { ...stretch, touching: 'facts' })) {
    for (const { changes, ...row } of few)
      if (!nothing.has(row.position) && work.meets(changes)) found.push(row);
  }
  return found.length > 0 ? told(deciding, undo.position, found.reverse()) : undefined;
}

/** Later entries that were undone, and those that undid nothing but them. */
async function cancelled({ tx, book }: Deciding, after: number): Promise<ReadonlySet<number>> {
  const nothing = new Set<number>();
  // Newest first: an undoing that was undone itself has undone nothing.
  for (const { position, takesBack, isUndo } of await readTakenBack(tx, book, after)) {
    const isWhole = isUndo && takesBack.every((one) => one > after && !nothing.has(one));
    if (nothing.has(position) || !isWhole) continue;
    for (const one of [position, ...takesBack]) nothing.add(one);
  }
  return nothing;
}

/** `found`: newest first. */
async function told(deciding: Deciding, position: number, found: readonly EntryRow[]): Promise<LaterEntries> {
  const { deps, tx, actor, book, state, master, also = [] } = deciding;
  if (actor.scope.length === 0) return { position, entries: found.map((row) => summaryOf(row)), others: 0 };
  const viewer = { master, actor, today: todayOf(deps), also: [state, ...also] };
  const reader = readerOf(viewer, book);
  const isFound = new Set(found.map((row) => row.position));
  const past = forkState(state);
  const entries: LaterEntries['entries'] = [];
  let others = 0;
  // Each is judged by the state right after it, to which every later one is taken back.
  for await (const few of newestFirst(tx, book, { after: position, until: state.position })) {
    for (const { entry, seen } of seenBackwards(reader, past, few)) {
      if (!isFound.has(entry.position)) continue;
      const summary = summaryOf(entry, seen);
      if (summary.actor === null) others += 1;
      else entries.push(summary);
    }
  }
  return { position, entries, others };
}

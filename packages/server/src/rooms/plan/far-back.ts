import type { Tx } from '../../database/tx.ts';
import { refused } from '../../http/refused.ts';
import { type BookRow, leavesSince } from './store.ts';

/**
 * How far back the log of a book is looked through to answer one question. Farther than this, one line of a page would cost
 * more than opening the plan.
 */
const mostEntriesBack = 10_000;
const mostLeavesBack = 20_000_000;

/** How much came since; leaves are not counted where there are too many entries. */
async function since(tx: Tx, book: BookRow, position: number) {
  const entries = book.position - position;
  const leaves = entries > mostEntriesBack ? null : await leavesSince(tx, book, position);
  return { entries, leaves, isFar: leaves === null || leaves > mostLeavesBack };
}

/** Whether more came after a position than is looked through. */
export async function isFar(tx: Tx, book: BookRow, position: number): Promise<boolean> {
  return (await since(tx, book, position)).isFar;
}

/** Refuses with `TOO_FAR_BACK` where it is. */
export async function needsNear(tx: Tx, book: BookRow, position: number): Promise<void> {
  const { entries, leaves, isFar: far } = await since(tx, book, position);
  if (far)
    throw refused('TOO_FAR_BACK', {
      entries,
      leaves,
      mostEntries: mostEntriesBack,
      mostLeaves: mostLeavesBack,
    });
}

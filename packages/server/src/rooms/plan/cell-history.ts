import { type Actor, rowInside, type Seen, territoryOf } from '@shapan/contract';
import {
  type BookState,
  type CellPlace,
  type Change,
  createTotals,
  isUnder,
  layoutOf,
  leafOfSlot,
  placeOf,
  readTotal,
  rowOf,
  slotOf,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import { refused } from '../../http/refused.ts';
import { unpackChanges } from './pack.ts';
import { type BookRow, ENTRY_COLUMNS, type EntryRow } from './store.ts';
import { viewOfChanges } from './view.ts';

export interface CellEvent {
  readonly entry: EntryRow;
  /** What the asker may know of the entry. */
  readonly seen: Seen;
  /** The cell's number before and after, in smallest units; `null` = none, or a metric that does not sum. */
  readonly before: number | null;
  readonly after: number | null;
  /** Leaves below the cell that the entry changed. */
  readonly leaves: number;
}

/**
 * Why is my number this (SPR-T89)? The entries that changed leaves at or below the cell, newest first. The number after
 * each entry follows from today's by taking the later differences away, so nothing is replayed.
 */
export async function cellHistory(
  tx: Tx,
  query: {
    readonly book: BookRow;
    readonly state: BookState;
    readonly master: BookState;
    readonly place: CellPlace & { readonly target: string };
    readonly caller: Actor;
  },
): Promise<readonly CellEvent[]> {
  const { book, state, master, place: at, caller } = query;
  const layout = layoutOf(state, master, at.target);
  const place = layout && placeOf(layout.frame, at);
  if (!layout || !place) throw refused('NOT_FOUND', { kind: 'target', id: at.target }, 'target');
  if (!rowInside(territoryOf(caller.scope, master), layout.cube.dimensions, at.members))
    throw refused('SCOPE');
  const additive = layout.cube.parts === 1 && layout.behaviour === 'flow';
  let now = additive ? readTotal(createTotals(layout.cube, layout.frame), place) : null;
  const events: CellEvent[] = [];
  for (const { changes, ...entry } of await entriesWithCells(tx, book)) {
    const below = changes.flatMap((change) =>
      leavesBelow(change, at.target, (row, slot) => {
        const leaf = leafOfSlot(layout.frame.time, slot);
        return leaf >= 0 && isUnder(layout.frame, place, row, leaf);
      }),
    );
    if (below.length === 0) continue;
    const difference = below.reduce((sum, { before, after }) => sum + (after ?? 0) - (before ?? 0), 0);
    const before = now === null ? null : now - difference;
    const seen = viewOfChanges(changes, state, master, caller);
    events.push({ entry, seen, before, after: now, leaves: below.length });
    now = before;
  }
  return events;
}

interface LeafChange {
  readonly before: number | null;
  readonly after: number | null;
}

function leavesBelow(
  change: Change,
  target: string,
  isBelow: (row: number, slot: number) => boolean,
): LeafChange[] {
  if (change.type !== 'cells.changed' || change.target !== target) return [];
  const found: LeafChange[] = [];
  change.cells.forEach((cell, i) => {
    if (isBelow(rowOf(cell), slotOf(cell)))
      found.push({ before: change.before[i] ?? null, after: change.after[i] ?? null });
  });
  return found;
}

async function entriesWithCells(
  tx: Tx,
  book: BookRow,
): Promise<readonly (EntryRow & { changes: readonly Change[] })[]> {
  const { rows } = await tx.query<EntryRow & { changes: Buffer }>(
    `SELECT ${ENTRY_COLUMNS}, changes
     FROM change WHERE workspace_id = $1 AND book_id = $2 AND cell_count > 0 ORDER BY position DESC`,
    [book.workspaceId, book.bookId],
  );
  return rows.map(({ changes, ...row }) => ({ ...row, changes: unpackChanges(changes) }));
}

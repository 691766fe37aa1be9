import { rowInside, type Seen, territoryOf } from '@shapan/contract';
import {
  type BookState,
  type CellPlace,
  type Change,
  createTotals,
  findRecord,
  forkState,
  isStatedAt,
  isUnder,
  layoutOf,
  leafAt,
  leafInTable,
  leafOfSlot,
  type Place,
  placeKey,
  placeOf,
  readTotal,
  rowOf,
  STATED,
  slotOf,
  type TargetLayout,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { refused } from '../../http/refused.ts';
import { unpackChanges } from './pack.ts';
import { type Reader, seenBackwards, stateAfter } from './seen-entries.ts';
import { type BookRow, CHUNK, ENTRY_COLUMNS, type Entry, type EntryRow, readEntries } from './store.ts';

export interface CellEvent {
  readonly entry: Entry;
  /** What the asker may know of the entry. */
  readonly seen: Seen;
  /** The cell's number before and after, in smallest units; `null` = none, or a metric that does not sum. */
  readonly before: number | null;
  readonly after: number | null;
  /** Leaves below the cell that the entry changed. */
  readonly leaves: number;
}

/** The table that a cell stands in, and the cell in it. */
export interface SeenCell {
  readonly layout: TargetLayout;
  readonly place: Place;
}

export interface CellQuery extends Reader {
  readonly state: BookState;
  readonly place: CellPlace & { readonly target: string };
  /** Only entries before this position, and at most this many. */
  readonly before: number;
  readonly limit: number;
}

/**
 * Why is my number this (SPR-T89)? The entries that changed leaves at or below the cell, newest first. The number after
 * each entry follows from today's by taking the later differences away.
 */
export async function cellHistory(deps: Deps, tx: Tx, query: CellQuery): Promise<readonly CellEvent[]> {
  const { state } = query;
  const { layout, place } = seenCell(query);
  const additive = layout.cube.parts === 1 && layout.behaviour === 'flow' && layout.totals === 'spread';
  const oneTotal = () => readTotal(createTotals(layout.cube, layout.frame, { denseLimit: 0 }), place);
  let now = additive ? oneTotal() : null;
  const events: CellEvent[] = [];
  const own = layout.totals === 'stated' && leafAt(layout, place) === null ? { layout, place } : null;
  if (own) now = layout.stated.get(placeKey(place)) ?? null;
  for await (const { entry, seen } of newestFirst(deps, tx, query, own !== null)) {
    const below = own ? ownNumbers(state, entry.changes, own) : leavesBelow(entry.changes, layout, place);
    if (below.length === 0) continue;
    const before = own ? (below[0]?.before ?? null) : now === null ? null : now - differenceOf(below);
    if (entry.position < query.before) events.push({ entry, seen, before, after: now, leaves: below.length });
    if (events.length >= query.limit) break;
    now = before;
  }
  return events;
}

/** The cell, if there is one and the reader may know it. */
export function seenCell(query: Omit<CellQuery, 'before' | 'limit'>): SeenCell {
  const { state, master, place: at, actor, today } = query;
  const layout = layoutOf(state, master, at.target);
  const place = layout && placeOf(layout.frame, at);
  if (!layout || !place) throw refused('NOT_FOUND', { kind: 'target', id: at.target }, 'target');
  if (!rowInside(territoryOf(actor.scope, master, today), layout.cube.dimensions, at.members))
    throw refused('SCOPE');
  return { layout, place };
}

/** A few entries at a time: the log of a plan may be larger than memory. */
async function* newestFirst(deps: Deps, tx: Tx, reader: CellQuery, ofRecords: boolean) {
  const { workspaceId, bookId } = reader.book;
  if (reader.actor.scope.length === 0) {
    let before = reader.state.position + 1;
    for (;;) {
      const entries = await readCellEntries(tx, reader.book, { before, limit: CHUNK, ofRecords });
      for (const entry of entries) yield { entry, seen: { changes: entry.changes, reload: false } };
      const last = entries.at(-1);
      if (!last || entries.length < CHUNK) return;
      before = last.position;
    }
  }
  // What a reader may know of an entry is judged by the state right after it, so the state goes back with the log.
  const state = forkState(await stateAfter(deps, tx, reader.book, reader.state.position));
  for (let until = reader.state.position; until > 0; until -= CHUNK) {
    const entries = await readEntries(tx, workspaceId, bookId, Math.max(until - CHUNK, 0), until);
    yield* seenBackwards(reader, state, entries.toReversed());
  }
}

interface LeafChange {
  readonly before: number | null;
  readonly after: number | null;
}

/** What changes did to the leaves at or below a place. */
export function leavesBelow(
  changes: readonly Change[],
  layout: TargetLayout,
  place: Place,
): readonly LeafChange[] {
  const { frame, target } = layout;
  const found: LeafChange[] = [];
  for (const change of changes) {
    if (change.type !== 'cells.changed' || change.target !== target.id) continue;
    change.cells.forEach((cell, i) => {
      const leaf = leafOfSlot(frame.time, slotOf(cell));
      if (leaf >= 0 && isUnder(frame, place, rowOf(leafInTable(layout, cell)), leaf))
        found.push({ before: change.before[i] ?? null, after: change.after[i] ?? null });
    });
  }
  return found;
}

export const differenceOf = (leaves: readonly LeafChange[]): number =>
  leaves.reduce((sum, { before, after }) => sum + (after ?? 0) - (before ?? 0), 0);

/** What a total was given as its own number; the number itself is kept beside the leaves. */
function ownNumbers(
  state: BookState,
  changes: readonly Change[],
  { layout, place }: { readonly layout: TargetLayout; readonly place: Place },
): LeafChange[] {
  const found: LeafChange[] = [];
  for (const change of changes) {
    const record =
      'record' in change ? change.record : 'id' in change ? findRecord(state, STATED, change.id) : null;
    const kind = 'record' in change ? change.record.kind : 'kind' in change ? change.kind : '';
    if (kind !== STATED || !record || !isStatedAt(record, layout, place)) continue;
    const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
    const told = number(record.fields['value']);
    if (change.type === 'record.added') found.push({ before: null, after: told });
    else if (change.type === 'record.removed') found.push({ before: told, after: null });
    else if (change.type === 'record.changed')
      found.push({ before: number(change.before['value']), after: number(change.after['value']) });
  }
  return found;
}

async function readCellEntries(
  tx: Tx,
  book: BookRow,
  {
    before,
    limit,
    ofRecords,
  }: { readonly before: number; readonly limit: number; readonly ofRecords: boolean },
): Promise<Entry[]> {
  const { rows } = await tx.query<EntryRow & { changes: Buffer }>(
    `SELECT ${ENTRY_COLUMNS}, changes FROM change
     WHERE workspace_id = $1 AND book_id = $2 AND (cell_count > 0 OR ($5 AND record_count > 0)) AND position < $3
     ORDER BY position DESC LIMIT $4`,
    [book.workspaceId, book.bookId, before, limit, ofRecords],
  );
  return rows.map(({ changes, ...row }) => ({ ...row, changes: unpackChanges(changes) }));
}

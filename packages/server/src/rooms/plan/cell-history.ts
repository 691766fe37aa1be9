import type { Seen } from '@shapan/contract';
import {
  type BookState,
  type CellPlace,
  type Change,
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
  rowOf,
  STATED,
  slotOf,
  sumLeaves,
  type TargetLayout,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { refused } from '../../http/refused.ts';
import { type Reader, type SeenEntry, seenBackwards, seenWhole, stateAfter } from './seen-entries.ts';
import { placeSeen } from './seen-place.ts';
import type { Entry } from './store.ts';
import { newestFirst } from './walk-log.ts';

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

/** Who asks about a cell of a state. */
export interface CellReader extends Reader {
  readonly state: BookState;
  readonly place: CellPlace & { readonly target: string };
}

export interface CellQuery extends CellReader {
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
  const cell = seenCell(query);
  let { number: now, entries } = numberNow(cell);
  const events: CellEvent[] = [];
  for await (const { entry, seen } of backFromNow(deps, tx, query, hasOwnNumber(cell))) {
    const moved = movedAt(state, entry.changes, cell);
    if (moved.leaves === 0) continue;
    entries -= moved.entered;
    const before = moved.before === undefined ? less(now, moved.difference, entries) : moved.before;
    // An adjustment that was made before its release stays unsaid (SPR-T93).
    const isTold = movedAt(state, seen.changes, cell).leaves > 0;
    if (entry.position < query.before && isTold)
      events.push({ entry, seen, before, after: now, leaves: moved.leaves });
    if (events.length >= query.limit) break;
    now = before;
  }
  return events;
}

/** A cell without an entry below it is empty, not 0. */
function less(number: number | null, difference: number, entries: number): number | null {
  if (entries === 0 || Number.isNaN(entries)) return null;
  // Empty now, but not before: what was there is what the entry took away.
  return (number ?? 0) - difference;
}

/** Totals that are given and not added up have a number beside the leaves. */
const hasOwnNumber = ({ layout, place }: SeenCell): boolean =>
  layout.totals === 'stated' && leafAt(layout, place) === null;

/** The number of a cell, and how many leaves below it have an entry; of what does not add up neither is known. */
function numberNow(cell: SeenCell): { readonly number: number | null; readonly entries: number } {
  const { layout, place } = cell;
  if (hasOwnNumber(cell)) return { number: layout.stated.get(placeKey(place)) ?? null, entries: 0 };
  const isAdditive = layout.cube.parts === 1 && layout.behaviour === 'flow' && layout.totals === 'spread';
  if (!isAdditive) return { number: null, entries: Number.NaN };
  const { sum, entries } = sumLeaves(layout.cube, layout.frame, 0, place);
  return { number: entries === 0 ? null : sum, entries };
}

/** The cell, if there is one and the reader may know it. */
export function seenCell({ state, master, place: at, eyes }: CellReader): SeenCell {
  const layout = layoutOf(state, master, at.target);
  const place = layout && placeOf(layout.frame, at);
  if (!layout || !place) throw refused('NOT_FOUND', { kind: 'target', id: at.target }, 'target');
  if (!placeSeen(eyes.sight, layout, place)) throw refused('SCOPE');
  if (!placeSeen(eyes.sightIn(state, at.target), layout, place)) throw refused('NOT_RELEASED');
  return { layout, place };
}

async function* backFromNow(
  deps: Deps,
  tx: Tx,
  reader: CellQuery,
  ofRecords: boolean,
): AsyncGenerator<SeenEntry> {
  const { book, state: now } = reader;
  const stretch = { after: 0, until: now.position };
  if (reader.actor.scope.length === 0) {
    const touching = ofRecords ? 'facts' : 'leaves';
    for await (const few of newestFirst(tx, book, { ...stretch, touching })) yield* few.map(seenWhole);
    return;
  }
  // What a reader may know of an entry is judged by the state right after it, so the state goes back with the log.
  const state = forkState(await stateAfter(deps, tx, book, now.position));
  for await (const few of newestFirst(tx, book, stretch)) yield* seenBackwards(reader, state, few);
}

/** What an entry did to a cell. */
export interface Moved {
  /** Leaves at or below it that changed; 1 for its own number. */
  readonly leaves: number;
  /** By how much their sum did. */
  readonly difference: number;
  /** How many more of them have an entry. */
  readonly entered: number;
  /** What its own number was, where it has one. */
  readonly before?: number | null;
}

/** `state`: in which records that changed are looked up. */
export function movedAt(state: BookState, changes: readonly Change[], cell: SeenCell): Moved {
  if (!hasOwnNumber(cell)) return movedBelow(changes, cell);
  const own = ownNumbers(state, changes, cell);
  return { leaves: own.length, difference: 0, entered: 0, before: own[0]?.before ?? null };
}

/** What changes did to the leaves at or below a place. */
export function movedBelow(changes: readonly Change[], { layout, place }: SeenCell): Moved {
  const { frame, target } = layout;
  let leaves = 0;
  let difference = 0;
  let entered = 0;
  for (const change of changes) {
    if (change.type !== 'cells.changed' || change.target !== target.id) continue;
    const { cells, before, after } = change;
    for (let i = 0; i < cells.length; i++) {
      const leaf = leafOfSlot(frame.time, slotOf(cells[i]!));
      if (leaf < 0 || !isUnder(frame, place, rowOf(leafInTable(layout, cells[i]!)), leaf)) continue;
      leaves += 1;
      difference += (after[i] ?? 0) - (before[i] ?? 0);
      entered += (after[i] === null ? 0 : 1) - (before[i] === null ? 0 : 1);
    }
  }
  return { leaves, difference, entered };
}

interface OwnNumber {
  readonly before: number | null;
  readonly after: number | null;
}

/** What a total was given as its own number; the number itself is kept beside the leaves. */
function ownNumbers(state: BookState, changes: readonly Change[], { layout, place }: SeenCell): OwnNumber[] {
  const found: OwnNumber[] = [];
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

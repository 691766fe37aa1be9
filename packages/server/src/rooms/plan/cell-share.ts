import type { CellShare } from '@shapan/contract';
import {
  type BookState,
  createTotals,
  type EnterContext,
  findRecord,
  givenShare,
  holdsOf,
  keptByHand,
  kinds,
  layoutOf,
  leafAt,
  type Place,
  placeOf,
  readTotal,
  samePlace,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { refused } from '../../http/refused.ts';
import { todayIn } from '../../today.ts';
import { commandsOf, eventAsked, type Gesture, gesturesIn } from './cell-asked.ts';
import { type CellReader, movedAt, movedBelow, seenCell } from './cell-history.ts';
import { needsNear } from './far-back.ts';
import { momentOf } from './replayed.ts';
import { seenBackwards } from './seen-entries.ts';
import { placeSeen } from './seen-place.ts';
import { type Entry, readEntries } from './store.ts';
import { typedNumbers } from './typed-numbers.ts';

/** How the number typed in one entry came to a cell below it (SPR-T89); `null` where its method gives no shares. */
export async function shareAt(
  deps: Deps,
  tx: Tx,
  query: CellReader,
  position: number,
): Promise<CellShare | null> {
  const cell = seenCell(query);
  const { book, master } = query;
  const [entry] = await readEntries(tx, book.workspaceId, book.bookId, position - 1, position);
  if (!entry || movedAt(query.state, entry.changes, cell).leaves === 0)
    throw refused('NOT_FOUND', { kind: 'position', id: String(position) });
  const gesture = gesturesIn(await commandsOf(tx, query, [{ entry }]), query, cell).get(position);
  if (!gesture) return null;
  await needsNear(tx, book, position);
  const before = await deps.books.at(tx, book, position);
  const [event] = seenBackwards(query, before, [entry]);
  if (!event || movedAt(query.state, event.seen.changes, cell).leaves === 0) return null;
  if (!eventAsked(query, cell, event, gesture)) return null;
  const { asOf } = gesture.shaping;
  const then = asOf === undefined ? undefined : await deps.books.at(tx, book, asOf);
  before.position = position - 1;
  const past = (wanted: number): BookState | undefined => (wanted === asOf ? then : undefined);
  const typed = await typedNumbers(tx, { book, state: before, master }, gesture.commands);
  return shareOf(query, event.entry, gesture, {
    past,
    ...typed,
    book: 'plan',
    state: before,
    master,
    kinds,
    actor: entry.actor,
    today: todayIn(deps.timeZone, new Date(entry.at)),
    writable: () => true,
  });
}

/** `law`: the plan as the entry found it, and by whom and when. */
function shareOf(
  { place: named, eyes, state: now }: CellReader,
  entry: Entry,
  gesture: Gesture,
  law: EnterContext & { readonly today: string },
): CellShare | null {
  const { master, today, actor } = law;
  // Earlier commands of the same gesture have moved what the entry found (SPR-T82).
  const moment = momentOf(law, entry, gesture.commands, gesture.index);
  const layout = moment && layoutOf(moment.state, master, named.target);
  const place = layout && placeOf(layout.frame, named);
  if (!moment || !layout || !place) return null;
  const { state } = moment;
  const { shaping } = gesture;
  const top = placeOf(layout.frame, shaping.at);
  // Whoever owns a hold may type on what it keeps (SPR-T54).
  const released = (one: { owner: string; at: Place }): boolean =>
    one.owner === actor && top !== undefined && samePlace(layout.frame, one.at, top);
  const leaf = top ? leafAt(layout, top) : null;
  const kept = top && keptByHand({ ...law, state }, layout, [{ entry: shaping, place: top, path: '', leaf }]);
  const held = [...holdsOf({ state, today }, layout), ...(kept?.ok ? kept.value : [])];
  const inForce = held.filter((one) => !released(one));
  const share = givenShare({ ...law, state }, layout, shaping, place, inForce);
  if (!share) return null;
  // Weights that were read elsewhere, as far as those numbers were released to the reader (SPR-T93).
  // They may also be of an earlier entry: what was adjusted before its release stays unsaid.
  const then = shaping.asOf === undefined ? undefined : law.past?.(shaping.asOf);
  const read = share.source || then ? (share.source?.target ?? named.target) : undefined;
  const sights =
    read === undefined ? [] : [now, ...(then ? [then] : [])].map((one) => eyes.sightIn(one, read));
  if (top && sights.some((one) => one !== eyes.sight && !placeSeen(one, layout, top))) return null;
  const had = readTotal(createTotals(layout.cube, layout.frame, { denseLimit: 0 }), place) ?? 0;
  const got = had + movedBelow(moment.changes, { layout, place }).difference;
  const holds = share.holds.flatMap((id) => {
    const fields = findRecord(state, 'hold', id)?.fields;
    if (!fields) return [];
    return [
      { reason: String(fields['reason']), owner: String(fields['owner']), keeps: String(fields['keeps']) },
    ];
  });
  return { ...share, got, holds };
}

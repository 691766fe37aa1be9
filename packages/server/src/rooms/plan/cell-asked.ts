import {
  type CellEvent as CellEventView,
  type CellShare,
  mostSourceRows,
  rowInside,
  seenRecord,
  territoryOf,
} from '@shapan/contract';
import {
  type CellPlace,
  type Change,
  createTotals,
  findRecord,
  givenShare,
  holdsOf,
  kinds,
  layoutOf,
  type Place,
  placeOf,
  readTotal,
  samePlace,
  shapingEntry,
  type TargetEntry,
  type TargetLayout,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { refused } from '../../http/refused.ts';
import { todayIn } from '../../today.ts';
import {
  type CellEvent,
  type CellQuery,
  cellHistory,
  differenceOf,
  leavesBelow,
  type SeenCell,
  seenCell,
} from './cell-history.ts';
import { type EntrySource, readSources, sourceRows } from './entry-sources.ts';
import { momentOf } from './replayed.ts';
import { type Reader, summaryOf } from './seen-entries.ts';
import { type KeptCommand, readCommands } from './store.ts';

/** The entries that shaped a cell, newest first, each with the number that was typed for it. */
export async function askedHistory(deps: Deps, tx: Tx, query: CellQuery): Promise<CellEventView[]> {
  const cell = seenCell(query);
  const events = await cellHistory(deps, tx, query);
  const kept = await commandsOf(tx, query, events);
  const asked = gesturesIn(kept, query, cell);
  const commands = new Map(kept.map((one) => [one.position, one.commands]));
  const sources = await sourcesOf(tx, query, events);
  return events.map((event) => {
    const { entry, seen, ...numbers } = event;
    return {
      ...summaryOf(entry, seen),
      ...numbers,
      asked: eventAsked(query, cell, event, asked.get(entry.position)),
      by: seen.changes.length === 0 ? null : causeOf(query, commands.get(entry.position) ?? []),
      imported: importedOf(cell, event, sources.get(entry.position)),
    };
  });
}

const sourcesOf = (tx: Tx, { book, place: { target } }: CellQuery, events: readonly CellEvent[]) =>
  readSources(
    tx,
    { workspaceId: book.workspaceId, bookId: book.bookId, target },
    events.map(({ entry }) => entry.position),
  );

/** The rule that was run on the target, or the proposal about it that was accepted, if the reader may know of it. */
function causeOf(
  { state, master, actor, today, place: { target } }: CellQuery,
  commands: readonly KeptCommand[],
): CellEventView['by'] {
  const territory = territoryOf(actor.scope, master, today);
  for (const { type, rule, proposal } of commands.toReversed()) {
    const ran = type === 'target.runRule';
    if (!ran && type !== 'target.answer') continue;
    const name = ran ? 'breakdownRule' : 'proposal';
    const id = ran ? rule : proposal;
    const record = id === undefined ? undefined : findRecord(state, name, id);
    const kind = kinds.get(name);
    if (!record || !kind || record.fields['target'] !== target) continue;
    if (seenRecord(actor, territory, kind, record)) return { kind: name, id: record.id };
  }
  return null;
}

/** The rows of a file behind the cell; nothing of an entry of which the reader may know nothing. */
function importedOf(
  { layout, place }: SeenCell,
  { seen }: CellEvent,
  source: EntrySource | undefined,
): CellEventView['imported'] {
  const rows = source ? sourceRows(source, layout, place) : [];
  if (!source || rows.length === 0 || seen.changes.length === 0) return null;
  const { fileName, sheetName } = source;
  return { file: fileName, sheet: sheetName, rows: rows.slice(0, mostSourceRows), count: rows.length };
}

export interface Gesture {
  /** The innermost number typed at or above the cell, by the last command that was about it. */
  readonly shaping: TargetEntry;
  /** All commands of the gesture, and which of them that was. */
  readonly commands: readonly KeptCommand[];
  readonly index: number;
  /** How many numbers were entered. */
  readonly count: number;
}

type Kept = Awaited<ReturnType<typeof readCommands>>;

const commandsOf = (
  tx: Tx,
  { book: { workspaceId, bookId } }: CellQuery,
  events: readonly Pick<CellEvent, 'entry'>[],
): Promise<Kept> =>
  readCommands(
    tx,
    workspaceId,
    bookId,
    events.map(({ entry }) => entry.position),
  );

/** What was typed for the cell in these entries; nothing of one whose command the log does not keep whole. */
function gesturesIn(
  kept: Kept,
  { place: { target } }: CellQuery,
  cell: SeenCell,
): ReadonlyMap<number, Gesture> {
  return new Map(
    kept.flatMap(({ position, commands }) => {
      const entering = commands.filter((one) => one.type === 'target.enter' && one.target === target);
      const last = lastShaping(entering, cell);
      if (!last) return [];
      const count = entering.reduce((sum, one) => sum + countOf(one), 0);
      const index = commands.indexOf(last.command);
      return [[position, { shaping: last.shaping, commands, index, count }] as const];
    }),
  );
}

export const countOf = ({ entryCount, entries = [] }: KeptCommand): number => entryCount ?? entries.length;

/** Later commands write over earlier ones. One that is kept in part may have been about the cell, and hides the rest. */
function lastShaping(
  commands: readonly KeptCommand[],
  { layout, place }: SeenCell,
): { readonly shaping: TargetEntry; readonly command: KeptCommand } | undefined {
  for (const command of commands.toReversed()) {
    const { entries = [] } = command;
    if (countOf(command) > entries.length) return undefined;
    const shaping = shapingEntry(layout, entries, place);
    if (shaping) return { shaping, command };
  }
  return undefined;
}

/** Of an entry that the reader may know nothing of, nothing. */
const eventAsked = (
  query: CellQuery,
  { layout }: SeenCell,
  { entry, seen }: CellEvent,
  gesture: Gesture | undefined,
): CellEventView['asked'] =>
  gesture && seen.changes.length > 0 ? askedOf(query, layout, entry.changes, gesture) : null;

/** What was typed at or above a cell, in an entry with these changes; nothing of what lies outside the reader's scope. */
export function askedOf(
  { master, actor, today }: Reader,
  layout: TargetLayout,
  changes: readonly Change[],
  { shaping, count }: Pick<Gesture, 'shaping' | 'count'>,
): CellEventView['asked'] {
  const at = placeOf(layout.frame, shaping.at);
  if (!at) return null;
  const territory = territoryOf(actor.scope, master, today);
  // A number for several cells is the sum of them all: who may not see one of them is not told the sum.
  if (!placesOf(shaping).every(({ members }) => rowInside(territory, layout.cube.dimensions, members)))
    return null;
  const { method = 'proportional', value, reference = null } = shaping;
  const sums = layout.cube.parts === 1 && layout.behaviour === 'flow' && layout.totals === 'spread';
  // Only what takes the place of the cell's own number says what it became; all else promises other things.
  const replaces = sums && (shaping.action ?? 'replace') === 'replace';
  const ofOneCell = shaping.selection === undefined && shaping.mode !== 'each';
  const after = replaces && ofOneCell && typeof value === 'number' ? value : null;
  const promised = after !== null && method !== 'repeatLeaves';
  const before = promised ? after - differenceOf(leavesBelow(changes, layout, at)) : null;
  const named = { members: [...shaping.at.members], time: shaping.at.time };
  return { at: named, method, reference, before, after, entries: count };
}

/** Every cell that an entry names. */
export const placesOf = ({
  at,
  selection = [],
  source,
  target,
  location,
}: TargetEntry): readonly CellPlace[] =>
  [at, ...selection, source, target, location].filter((one) => one !== undefined);

/** How the number typed in one entry came to a cell below it (SPR-T89); `null` where its method gives no shares. */
export async function shareAt(
  deps: Deps,
  tx: Tx,
  query: CellQuery,
  position: number,
): Promise<CellShare | null> {
  const [event] = await cellHistory(deps, tx, { ...query, before: position + 1, limit: 1 });
  if (event?.entry.position !== position)
    throw refused('NOT_FOUND', { kind: 'position', id: String(position) });
  const cell = seenCell(query);
  const gesture = gesturesIn(await commandsOf(tx, query, [event]), query, cell).get(position);
  if (!gesture || !eventAsked(query, cell, event, gesture)) return null;
  const entry = gesture.shaping;
  const { master } = query;
  const before = await deps.books.at(tx, query.book, position - 1);
  const today = todayIn(deps.timeZone, new Date(event.entry.at));
  const { actor } = event.entry;
  const law = { book: 'plan', state: before, master, kinds, actor, today, writable: () => true } as const;
  // Earlier commands of the same gesture have moved what the entry found (SPR-T82).
  const moment = momentOf(law, event.entry, gesture.commands, gesture.index);
  const layout = moment && layoutOf(moment.state, master, query.place.target);
  const place = layout && placeOf(layout.frame, query.place);
  if (!moment || !layout || !place) return null;
  const { state } = moment;
  const top = placeOf(layout.frame, entry.at);
  // Whoever owns a hold may type on what it keeps (SPR-T54).
  const released = (one: { owner: string; at: Place }): boolean =>
    one.owner === actor && top !== undefined && samePlace(layout.frame, one.at, top);
  const inForce = holdsOf({ state, today }, layout).filter((one) => !released(one));
  const share = givenShare({ state, master }, layout, entry, place, inForce);
  if (!share) return null;
  const had = readTotal(createTotals(layout.cube, layout.frame, { denseLimit: 0 }), place) ?? 0;
  const got = had + differenceOf(leavesBelow(moment.changes, layout, place));
  const holds = share.holds.flatMap((id) => {
    const fields = findRecord(state, 'hold', id)?.fields;
    if (!fields) return [];
    return [
      { reason: String(fields['reason']), owner: String(fields['owner']), keeps: String(fields['keeps']) },
    ];
  });
  return { ...share, got, holds };
}

import {
  type CellEvent as CellEventView,
  mostSourceRows,
  rowInside,
  type Sight,
  seenRecord,
} from '@shapan/contract';
import {
  type BookState,
  type CellPlace,
  type Change,
  findRecord,
  kinds,
  layoutOf,
  placeOf,
  placesOf as placesMeant,
  shapingEntry,
  type TargetEntry,
  type TargetLayout,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import {
  type CellEvent,
  type CellQuery,
  type CellReader,
  cellHistory,
  movedBelow,
  type SeenCell,
  seenCell,
} from './cell-history.ts';
import { type EntrySource, readSources, sourceRows } from './entry-sources.ts';
import { type Reader, type SeenEntry, summaryOf } from './seen-entries.ts';
import { placeSeen } from './seen-place.ts';
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
      goal: seen.changes.length === 0 ? null : goalOf(query, commands.get(entry.position) ?? []),
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
  { state, actor, eyes, place: { target } }: CellReader,
  commands: readonly KeptCommand[],
): CellEventView['by'] {
  for (const { type, rule, proposal } of commands.toReversed()) {
    const ran = type === 'target.runRule';
    if (!ran && type !== 'target.answer') continue;
    const name = ran ? 'breakdownRule' : 'proposal';
    const id = ran ? rule : proposal;
    const record = id === undefined ? undefined : findRecord(state, name, id);
    const kind = kinds.get(name);
    if (!record || !kind || record.fields['target'] !== target) continue;
    if (seenRecord(actor, eyes.partsIn(state), kind, record)) return { kind: name, id: record.id };
  }
  return null;
}

/** The number that was typed on a formula, of which the target is a driver (SPR-T39), if the reader may know of it. */
function goalOf(
  { state, master, eyes, place }: CellQuery,
  commands: readonly KeptCommand[],
): CellEventView['goal'] {
  for (const command of commands.toReversed()) {
    const { type, target, entries = [] } = command;
    if (type !== 'target.enter' || target === undefined || target === place.target) continue;
    const layout = layoutOf(state, master, target);
    const typed = entries.at(-1);
    if (!layout?.formula || typeof typed?.value !== 'number' || countOf(command) > entries.length) continue;
    if (!isSeen(eyes.sightIn(state, target), layout, typed.at)) continue;
    return { target, at: { members: [...typed.at.members], time: typed.at.time }, value: typed.value };
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

export const commandsOf = (
  tx: Tx,
  { book: { workspaceId, bookId } }: CellReader,
  events: readonly Pick<CellEvent, 'entry'>[],
): Promise<Kept> =>
  readCommands(
    tx,
    workspaceId,
    bookId,
    events.map(({ entry }) => entry.position),
  );

/** What was typed for the cell in these entries; nothing of one whose command the log does not keep whole. */
export function gesturesIn(
  kept: Kept,
  { place: { target } }: CellReader,
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
export function eventAsked(
  reader: CellReader,
  { layout }: SeenCell,
  { entry, seen }: SeenEntry,
  gesture: Gesture | undefined,
): CellEventView['asked'] {
  const asked = gesture && seen.changes.length > 0 ? askedOf(reader, layout, gesture) : null;
  return asked && { ...asked.told, before: asked.before(entry.changes) };
}

/** What was typed at or above a cell. */
export interface Asked {
  /** Without what the cell was before. */
  readonly told: Omit<NonNullable<CellEventView['asked']>, 'before'>;
  /** Whether what the cell was before follows from what the entry changed. */
  readonly hasBefore: boolean;
  /** What it was, from the changes of the entry. */
  readonly before: (changes: readonly Change[]) => number | null;
}

/** What was typed at or above a cell in an entry; nothing of what lies outside the reader's scope. */
export function askedOf(
  { eyes, state }: Reader & { readonly state: BookState },
  layout: TargetLayout,
  { shaping, count }: Pick<Gesture, 'shaping' | 'count'>,
): Asked | null {
  const place = placeOf(layout.frame, shaping.at);
  if (!place) return null;
  // A number for several cells is the sum of them all: who may not see one of them is not told the sum.
  const sight = eyes.sightIn(state, layout.target.id);
  if (!placesOf(shaping).every((at) => isSeen(sight, layout, at))) return null;
  const { method = 'proportional', value, reference = null, typed } = shaping;
  const sums = layout.cube.parts === 1 && layout.behaviour === 'flow' && layout.totals === 'spread';
  // Only what takes the place of the cell's own number says what it became; all else promises other things.
  const replaces = sums && (shaping.action ?? 'replace') === 'replace';
  const ofOneCell = shaping.selection === undefined && shaping.mode !== 'each';
  const after = replaces && ofOneCell && typeof value === 'number' ? value : null;
  const hasBefore = after !== null && method !== 'repeatLeaves';
  const at = { members: [...shaping.at.members], time: shaping.at.time };
  return {
    told: { at, method, reference, after, ...(typed !== undefined && { typed }), entries: count },
    hasBefore,
    before: (changes) => (hasBefore ? after - movedBelow(changes, { layout, place }).difference : null),
  };
}

/** A cell that is named; one that is in no table by now, by the organisation of today. */
function isSeen(sight: Sight, layout: TargetLayout, at: CellPlace): boolean {
  const places = placesMeant(layout.frame, at);
  return places.length > 0
    ? places.every((place) => placeSeen(sight, layout, place))
    : rowInside(sight.now, layout.cube.dimensions, at.members);
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

import type { EntrySummary, HistoryEntry } from '@shapan/contract';
import {
  type BookState,
  forkState,
  layoutOf,
  meetOf,
  placeOf,
  type TargetEntry,
  type TargetLayout,
  waterfallsOf,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { type Asked, askedOf, countOf, placesOf } from './cell-asked.ts';
import { aboutOf, hasAbout } from './history-about.ts';
import { type Reader, seenBackwards, stateAfter, summaryOf } from './seen-entries.ts';
import {
  type EntryRow,
  type KeptCommand,
  listEntries,
  readCommands,
  readRecordChanges,
  readTakenBack,
} from './store.ts';
import { newestFirst } from './walk-log.ts';

/** A page of the log. */
export interface HistoryPage {
  readonly before: number;
  readonly limit: number;
  /** Whether the numbers that were typed and the records are told as well: that needs the changes of their entries. */
  readonly asked: boolean;
}

/**
 * The log, newest first, with the number that was typed in each entry: of which cell, from what to what. Changes are read
 * where something of them is told, a few entries at a time: for a reader of a part those of the page, since what may be
 * told of an entry follows from them, otherwise those of the entries in which one number was typed, and of those that are
 * about records what they did to these, without their leaves.
 */
export async function historyOf(
  deps: Deps,
  tx: Tx,
  reader: Reader,
  page: HistoryPage,
): Promise<HistoryEntry[]> {
  const { workspaceId, bookId } = reader.book;
  const rows = await listEntries(tx, workspaceId, bookId, page.before, page.limit);
  const typed = page.asked ? await typedIn(deps, tx, reader, rows) : NOTHING_TYPED;
  const told =
    reader.actor.scope.length === 0
      ? await toldOfAll(tx, reader, rows, typed, page.asked)
      : await toldOfPart(deps, tx, reader, rows, typed, page.asked);
  const also = await alsoUndone(tx, reader, rows);
  return told.map((entry) => {
    const others = entry.undoes === null ? [] : (also.get(entry.position) ?? []);
    return { ...entry, alsoUndoes: others.filter((one) => one !== entry.undoes) };
  });
}

/** Which entries those of a page take back, where they take back any. */
async function alsoUndone(
  tx: Tx,
  { book }: Reader,
  rows: readonly EntryRow[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const [newest, oldest] = [rows[0], rows.at(-1)];
  if (!newest || !oldest || rows.every(({ undoes }) => undoes === null)) return new Map();
  const found = await readTakenBack(tx, book, oldest.position - 1, newest.position);
  return new Map(found.map(({ position, takesBack }) => [position, takesBack]));
}

type Told = Omit<HistoryEntry, 'alsoUndoes'>;

type Typed = ReadonlyMap<number, FirstAsked>;

const NOTHING_TYPED: Typed = new Map();

async function typedIn(deps: Deps, tx: Tx, reader: Reader, rows: readonly EntryRow[]): Promise<Typed> {
  const typed = rows.filter(({ label }) => label.split(',').includes('target.enter'));
  if (typed.length === 0) return NOTHING_TYPED;
  const { workspaceId, bookId } = reader.book;
  const state = await deps.books.current(tx, reader.book);
  const positions = typed.map(({ position }) => position);
  const kept = await readCommands(tx, workspaceId, bookId, positions);
  return new Map(
    kept.flatMap(({ position, commands }) => {
      const asked = firstAsked(reader, state, commands);
      return asked ? [[position, asked] as const] : [];
    }),
  );
}

async function toldOfAll(
  tx: Tx,
  { book }: Reader,
  rows: readonly EntryRow[],
  typed: Typed,
  isAsked: boolean,
): Promise<Told[]> {
  const at = rows.filter(({ position }) => typed.get(position)?.hasBefore).map(({ position }) => position);
  const before = new Map<number, number | null>();
  const stretch = { after: Math.min(...at) - 1, until: Math.max(...at), at };
  if (at.length > 0) {
    for await (const few of newestFirst(tx, book, stretch))
      for (const { changes, position } of few)
        before.set(position, typed.get(position)?.before(changes) ?? null);
  }
  const aboutRecords = isAsked ? rows.filter(hasAbout) : [];
  const records = await readRecordChanges(
    tx,
    book,
    aboutRecords.map(({ position }) => position),
  );
  const about = new Map(
    aboutRecords.map((row) => [row.position, aboutOf(row, records.get(row.position) ?? [])] as const),
  );
  return rows.map((row) => {
    const { told = null } = typed.get(row.position) ?? {};
    const { position } = row;
    const asked = told && { ...told, before: before.get(position) ?? null };
    return { ...summaryOf(row), asked, about: about.get(position) ?? null };
  });
}

async function toldOfPart(
  deps: Deps,
  tx: Tx,
  reader: Reader,
  rows: readonly EntryRow[],
  typed: Typed,
  isAsked: boolean,
): Promise<Told[]> {
  const [newest, oldest] = [rows[0], rows.at(-1)];
  if (!newest || !oldest) return [];
  const state = forkState(await stateAfter(deps, tx, reader.book, newest.position));
  const stretch = { after: oldest.position - 1, until: newest.position };
  const history: Told[] = [];
  for await (const few of newestFirst(tx, reader.book, stretch)) {
    for (const { entry, seen } of seenBackwards(reader, state, few)) {
      const told: EntrySummary = summaryOf(entry, seen);
      const asked = told.actor === null ? undefined : typed.get(entry.position);
      history.push({
        ...told,
        asked: asked ? { ...asked.told, before: asked.before(entry.changes) } : null,
        about: isAsked && told.actor !== null ? aboutOf(entry, seen.changes) : null,
      });
    }
  }
  return history;
}

/** The first number that was typed in a gesture. */
interface FirstAsked extends Omit<Asked, 'told'> {
  readonly told: Omit<NonNullable<HistoryEntry['asked']>, 'before'>;
}

function firstAsked(reader: Reader, state: BookState, commands: readonly KeptCommand[]): FirstAsked | null {
  const entering = commands.filter(({ type }) => type === 'target.enter');
  const [first] = entering;
  const [shaping] = first?.entries ?? [];
  const layout = first?.target === undefined ? undefined : layoutOf(state, reader.master, first.target);
  if (!first?.target || !shaping || !layout) return null;
  const count = entering.reduce((sum, one) => sum + countOf(one), 0);
  // Of what is handed down level by level the entry may have been made before its release: the cell's own history knows.
  const isPart = reader.actor.scope.length > 0;
  const { target } = first;
  const hiding = [state, ...(reader.also ?? [])];
  if (isPart && hiding.some((one) => waterfallsOf(one, reader.master, target).length > 0)) return null;
  const asked = askedOf({ ...reader, state }, layout, { shaping, count });
  if (!asked) return null;
  const told = { target: first.target, ...asked.told };
  if (isAlone(layout, commands, shaping)) return { ...asked, told };
  return { told: { ...told, after: null }, hasBefore: false, before: nothing };
}

const nothing = (): null => null;

/**
 * Whether nothing else of a gesture was about a number's place: only then is what was typed what it became, and the
 * changes of the gesture what it did. Not known of what the log keeps in part, and of what is not typed at a place.
 */
function isAlone(layout: TargetLayout, commands: readonly KeptCommand[], shaping: TargetEntry): boolean {
  const own = placeOf(layout.frame, shaping.at);
  return commands.every((command) => {
    const { type, target, entries = [] } = command;
    if (type.startsWith('record.')) return true;
    if (type !== 'target.enter' || target !== layout.target.id || countOf(command) > entries.length)
      return false;
    const others = entries.filter((entry) => entry !== shaping).flatMap(placesOf);
    return others.every((at) => {
      const place = placeOf(layout.frame, at);
      return own !== undefined && place !== undefined && meetOf(layout.frame, own, place) === null;
    });
  });
}

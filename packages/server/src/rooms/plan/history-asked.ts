import type { EntrySummary, HistoryEntry } from '@shapan/contract';
import {
  type BookState,
  layoutOf,
  meetOf,
  placeOf,
  type TargetEntry,
  type TargetLayout,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { askedOf, countOf, placesOf } from './cell-asked.ts';
import type { Reader } from './seen-entries.ts';
import { type Entry, type KeptCommand, readCommands, readEntriesAt } from './store.ts';

/** Changes of more leaves than this are not read only to tell what one of them was before. */
const mostLeaves = 20_000;

/** The history with the number that was typed in each entry: of which cell, from what to what. */
export async function withAsked(
  deps: Deps,
  tx: Tx,
  reader: Reader,
  told: readonly EntrySummary[],
): Promise<HistoryEntry[]> {
  const { workspaceId, bookId } = reader.book;
  const typed = told.filter(
    ({ actor, label }) => actor !== null && label.split(',').includes('target.enter'),
  );
  if (typed.length === 0) return told.map((one) => ({ ...one, asked: null }));
  const positions = typed.map(({ position }) => position);
  const state = await deps.books.current(tx, reader.book);
  const kept = await readCommands(tx, workspaceId, bookId, positions);
  const commands = new Map(kept.map((one) => [one.position, one.commands]));
  const small = typed.filter(({ cells }) => cells <= mostLeaves).map(({ position }) => position);
  const entries = new Map(
    (await readEntriesAt(tx, workspaceId, bookId, small)).map((entry) => [entry.position, entry]),
  );
  return told.map((one) => ({
    ...one,
    asked: firstAsked(reader, state, commands.get(one.position) ?? [], entries.get(one.position)),
  }));
}

/** `whole`: left out where nobody reads the changes only to tell what the number was before. */
function firstAsked(
  reader: Reader,
  state: BookState,
  commands: readonly KeptCommand[],
  whole: Entry | undefined,
): HistoryEntry['asked'] {
  const entering = commands.filter(({ type }) => type === 'target.enter');
  const [first] = entering;
  const [shaping] = first?.entries ?? [];
  const layout = first?.target === undefined ? undefined : layoutOf(state, reader.master, first.target);
  if (!first?.target || !shaping || !layout) return null;
  const count = entering.reduce((sum, one) => sum + countOf(one), 0);
  const asked = askedOf(reader, layout, whole?.changes ?? [], { shaping, count });
  if (!asked) return null;
  const alone = isAlone(layout, commands, shaping);
  const after = alone ? asked.after : null;
  return { target: first.target, ...asked, before: alone && whole ? asked.before : null, after };
}

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

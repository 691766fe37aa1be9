import { isDeepStrictEqual } from 'node:util';
import {
  applyChanges,
  type BookState,
  type Change,
  type Command,
  decide,
  type EnterContext,
  forkState,
  squash,
} from '@shapan/engine';
import type { Entry, KeptCommand } from './store.ts';

/** One command of a gesture: the state right before it, and what it did. */
export interface Moment {
  readonly state: BookState;
  readonly changes: readonly Change[];
}

const decidable = /^(record\.(add|update|remove)|target\.(enter|runRule|propose|answer|rows|remove))$/;

/** Whether the log keeps a command as it was asked, so that it can be decided once more. */
const isWhole = ({ type, entryCount }: KeptCommand): boolean =>
  decidable.test(type) && entryCount === undefined;

/**
 * A command of a gesture of several, as it found the plan (SPR-T89): the gesture is decided once more, command by command,
 * from the state before it. `null` where the log does not keep it whole, or where the outcome is another than the one
 * that was entered – in another scope, say – so that nothing is told which was not so.
 */
export function momentOf(
  before: EnterContext,
  { changes }: Entry,
  commands: readonly KeptCommand[],
  index: number,
): Moment | null {
  if (commands.length === 1) return { state: before.state, changes };
  if (!commands.every(isWhole)) return null;
  const done: Change[] = [];
  let found: Moment | null = null;
  let { state } = before;
  for (const [i, command] of commands.entries()) {
    const decided = decide({ ...before, state }, command as unknown as Command);
    if (!decided.ok) return null;
    if (i === index) found = { state, changes: decided.value.changes };
    done.push(...decided.value.changes);
    state = forkState(state);
    applyChanges(state, decided.value.changes);
  }
  return isDeepStrictEqual(plain(squash(done)), plain(changes)) ? found : null;
}

/** The log unpacks columns as typed arrays; what they say is the same. */
const plain = (changes: readonly Change[]): readonly unknown[] =>
  changes.map((change) =>
    change.type === 'cells.changed'
      ? {
          ...change,
          cells: Array.from(change.cells),
          before: Array.from(change.before),
          after: Array.from(change.after),
        }
      : change,
  );

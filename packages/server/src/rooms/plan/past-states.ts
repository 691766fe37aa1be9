import { type Parts, partsOf, pastsOf, rowInside, type Submission, type Territory } from '@shapan/contract';
import type { BookState } from '@shapan/engine';
import { refused } from '../../http/refused.ts';
import { todayOf } from '../../today.ts';
import type { Deciding } from './deciding.ts';
import { stateAfter } from './seen-entries.ts';

type SubmittedCommand = Submission['commands'][number];

/**
 * The book as it was after the entries that a command names: read before anything is decided. Numbers of then are no more
 * to be had by a reference than by reading, so as far as they were released then (SPR-T93).
 */
export async function pastStates(
  { deps, tx, book, also, master }: Deciding,
  command: SubmittedCommand,
  territory: Territory,
): Promise<(position: number) => BookState | undefined> {
  const states = new Map<number, BookState>();
  const today = todayOf(deps);
  for (const position of pastsOf([command])) {
    if (position > book.position) continue;
    const state = await stateAfter(deps, tx, book, position);
    if (readsUnreleased(command, position, state, partsOf({ state, also, master, territory, today })))
      throw refused('NOT_RELEASED');
    states.set(position, state);
  }
  return (position) => states.get(position);
}

function readsUnreleased(
  command: SubmittedCommand,
  position: number,
  state: BookState,
  parts: Parts,
): boolean {
  if (command.type !== 'target.enter') return false;
  const dimensions = state.cubes.get(command.target)?.shape?.dimensions ?? [];
  const read = command.entries.filter(({ asOf }) => asOf === position);
  return read.some(({ at, selection = [], reference, nearer }) => {
    const part = parts.of(reference ?? nearer ?? command.target);
    if (part === parts.of()) return false;
    return ![at, ...selection].every(({ members }) => rowInside(part, dimensions, members));
  });
}

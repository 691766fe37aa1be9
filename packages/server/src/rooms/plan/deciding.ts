import {
  type Actor,
  coversChanges,
  partsOf,
  type Reach,
  rowInside,
  type Submission,
  type Territory,
} from '@shapan/contract';
import {
  applyChanges,
  type BookState,
  type Change,
  type EnterContext,
  forkState,
  kinds,
  rowsOf,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { refused } from '../../http/refused.ts';
import { todayOf } from '../../today.ts';
import type { BookRow } from './store.ts';

/** Everything that a decision stands on. */
export interface Deciding {
  readonly deps: Deps;
  readonly tx: Tx;
  readonly actor: Actor;
  readonly submission: Submission;
  readonly book: BookRow;
  readonly state: BookState;
  /** By what numbers are hidden beside the state: of a what-if by its plan. */
  readonly also?: readonly BookState[];
  readonly master: BookState;
}

/** What the law looks at, for this asker: the scope says what may be written, the day which holds have expired. */
export const contextOf = (
  { deps, actor, book, state, also, master }: Deciding,
  territory: Territory,
): EnterContext => {
  const today = todayOf(deps);
  const parts = partsOf({ state, also, master, territory, today });
  return {
    book: book.kind === 'master' ? 'master' : 'plan',
    state,
    master,
    kinds,
    writable: (target, row) =>
      rowInside(parts.of(target), state.cubes.get(target)?.shape?.dimensions ?? [], row),
    actor: actor.member,
    today,
  };
};

/** What the rights look at, in a state of the book. */
export function reachOf({ deps, also, master }: Deciding, state: BookState, territory: Territory): Reach {
  const today = todayOf(deps);
  const parts = partsOf({ state, also, master, territory, today });
  return { state, territory, parts, kinds, rowOf: rowsOf(state), master, today };
}

/** Who works in a part of the organisation brings nothing about outside it, by no command. */
export function coveredBy(
  deciding: Deciding,
  territory: Territory,
  changes: readonly Change[],
): readonly Change[] {
  if (territory.size === 0) return changes;
  const after = forkState(deciding.state);
  applyChanges(after, changes);
  if (!coversChanges(deciding.actor, changes, reachOf(deciding, after, territory))) throw refused('SCOPE');
  return changes;
}

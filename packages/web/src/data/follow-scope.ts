import { type Scope, territoryOf } from '@shapan/contract';
import { REASSIGNMENT, recordsOf } from '@shapan/engine';
import type { BookStore } from './book-store.ts';
import { serverDay } from './server-day.ts';

/** How often it is looked whether another day has come. */
const LOOK_MS = 60_000;

interface Reader {
  readonly scope: Scope;
  readonly timeZone: string;
  /** Plans came without what lies outside the reader's part: when the part is another one, they must be read anew. */
  readonly reload: () => void;
}

/**
 * Follows a reader's part of the organisation, which changes with the master data and with the day on which a member
 * moves. Whoever sees everything has no part.
 */
export function followScope(master: BookStore, { scope, timeZone, reload }: Reader): () => void {
  if (scope.length === 0) return () => undefined;
  let known: string | undefined;
  const look = (): void => {
    const { save } = master.snapshot();
    if (save === 'loading' || save === 'failed') return;
    const part = partOf(master, scope, serverDay(timeZone));
    const isOther = known !== undefined && known !== part;
    known = part;
    if (isOther) reload();
  };
  look();
  const unsubscribe = master.subscribe(look);
  const timer = setInterval(look, LOOK_MS);
  return () => {
    unsubscribe();
    clearInterval(timer);
  };
}

/** What is inside today, and every move: what has left stays readable for the time in which it belonged there. */
function partOf(master: BookStore, scope: Scope, today: string): string {
  const { state } = master.snapshot();
  const inside = [...territoryOf(scope, state, today)].map(([dimension, ids]) => [
    dimension,
    [...ids].sort(),
  ]);
  const moves = recordsOf(state, REASSIGNMENT).map(({ id, fields }) => [id, fields]);
  return JSON.stringify([inside, moves]);
}

import type { Actor, Submission } from '@shapan/contract';
import type { BookState, Notice } from '@shapan/engine';
import type { Deps } from '../../deps.ts';
import type { BookRow, Entry } from './store.ts';

/** A change of a book that somebody asks for. */
export interface SubmitRequest {
  readonly workspaceId: string;
  readonly bookId: string;
  readonly actor: Actor;
  readonly submission: Submission;
  /** Master data that the same transaction has just extended, before anyone else can see it. */
  readonly master?: BookState;
}

/** What came of it. */
export interface Submitted {
  readonly book: BookRow;
  /** Whose rights it was decided by. */
  readonly actor: Actor;
  readonly entry: Entry;
  readonly notices: readonly Notice[];
  /** `false`: it was only a preview, it changed nothing, or it had been committed before. */
  readonly committed: boolean;
  /** `false`: the entry is a thought only, on top of the state at its position. */
  readonly isLogged: boolean;
  /** Of what was decided, or had been (SPR-T88). */
  readonly fingerprint: string;
  /** Nothing was done because it would have been something else than was shown (SPR-T85). */
  readonly isStale: boolean;
}

/** After its commit: this process's memory of the book goes on, and everyone is told. */
export function announce(deps: Deps, { book, entry, committed }: Submitted): void {
  if (!committed) return;
  const { workspaceId, bookId } = book;
  deps.books.advance(workspaceId, bookId, entry);
  deps.live.announce({ workspaceId, bookId, position: entry.position });
}

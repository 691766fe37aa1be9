import type { BookKind, Kinds } from './kind.ts';
import type { BookState } from './state.ts';

/** What a decision may look at: the book it is about, the workspace's master data, and the law of kinds. */
export interface DecideContext {
  readonly book: BookKind;
  readonly state: BookState;
  /** The same as `state` when the book is the master data. */
  readonly master: BookState;
  readonly kinds: Kinds;
}

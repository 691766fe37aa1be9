import type { LaterEntries } from '@shapan/contract';
import { createContext, useContext } from 'react';
import type { BookStore } from '../data/book-store.ts';

/** An undo that later entries stand in the way of. */
export interface BlockedUndo {
  readonly store: BookStore;
  readonly later: LaterEntries;
  /** Why, in a sentence. */
  readonly why: string;
}

export const BlockedUndoContext = createContext<(blocked: BlockedUndo) => void>(() => undefined);

/** Where to bring an undo that was refused for what came later: to the ways on from there (SPR-T90). */
export const useBlockedUndo = () => useContext(BlockedUndoContext);

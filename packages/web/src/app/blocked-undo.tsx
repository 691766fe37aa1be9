import type { LaterEntries } from '@shapan/contract';
import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react';
import type { BookStore } from '../data/book-store.ts';

/** An undo that later entries stand in the way of. */
export interface BlockedUndo {
  readonly store: BookStore;
  readonly later: LaterEntries;
  /** Why, in a sentence. */
  readonly why: string;
}

const BlockedUndoContext = createContext<(blocked: BlockedUndo) => void>(() => undefined);

/** Where to bring an undo that was refused for what came later: to the ways on from there (SPR-T90). */
export const useBlockedUndo = () => useContext(BlockedUndoContext);

const UndoDialog = lazy(() =>
  import('../rooms/versions/undo-dialog.tsx').then((module) => ({ default: module.UndoDialog })),
);

/** Around everything in which something may be undone. */
export function BlockedUndos({ children }: { readonly children: ReactNode }) {
  const [blocked, setBlocked] = useState<BlockedUndo | null>(null);
  return (
    <BlockedUndoContext value={setBlocked}>
      {children}
      {blocked && (
        <Suspense fallback={null}>
          <UndoDialog {...blocked} onClose={() => setBlocked(null)} />
        </Suspense>
      )}
    </BlockedUndoContext>
  );
}

import { lazy, type ReactNode, Suspense, useState } from 'react';
import { type BlockedUndo, BlockedUndoContext } from './blocked-undo.ts';

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

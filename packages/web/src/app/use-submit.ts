import type { CommandRequest } from '@shapan/contract';
import type { BookStore, SubmitResult } from '../data/book-store.ts';
import { useT } from '../data/hooks.tsx';
import { useToasts } from '../design/index.ts';
import { useBlockedUndo } from './blocked-undo.ts';
import { problemText } from './failure.tsx';

/** Change a book; when the server says no, what was shown is taken back and the reason is said. `true` = done. */
export function useSubmit(store: BookStore) {
  const explain = useExplain(store);
  return async (commands: readonly CommandRequest[], reason?: string): Promise<boolean> =>
    explain(await store.submit(commands, reason));
}

/**
 * Says why a submission was refused; hands back whether it went through. Of an undo in `store` that later entries stand in
 * the way of it says which they are, and what can be done.
 */
export function useExplain(store?: BookStore) {
  const t = useT();
  const toasts = useToasts();
  const block = useBlockedUndo();
  return ({ ok, error }: SubmitResult): boolean => {
    if (!error) return ok;
    const why = problemText(t, error);
    const later = error.body?.later;
    if (store && later) block({ store, later, why });
    else toasts.show({ tone: 'bad', title: t('app.notSaved'), text: why });
    return ok;
  };
}

export function useUndo(store: BookStore | undefined) {
  const explain = useExplain(store);
  return {
    undo: async () => store?.snapshot().canUndo === true && explain(await store.undo()),
    redo: async () => store?.snapshot().canRedo === true && explain(await store.redo()),
  };
}

import type { CommandRequest } from '@shapan/contract';
import type { BookStore, SubmitResult } from '../data/book-store.ts';
import { useT } from '../data/hooks.tsx';
import { useToasts } from '../design/index.ts';
import { problemText } from './failure.tsx';

/** Change a book; when the server says no, what was shown is taken back and the reason is said. `true` = done. */
export function useSubmit(store: BookStore) {
  const explain = useExplain();
  return async (commands: readonly CommandRequest[], reason?: string): Promise<boolean> =>
    explain(await store.submit(commands, reason));
}

/** Says why a submission was refused; hands back whether it went through. */
export function useExplain() {
  const t = useT();
  const toasts = useToasts();
  return (result: SubmitResult): boolean => {
    if (result.error) {
      toasts.show({ tone: 'bad', title: t('app.notSaved'), text: problemText(t, result.error) });
    }
    return result.ok;
  };
}

export function useUndo(store: BookStore | undefined) {
  const explain = useExplain();
  return {
    undo: async () => store?.snapshot().canUndo === true && explain(await store.undo()),
    redo: async () => store?.snapshot().canRedo === true && explain(await store.redo()),
  };
}

import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import type { BookStore, SubmitResult } from '../data/book-store.ts';
import { useT } from '../data/hooks.tsx';
import { type ToastMessage, useToasts } from '../design/index.ts';
import { useExplain } from './use-submit.ts';

const ShownContext = createContext<Set<string>>(new Set());

/** Around one open log: when it is left, no message stays behind that could still change it, or seem to change another. */
export function UndoToasts({ children }: { readonly children: ReactNode }) {
  const { close } = useToasts();
  const [shown] = useState(() => new Set<string>());
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(
    () => () => {
      for (const id of shown) latest.current(id);
      shown.clear();
    },
    [shown],
  );
  return <ShownContext value={shown}>{children}</ShownContext>;
}

/** Says what was done to the book, with the way back from exactly that, whatever has been done since. */
export function useUndoToast(store: BookStore) {
  const t = useT();
  const toasts = useToasts();
  const shown = useContext(ShownContext);
  const explain = useExplain(store);
  return (message: Omit<ToastMessage, 'action'>, { entry }: SubmitResult): void => {
    const undo = async (position: number) => explain(await store.submit([{ type: 'undo', position }]));
    const action =
      entry === undefined ? undefined : { label: t('app.undo'), onAction: () => void undo(entry) };
    shown.add(toasts.show({ ...message, action }));
  };
}

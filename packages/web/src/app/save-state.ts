import { useEffect, useState } from 'react';
import type { SaveState } from '../data/book-store.ts';
import { useBook, useWorkspace } from '../data/hooks.tsx';
import { useMaybePlan } from './open-plan.tsx';

/** Whether the server hears us. A first moment without a connection is not a loss of it. */
export function useOnline(): boolean {
  const { live } = useWorkspace();
  const [online, setOnline] = useState(true);
  useEffect(() => live.onConnection(setOnline), [live]);
  return online;
}

/** The worst of what is open: a plan that is saved does not hide master data that is not. */
export function useSaveState(): SaveState {
  const { master } = useWorkspace();
  // From the books themselves: what is not saved is said in the very picture that shows it.
  const states = [useBook(master).save, useBook(useMaybePlan()?.store ?? master).save];
  return worst(useOnline(), states);
}

const ORDER: readonly SaveState[] = ['failed', 'offline', 'saving', 'loading', 'saved'];

export function worst(online: boolean, states: readonly SaveState[]): SaveState {
  const all: readonly SaveState[] = online ? states : [...states, 'offline'];
  return ORDER.find((state) => all.includes(state)) ?? 'saved';
}

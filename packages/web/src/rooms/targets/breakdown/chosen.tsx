import { type ReactNode, useState, useSyncExternalStore } from 'react';
import type { GridSelection } from '../../../grid/index.ts';

/**
 * What is selected in the table. It moves with every number typed: whoever shows something of it asks for just that, so
 * that a step draws nothing else.
 */
export interface Chosen {
  readonly now: () => GridSelection | null;
  readonly choose: (selection: GridSelection) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createChosen(): Chosen {
  const listeners = new Set<() => void>();
  let chosen: GridSelection | null = null;
  return {
    now: () => chosen,
    choose(selection) {
      chosen = selection;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useChosen(): Chosen {
  const [chosen] = useState(createChosen);
  return chosen;
}

/** One thing about the selection, as a plain value: the component renders anew when that is another. */
export function useOfChosen<Part extends boolean | string>(
  chosen: Chosen,
  part: (selection: GridSelection | null) => Part,
): Part {
  return useSyncExternalStore(chosen.subscribe, () => part(chosen.now()));
}

interface OfChosenProps {
  readonly chosen: Chosen;
  readonly children: (selection: GridSelection | null) => ReactNode;
}

/** What is drawn for the selection, and anew when it is another. */
export function OfChosen({ chosen, children }: OfChosenProps) {
  return children(useSyncExternalStore(chosen.subscribe, chosen.now));
}

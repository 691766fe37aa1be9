import { useState, useSyncExternalStore } from 'react';

/** What a screen reader is told: new words draw themselves and nothing else of the grid. */
export interface Spoken {
  readonly say: (text: string) => void;
  readonly text: () => string;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createSpoken(): Spoken {
  const listeners = new Set<() => void>();
  let said = '';
  return {
    say(text) {
      // The same sentence twice in a row is spoken twice.
      said = said === text ? `${text}\u00a0` : text;
      for (const listener of listeners) listener();
    },
    text: () => said,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useSpoken(): Spoken {
  const [spoken] = useState(createSpoken);
  return spoken;
}

export function SpokenText({ spoken }: { readonly spoken: Spoken }) {
  const text = useSyncExternalStore(spoken.subscribe, spoken.text);
  return (
    <div role="status" className="visually-hidden">
      {text}
    </div>
  );
}

import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query of the style sheets holds now. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** As narrow as a phone: records are cards there, and a grid keeps fewer columns in sight. */
export const useNarrow = (): boolean => useMedia('(max-width: 720px)');

/** On its way to paper, where nothing scrolls: told before the page is laid out for it. */
export const usePrinting = (): boolean => useMedia('print');

import { useSyncExternalStore } from 'react';

/** Where the style sheets, too, go over to the layout of a phone. */
const query = '(max-width: 720px)';

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** As narrow as a phone: records are cards there, and a grid keeps fewer columns in sight. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);

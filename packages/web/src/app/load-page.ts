import type { ComponentType } from 'react';

const pages = import.meta.glob<{ Page: ComponentType }>('../rooms/*/page.tsx');

/** Loads a room's page in a chunk of its own; a room without one says so. */
export async function loadPage(room: string): Promise<{ Page: ComponentType }> {
  const load = pages[`../rooms/${room}/page.tsx`] ?? (() => import('./not-available.tsx'));
  return load();
}

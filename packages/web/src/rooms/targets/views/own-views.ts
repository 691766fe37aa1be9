import { onDevice } from '../../../data/storage.ts';
import { layoutText, readLayout } from './layout.ts';
import type { SavedView } from './saved-view.ts';

const key = (book: string, target: string): string => `shapan.views.${book}.${target}`;

/** Views that somebody keeps for themselves, on this device. */
export function readOwnViews(book: string, target: string): readonly SavedView[] {
  try {
    const stored: unknown = JSON.parse(onDevice.get(key(book, target)) ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((one: unknown) => {
      const { id, name, layout } = (one ?? {}) as Readonly<Record<string, unknown>>;
      if (typeof id !== 'string' || typeof name !== 'string' || typeof layout !== 'string') return [];
      return [{ id, name, layout: readLayout(layout), owner: null }];
    });
  } catch {
    return []; // What cannot be read was never kept.
  }
}

export function keepOwnViews(book: string, target: string, views: readonly SavedView[]): void {
  const stored = views.map(({ id, name, layout }) => ({ id, name, layout: layoutText(layout) }));
  if (stored.length === 0) onDevice.remove(key(book, target));
  else onDevice.set(key(book, target), JSON.stringify(stored));
}

import { onDevice } from '../data/storage.ts';

/** How the product looks; `system` follows the machine. `public/before-paint.js` reads the same key. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const KEY = 'shapan.theme';

export function currentTheme(): Theme {
  const theme = onDevice.get(KEY);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export function setTheme(theme: Theme): void {
  onDevice.set(KEY, theme);
  document.documentElement.dataset['theme'] = theme;
}

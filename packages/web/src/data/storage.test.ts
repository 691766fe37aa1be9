import { afterEach, describe, expect, it, vi } from 'vitest';
import { plainLayout } from '../rooms/targets/view.ts';
import { storageOf } from './storage.ts';

const names = ['localStorage', 'sessionStorage'] as const;
const own = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));

afterEach(() => {
  vi.unstubAllGlobals();
  names.forEach((name, i) => {
    if (own[i]) Object.defineProperty(globalThis, name, own[i]);
    else Reflect.deleteProperty(globalThis, name);
  });
});

/** As browsers do where a site may store nothing: naming the storage throws. */
function blocked(): void {
  for (const name of names) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  }
}

/** A storage that takes texts of up to so many characters. */
function withRoom(room: number): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    removeItem: (name: string) => kept.delete(name),
    setItem(name: string, text: string) {
      if (text.length > room) throw new DOMException('full', 'QuotaExceededError');
      kept.set(name, text);
    },
  });
  return kept;
}

describe('a browser that lets the site store nothing', () => {
  it('keeps what is chosen for as long as the page lives', () => {
    blocked();
    for (const storage of [storageOf(() => localStorage), storageOf(() => sessionStorage)]) {
      expect(storage.get('choice')).toBeNull();
      storage.set('choice', 'a');
      expect(storage.get('choice')).toBe('a');
      storage.remove('choice');
      expect(storage.get('choice')).toBeNull();
    }
  });

  it('stops nobody: theme, workspace, keys, views and typed texts are the plain ones until others are chosen', async () => {
    blocked();
    // A page of its own: what it could not store it remembers.
    vi.resetModules();
    const { currentTheme } = await import('../app/theme.ts');
    const { setSingleKeys, singleKeysOn } = await import('../app/use-shell-keys.ts');
    const { rememberedWorkspace, rememberWorkspace, seemsSignedIn } = await import(
      '../app/remembered-workspace.ts'
    );
    const { keepOwnViews, readOwnViews } = await import('../rooms/targets/views/own-views.ts');
    const { keepTexts, keptTexts } = await import('./kept-texts.ts');

    expect(currentTheme()).toBe('system');
    expect(singleKeysOn()).toBe(true);
    setSingleKeys(false);
    expect(singleKeysOn()).toBe(false);

    expect(seemsSignedIn()).toBe(false);
    expect(rememberedWorkspace(['first', 'second'])).toBe('first');
    rememberWorkspace('second');
    expect(rememberedWorkspace(['first', 'second'])).toBe('second');

    const view = { id: '1', name: '按季度', layout: plainLayout, owner: null };
    keepOwnViews('plan', 'revenue', [view]);
    expect(readOwnViews('plan', 'revenue')).toEqual([view]);
    const typedIn = { me: 'me', book: 'plan', place: 'revenue' };
    keepTexts(typedIn, { cell: '12' });
    expect(keptTexts(typedIn)).toEqual({ cell: '12' });
  });
});

it('what a full storage did not take is gone from the page once there is room for another', () => {
  const kept = withRoom(3);
  const storage = storageOf(() => localStorage);
  storage.set('name', 'long text');
  expect(storage.get('name')).toBe('long text');
  storage.set('name', 'new');
  expect([storage.get('name'), kept.get('name')]).toEqual(['new', 'new']);
  kept.set('name', 'of another tab');
  expect(storage.get('name')).toBe('of another tab');
});

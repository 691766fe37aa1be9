import { afterEach, describe, expect, it } from 'vitest';
import { rememberedWorkspace, rememberWorkspace, seemsSignedIn } from '../app/remembered-workspace.ts';
import { currentTheme } from '../app/theme.ts';
import { setSingleKeys, singleKeysOn } from '../app/use-shell-keys.ts';
import { plainLayout } from '../rooms/targets/view.ts';
import { keepOwnViews, readOwnViews } from '../rooms/targets/views/own-views.ts';
import { keepTexts, keptTexts } from './kept-texts.ts';
import { storageOf } from './storage.ts';

const names = ['localStorage', 'sessionStorage'] as const;
const own = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));

afterEach(() => {
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
function withRoom(room: number, name: (typeof names)[number] = 'localStorage'): Map<string, string> {
  const kept = new Map<string, string>();
  const value = {
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => kept.delete(key),
    setItem(key: string, text: string) {
      if (text.length > room) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, text);
    },
  };
  Object.defineProperty(globalThis, name, { configurable: true, value });
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

  it('stops nobody: theme, workspace, keys, views and typed texts are the plain ones until others are chosen', () => {
    blocked();
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

    // Once the browser takes something, the page remembers nothing beside it.
    const kept = names.map((name) => withRoom(100, name));
    setSingleKeys(true);
    rememberWorkspace('first');
    keepOwnViews('plan', 'revenue', []);
    keepTexts(typedIn, {});
    for (const one of kept) one.clear();
    expect([singleKeysOn(), seemsSignedIn(), rememberedWorkspace(['second'])]).toEqual([
      true,
      false,
      'second',
    ]);
    expect([readOwnViews('plan', 'revenue'), keptTexts(typedIn)]).toEqual([[], {}]);
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

import { afterEach, expect, it, vi } from 'vitest';
import { keepTexts, keptTexts } from './kept-texts.ts';

afterEach(() => vi.unstubAllGlobals());

/** The storage of a tab, as far as it has room. */
function storage(room: number): void {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    removeItem: (name: string) => kept.delete(name),
    setItem(name: string, text: string) {
      if (text.length > room) throw new DOMException('full', 'QuotaExceededError');
      kept.set(name, text);
    },
  });
}

const typedIn = { me: 'first', book: 'plan', place: 'revenue' };

it('what was typed is there again for whoever typed it, and for nobody who signs in after', () => {
  storage(1_000);
  keepTexts(typedIn, { cell: '12' });
  expect(keptTexts(typedIn)).toEqual({ cell: '12' });
  expect(keptTexts({ ...typedIn, me: 'second' })).toEqual({});
  keepTexts(typedIn, {});
  expect(keptTexts(typedIn)).toEqual({});
});

it('a full storage stops nobody who types, and what is typed stays for as long as the page does', () => {
  storage(0);
  keepTexts(typedIn, { cell: '12' });
  expect(keptTexts(typedIn)).toEqual({ cell: '12' });
  keepTexts(typedIn, {});
  expect(keptTexts(typedIn)).toEqual({});
});

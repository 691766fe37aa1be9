import { describe, expect, it } from 'vitest';
import { chordOf, commandFor, type GridMode, gridShortcuts, isTyping, type KeyPress } from './shortcuts.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('the table of shortcuts', () => {
  it('gives each key one meaning in each state', () => {
    const uses = gridShortcuts.flatMap(({ modes, keys }) =>
      modes.flatMap((mode) => keys.map((key) => `${mode} ${key}`)),
    );
    expect(new Set(uses).size).toBe(uses.length);
  });

  it.each<[string, GridMode, string | undefined]>([
    ['ArrowRight', 'ready', 'right'],
    ['ArrowRight', 'enter', 'right'],
    ['ArrowRight', 'edit', undefined],
    ['Enter', 'ready', 'open'],
    ['Enter', 'edit', 'below'],
    ['Escape', 'ready', 'release'],
    ['Escape', 'enter', 'cancel'],
    ['Mod+Shift+ArrowDown', 'ready', 'extend-edge-down'],
    ['Shift+End', 'ready', 'extend-row-end'],
    ['Mod+Z', 'ready', 'undo'],
    ['Mod+Z', 'edit', undefined],
    ['Mod+Shift+Z', 'ready', 'redo'],
    ['Mod+Y', 'ready', 'redo'],
    ['Mod+A', 'edit', undefined],
    ['Mod+F', 'ready', 'find'],
  ])('%s while %s', (chord, mode, command) => {
    expect(commandFor(chord, mode)).toBe(command);
  });
});

describe('keys', () => {
  it('are spelled with their modifiers, Ctrl and ⌘ alike', () => {
    expect(chordOf(press('z', { ctrlKey: true }))).toBe('Mod+Z');
    expect(chordOf(press('Z', { metaKey: true, shiftKey: true }))).toBe('Mod+Shift+Z');
    expect(chordOf(press(' '))).toBe('Space');
  });

  it('are told by their place where the character says nothing', () => {
    expect(chordOf(press('я', { ctrlKey: true, code: 'KeyZ' }))).toBe('Mod+Z');
    expect(chordOf(press('–', { altKey: true, code: 'Minus' }))).toBe('Alt+Minus');
  });

  it('write only when they are characters without Ctrl, ⌘ or Alt', () => {
    expect(isTyping(press('中'))).toBe(true);
    expect(isTyping(press('A', { shiftKey: true }))).toBe(true);
    expect(isTyping(press('F2'))).toBe(false);
    expect(isTyping(press('c', { ctrlKey: true }))).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { shellKeyOf } from './use-shell-keys.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('keys of the shell', () => {
  it.each([
    [press('z', { ctrlKey: true }), 'undo'],
    [press('Z', { metaKey: true, shiftKey: true }), 'redo'],
    [press('y', { ctrlKey: true }), 'redo'],
    [press('?', { shiftKey: true }), 'help'],
    [press('？', { shiftKey: true }), 'help'],
    [press('z'), undefined],
    [press('z', { ctrlKey: true, altKey: true }), undefined],
  ] as const)('%j asks for %s', (event, asked) => {
    expect(shellKeyOf(event, false)).toBe(asked);
  });

  it('leaves everything to the field in which somebody types', () => {
    expect(shellKeyOf(press('z', { ctrlKey: true }), true)).toBeUndefined();
    expect(shellKeyOf(press('?'), true)).toBeUndefined();
  });
});

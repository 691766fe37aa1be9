import { describe, expect, it } from 'vitest';
import { sameFlat } from './same-flat.ts';

describe('two objects', () => {
  it('are the same with the same fields and values', () => {
    expect(sameFlat({ a: 1, b: 'x' }, { b: 'x', a: 1 })).toBe(true);
    expect(sameFlat(null, null)).toBe(true);
  });

  it.each([
    ['another value', { a: 1 }, { a: 2 }],
    ['a field more', { a: 1 }, { a: 1, note: 'held' }],
    ['a field less', { a: 1, note: 'held' }, { a: 1 }],
    ['another field that is not set', { a: undefined }, { b: undefined }],
    ['nothing', { a: 1 }, null],
  ])('differ by %s', (_, a, b) => {
    expect(sameFlat(a, b)).toBe(false);
    expect(sameFlat(b, a)).toBe(false);
  });
});

import { expect, it } from 'vitest';
import { isLong } from './long-text.ts';

it.each([
  ['', 0, false],
  ['1,234,567.89', 100, false],
  ['1,234,567.89', 90, true],
  ['华东大区', 52, false],
  ['华东大区', 48, true],
  ['WWWW', 48, true],
  ['12.5%', 44, true],
])('%s in %d pixels: may be too long = %s', (text, room, long) => expect(isLong(text, room)).toBe(long));

import { describe, expect, it } from 'vitest';
import { percentText } from './share.ts';

describe('a share in words', () => {
  it.each([
    [null, '–'],
    [0, '0%'],
    [0.684, '68%'],
    [1, '100%'],
    [0.999, '99%'],
    [0.001, '1%'],
  ])('%s is %s', (share, text) => {
    expect(percentText(share, 'en')).toBe(text);
  });
});

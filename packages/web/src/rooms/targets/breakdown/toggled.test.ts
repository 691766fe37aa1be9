import { describe, expect, it } from 'vitest';
import { toggledFrom, toggledText } from './toggled.ts';

describe('branches that were opened one by one', () => {
  it('stand in the address and come back from it', () => {
    const toggled = {
      rows: new Map([
        ['A,*', true],
        ['*,*;Q2026-1', false],
      ]),
      columns: new Map([['Q2026-1', false]]),
    };
    expect(toggledText(toggled)).toBe('r+A,*|r-*,*;Q2026-1|c-Q2026-1');
    expect(toggledFrom(toggledText(toggled))).toEqual(toggled);
  });

  it('are none when nothing is said, or nothing that is known', () => {
    expect(toggledText(toggledFrom(undefined))).toBeUndefined();
    expect(toggledText(toggledFrom('x+A|r=B'))).toBeUndefined();
  });
});

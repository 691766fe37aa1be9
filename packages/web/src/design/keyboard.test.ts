import { describe, expect, it } from 'vitest';
import { isComposing } from './keyboard.ts';

describe('a key in the middle of a composition', () => {
  it('is known by the flag or by the code of older engines', () => {
    expect(isComposing({ isComposing: true, keyCode: 13 } as KeyboardEvent)).toBe(true);
    expect(isComposing({ isComposing: false, keyCode: 229 } as KeyboardEvent)).toBe(true);
    expect(isComposing({ nativeEvent: { isComposing: true, keyCode: 13 } } as React.KeyboardEvent)).toBe(
      true,
    );
  });

  it('is not every key', () => {
    expect(isComposing({ isComposing: false, keyCode: 13 } as KeyboardEvent)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { worst } from './save-state.ts';

describe('the save state of a page', () => {
  it('is the worst of what is open', () => {
    expect(worst(true, ['saved', 'saved'])).toBe('saved');
    expect(worst(true, ['saved', 'saving'])).toBe('saving');
    expect(worst(true, ['saving', 'failed'])).toBe('failed');
  });

  it('never says saved without a connection', () => {
    expect(worst(false, ['saved'])).toBe('offline');
    expect(worst(false, ['failed'])).toBe('failed');
  });
});

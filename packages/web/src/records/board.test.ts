import { describe, expect, it } from 'vitest';
import { neighbour } from './board.tsx';

describe('a card that is pushed by an arrow key', () => {
  const columns = ['keep', 'improve', 'stop'] as const;

  it('goes to the column beside its own, and no further than the last', () => {
    expect(neighbour(columns, 'keep', 'right')).toBe('improve');
    expect(neighbour(columns, 'stop', 'left')).toBe('improve');
    expect(neighbour(columns, 'stop', 'right')).toBeUndefined();
    expect(neighbour(columns, 'keep', 'left')).toBeUndefined();
  });

  it('stays where it is for up and down, and comes into the first column from nowhere', () => {
    expect(neighbour(columns, 'improve', 'up')).toBeUndefined();
    expect(neighbour(columns, 'improve', 'down')).toBeUndefined();
    expect(neighbour(columns, undefined, 'right')).toBe('keep');
  });
});

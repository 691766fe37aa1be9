import { describe, expect, it } from 'vitest';
import { createUndoStack } from './undo-stack.ts';

const entry = (position: number, undoes: number | null = null, actor = 'me') => ({ position, undoes, actor });

describe('the steps that can be undone', () => {
  it("are one's own, newest first, and undoing the last one can be done again", () => {
    const stack = createUndoStack('me');
    for (const one of [entry(1), entry(2, null, 'other'), entry(3)]) stack.note(one);
    expect(stack.takeUndo()).toBe(3);
    stack.note(entry(4, 3));
    expect([stack.takeUndo(), stack.takeRedo(), stack.depth()]).toEqual([1, 4, 1]);
  });

  it('are right once the log is known from further back: an undo found first is not a step of its own', () => {
    const stack = createUndoStack('me');
    stack.reset([entry(900, 12)]);
    expect(stack.takeUndo()).toBe(900);
    stack.note(entry(901));
    stack.lookBack([entry(7), entry(12), entry(900, 12)]);
    expect([stack.takeUndo(), stack.depth()]).toEqual([901, 2]);
    stack.note(entry(902, 901));
    expect([stack.takeUndo(), stack.takeRedo()]).toEqual([7, 902]);
  });

  it('keep what was done while the older ones were asked for', () => {
    const stack = createUndoStack('me');
    stack.note(entry(50));
    stack.lookBack([entry(7)]);
    expect([stack.takeUndo(), stack.depth()]).toEqual([50, 2]);
  });
});

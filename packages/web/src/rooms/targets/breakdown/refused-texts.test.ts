import { describe, expect, it } from 'vitest';
import { afterGesture, givenUp, noTexts, takenBack, unsaved, unsavedIn } from './refused-texts.ts';

const bad = (text: string) => ({ text, message: 'unreadable' });
const typed = afterGesture(noTexts, ['a'], new Map([['a', bad('many')]]));

describe('a text that could not be read', () => {
  it('stays in its cell until something is typed over it', () => {
    expect(typed.cells.get('a')).toEqual(bad('many'));
    expect(afterGesture(typed, ['b'], new Map()).cells.has('a')).toBe(true);
    expect(afterGesture(typed, ['a'], new Map()).cells.size).toBe(0);
  });

  it('is given up by itself, the others stay', () => {
    const two = afterGesture(typed, ['b'], new Map([['b', bad('lots')]]));
    expect([...givenUp(two, ['a', 'c']).cells.keys()]).toEqual(['b']);
    expect(givenUp(two, ['c'])).toBe(two);
  });

  it('is what undo takes back first, when it was all that the last gesture left', () => {
    const { texts, done } = takenBack(typed);
    expect([texts.cells.size, done]).toEqual([0, true]);
    expect(takenBack(texts).done).toBe(false);
  });

  it('goes together with the numbers of the same paste', () => {
    const { texts, done } = takenBack(afterGesture(noTexts, ['a', 'b'], new Map([['b', bad('lots')]])));
    expect([texts.cells.size, done]).toEqual([0, false]);
  });

  it('does not keep undo from a later gesture', () => {
    const later = afterGesture(typed, ['b'], new Map());
    const { texts, done } = takenBack(later);
    expect([texts.cells.size, done]).toEqual([1, false]);
  });
});

it('a text that was not saved is told apart from one that could not be read, for the reload', () => {
  const kept = unsaved({ a: '95万' }, 'not saved');
  expect(kept.cells.get('a')).toEqual({ text: '95万', message: 'not saved', unsaved: true });
  const both = afterGesture(kept, ['b'], new Map([['b', bad('many')]]));
  expect(unsavedIn(both)).toEqual({ a: '95万' });
  expect(unsavedIn(afterGesture(both, ['a'], new Map()))).toEqual({});
});

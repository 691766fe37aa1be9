import { expect, test } from 'vitest';
import { createFirstHeard, type Source } from '../../src/live/first-heard.ts';

/** What a process wrote itself it hears of twice; its listeners are told once. */
const news = (position: number, bookId = 'b') => ({ workspaceId: 'w', bookId, position });

function told(...heard: readonly (readonly [Source, number, string?])[]): number[] {
  const first = createFirstHeard();
  return heard.flatMap(([from, position, book]) =>
    first.isFirst(news(position, book), from) ? [position] : [],
  );
}

test.each<[string, Source, Source]>([
  ['from here and then from the database', 'here', 'database'],
  ['from the database and then from here', 'database', 'here'],
])('heard %s, it is told once', (_, one, other) => {
  expect(told([one, 1], [other, 1], [one, 2], [one, 3], [other, 2], [other, 3])).toEqual([1, 2, 3]);
});

test('what another process wrote is told, and so is each book for itself', () => {
  expect(told(['database', 1], ['database', 2], ['here', 1, 'c'], ['database', 1, 'c'])).toEqual([1, 2, 1]);
});

test('a position that comes again, since the book was set back, is told again', () => {
  expect(told(['database', 7], ['database', 7])).toEqual([7, 7]);
  expect(told(['here', 7], ['database', 7], ['here', 7], ['database', 7])).toEqual([7, 7]);
});

test('after a gap nothing is held back', () => {
  const first = createFirstHeard();
  first.isFirst(news(1), 'here');
  first.forget();
  expect(first.isFirst(news(1), 'database')).toBe(true);
});

test('however much is told, only the newest is remembered', () => {
  const first = createFirstHeard();
  for (let position = 1; position <= 1_001; position++) first.isFirst(news(position), 'here');
  expect([1_001, 2, 1].map((position) => first.isFirst(news(position), 'database'))).toEqual([
    false,
    false,
    true,
  ]);
});

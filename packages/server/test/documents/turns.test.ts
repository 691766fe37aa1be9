import { expect, test } from 'vitest';
import { createTurns } from '../../src/rooms/documents/turns.ts';

/** Work that ends when it is told to. */
function work(name: string, started: string[]) {
  let end: (fails?: boolean) => void = () => undefined;
  const ended = new Promise<string>((resolve, reject) => {
    end = (fails) => (fails ? reject(new Error(name)) : resolve(name));
  });
  const start = () => {
    started.push(name);
    return ended;
  };
  return { start, end: (fails?: boolean) => end(fails) };
}

test('no more is under way than there are places, and who came first goes first', async () => {
  const turns = createTurns(2);
  const started: string[] = [];
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => work(name, started));
  if (!a || !b || !c || !d) throw new Error('four pieces of work');
  const runs = [a, b, c, d].map(({ start }) => turns.run(start));
  await Promise.resolve();
  expect(started).toEqual(['a', 'b']);
  b.end();
  expect(await runs[1]).toBe('b');
  await Promise.resolve();
  expect(started).toEqual(['a', 'b', 'c']);
  for (const one of [a, c, d]) one.end();
  expect(await Promise.all(runs)).toEqual(['a', 'b', 'c', 'd']);
});

test('work that fails leaves its place too', async () => {
  const turns = createTurns(1);
  const started: string[] = [];
  const [a, b] = [work('a', started), work('b', started)];
  const first = turns.run(a.start);
  const second = turns.run(b.start);
  a.end(true);
  await expect(first).rejects.toThrow('a');
  b.end();
  expect(await second).toBe('b');
});

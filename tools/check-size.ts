/**
 * Keeps files small enough to read in one go. Prevents the file that grew by ten lines a week until nobody dared to
 * split it. Warns early, fails late; data and generated files are lists, not reading matter.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blanked } from './source-text.ts';
import { runCheck, sources } from './walk.ts';

const warnAt = 300;
const failAt = 500;

/** Files that are lists by nature. */
const lists: readonly RegExp[] = [/\/generated\//, /\.data\.ts$/];

/** Lines that are neither blank nor comment. */
export function codeLines(source: string): number {
  return blanked(source, { comments: true, strings: false })
    .split('\n')
    .filter((line) => line.trim() !== '').length;
}

/** Every file beyond a limit below `root`: `fail` must be split now, `warn` soon. */
export function measureFiles(root: string): {
  readonly fail: readonly string[];
  readonly warn: readonly string[];
} {
  const sizes = sources(root)
    .filter((path) => !lists.some((form) => form.test(path)))
    .map((path) => ({ path, lines: codeLines(readFileSync(join(root, path), 'utf8')) }));
  const beyond = (from: number, to: number, word: string) =>
    sizes
      .filter(({ lines }) => lines > from && lines <= to)
      .map(({ path, lines }) => `${path}:1 has ${lines} lines of code: ${word} ${from}`);
  return {
    fail: beyond(failAt, Infinity, 'split it, the limit is'),
    warn: beyond(warnAt, failAt, 'think of splitting above'),
  };
}

await runCheck(import.meta.url, (root) => {
  const { fail, warn } = measureFiles(root);
  for (const line of warn) console.log(`warning ${line}`);
  return fail;
});

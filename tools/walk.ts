/** Walks the repository's own files. Prevents checks that disagree about what belongs to the house. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const foreign = new Set(['node_modules', 'dist', 'test-results']);

/** Files and folders below `folder` as paths from `root`, with slashes, in a fixed order. */
export function walk(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !(entry.isDirectory() && foreign.has(entry.name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? [path, ...walk(root, path)] : [path];
    });
}

/** Source files, our own, that the checks read. */
export function sources(root: string): readonly string[] {
  return ['packages', 'tools']
    .flatMap((folder) => walk(root, folder))
    .filter((path) => /\.(?:[cm]?js|tsx?)$/.test(path));
}

/** Run a check when its file is the one that was started: print what it found, exit with 1 when that is anything. */
export async function runCheck(
  url: string,
  check: (root: string) => readonly string[] | Promise<readonly string[]>,
) {
  if (process.argv[1] === undefined || pathToFileURL(process.argv[1]).href !== url) return;
  const found = await check(process.cwd());
  for (const line of found) console.log(line);
  if (found.length > 0) process.exitCode = 1;
}

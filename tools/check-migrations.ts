/**
 * A migration that may have run somewhere is history. Prevents the edit after which old databases and new ones have
 * the same version and different tables. Compared with the last commit, and with the last release when there is one.
 * Their numbers go up by one, or no database would start: prevents two that were written beside each other.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCheck } from './walk.ts';

const isMigration = /(?:^|\/)migrations\/(?!(?:index|grants)\.)[^/]+\.(?:sql|ts)$/;

/** Every committed or released migration that was changed, moved or removed since. */
export function checkMigrations(root: string): readonly string[] {
  const head = git(root, ['rev-parse', '--verify', 'HEAD'])?.trim();
  if (head === undefined) return [];
  const release = git(root, ['describe', '--tags', '--abbrev=0'])?.trim();
  const bases = [
    ...(release === undefined ? [] : [[release, `release ${release}`]]),
    ['HEAD', 'the last commit'],
  ];
  const found = bases.flatMap(([base = '', name = '']) =>
    (git(root, ['diff', '--relative', '--no-renames', '--name-status', '--diff-filter=MDT', base]) ?? '')
      .split('\n')
      .map((line) => line.split('\t')[1] ?? '')
      .filter((path) => isMigration.test(path) && !path.endsWith('.test.ts'))
      .map((path) => `${path}:1 differs from ${name}: a migration is never changed, add a new one`),
  );
  return [...found, ...outOfOrder(root)];
}

/** Migrations whose number is not the next one of their directory. */
function outOfOrder(root: string): readonly string[] {
  const listed = git(root, ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate']) ?? '';
  const paths = listed.split('\n').filter((path) => isNumbered.test(path) && existsSync(join(root, path)));
  const next = new Map<string, number>();
  return paths.sort().flatMap((path) => {
    const [, directory = '', number = ''] = isNumbered.exec(path) ?? [];
    const expected = (next.get(directory) ?? 0) + 1;
    next.set(directory, expected);
    const wanted = String(expected).padStart(4, '0');
    return number === wanted ? [] : [`${path}:1 has the number ${number} where ${wanted} comes next`];
  });
}

const isNumbered = /^(.*(?:^|\/)migrations)\/(\d+)[^/]*\.(?:sql|ts)$/;

/** What git says; undefined without git, outside a repository, or before the first commit. */
function git(root: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', ['-c', 'safe.directory=*', ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch {
    return undefined;
  }
}

await runCheck(import.meta.url, checkMigrations);

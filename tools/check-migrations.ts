/**
 * A migration that may have run somewhere is history. Prevents the edit after which old databases and new ones have
 * the same version and different tables. Compared with the last commit, and with the last release when there is one.
 */
import { execFileSync } from 'node:child_process';
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
  return found;
}

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

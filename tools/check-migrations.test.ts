import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkMigrations } from './check-migrations.ts';
import { tree, write } from './fixture-tree.ts';

const first = 'packages/server/src/store/migrations/0001-plan.ts';
const index = 'packages/server/src/store/migrations/index.ts';

function repository(): { root: string; git: (...args: string[]) => void } {
  const root = tree({ [first]: 'create', [index]: 'list', 'README.md': 'x' });
  const git = (...args: string[]) => {
    const who = [
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.com',
      '-c',
      'commit.gpgsign=false',
      '-c',
      'tag.gpgsign=false',
    ];
    execFileSync('git', [...who, ...args], { cwd: root, stdio: 'pipe' });
  };
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'one');
  return { root, git };
}

describe('migrations', () => {
  it('may be added, and everything beside them may change', () => {
    const { root } = repository();
    write(root, {
      'packages/server/src/store/migrations/0002-task.ts': 'create',
      [index]: 'longer list',
      'README.md': 'y',
    });
    expect(checkMigrations(root)).toEqual([]);
  });

  it('go up by one: of two that were written beside each other one has to give way', () => {
    const { root } = repository();
    const second = 'packages/server/src/store/migrations/0002-task.ts';
    const beside = 'packages/server/src/store/migrations/0002-word.ts';
    const gap = 'packages/server/src/store/migrations/0005-late.ts';
    write(root, { [second]: 'create', [beside]: 'create', [gap]: 'create' });
    expect(checkMigrations(root)).toEqual([
      `${beside}:1 has the number 0002 where 0003 comes next`,
      `${gap}:1 has the number 0005 where 0004 comes next`,
    ]);
  });

  it('may not be edited once committed', () => {
    const { root } = repository();
    write(root, { [first]: 'create more' });
    expect(checkMigrations(root)).toEqual([
      `${first}:1 differs from the last commit: a migration is never changed, add a new one`,
    ]);
  });

  it('may not be removed', () => {
    const { root } = repository();
    rmSync(join(root, first));
    expect(checkMigrations(root)).toHaveLength(1);
  });

  it('may not differ from the last release, even when the edit is committed', () => {
    const { root, git } = repository();
    git('tag', 'v1.0.0');
    write(root, { [first]: 'create more' });
    git('commit', '-q', '-a', '-m', 'two');
    expect(checkMigrations(root)).toEqual([
      `${first}:1 differs from release v1.0.0: a migration is never changed, add a new one`,
    ]);
  });

  it('are not judged where there is no history', () => {
    expect(checkMigrations(tree({ [first]: 'create' }))).toEqual([]);
  });
});

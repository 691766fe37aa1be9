import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPool } from '../../src/database/index.ts';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Tx } from '../../src/database/tx.ts';
import type { Deps } from '../../src/deps.ts';
import { backup } from '../../src/ops/backup.ts';
import { BackupError } from '../../src/ops/backup-error.ts';
import { lastBackupSetting } from '../../src/ops/last-backup.ts';
import { restore } from '../../src/ops/restore.ts';
import { verifyBackup } from '../../src/ops/verify-backup.ts';
import { deleteWorkspace, forgetWorkspace } from '../../src/rooms/people/store.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { fingerprintOf } from '../../src/rooms/plan/versions.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { silentLog } from '../silent-log.ts';
import { startSystemPostgres } from '../system-postgres.ts';
import { testDeps } from '../workspace.ts';
import { fingerprints, richWorkspace, temporaryFolder } from './installation.ts';

let source: TestDatabase;
let deps: Deps;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let first: Awaited<ReturnType<typeof richWorkspace>>;
let second: Awaited<ReturnType<typeof richWorkspace>>;
const targets: TestDatabase[] = [];
const now = new Date('2026-03-01T08:00:00Z');

beforeAll(async () => {
  source = await testDatabase();
  deps = testDeps(source);
  folder = await temporaryFolder();
  first = await richWorkspace(deps, source.ownerPool);
  second = await richWorkspace(deps, source.ownerPool);
});

afterAll(async () => {
  await deps.live.close();
  for (const target of targets) await target.close();
  await source.close();
  await folder.remove();
});

async function emptyDatabase(): Promise<TestDatabase> {
  const target = await testDatabase();
  targets.push(target);
  return target;
}

const take = (name: string, workspace?: string) =>
  backup({ pool: source.ownerPool, file: folder.path(name), program: '0.1.0', now, workspace });

const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof BackupError ? error.code : error),
  );

/** The content of the plan, whichever way the rows lie. */
async function planIn(database: TestDatabase, workspaceId: string, bookId: string): Promise<string> {
  const world = testDeps(database);
  const content = await withTransaction(
    world.pool,
    async (tx) => fingerprintOf(await world.books.current(tx, await openBook(tx, workspaceId, bookId))),
    { workspaceId },
  );
  await world.live.close();
  return content;
}

describe('[T21] a whole installation', () => {
  test('comes back row for row, in the same state', async () => {
    const report = await take('whole.gz');
    const target = await emptyDatabase();
    const restored = await restore({ pool: target.ownerPool, file: report.file });
    expect(restored.rows).toBe(report.rows);
    expect(report.counts).toMatchObject({ workspace: 2, actual: 2, upload: 2, auth_user: 2 });
    const { instance_setting: settingsThen, ...before } = await fingerprints(source.ownerPool);
    const { instance_setting: settingsNow, ...after } = await fingerprints(target.ownerPool);
    expect(after).toEqual(before);
    expect(await planIn(target, first.workspaceId, first.planId)).toBe(
      await planIn(source, first.workspaceId, first.planId),
    );
    // The time of this backup was noted down after it was made.
    expect(settingsThen).not.toBe(settingsNow);
    const { rows } = await target.ownerPool.query('SELECT name, value FROM instance_setting');
    expect(rows).toEqual([{ name: 'auth.secret', value: 'a secret of the installation' }]);
  });

  test('takes no sessions along', async () => {
    const { file } = await take('sessions.gz');
    const text = gunzipSync(await readFile(file)).toString();
    const { rows } = await source.ownerPool.query<{ token: string }>('SELECT "token" FROM auth_session');
    expect(rows.length).toBeGreaterThan(0);
    for (const { token } of rows) expect(text).not.toContain(token);
  });

  test('is for its owner’s eyes only, and its time is remembered', async () => {
    const { file, rows } = await take('mode.gz');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { rows: settings } = await source.ownerPool.query<{ value: string }>(
      'SELECT value FROM instance_setting WHERE name = $1',
      [lastBackupSetting],
    );
    expect(JSON.parse(settings[0]?.value ?? '{}')).toMatchObject({ at: now.toISOString(), rows });
  });

  test('holds every table of the database but sessions and answers to repeat', async () => {
    const { counts } = await take('tables.gz');
    const { rows } = await source.ownerPool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    const leftOut = ['auth_session', 'auth_verification', 'migration', 'request_key', 'reset_directory'];
    expect(Object.keys(counts).sort()).toEqual(
      rows.map(({ name }) => name).filter((name) => !leftOut.includes(name)),
    );
  });

  test('restores a what-if whose id sorts before its plan', async () => {
    const at = now.toISOString();
    const branch = '00000000-0000-4000-8000-000000000001';
    await source.ownerPool.query(
      `INSERT INTO book VALUES ($1, $2, 'branch', 'If', 0, $3, 1, $4, $5, $5, NULL)`,
      [first.workspaceId, branch, first.planId, first.owner.member, at],
    );
    const { file } = await take('branch.gz');
    const target = await emptyDatabase();
    await restore({ pool: target.ownerPool, file });
    const { rows } = await target.ownerPool.query('SELECT base_book_id FROM book WHERE book_id = $1', [
      branch,
    ]);
    expect(rows).toEqual([{ base_book_id: first.planId }]);
  });
});

describe('[T21] one workspace', () => {
  test('comes back row for row, without its neighbours and without the installation’s secret', async () => {
    const { file } = await take('one.gz', second.workspaceId);
    const target = await emptyDatabase();
    await restore({ pool: target.ownerPool, file });
    const all = await fingerprints(target.ownerPool, second.workspaceId);
    expect(all).toEqual(await fingerprints(source.ownerPool, second.workspaceId));
    for (const table of ['workspace', 'auth_user', 'auth_account']) {
      expect((await target.ownerPool.query(`SELECT FROM ${table}`)).rowCount).toBe(1);
    }
    const text = gunzipSync(await readFile(file)).toString();
    expect(text).not.toContain(first.workspaceId);
    expect(text).not.toContain('a secret of the installation');
  });

  test('is refused when there is none of that id', async () => {
    expect(await refusalOf(take('none.gz', '00000000-0000-4000-8000-00000000dead'))).toBe(
      'BACKUP_WORKSPACE_UNKNOWN',
    );
    expect(await refusalOf(stat(folder.path('none.gz')))).toMatchObject({ code: 'ENOENT' });
  });
});

test('[T21] a backup taken while others write is one consistent moment', async () => {
  const load = { on: true, written: 0 };
  const writer = async (workspace: typeof first): Promise<void> => {
    for (let n = 1; load.on; n += 1) {
      const entries = [{ at: { members: ['A1'], time: 'M2026-07' }, value: n }];
      await workspace.submit(workspace.owner, workspace.planId, [
        { type: 'target.enter', target: 'target', entries },
      ]);
      load.written += 1;
    }
  };
  const writers = [writer(first), writer(second)];
  const files = ['load-1.gz', 'load-2.gz', 'load-3.gz'];
  for (const file of files) await take(file);
  load.on = false;
  await Promise.all(writers);
  expect(load.written).toBeGreaterThan(files.length);
  for (const file of files) {
    const target = await emptyDatabase();
    await restore({ pool: target.ownerPool, file: folder.path(file) });
    // Whole entries only: every book stands exactly where its log ends.
    const { rows } = await target.ownerPool.query(
      `SELECT b.book_id FROM book b LEFT JOIN change c USING (workspace_id, book_id)
       GROUP BY b.workspace_id, b.book_id, b.position HAVING b.position <> coalesce(max(c.position), 0) OR b.position <> count(c)`,
    );
    expect(rows).toEqual([]);
    const { rows: behind } = await target.ownerPool.query(
      'SELECT r.record_id FROM record r JOIN book b USING (workspace_id, book_id) WHERE r.position > b.position',
    );
    expect(behind).toEqual([]);
  }
});

describe('[T21] a file that is not what was written', () => {
  async function changed(name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
    const file = folder.path(name);
    await writeFile(file, change(await readFile(folder.path('whole.gz'))));
    return file;
  }

  async function refusedWithNothingWritten(file: string): Promise<unknown> {
    const target = await emptyDatabase();
    const before = await fingerprints(target.ownerPool);
    const code = await refusalOf(restore({ pool: target.ownerPool, file }));
    expect(await fingerprints(target.ownerPool)).toEqual(before);
    await targets.pop()?.close();
    return code;
  }

  const rewritten = (edit: (text: string) => string) => (bytes: Buffer) =>
    gzipSync(edit(gunzipSync(bytes).toString()));

  test.each([0.999, 0.5, 0.01])('cut after %d of its length', async (part) => {
    const file = await changed('cut.gz', (bytes) => bytes.subarray(0, Math.floor(bytes.length * part)));
    expect(await refusedWithNothingWritten(file)).toBe('BACKUP_DAMAGED');
  });

  test.each([0.1, 0.3, 0.5, 0.7, 0.9, 0.99])('with one bit flipped at %d of its length', async (part) => {
    const file = await changed('flipped.gz', (bytes) => {
      const at = Math.floor(bytes.length * part);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    });
    expect(await refusedWithNothingWritten(file)).toBe('BACKUP_DAMAGED');
  });

  test.each<[string, (text: string) => string, string]>([
    ['one letter changed and packed again', (text) => text.replace('计划', '计画'), 'BACKUP_DAMAGED'],
    ['a row taken out and packed again', (text) => text.replace(/\n\["[^\n]*\n/, '\n'), 'BACKUP_DAMAGED'],
    ['its seal taken off', (text) => text.replace(/\{"sha256":[^\n]*\n$/, ''), 'BACKUP_DAMAGED'],
    ['something after its seal', (text) => `${text}[]\n`, 'BACKUP_DAMAGED'],
    ['of a newer format', (text) => text.replace('"format":1', '"format":2'), 'BACKUP_NEWER'],
    ['of something else', () => '{"hello":"world"}\n', 'BACKUP_UNREADABLE'],
    ['of nothing', () => '', 'BACKUP_UNREADABLE'],
  ])('with %s', async (_, edit, code) => {
    const file = await changed('edited.gz', rewritten(edit));
    expect(await refusedWithNothingWritten(file)).toBe(code);
  });

  test('that is no gzip file, or no file at all', async () => {
    await writeFile(folder.path('text.gz'), 'workspace,member\n');
    expect(await refusalOf(verifyBackup(folder.path('text.gz')))).toBe('BACKUP_UNREADABLE');
    expect(await refusalOf(verifyBackup(folder.path('missing.gz')))).toBe('BACKUP_UNREADABLE');
    await writeFile(folder.path('zero.gz'), '');
    await truncate(folder.path('zero.gz'), 0);
    expect(await refusalOf(verifyBackup(folder.path('zero.gz')))).toBe('BACKUP_DAMAGED');
  });

  test('written after migrations that this program does not know', async () => {
    await source.ownerPool.query(`INSERT INTO migration VALUES ('9999_of_the_future', 'x', now())`);
    const { file } = await take('future.gz');
    await source.ownerPool.query(`DELETE FROM migration WHERE name = '9999_of_the_future'`);
    expect(await refusedWithNothingWritten(file)).toBe('BACKUP_NEWER');
  });
});

test('a database that holds something is not restored into', async () => {
  const target = await emptyDatabase();
  await restore({ pool: target.ownerPool, file: folder.path('one.gz') });
  const before = await fingerprints(target.ownerPool);
  expect(await refusalOf(restore({ pool: target.ownerPool, file: folder.path('whole.gz') }))).toBe(
    'RESTORE_NOT_EMPTY',
  );
  expect(await fingerprints(target.ownerPool)).toEqual(before);
});

test('an installation whose last workspace was removed is restored into', async () => {
  const target = await emptyDatabase();
  await restore({ pool: target.ownerPool, file: folder.path('whole.gz') });
  for (const { workspaceId } of [first, second]) {
    const remove = async (tx: Tx) => {
      await deleteWorkspace(tx, workspaceId);
      await forgetWorkspace(tx, workspaceId, now.toISOString());
    };
    await withTransaction(target.ownerPool, remove, { workspaceId });
    if (workspaceId === first.workspaceId)
      expect(await refusalOf(restore({ pool: target.ownerPool, file: folder.path('one.gz') }))).toBe(
        'RESTORE_NOT_EMPTY',
      );
  }
  const fresh = await emptyDatabase();
  await restore({ pool: fresh.ownerPool, file: folder.path('one.gz') });
  await restore({ pool: target.ownerPool, file: folder.path('one.gz') });
  const counts = async (pool: TestDatabase['ownerPool']) =>
    (
      await pool.query(
        'SELECT (SELECT count(*) FROM auth_user) AS users, (SELECT count(*) FROM workspace_directory) AS places',
      )
    ).rows;
  expect(await counts(target.ownerPool)).toEqual(await counts(fresh.ownerPool));
});

test('a file that is there is not overwritten, a folder that is missing is named', async () => {
  await writeFile(folder.path('mine.gz'), 'mine');
  expect(await refusalOf(take('mine.gz'))).toBe('BACKUP_EXISTS');
  expect(await readFile(folder.path('mine.gz'), 'utf8')).toBe('mine');
  expect(await refusalOf(take('no/such/folder.gz'))).toBe('BACKUP_UNWRITABLE');
});

describe('[T21] between engines (needs a PostgreSQL of the machine)', () => {
  test('the embedded engine’s backup restores into the machine’s own PostgreSQL, and back', async (context) => {
    const system = await startSystemPostgres();
    if (!system) return context.skip('no PostgreSQL of its own on this machine');
    try {
      const server = await testDatabase({ url: system.url });
      await restore({ pool: server.ownerPool, file: folder.path('whole.gz') });
      const there = await fingerprints(server.ownerPool);
      const back = folder.path('back.gz');
      await backup({ pool: server.ownerPool, file: back, program: '0.1.0', now });
      const home = await emptyDatabase();
      await restore({ pool: home.ownerPool, file: back });
      const { instance_setting: _, ...here } = await fingerprints(home.ownerPool);
      expect(there).toMatchObject(here);
      await server.close();
    } finally {
      await system.stop();
    }
  });

  test('an owner whom row-level security binds still backs up and restores everything', async (context) => {
    const system = await startSystemPostgres();
    if (!system) return context.skip('no PostgreSQL of its own on this machine');
    try {
      const server = await testDatabase({ url: system.url });
      await server.ownerPool.query(`CREATE ROLE plain LOGIN NOSUPERUSER NOBYPASSRLS`);
      const { rows } = await server.ownerPool.query<{ name: string }>(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
      );
      for (const { name } of rows) await server.ownerPool.query(`ALTER TABLE ${name} OWNER TO plain`);
      const url = new URL(server.ownerConfig.connectionString as string);
      url.username = 'plain';
      const plain = createPool({ connectionString: url.href }, { log: silentLog, max: 2 });
      await restore({ pool: plain, file: folder.path('whole.gz') });
      const { instance_setting: _, ...there } = await fingerprints(server.ownerPool);
      const report = await backup({ pool: plain, file: folder.path('plain.gz'), program: '0.1.0', now });
      expect(report.counts).toMatchObject({ workspace: 2, upload: 2 });
      const home = await emptyDatabase();
      await restore({ pool: home.ownerPool, file: report.file });
      expect(await fingerprints(home.ownerPool)).toMatchObject(there);
      await plain.end();
      await server.close();
    } finally {
      await system.stop();
    }
  });
});

import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate, migrationsDirectory, withTransaction } from '../../src/database/index.ts';
import { backup } from '../../src/ops/backup.ts';
import { restore } from '../../src/ops/restore.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { temporaryFolder } from './installation.ts';

/** [T22] A backup of an earlier program, restored by this one: as if that database had been brought forward. */
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(async () => {
  for (const database of databases) await database.close();
  await folder.remove();
});

async function database(migrated: boolean): Promise<TestDatabase> {
  const made = await testDatabase({ migrated });
  databases.push(made);
  return made;
}

/** The first migrations of this program, and perhaps some of another. */
async function migrationsUpTo(count: number, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const directory = folder.path(`migrations-${uuidv7()}`);
  await mkdir(directory);
  const names = (await readdir(migrationsDirectory())).filter((name) => /^\d/.test(name)).sort();
  for (const name of names.slice(0, count))
    await cp(join(migrationsDirectory(), name), join(directory, name));
  for (const [name, sql] of Object.entries(more)) await writeFile(join(directory, name), sql);
  return directory;
}

const workspace = uuidv7();
const at = '2026-01-01T00:00:00Z';

/** Only what was there from the first version on. */
async function fill(pool: Pool): Promise<void> {
  const member = uuidv7();
  await withTransaction(
    pool,
    async (tx) => {
      await tx.query('INSERT INTO workspace_directory VALUES ($1, $2)', [workspace, at]);
      await tx.query(`INSERT INTO workspace VALUES ($1, '早先的公司', 'zh-CN', 'CNY', false, $2)`, [
        workspace,
        at,
      ]);
      await tx.query(
        `INSERT INTO member VALUES ($1, $2, NULL, NULL, 'Owner', 'owner', '[]', true, NULL, $3)`,
        [workspace, member, at],
      );
      await tx.query(
        `INSERT INTO actual (workspace_id, import_id, row_number, source, source_key, metric_id, on_date, coordinate, amount, live)
         VALUES ($1, $2, 1, 'crm', '1', 'revenue', '2026-01-05', '{"region": "A"}', 100, true)`,
        [workspace, uuidv7()],
      );
    },
    { workspaceId: workspace },
  );
}

async function backupOfLevel(directory: string, name: string): Promise<{ old: TestDatabase; file: string }> {
  const old = await database(false);
  await migrate(old.ownerPool, directory);
  await fill(old.ownerPool);
  const file = folder.path(name);
  await backup({ pool: old.ownerPool, file, program: '0.0.1', now: new Date(at) });
  return { old, file };
}

/** Shape and content of every table. */
async function dump(pool: Pool): Promise<unknown> {
  const { rows: shape } = await pool.query(
    `SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
     WHERE table_schema = 'public' ORDER BY 1, 2`,
  );
  const { rows: indexes } = await pool.query(
    `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
  );
  const { rows: policies } = await pool.query(
    `SELECT tablename, policyname, qual FROM pg_policies ORDER BY 1, 2`,
  );
  const content = await withTransaction(
    pool,
    async (tx) => [
      (await tx.query('SELECT to_jsonb(w) AS row FROM workspace w')).rows,
      (await tx.query('SELECT to_jsonb(m) AS row FROM member m')).rows,
      (await tx.query('SELECT to_jsonb(a) AS row FROM actual a')).rows,
      (await tx.query('SELECT name, checksum FROM migration ORDER BY name')).rows,
    ],
    { workspaceId: workspace },
  );
  return { shape, indexes, policies, content };
}

describe('a backup of an earlier level', () => {
  test.each([3, 4])(
    '(migration %s) comes out like the database it was taken of, brought forward',
    async (count) => {
      const { old, file } = await backupOfLevel(await migrationsUpTo(count), `level-${count}.gz`);
      const target = await database(true);
      const report = await restore({ pool: target.ownerPool, file });
      expect(report.manifest.migrations).toHaveLength(count);
      await migrate(old.ownerPool);
      expect(await dump(target.ownerPool)).toEqual(await dump(old.ownerPool));
      // The app's role may use the tables that were made anew, and still sees one workspace at a time.
      const asApp = (id: string) =>
        withTransaction(target.pool, (tx) => tx.query('SELECT FROM member'), { workspaceId: id });
      expect((await asApp(workspace)).rowCount).toBe(1);
      expect((await asApp(uuidv7())).rowCount).toBe(0);
    },
  );

  test('goes through migrations that fill a column which has no default', async () => {
    const grade = `ALTER TABLE member ADD COLUMN grade text;
UPDATE member SET grade = 'was ' || role;
ALTER TABLE member ALTER COLUMN grade SET NOT NULL;`;
    const { file } = await backupOfLevel(await migrationsUpTo(10), 'grade.gz');
    const later = await migrationsUpTo(10, { '0011_grade.sql': grade });
    const target = await database(false);
    await migrate(target.ownerPool, later);
    await restore({ pool: target.ownerPool, file, migrationsDirectory: later });
    const { rows } = await withTransaction(target.ownerPool, (tx) => tx.query('SELECT grade FROM member'), {
      workspaceId: workspace,
    });
    expect(rows).toEqual([{ grade: 'was owner' }]);
  });

  test('that cannot be brought forward leaves the database as it was', async () => {
    const { file } = await backupOfLevel(await migrationsUpTo(10), 'fails.gz');
    const later = await migrationsUpTo(10, {
      '0011_unique.sql': 'ALTER TABLE member ADD COLUMN grade text NOT NULL;',
    });
    const target = await database(false);
    await migrate(target.ownerPool, later);
    const before = await dump(target.ownerPool);
    await expect(restore({ pool: target.ownerPool, file, migrationsDirectory: later })).rejects.toThrow(
      /grade/,
    );
    expect(await dump(target.ownerPool)).toEqual(before);
  });
});

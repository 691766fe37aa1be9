import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPool, migrate, migrationsDirectory } from '../../src/database/index.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { silentLog } from '../silent-log.ts';
import { type SystemPostgres, startSystemPostgres } from '../system-postgres.ts';
import { engines } from './item-table.ts';

describe.each(engines)('migrations on the %s PostgreSQL', (engine) => {
  let system: SystemPostgres | undefined;
  let database: TestDatabase;
  let folder: string;

  const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
  const names = async (pool: Pool) =>
    (await pool.query<{ name: string }>('SELECT name FROM migration ORDER BY name')).rows.map(
      (row) => row.name,
    );

  beforeAll(async () => {
    if (engine === 'system') system = await startSystemPostgres();
  });
  afterAll(() => system?.stop());

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shapan-migrations-'));
    database = await testDatabase({ url: system?.url, migrated: false });
    write('0001_note.sql', `CREATE TABLE note (n int); INSERT INTO note VALUES (1); -- done; really`);
    write('0002_more.sql', `ALTER TABLE note ADD COLUMN text text;\nUPDATE note SET text = 'a;b';`);
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  it('apply once, in order; a second run does nothing; later files are added', async () => {
    const { ownerPool } = database;
    expect(await migrate(ownerPool, folder)).toEqual({ applied: ['0001_note', '0002_more'] });
    expect(await migrate(ownerPool, folder)).toEqual({ applied: [] });
    write(
      '0003_function.sql',
      `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;`,
    );
    expect(await migrate(ownerPool, folder)).toEqual({ applied: ['0003_function'] });
    expect((await ownerPool.query('SELECT n, text, f() FROM note')).rows).toEqual([
      { n: 1, text: 'a;b', f: 1 },
    ]);
  });

  it('refuse an edited file, but not other line ends', async () => {
    await migrate(database.ownerPool, folder);
    write('0002_more.sql', `ALTER TABLE note ADD COLUMN text text;\r\nUPDATE note SET text = 'a;b';`);
    expect(await migrate(database.ownerPool, folder)).toEqual({ applied: [] });
    write('0001_note.sql', 'CREATE TABLE note (n bigint)');
    await expect(migrate(database.ownerPool, folder)).rejects.toMatchObject({
      code: 'MIGRATION_EDITED',
      params: { migration: '0001_note' },
    });
  });

  it('refuse a database that a newer program has migrated', async () => {
    await migrate(database.ownerPool, folder);
    rmSync(join(folder, '0002_more.sql'));
    await expect(migrate(database.ownerPool, folder)).rejects.toMatchObject({
      code: 'DATABASE_NEWER',
      params: { migration: '0002_more' },
    });
  });

  it('leave no trace of a migration that fails half-way, and go on once it is mended', async () => {
    write('0003_broken.sql', 'CREATE TABLE half (n int); SELECT 1 / 0;');
    await expect(migrate(database.ownerPool, folder)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      params: { migration: '0003_broken', statement: 'SELECT 1 / 0', detail: 'division by zero' },
    });
    expect(await names(database.ownerPool)).toEqual(['0001_note', '0002_more']);
    expect((await database.ownerPool.query(`SELECT to_regclass('half') AS half`)).rows).toEqual([
      { half: null },
    ]);
    write('0003_broken.sql', 'CREATE TABLE half (n int)');
    expect(await migrate(database.ownerPool, folder)).toEqual({ applied: ['0003_broken'] });
  });

  it.each(['0002_twice.sql', '0004_gap.sql', '3_short.sql', '0003_Capital.sql'])(
    'refuse the name %s',
    async (name) => {
      write(name, 'SELECT 1');
      await expect(migrate(database.ownerPool, folder)).rejects.toMatchObject({ code: 'MIGRATION_MISNAMED' });
    },
  );

  it('are applied once when several programs start together', async () => {
    write('0003_slow.sql', 'SELECT pg_sleep(0.2); CREATE TABLE slow (n int)');
    const pools = [1, 2, 3, 4].map(() => createPool(database.ownerConfig, { log: silentLog, max: 1 }));
    const runs = await Promise.all(pools.map((pool) => migrate(pool, folder)));
    expect(runs.flatMap(({ applied }) => applied)).toEqual(['0001_note', '0002_more', '0003_slow']);
    await Promise.all(pools.map((pool) => pool.end()));
  });

  it('of the product itself apply from nothing', async () => {
    const shipped = readdirSync(migrationsDirectory()).filter((name) => /^\d/.test(name));
    expect((await migrate(database.ownerPool)).applied).toHaveLength(shipped.length);
  });
});

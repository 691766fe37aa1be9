import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type DatabaseLog, openDatabase, rolePowers } from '../../src/database/index.ts';
import { testDatabase } from '../database.ts';
import { silentLog } from '../silent-log.ts';
import { startSystemPostgres, systemPostgresBinaries } from '../system-postgres.ts';

const root = mkdtempSync(join(tmpdir(), 'shapan-open-'));
const directory = join(root, 'data');
const migrationsDirectory = join(root, 'migrations');
mkdirSync(migrationsDirectory);
writeFileSync(
  join(migrationsDirectory, '0001_log.sql'),
  'CREATE TABLE log (n int); CREATE TABLE note (n int);',
);
writeFileSync(join(migrationsDirectory, 'grants.sql'), 'REVOKE UPDATE, DELETE ON log FROM :"app_role";');
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('without a URL', { timeout: 60_000 }, () => {
  it('opens the embedded database, migrated, through a role with few rights', async () => {
    const database = await openDatabase({ directory, log: silentLog, migrationsDirectory });
    expect(database).toMatchObject({ kind: 'embedded', applied: ['0001_log'] });
    expect(await rolePowers(database.pool)).toEqual({
      name: 'shapan_app',
      superuser: false,
      bypassesRls: false,
      ownsTables: false,
    });
    await database.pool.query('INSERT INTO log VALUES (1)');
    await database.pool.query('UPDATE note SET n = 1');
    await expect(database.pool.query('DELETE FROM log')).rejects.toMatchObject({ code: '42501' });
    await database.close();

    const again = await openDatabase({ directory, log: silentLog, migrationsDirectory });
    expect(again.applied).toEqual([]);
    await expect(again.pool.query('DELETE FROM log')).rejects.toMatchObject({ code: '42501' });
    expect((await again.pool.query('SELECT n FROM log')).rows).toEqual([{ n: 1 }]);
    await again.close();
  });

  it('lets go of the data directory when a migration fails', async () => {
    const broken = join(root, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, '0001_log.sql'), 'nonsense');
    const options = { directory: join(root, 'other'), log: silentLog, migrationsDirectory: broken };
    await expect(openDatabase(options)).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
    const database = await openDatabase({ ...options, migrationsDirectory });
    expect(database.applied).toEqual(['0001_log']);
    await database.close();
  });
});

describe('with a URL', () => {
  it('says which address does not answer', async () => {
    const databaseUrl = 'postgres://owner@%2Fnonexistent/shapan';
    await expect(openDatabase({ databaseUrl, directory, log: silentLog })).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
    });
  });

  it.runIf(systemPostgresBinaries())(
    'uses a server of version 15 with two roles, or one and a warning (needs a PostgreSQL of the machine)',
    async () => {
      const system = await startSystemPostgres();
      const made = await testDatabase({ url: system?.url, migrated: false });
      const url = (config: typeof made.config) => config.connectionString as string;
      const warnings: string[] = [];
      const log: DatabaseLog = { ...silentLog, warn: (_, message) => warnings.push(message) };
      const options = { databaseUrl: url(made.ownerConfig), directory, log, migrationsDirectory };

      const single = await openDatabase(options);
      expect(single).toMatchObject({ kind: 'server', applied: ['0001_log'] });
      expect(warnings).toEqual([expect.stringContaining('SHAPAN_APP_DATABASE_URL')]);
      await single.close();

      const two = await openDatabase({ ...options, appDatabaseUrl: url(made.config) });
      expect(warnings).toHaveLength(1);
      expect(await rolePowers(two.pool)).toMatchObject({ superuser: false, ownsTables: false });
      await expect(two.pool.query('DELETE FROM log')).rejects.toMatchObject({ code: '42501' });
      await two.close();

      const powerful = openDatabase({ ...options, appDatabaseUrl: options.databaseUrl });
      await expect(powerful).rejects.toMatchObject({ code: 'ROLE_TOO_POWERFUL' });
      await made.close();
      await system?.stop();
    },
  );
});

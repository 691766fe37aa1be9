import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/database/index.ts';
import { backup } from '../../src/ops/backup.ts';
import { BackupError } from '../../src/ops/backup-error.ts';
import { examine, type Finding } from '../../src/ops/doctor.ts';
import { connectAsOwner, openForRestore } from '../../src/ops/owner-connection.ts';
import { restore } from '../../src/ops/restore.ts';
import { testDatabase } from '../database.ts';
import { silentLog } from '../silent-log.ts';
import { testDeps } from '../workspace.ts';
import { fingerprints, richWorkspace } from './installation.ts';

/** A data directory as the program itself makes it, on disk and durable. */
let root: string;
const configOf = (name: string, extra: Record<string, string> = {}) =>
  readConfig({ SHAPAN_DATA: join(root, name), ...extra });
const levels = (findings: readonly Finding[]) =>
  Object.fromEntries(findings.map(({ code, level }) => [code, level]));
const now = new Date('2026-03-01T08:00:00Z');

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'shapan-ops-'));
  await chmod(root, 0o755);
});

afterAll(() => rm(root, { recursive: true, force: true }));

test('backup and doctor work beside a running program, and without one; a restore never does', async () => {
  const config = configOf('data');
  const running = await openDatabase({ directory: config.dataDirectory, log: silentLog });
  const deps = testDeps({
    pool: running.pool,
    ownerPool: running.ownerPool,
    config: {},
    ownerConfig: {},
    close: running.close,
  });
  await deps.live.close();
  await richWorkspace(deps, running.ownerPool);
  const beside = await connectAsOwner(config, silentLog);
  expect(beside.runningPid).toBe(running.embedded?.pid);
  const hot = await backup({ pool: beside.pool, file: join(root, 'hot.gz'), program: config.version, now });
  await beside.close();
  const findings = await examine(config, silentLog, now);
  expect(findings.filter(({ level }) => level !== 'ok')).toEqual([]);
  expect(findings.map(({ code }) => code)).toEqual([
    'VERSION',
    'DATA_DIRECTORY',
    'FREE_SPACE',
    'DATABASE',
    'DURABILITY',
    'APP_ROLE',
    'MIGRATIONS',
    'BACKUP',
  ]);
  await expect(openForRestore(config, silentLog)).rejects.toMatchObject({ code: 'DATA_DIRECTORY_HELD' });
  // The program noticed nothing of it all.
  expect((await running.pool.query('SELECT 1')).rowCount).toBe(1);
  const before = await fingerprints(running.ownerPool);
  await running.close();

  const alone = await connectAsOwner(config, silentLog);
  expect(alone.runningPid).toBeNull();
  const cold = await backup({ pool: alone.pool, file: join(root, 'cold.gz'), program: config.version, now });
  await alone.close();
  expect(cold.counts).toEqual({ ...hot.counts, instance_setting: 2 });

  const fresh = await openForRestore(configOf('fresh'), silentLog);
  await restore({ pool: fresh.pool, file: cold.file });
  expect(await fingerprints(fresh.pool)).toEqual(before);
  await fresh.close();
}, 60_000);

test('the doctor names what is wrong', async () => {
  expect(levels(await examine(configOf('nowhere'), silentLog, now))).toEqual({
    VERSION: 'ok',
    DATA_DIRECTORY: 'fail',
    DATABASE: 'fail',
  });
  const crowded = await examine(configOf('data', { SHAPAN_MINIMUM_FREE_MB: '1000000' }), silentLog, now);
  expect(levels(crowded)).toMatchObject({ FREE_SPACE: 'fail', DATABASE: 'ok' });
  const later = await examine(configOf('data'), silentLog, new Date('2026-03-10T08:00:00Z'));
  expect(later.find(({ code }) => code === 'BACKUP')).toMatchObject({ level: 'warn', params: { days: 9 } });
});

test('the doctor sees through a server that is set up carelessly', async () => {
  const database = await testDatabase();
  const { host = '', user, password } = database.ownerConfig;
  const url = `postgres://${user}:${password as string}@${encodeURIComponent(host)}/${database.ownerConfig.database}`;
  const config = configOf('unused', { DATABASE_URL: url });
  expect(levels(await examine(config, silentLog, now))).toEqual({
    VERSION: 'ok',
    DATABASE: 'ok',
    DURABILITY: 'warn', // test clusters are not synced
    APP_ROLE: 'warn',
    MIGRATIONS: 'ok',
    BACKUP: 'warn',
  });
  expect(levels(await examine({ ...config, appDatabaseUrl: url }, silentLog, now))).toMatchObject({
    APP_ROLE: 'fail',
  });
  await database.ownerPool.query(`INSERT INTO migration VALUES ('9999_of_the_future', 'x', now())`);
  expect(levels(await examine(config, silentLog, now))).toMatchObject({ MIGRATIONS: 'fail' });
  await database.ownerPool.query(`DELETE FROM migration WHERE name <> '0001_workspace_and_book'`);
  expect(levels(await examine(config, silentLog, now))).toMatchObject({ MIGRATIONS: 'warn' });
  await database.close();
  const gone = await examine(config, silentLog, now);
  expect(gone.at(-1)).toMatchObject({ code: 'DATABASE', level: 'fail' });
});

test('an empty data directory is not mistaken for an installation', async () => {
  const refusal = await connectAsOwner(configOf('nothing'), silentLog).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(BackupError);
  expect(refusal).toMatchObject({ code: 'DATA_DIRECTORY_EMPTY' });
});

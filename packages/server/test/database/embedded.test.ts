import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { assertFreeSpace, freeBytes } from '../../src/database/free-space.ts';
import { type EmbeddedDatabase, minimumFreeBytes, startEmbedded } from '../../src/database/index.ts';
import { silentLog } from '../silent-log.ts';

const root = mkdtempSync(join(tmpdir(), 'shapan-embedded-'));
const running: EmbeddedDatabase[] = [];

async function start(directory: string): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ directory, log: silentLog });
  running.push(database);
  return database;
}

async function ask<Row extends object>(database: EmbeddedDatabase, sql: string): Promise<Row[]> {
  const client = new pg.Client(database.connection);
  await client.connect();
  return client
    .query<Row>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

afterAll(async () => {
  await Promise.all(running.map((database) => database.stop()));
  rmSync(root, { recursive: true, force: true });
});

describe('the embedded database', { timeout: 60_000 }, () => {
  it('makes a durable UTF-8 cluster that listens on no network, and keeps its data', async () => {
    const directory = join(root, 'first');
    const first = await start(directory);
    expect(first.adopted).toBe(false);
    const [settings] = await ask(
      first,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
              current_setting('data_checksums') AS checksums, current_setting('server_encoding') AS encoding,
              current_setting('listen_addresses') AS network, current_setting('TimeZone') AS zone,
              (SELECT datcollate FROM pg_database WHERE datname = current_database()) AS collation,
              lower('ÄÖÜ') AS lower`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      commit: 'on',
      checksums: 'on',
      encoding: 'UTF8',
      network: '',
      zone: 'UTC',
      collation: 'C',
      lower: 'äöü',
    });
    await ask(first, `CREATE TABLE note AS SELECT '沙盘' AS text`);
    await first.stop();

    const second = await start(directory);
    expect(await ask(second, 'SELECT text FROM note')).toEqual([{ text: '沙盘' }]);
    await second.stop();
  });

  it('lets nobody else near the data and the socket', async () => {
    const directory = join(root, 'private');
    const database = await start(directory);
    const socketDirectory = database.connection.host as string;
    for (const path of [directory, join(directory, 'postgres'), socketDirectory]) {
      expect(statSync(path).mode & 0o077, path).toBe(0);
    }
    const stranger = new pg.Client({ ...database.connection, password: 'guess' });
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
    await database.stop();
    expect(existsSync(socketDirectory)).toBe(false);
  });

  it('refuses a second start in the same process too, and frees the directory at stop', async () => {
    const directory = join(root, 'held');
    const holder = await start(directory);
    await expect(start(directory)).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_HELD',
      params: { pid: process.pid },
    });
    await holder.stop();
    const next = await start(directory);
    await next.stop();
  });

  it('works below a path far longer than a socket address', async () => {
    const directory = join(root, 'long'.repeat(25), 'longer'.repeat(20));
    const database = await start(directory);
    await expect(start(directory)).rejects.toMatchObject({ code: 'DATA_DIRECTORY_HELD' });
    await database.stop();
  });

  it('refuses data of another major version and leaves it untouched', async () => {
    const directory = join(root, 'versions');
    await (await start(directory)).stop();
    const version = join(directory, 'postgres', 'PG_VERSION');
    writeFileSync(version, '99\n');
    await expect(start(directory)).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_NEWER',
      params: { found: 99, supported: 18 },
    });
    writeFileSync(version, '14\n');
    await expect(start(directory)).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_OLDER',
      params: { found: 14 },
    });
    writeFileSync(version, '18\n');
    await (await start(directory)).stop();
  });

  it('does not mistake a foreign folder for a cluster, nor fill it', async () => {
    const directory = join(root, 'foreign');
    await (await start(directory)).stop();
    rmSync(join(directory, 'postgres'), { recursive: true });
    writeFileSync(join(directory, 'postgres'), 'not a folder');
    await expect(start(directory)).rejects.toMatchObject({ code: 'DATA_DIRECTORY_UNUSABLE' });
    expect(readdirSync(directory)).toContain('postgres');
  });

  it('sweeps away what an interrupted first start left', async () => {
    const directory = join(root, 'interrupted');
    await (await start(directory)).stop();
    rmSync(join(directory, 'postgres'), { recursive: true });
    writeFileSync(join(directory, 'postgres.tmp'), 'half');
    const database = await start(directory);
    expect(readdirSync(directory)).not.toContain('postgres.tmp');
    await database.stop();
  });
});

describe('the free-space guard', () => {
  it('passes where there is room and names both figures where there is not', async () => {
    const free = await freeBytes(root);
    expect(minimumFreeBytes).toBe(200_000_000);
    await expect(assertFreeSpace(root, 1)).resolves.toBeUndefined();
    await expect(assertFreeSpace(root, free * 2)).rejects.toMatchObject({
      code: 'DISK_FULL',
      params: { directory: root, neededBytes: free * 2 },
    });
  });
});

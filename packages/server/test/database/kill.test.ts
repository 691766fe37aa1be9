import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { createPool, databaseError, startEmbedded } from '../../src/database/index.ts';
import { readPostmasterPid } from '../../src/database/postmaster-pid.ts';
import { silentLog } from '../silent-log.ts';
import { holders } from './holders.ts';

/** Real processes, really killed, on a cluster that syncs. */
const fleet = holders();
afterEach(() => fleet.clean());

async function count(connection: pg.ClientConfig, table: string): Promise<number> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  await client.end();
  return rows[0]?.n as number;
}

/** The server's children lead sessions of their own, so no process group names them all. */
function killWithChildren(pid: number): void {
  const children = childrenOf(pid);
  process.kill(pid, 'SIGKILL');
  for (const child of children) killUnlessGone(child);
}

/** A child may end by itself between being listed and being killed: it is as dead as it should be. */
function killUnlessGone(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Linux says it itself: a bare machine has no `ps`. */
function childrenOf(pid: number): number[] {
  const processes =
    process.platform === 'linux'
      ? readdirSync('/proc')
          .filter((name) => /^\d+$/.test(name))
          .flatMap(parentage)
      : execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
          .trim()
          .split('\n')
          .map((line) => line.trim().split(/\s+/).map(Number));
  return processes.filter(([, parent]) => parent === pid).map(([child]) => child as number);
}

/** `pid (name, which may hold anything) state ppid …`; nothing for a process that is gone by now. */
function parentage(name: string): number[][] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 1).split(' ')[2])]];
  } catch {
    return [];
  }
}

describe('one data directory, one program', { timeout: 60_000 }, () => {
  it('names the process that holds it', async () => {
    const directory = fleet.directory();
    const first = fleet.start(directory);
    await first.line((l) => l.ready);
    const { refused } = await fleet.start(directory).outcome();
    expect(refused).toEqual({ code: 'DATA_DIRECTORY_HELD', params: { directory, pid: first.pid } });
  });

  it('lets exactly one of six simultaneous starters in, again after each kill -9', async () => {
    const directory = fleet.directory();
    for (const round of [1, 2, 3]) {
      const starters = Array.from({ length: 6 }, () => fleet.start(directory));
      const outcomes = await Promise.all(starters.map((starter) => starter.outcome()));
      const holding = starters.filter((_, i) => outcomes[i]?.ready);
      expect(holding, `round ${round}`).toHaveLength(1);
      for (const { refused } of outcomes.filter((o) => o.refused)) {
        expect(refused).toEqual({ code: 'DATA_DIRECTORY_HELD', params: { directory, pid: holding[0]?.pid } });
      }
      await holding[0]?.kill('SIGKILL');
    }
  });

  it('gets past a gate that somebody died in', async () => {
    const directory = fleet.directory();
    writeFileSync(join(directory, 'lock.gate'), '');
    const { ready } = await fleet.start(directory).outcome();
    expect(ready).toBeDefined();
  });
});

describe('sudden death', { timeout: 60_000 }, () => {
  it('takes over the server of a program that was killed, with everything acknowledged', async () => {
    const directory = fleet.directory();
    const killed = fleet.start(directory, 'write');
    const { ready } = await killed.outcome();
    await killed.line((l) => (l.acknowledged ?? 0) >= 50);
    await killed.kill('SIGKILL');

    const next = await startEmbedded({ directory, log: silentLog });
    expect(next.adopted).toBe(true);
    expect(next.pid).toBe(ready?.serverPid);
    const acknowledged = killed.lines.findLast((l) => l.acknowledged)?.acknowledged as number;
    expect(await count(next.connection, 'written')).toBeGreaterThanOrEqual(acknowledged);
    await next.stop();
    expect(await readPostmasterPid(join(directory, 'postgres'))).toBeUndefined();
  });

  it('loses nothing when program, server and all its children die at once', async () => {
    const directory = fleet.directory();
    const killed = fleet.start(directory, 'write');
    const { ready } = await killed.outcome();
    await killed.line((l) => (l.acknowledged ?? 0) >= 50);
    killWithChildren(ready?.serverPid as number);
    await killed.kill('SIGKILL');

    const next = await startEmbedded({ directory, log: silentLog });
    expect(next.adopted).toBe(false);
    const acknowledged = killed.lines.findLast((l) => l.acknowledged)?.acknowledged as number;
    expect(await count(next.connection, 'written')).toBeGreaterThanOrEqual(acknowledged);
    await next.stop();
  });

  it('stops an orphan that is frozen instead of adopting it', async () => {
    const directory = fleet.directory();
    const killed = fleet.start(directory);
    const { ready } = await killed.outcome();
    const orphan = ready?.serverPid as number;
    process.kill(orphan, 'SIGSTOP');
    await killed.kill('SIGKILL');
    const starting = startEmbedded({ directory, log: silentLog });
    // A stopped process takes its signals once it goes on.
    setTimeout(() => process.kill(orphan, 'SIGCONT'), 4_000);
    const next = await starting;
    expect(next.adopted).toBe(false);
    expect(next.pid).not.toBe(orphan);
    await next.stop();
  });

  it.each(['own', 'adopted'])('restarts its %s server when that dies, and the pool heals', async (kind) => {
    const directory = fleet.directory();
    if (kind === 'adopted') {
      const earlier = fleet.start(directory);
      await earlier.outcome();
      await earlier.kill('SIGKILL');
    }
    const events: string[] = [];
    const database = await startEmbedded({
      directory,
      log: silentLog,
      listener: ({ type }) => events.push(type),
    });
    expect(database.adopted).toBe(kind === 'adopted');
    const pool = createPool(database.connection, { log: silentLog });
    await pool.query('CREATE TABLE kept AS SELECT 1 AS n');
    // One connection idle in the pool, one in use between two statements.
    const inUse = await pool.connect();
    await inUse.query('BEGIN');

    const dead = database.pid;
    killWithChildren(dead);
    const lost = await inUse.query('SELECT 1').catch((error: unknown) => databaseError(error));
    expect(lost).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    inUse.release(true);

    await expect.poll(() => events, { timeout: 30_000 }).toEqual(['down', 'up']);
    expect(database.pid).not.toBe(dead);
    expect(await count(database.connection, 'kept')).toBe(1);
    expect((await pool.query('SELECT n FROM kept')).rows).toEqual([{ n: 1 }]);
    await pool.end();
    await database.stop();
  });

  it('survives its server alone being killed while the children still run', async () => {
    const events: string[] = [];
    const database = await startEmbedded({
      directory: fleet.directory(),
      log: silentLog,
      listener: ({ type }) => events.push(type),
    });
    const busy = new pg.Client(database.connection);
    busy.on('error', () => undefined);
    await busy.connect();
    busy.query('SELECT pg_sleep(2)').catch(() => undefined);
    process.kill(database.pid, 'SIGKILL');
    await expect.poll(() => events.at(-1), { timeout: 30_000 }).toBe('up');
    await database.stop();
  });
});

describe('an orderly end', { timeout: 60_000 }, () => {
  it('SIGTERM ends program and server; the next start needs no recovery', async () => {
    const directory = fleet.directory();
    const holder = fleet.start(directory);
    await holder.outcome();
    expect(await holder.kill('SIGTERM')).toBe(0);
    expect(holder.lines.at(-1)).toEqual({ stopped: true });
    expect(await readPostmasterPid(join(directory, 'postgres'))).toBeUndefined();
    const next = await startEmbedded({ directory, log: silentLog });
    const log = readFileSync(join(directory, 'postgres.log'), 'utf8');
    expect(log).not.toContain('not properly shut down');
    await next.stop();
  });
});

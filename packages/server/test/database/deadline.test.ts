import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPool } from '../../src/database/pool.ts';
import { withTransaction } from '../../src/database/transaction.ts';
import { silentLog } from '../silent-log.ts';
import { engines, itemTable } from './item-table.ts';

/** Statements travel together, but each has its own time: a line of slow ones is no lost server, and a lost one is found. */
const DEADLINE_MS = 3_000;

/** The only connection of a pool that is in use. */
const connectionIn = (pool: Pool): PoolClient['connection'] => {
  const [client] = (pool as unknown as { readonly _clients: readonly PoolClient[] })._clients;
  if (!client) throw new Error('no connection is in use');
  return client.connection;
};

describe.each(engines)('on the %s PostgreSQL', (engine) => {
  const database = itemTable(engine);
  let pool: Pool;
  beforeAll(() => {
    pool = createPool(database().config, { log: silentLog, queryTimeoutMs: DEADLINE_MS, max: 1 });
  });
  afterAll(() => pool.end());
  const work = { statementTimeoutMs: DEADLINE_MS - 500, attempts: 1 };

  test('statements told together may take longer than one of them may', async () => {
    const slept = await withTransaction(
      pool,
      async (tx) => {
        for (let i = 0; i < 3; i++) tx.tell('SELECT pg_sleep(1.3)', []);
        return tx.query('SELECT 1 AS n');
      },
      work,
    );
    expect(slept.rows).toEqual([{ n: 1 }]);
  });

  test('what is asked in one turn goes out in one packet, and so does what follows from an answer', async () => {
    let packets = 0;
    await withTransaction(
      pool,
      async (tx) => {
        const { stream } = connectionIn(pool);
        const { writableLength } = stream;
        expect(writableLength).toBeGreaterThan(0);
        const flush = stream._writev?.bind(stream);
        stream._writev = (...all) => {
          packets += 1;
          flush?.(...all);
        };
        await Promise.all([tx.query('SELECT 1'), tx.query('SELECT $1::int', [2]), tx.query('SELECT 3')]);
        expect(packets).toBe(1);
        tx.tell('SELECT $1::int', [4]);
        tx.tell('SELECT 5', []);
      },
      work,
    );
    expect(packets).toBe(2);
  });

  test('a statement has its time however long this process does something else', async () => {
    const answer = await withTransaction(
      pool,
      (tx) => {
        const asked = tx.query('SELECT 1 AS n');
        const until = Date.now() + 1.5 * DEADLINE_MS;
        while (Date.now() < until);
        return asked;
      },
      work,
    );
    expect(answer.rows).toEqual([{ n: 1 }]);
  });
});

describe('a server whose answers are lost on the way', () => {
  const database = itemTable('embedded');
  const directory = mkdtempSync(join(tmpdir(), 'shapan-deaf-'));
  let swallows = false;
  const sockets = new Set<Socket>();
  let way: Server;
  let pool: Pool;

  beforeAll(async () => {
    const { host, port } = database().config;
    way = createServer((asker) => {
      const server = connect(join(host ?? '', `.s.PGSQL.${port}`));
      for (const one of [asker, server]) sockets.add(one.on('error', () => undefined));
      asker.pipe(server);
      server.on('data', (answer) => swallows || asker.write(answer));
      asker.once('close', () => server.destroy());
    });
    await new Promise<void>((resolve) => {
      way.listen(join(directory, '.s.PGSQL.5432'), resolve);
    });
    const config = { ...database().config, host: directory, port: 5432 };
    pool = createPool(config, { log: silentLog, queryTimeoutMs: 500 });
  });

  afterAll(async () => {
    await pool.end();
    for (const one of sockets) one.destroy();
    way.close();
    rmSync(directory, { recursive: true });
  });

  const attempt = (ask: Parameters<typeof withTransaction>[1]): Promise<unknown> =>
    withTransaction(pool, ask, { statementTimeoutMs: 400, lockTimeoutMs: 400, attempts: 1 });

  test('is given up, with everything under way, and the next connection is another', async () => {
    await attempt((tx) => tx.query('SELECT 1'));
    const lost = attempt(async (tx) => {
      await tx.query('SELECT 1');
      swallows = true;
      await Promise.all([tx.query('SELECT 2'), tx.query('SELECT 3')]);
    });
    await expect(lost).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    swallows = false;
    await expect(attempt((tx) => tx.query('SELECT 4'))).resolves.toMatchObject({ rowCount: 1 });
  });

  test('leaves unknown what was committed meanwhile', async () => {
    const lost = attempt(async (tx) => {
      await tx.query('SELECT 1');
      swallows = true;
      tx.tell('SELECT 2', []);
    });
    await expect(lost).rejects.toMatchObject({ code: 'COMMIT_UNKNOWN' });
    swallows = false;
  });

  test('is given up by a single question as well', async () => {
    await pool.query('SELECT 1');
    const lost = pool.query('SELECT 2');
    swallows = true;
    await expect(lost).rejects.toThrow('no answer for 500 ms');
    swallows = false;
  });
});

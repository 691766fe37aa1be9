import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionOf, createPool } from '../../src/database/pool.ts';
import { withTransaction } from '../../src/database/transaction.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { silentLog } from '../silent-log.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const busyFor = (ms: number): void => {
  for (const until = performance.now() + ms; performance.now() < until; ) Math.sqrt(until);
};

test('a connection that is being opened while the thread thinks for long is opened all the same', async () => {
  const pool = createPool(connectionOf(database.pool), { log: silentLog });
  const asked = withTransaction(pool, (tx) => tx.query('SELECT 1 AS one'));
  // It has gone as far as the network, which is not looked at until the thread is done.
  await Promise.resolve();
  busyFor((pool.options.connectionTimeoutMillis ?? 0) + 500);
  expect((await asked).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

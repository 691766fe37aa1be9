import { afterAll, beforeAll, expect, test } from 'vitest';
import { askLong, tellLong } from '../../src/database/long-answer.ts';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Tx } from '../../src/database/tx.ts';
import { type TestDatabase, testDatabase } from '../database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function limitIn(tx: Tx): Promise<string | undefined> {
  const { rows } = await tx.query<{ limit: string }>(`SELECT current_setting('statement_timeout') AS limit`);
  return rows[0]?.limit;
}

test.each<[string, (tx: Tx) => unknown]>([
  ['asked', (tx) => askLong(tx, 'SELECT $1::int AS one', [1])],
  ['told', (tx) => tellLong(tx, 'SELECT $1::int AS one', [1])],
])('what is %s for long has its time, and no transaction after it', async (_, work) => {
  const limits = await withTransaction(database.pool, async (tx) => {
    const before = await limitIn(tx);
    await work(tx);
    return [before, await limitIn(tx)];
  });
  expect(limits).toEqual(['8s', '2min']);
  expect(await withTransaction(database.pool, limitIn)).toBe('8s');
});

test('what is asked for long is answered, and what is told is heard', async () => {
  const heard: unknown[] = [];
  const asked = await withTransaction(database.pool, async (tx) => {
    tellLong(tx, 'SELECT $1::int AS one', [2], ({ rows }) => heard.push(rows[0]));
    return askLong(tx, 'SELECT $1::int AS one', [1]);
  });
  expect([asked.rows, heard]).toEqual([[{ one: 1 }], [{ one: 2 }]]);
});

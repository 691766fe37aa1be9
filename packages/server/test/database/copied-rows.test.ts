import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fieldsOf, int4Of, int8Of } from '../../src/database/copy-format.ts';
import { withTransaction } from '../../src/database/index.ts';
import { askCopied } from '../../src/database/long-answer.ts';
import { connectionOf, createPool } from '../../src/database/pool.ts';
import type { Tx } from '../../src/database/tx.ts';
import { silentLog } from '../silent-log.ts';
import { engines, itemTable, ours, theirs } from './item-table.ts';

/** Rows with very many bytes come as they lie, in a line with other statements, under the same rights and limits. */
describe.each(engines)('on the %s PostgreSQL', (engine) => {
  const database = itemTable(engine);
  const within = <T>(work: (tx: Tx) => Promise<T>, more: object = {}) =>
    withTransaction(database().pool, work, { workspaceId: ours, ...more });

  test('every byte, nothing, none, and numbers to the last digit', async () => {
    const rows = await within((tx) =>
      askCopied(
        tx,
        `SELECT x.bytes, x.large, x.small FROM (VALUES
           (1, decode('${Buffer.from(Array.from({ length: 256 }, (_, i) => i)).toString('hex')}', 'hex'),
             9007199254740991::bigint, -2147483648),
           (2, ''::bytea, -9007199254740991::bigint, 0),
           (3, NULL, NULL, NULL)) AS x(i, bytes, large, small) ORDER BY i`,
      ),
    );
    const [all, empty, none] = rows;
    expect([...(all?.[0] ?? [])]).toEqual(Array.from({ length: 256 }, (_, i) => i));
    expect([int8Of(all?.[1]), int4Of(all?.[2])]).toEqual([Number.MAX_SAFE_INTEGER, -2_147_483_648]);
    expect([empty?.[0]?.length, int8Of(empty?.[1])]).toEqual([0, -Number.MAX_SAFE_INTEGER]);
    expect(none).toEqual([null, null, null]);
  });

  test('no rows, and very many bytes', async () => {
    expect(await within((tx) => askCopied(tx, 'SELECT 1 WHERE false'))).toEqual([]);
    const [row] = await within((tx) =>
      askCopied(
        tx,
        `SELECT decode(string_agg(md5(i::text), ''), 'hex') FROM generate_series(1, 200000) AS i`,
      ),
    );
    const { rows } = await within((tx) =>
      tx.query(
        `SELECT md5(decode(string_agg(md5(i::text), ''), 'hex')) FROM generate_series(1, 200000) AS i`,
      ),
    );
    expect([
      row?.[0]?.length,
      createHash('md5')
        .update(row?.[0] ?? '')
        .digest('hex'),
    ]).toEqual([3_200_000, rows[0].md5]);
  });

  test('a number beyond what is exact is an error', async () => {
    const [row] = await within((tx) => askCopied(tx, 'SELECT 9007199254740993::bigint'));
    expect(() => int8Of(row?.[0])).toThrow(RangeError);
  });

  test('each question in a line gets its own answer', async () => {
    const answers = await within(
      (tx) =>
        Promise.all([
          tx.query('SELECT 1 AS one'),
          askCopied(tx, `SELECT 'first'::bytea`),
          tx.query('SELECT $1::int AS two', [2]),
          askCopied(tx, `SELECT 'second'::bytea UNION ALL SELECT 'third'::bytea`),
        ]),
      { inOneBreath: true },
    );
    const [one, first, two, others] = answers;
    expect([one.rows, two.rows]).toEqual([[{ one: 1 }], [{ two: 2 }]]);
    expect([...first, ...others].map(([bytes]) => bytes?.toString())).toEqual(['first', 'second', 'third']);
  });

  test('only rows of the workspace', async () => {
    const seen = (workspaceId: string) =>
      within((tx) => askCopied(tx, 'SELECT workspace_id FROM item ORDER BY id'), { workspaceId });
    const uuid = (bytes?: Buffer | null) => bytes?.toString('hex');
    for (const workspace of [ours, theirs]) {
      const rows = await seen(workspace);
      expect(rows.map(([id]) => uuid(id))).toEqual(
        Array.from({ length: 2 }, () => workspace.replaceAll('-', '')),
      );
    }
  });

  test('what fails – at once, or after some rows – fails the transaction and leaves the connection whole', async () => {
    for (const select of ['SELECT 1 / 0', 'SELECT 1 / (100000 - i) FROM generate_series(1, 100000) AS i']) {
      const work = within(async (tx) => {
        await tx.query('UPDATE item SET n = 5');
        await askCopied(tx, select);
      });
      await expect(work).rejects.toMatchObject({ params: { sqlstate: '22012' } });
    }
    const { rows } = await within((tx) => tx.query('SELECT sum(n)::int AS n FROM item'));
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('a connection that is lost in the middle fails what was asked', async () => {
    const pool = createPool(connectionOf(database().pool), { log: silentLog });
    const work = withTransaction(pool, async (tx) => {
      const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      return Promise.all([
        askCopied(tx, 'SELECT pg_sleep(60)'),
        database().ownerPool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]),
      ]);
    });
    await expect(work).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await pool.end();
  });
});

test('what was cut off is not taken for an answer', () => {
  const head = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
  expect(() => fieldsOf(head)).toThrow();
  expect(() => fieldsOf(Buffer.concat([head, Buffer.from([0, 1, 0, 0, 0, 9, 1])]))).toThrow();
  expect(() => fieldsOf(Buffer.alloc(0))).toThrow('no copied rows');
  expect(fieldsOf(Buffer.concat([head, Buffer.from([0xff, 0xff])]))).toEqual([]);
});

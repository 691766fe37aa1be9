import type { Pool } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { createPool, databaseError, migrate, withTransaction } from '../../src/database/index.ts';
import { silentLog } from '../silent-log.ts';
import { engines, itemTable, ours } from './item-table.ts';

describe.each(engines)('on the %s PostgreSQL', (engine) => {
  const database = itemTable(engine);
  let pool: Pool;
  beforeAll(() => {
    pool = database().pool;
  });

  describe('values', () => {
    it('come back exact: numbers, decimals as text, days and instants as ISO', async () => {
      const { rows } =
        await pool.query(`SELECT 9007199254740991::int8 AS big, 1.10::numeric(20, 4) AS decimal,
        '2026-02-28'::date AS day, '2026-02-28 23:30:00.123+08'::timestamptz AS at,
        'infinity'::timestamptz AS never, ARRAY[1, NULL, 3]::int8[] AS bigs, ARRAY['2026-02-28'::date] AS days`);
      expect(rows).toEqual([
        {
          big: 9_007_199_254_740_991,
          decimal: '1.1000',
          day: '2026-02-28',
          at: '2026-02-28T15:30:00.123Z',
          never: 'infinity',
          bigs: [1, null, 3],
          days: ['2026-02-28'],
        },
      ]);
    });

    it('are refused rather than rounded', async () => {
      await expect(pool.query('SELECT 9007199254740993::int8')).rejects.toThrow('beyond what is exact');
    });
  });

  describe('an error of the database', () => {
    it.each([
      ['UNIQUE_VIOLATION', 'INSERT INTO item VALUES ($1, 1, 1)', 'item_pk'],
      ['CHECK_VIOLATION', 'UPDATE item SET n = -1 WHERE workspace_id = $1', 'item_n_ck'],
      ['NOT_NULL_VIOLATION', 'UPDATE item SET n = NULL WHERE workspace_id = $1', undefined],
      ['INVALID_VALUE', `SELECT $1::uuid, 'x'::int`, undefined],
      ['DATABASE_FAILURE', 'SELECT $1::uuid, nonsense', undefined],
    ])('becomes %s', async (code, sql, constraint) => {
      const work = withTransaction(pool, (tx) => tx.query(sql, [ours]), { workspaceId: ours });
      await expect(work).rejects.toMatchObject({ code, params: constraint ? { constraint } : {} });
    });

    it('keeps a constraint’s name without the number a distributed server appends', () => {
      const message = 'duplicate key value violates unique constraint "item_pk_102633"';
      const error = databaseError(Object.assign(new Error(message), { code: '23505' }));
      expect(error.params).toMatchObject({ constraint: 'item_pk' });
    });

    it('of a server that is not there says so', async () => {
      const nobody = createPool({ host: '/nonexistent', database: 'x' }, { log: silentLog });
      await expect(withTransaction(nobody, async () => 1)).rejects.toMatchObject({
        code: 'DATABASE_UNAVAILABLE',
      });
      await nobody.end();
    });
  });

  it('needs no second migration of a fresh test database', async () => {
    expect(await migrate(database().ownerPool)).toEqual({ applied: [] });
  });
});

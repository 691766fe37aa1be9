import type { Pool } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { assertAppRole, createPool, rolePowers, withTransaction } from '../../src/database/index.ts';
import type { Tx } from '../../src/database/tx.ts';
import { silentLog } from '../silent-log.ts';
import { engines, itemTable, ours, theirs } from './item-table.ts';

describe.each(engines)('on the %s PostgreSQL', (engine) => {
  const database = itemTable(engine);
  let pool: Pool;
  beforeAll(() => {
    pool = database().pool;
  });

  const sum = () =>
    withTransaction(
      pool,
      async (tx) => (await tx.query('SELECT sum(n) AS n FROM item')).rows[0].n as number,
      {
        workspaceId: ours,
      },
    );

  describe('a transaction', () => {
    it('commits what the work did and answers what it answered', async () => {
      const answer = await withTransaction(
        pool,
        async (tx) => {
          await tx.query('UPDATE item SET n = 5 WHERE workspace_id = $1', [ours]);
          return 'done';
        },
        { workspaceId: ours },
      );
      expect(answer).toBe('done');
      expect(await sum()).toBe(10);
    });

    it('rolls back when the work throws, and passes its error on', async () => {
      class Refusal extends Error {}
      const work = withTransaction(
        pool,
        async (tx) => {
          await tx.query('UPDATE item SET n = 5 WHERE workspace_id = $1', [ours]);
          throw new Refusal('no');
        },
        { workspaceId: ours },
      );
      await expect(work).rejects.toBeInstanceOf(Refusal);
      expect(await sum()).toBe(0);
    });

    it('never reports as committed what an ignored failure rolled back', async () => {
      const work = withTransaction(
        pool,
        async (tx) => {
          await tx.query('UPDATE item SET n = 5 WHERE workspace_id = $1', [ours]);
          await tx.query('SELECT 1 / 0').catch(() => undefined);
        },
        { workspaceId: ours },
      );
      await expect(work).rejects.toMatchObject({ code: 'DATABASE_FAILURE' });
      expect(await sum()).toBe(0);
    });

    it('fails with the error of a statement nobody waited for, and commits nothing', async () => {
      const negative = 'UPDATE item SET n = -1 WHERE workspace_id = $1';
      const atTheEnd = withTransaction(pool, async (tx) => tx.tell(negative, [ours]), { workspaceId: ours });
      await expect(atTheEnd).rejects.toMatchObject({
        code: 'CHECK_VIOLATION',
        params: { constraint: 'item_n_ck' },
      });
      const atTheNextQuestion = withTransaction(
        pool,
        async (tx) => {
          tx.tell('UPDATE item SET n = 7 WHERE workspace_id = $1', [ours]);
          tx.tell(negative, [ours]);
          await tx.query('SELECT FROM item');
        },
        { workspaceId: ours },
      );
      await expect(atTheNextQuestion).rejects.toMatchObject({ code: 'CHECK_VIOLATION' });
      expect(await sum()).toBe(0);
    });

    it('runs statements in the order in which they were asked, each seeing what the one before did', async () => {
      const seen = await withTransaction(
        pool,
        (tx) => {
          const add = () => tx.query('UPDATE item SET n = n + 1 WHERE workspace_id = $1', [ours]);
          const read = () => tx.query('SELECT sum(n) AS n FROM item');
          return Promise.all([read(), add(), read(), add(), read()]);
        },
        { workspaceId: ours },
      );
      expect(seen.map(({ rows: [row] }) => row?.n as number | undefined)).toEqual([
        0,
        undefined,
        2,
        undefined,
        4,
      ]);
      expect(await sum()).toBe(4);
    });

    it('writes nothing where it could not be opened', async () => {
      const refusing = new Proxy(pool, {
        get(target, name) {
          if (name !== 'connect') return Reflect.get(target, name, target) as unknown;
          return async () => {
            const client = await target.connect();
            return new Proxy(client, {
              get(one, method) {
                const value = Reflect.get(one, method, one) as (...all: unknown[]) => unknown;
                if (method !== 'query') return typeof value === 'function' ? value.bind(one) : value;
                return (text: string, ...rest: unknown[]) =>
                  value.call(one, text.startsWith('BEGIN') ? 'SELECT 1 / 0' : text, ...rest);
              },
            });
          };
        },
      });
      const write = 'UPDATE item SET n = 9 WHERE workspace_id = $1';
      const works: readonly ((tx: Tx) => Promise<unknown>)[] = [
        (tx) => tx.query(write, [ours]),
        async (tx) => tx.tell(write, [ours]),
        (tx) => tx.query('SELECT 1'),
        // Without its workspace it sees nothing; that is not the reason.
        async (tx) => {
          if ((await tx.query('SELECT FROM item')).rowCount === 0) throw new Error('there is no such item');
        },
      ];
      for (const work of works) {
        const refused = withTransaction(refusing, work, { workspaceId: ours });
        await expect(refused).rejects.toMatchObject({ params: { sqlstate: '22012' } });
      }
      expect(await sum()).toBe(0);
    });

    it('that asks all in one breath takes no further question', async () => {
      const one = withTransaction(pool, (tx) => tx.query('SELECT 1 AS n'), { inOneBreath: true });
      expect((await one).rows).toEqual([{ n: 1 }]);
      const two = withTransaction(
        pool,
        async (tx) => {
          await tx.query('SELECT 1');
          await tx.query('SELECT 2');
        },
        { inOneBreath: true },
      );
      await expect(two).rejects.toThrow('a transaction that has ended');
      expect((await pool.query('SELECT 3 AS n')).rows).toEqual([{ n: 3 }]);
    });

    it('tries again after a deadlock until both rivals have committed', async () => {
      const attempts = [0, 0];
      let waiting = 2;
      let bothHoldOne: () => void = () => undefined;
      const meeting = new Promise<void>((resolve) => {
        bothHoldOne = resolve;
      });
      const crossing = (me: number, first: number, second: number) =>
        withTransaction(
          pool,
          async (tx) => {
            attempts[me] = (attempts[me] ?? 0) + 1;
            const add = 'UPDATE item SET n = n + 1 WHERE workspace_id = $1 AND id = $2';
            await tx.query(add, [ours, first]);
            waiting -= 1;
            if (waiting === 0) bothHoldOne();
            await meeting;
            await tx.query(add, [ours, second]);
          },
          { workspaceId: ours },
        );
      await Promise.all([crossing(0, 1, 2), crossing(1, 2, 1)]);
      expect(attempts.toSorted()).toEqual([1, 2]);
      expect(await sum()).toBe(4);
    });

    it('gives up waiting for a lock after its attempts, with a code', async () => {
      const holder = await database().ownerPool.connect();
      await holder.query('BEGIN');
      await holder.query('LOCK TABLE item');
      let attempts = 0;
      const work = withTransaction(
        pool,
        async (tx) => {
          attempts += 1;
          await tx.query('SELECT FROM item');
        },
        { workspaceId: ours, lockTimeoutMs: 50, attempts: 2 },
      );
      await expect(work).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE', params: { sqlstate: '55P03' } });
      expect(attempts).toBe(2);
      await holder.query('ROLLBACK');
      holder.release();
    });

    it('ends a statement at its time limit and leaves the connection clean', async () => {
      const work = withTransaction(pool, (tx) => tx.query('SELECT pg_sleep(60)'), { statementTimeoutMs: 50 });
      await expect(work).rejects.toMatchObject({ code: 'STATEMENT_TIMEOUT' });
      expect((await pool.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '0' }]);
    });

    it('does not let a time limit above the driver’s pass unnoticed', async () => {
      const work = withTransaction(pool, async () => 1, { statementTimeoutMs: 60_000 });
      await expect(work).rejects.toBeInstanceOf(RangeError);
    });
  });

  describe('the border between workspaces', () => {
    it('shows nothing without a workspace, and only one’s own with it', async () => {
      expect((await pool.query('SELECT FROM item')).rowCount).toBe(0);
      const seen = await withTransaction(
        pool,
        async (tx) => (await tx.query('SELECT DISTINCT workspace_id FROM item')).rows,
        { workspaceId: ours },
      );
      expect(seen).toEqual([{ workspace_id: ours }]);
    });

    it('refuses writing into another workspace', async () => {
      const work = withTransaction(pool, (tx) => tx.query('INSERT INTO item VALUES ($1, 9, 9)', [theirs]), {
        workspaceId: ours,
      });
      await expect(work).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    });

    it('does not leak through pooled connections', async () => {
      const two = createPool(database().config, { log: silentLog, max: 2 });
      const leaks = await Promise.all(
        Array.from({ length: 200 }, async (_, i) => {
          const workspaceId = [ours, theirs][i % 2];
          const options = i % 3 === 0 || workspaceId === undefined ? {} : { workspaceId };
          const { rows } = await withTransaction(
            two,
            (tx) => tx.query('SELECT workspace_id AS id FROM item'),
            options,
          );
          const expected = options.workspaceId === undefined ? 0 : 2;
          return rows.length !== expected || rows.some(({ id }) => id !== options.workspaceId);
        }),
      );
      await two.end();
      expect(leaks.filter(Boolean)).toEqual([]);
    });

    it.each([`x'; RESET ROLE; --`, '', 'null'])(
      'takes no workspace id but a UUID: %j',
      async (workspaceId) => {
        await expect(withTransaction(pool, async () => 1, { workspaceId })).rejects.toMatchObject({
          code: 'INVALID_VALUE',
        });
      },
    );

    it('gives the app a role that cannot look past it, whatever it tries', async () => {
      expect(await rolePowers(pool)).toMatchObject({
        superuser: false,
        bypassesRls: false,
        ownsTables: false,
      });
      await expect(assertAppRole(pool)).resolves.toBeUndefined();
      await expect(assertAppRole(database().ownerPool)).rejects.toMatchObject({ code: 'ROLE_TOO_POWERFUL' });
      const client = await pool.connect();
      await client.query('RESET ROLE');
      expect((await client.query('SELECT FROM item')).rowCount).toBe(0);
      client.release();
      for (const attempt of [
        'ALTER TABLE item DISABLE ROW LEVEL SECURITY',
        'SET ROLE owner',
        'CREATE TABLE mine (n int)',
        'DELETE FROM migration',
      ]) {
        await expect(pool.query(attempt), attempt).rejects.toThrow(
          /permission denied|must be owner|does not exist/,
        );
      }
    });
  });
});

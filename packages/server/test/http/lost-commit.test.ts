import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Routes } from '../../src/http/routes.ts';
import { type TestApp, testApp } from './app.ts';

/** A commit whose answer is lost: the effect is there, and the same key must not bring it about again. */
let world: TestApp;
let owner: Awaited<ReturnType<TestApp['setUp']>>;
let app: Routes;
let lost = 0;

beforeAll(async () => {
  world = await testApp();
  owner = await world.setUp();
  const pool = losing(world.deps.pool as Pool);
  const config = readConfig({ SHAPAN_DATA: tmpdir(), SHAPAN_REQUESTS_PER_MINUTE: '1000', PORT: '0' });
  const webDirectory = join(tmpdir(), 'no-web-app-here');
  app = await buildApp({ ...world.deps, pool }, { ...config, logger: false, webDirectory });
});

afterAll(async () => {
  await app.close();
  await world.close();
});

/** The first commit of a new API key is done, and then the connection breaks. */
function losing(pool: Pool): Pool {
  return through(pool, 'connect', async () => {
    const client = await pool.connect();
    let matters = false;
    return through(client, 'query', async (...all: unknown[]) => {
      matters ||= String(all[0]).includes('INSERT INTO api_key ');
      const result = await (client.query as (...all: unknown[]) => Promise<unknown>)(...all);
      if (matters && all[0] === 'COMMIT' && lost === 0) {
        lost += 1;
        throw new Error('Connection terminated unexpectedly');
      }
      return result;
    });
  });
}

function through<T extends Pool | PoolClient>(target: T, method: string, instead: unknown): T {
  return new Proxy(target, {
    get(all, name) {
      const value = Reflect.get(all, name, all) as unknown;
      if (name === method) return instead;
      return typeof value === 'function' ? (value as () => unknown).bind(all) : value;
    },
  });
}

test('is not made up for by doing the same again', async () => {
  const url = `/api/v1/workspaces/${owner.workspace}/api-keys`;
  const headers = { cookie: owner.cookie, 'idempotency-key': uuidv7() };
  const send = () => app.inject({ method: 'POST', url, headers, payload: { name: 'only one' } });
  expect((await send()).json()).toMatchObject({ code: 'BUSY' });
  expect(lost).toBe(1);
  expect((await send()).json()).toMatchObject({ code: 'DONE_BEFORE' });
  expect((await world.ask(owner, 'GET', url)).json()).toHaveLength(1);
});

test('with another file a key is another request', async () => {
  const url = `/api/v1/workspaces/${owner.workspace}/imports`;
  const key = uuidv7();
  const send = (row: string) =>
    app.inject({
      method: 'POST',
      url,
      headers: {
        cookie: owner.cookie,
        'idempotency-key': key,
        'content-type': 'multipart/form-data; boundary=edge',
      },
      payload: `--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\ndate,amount\n${row}\n\r\n--edge--\r\n`,
    });
  const first = await send('2026-07-01,1');
  expect(first.statusCode, first.body).toBeLessThan(300);
  const again = await send('2026-07-01,1');
  expect([again.statusCode, again.body]).toEqual([first.statusCode, first.body]);
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect((await send('2026-07-01,2')).json()).toMatchObject({ code: 'KEY_REUSED' });
});

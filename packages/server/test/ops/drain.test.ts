import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../http/app.ts';
import { cookieOf, startChild } from './start-child.ts';

/** [T7] A stop: what was accepted is done and answered, and nothing is taken away while something stands on it. */
describe('an app that is closed', () => {
  let world: TestApp;
  let url: string;
  let owner: Awaited<ReturnType<TestApp['setUp']>>;
  let plan: string;

  beforeAll(async () => {
    world = await testApp();
    url = await world.app.listen({ port: 0, host: '127.0.0.1' });
    owner = await world.setUp();
    plan = await world.plan(owner, owner.workspace);
  });

  test('ends what is under way first, also for who has gone', async () => {
    // Somebody else holds the plan, so that both requests are caught in the middle of their work.
    const holder = await world.database.ownerPool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM book WHERE book_id = $1 FOR UPDATE', [plan]);
    const [stays, goes] = [addRisk(), addRisk()];
    const answer = fetch(`${url}${stays.path}`, stays.init);
    abandon(url, goes.path, goes.body);
    await waiting(world, 2);
    const closed = world.app.close();
    await holder.query('COMMIT');
    holder.release();
    expect((await answer).status).toBe(200);
    await closed;
    const { rows } = await world.database.ownerPool.query(
      'SELECT FROM change WHERE submission_id = ANY($1)',
      [[stays.id, goes.id]],
    );
    expect(rows).toHaveLength(2);
    await expect(fetch(`${url}/api/health`)).rejects.toThrow();
    await world.deps.live.close();
    await world.database.close();
  });

  function addRisk() {
    const id = uuidv7();
    const commands = [{ type: 'record.add', kind: 'risk', id: uuidv7(), fields: { name: 'Risk' } }];
    const body = JSON.stringify({ id, commands });
    const headers = { cookie: owner.cookie, 'content-type': 'application/json' };
    const path = `/api/v1/workspaces/${owner.workspace}/books/${plan}/commands`;
    return { id, path, body, init: { method: 'POST', headers, body } };
  }

  /** Sends a request and is gone before there is an answer. */
  function abandon(to: string, path: string, body: string): void {
    const socket = connect(Number(new URL(to).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const head = [
      `POST ${path} HTTP/1.1`,
      'host: localhost',
      `cookie: ${owner.cookie}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, () => setTimeout(() => socket.destroy(), 200));
  }
});

/** Until so many transactions wait for a lock. */
async function waiting(world: TestApp, count: number): Promise<void> {
  for (;;) {
    const { rows } = await world.database.ownerPool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.waiting ?? 0) >= count) return;
  }
}

describe('a server that is told to stop under load', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'shapan-drain-'));
    await chmod(directory, 0o755);
  });

  afterAll(() => rm(directory, { recursive: true, force: true }));

  test('answers what it accepted, says nothing on its way out, and ends well', async () => {
    const { child, url, said } = await startChild(directory);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const workspace = uuidv7();
    const setUp = { id: workspace, name: 'W', locale: 'en', currency: 'CNY', displayName: 'O' };
    const post = (path: string, body: object, cookie = '') =>
      fetch(`${url}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      });
    const made = await post('/setup', { ...setUp, email: 'o@example.org', password: 'a long password' });
    const cookie = cookieOf(made);
    const statuses: (number | 'cut')[] = [];
    const work = Promise.all(
      Array.from({ length: 8 }, async () => {
        for (;;) {
          const command = {
            type: 'record.add',
            kind: 'dimension',
            id: uuidv7(),
            fields: { name: 'D', category: 'custom' },
          };
          const path = `/workspaces/${workspace}/books/${workspace}/commands`;
          const status = await post(path, { id: uuidv7(), commands: [command] }, cookie).then(
            (answer) => answer.status,
            () => 'cut' as const,
          );
          statuses.push(status);
          if (status !== 200) return;
          if (statuses.length === 40) child.kill('SIGTERM');
        }
      }),
    );
    await work;
    expect(await ended).toBe(0);
    expect(said()).toBe('');
    // After the word to stop: either done, or not accepted.
    for (const status of statuses) expect([200, 503, 'cut']).toContain(status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(40);
  });
});

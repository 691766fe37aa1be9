import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MemberPerson, type TestApp, testApp } from './app.ts';

/** All connections are taken, and none comes back in time: whatever is asked is answered as busy, with when to ask again. */
let world: TestApp;
let owner: MemberPerson & { readonly workspace: string };

beforeAll(async () => {
  world = await testApp();
  owner = await world.setUp();
});
afterAll(() => world.close());

const busy = { status: 503, code: 'BUSY', again: '2' };

async function asked(path: string) {
  const answer = await world.ask(owner, 'GET', path);
  const { code } = answer.json<{ code?: string }>();
  return { status: answer.statusCode, code, again: answer.headers['retry-after'] };
}

test('a session that cannot be looked up and a plan that cannot be read are busy, not broken, and come again', async () => {
  const { pool } = world.deps;
  const plans = `/api/v1/workspaces/${owner.workspace}/plans`;
  const held: PoolClient[] = [];
  for (let i = 0; i < pool.options.max; i += 1) held.push(await pool.connect());
  const [holder] = held as [PoolClient];
  try {
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE auth_session IN ACCESS EXCLUSIVE MODE');
    // The lookup of sessions has connections of its own: four wait for the table, and nobody else gets one.
    const sessions = Array.from({ length: 6 }, () => asked('/api/v1/me'));
    expect(await Promise.all([Promise.race(sessions), asked(plans)])).toEqual([busy, busy]);
    await holder.query('ROLLBACK');
    for (const { status, ...answer } of await Promise.all(sessions))
      expect(status === 200 ? busy : { status, ...answer }).toEqual(busy);
  } finally {
    await holder.query('ROLLBACK');
    for (const client of held) client.release();
  }
  expect([(await asked('/api/v1/me')).status, (await asked(plans)).status]).toEqual([200, 200]);
}, 60_000);

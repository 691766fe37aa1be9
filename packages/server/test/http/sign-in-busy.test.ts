import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, password, type TestApp, testApp } from './app.ts';

/** The sign-in library has database connections of its own; when one is lost, the answer says so and nothing is half done. */
let world: TestApp;
let owner: Person & { readonly workspace: string };

beforeAll(async () => {
  world = await testApp();
  owner = await world.setUp();
});
afterAll(() => world.close());

/** The connection is cut while the library waits for the table of accounts. */
async function cut(work: () => PromiseLike<LightMyRequestResponse>): Promise<LightMyRequestResponse> {
  const { pool } = world.deps;
  const holder = await pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE auth_user IN ACCESS EXCLUSIVE MODE');
    const answer = work();
    const waiting = `SELECT count(pg_terminate_backend(pid))::int AS cut FROM pg_stat_activity
      WHERE application_name = 'shapan sign-in' AND wait_event_type = 'Lock' AND datname = current_database()`;
    const cutOff = async () => (await pool.query<{ cut: number }>(waiting)).rows[0]?.cut;
    const [response] = await Promise.all([answer, expect.poll(cutOff, { timeout: 30_000 }).toBe(1)]);
    return response;
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}

/** Soon: for a moment the pool may still hand out the connection whose end it has not heard of. */
const succeeds = (work: () => PromiseLike<LightMyRequestResponse>) =>
  expect.poll(async () => (await work()).statusCode, { timeout: 30_000 }).toBe(200);

test('accepting an invitation is told to try again, and can', async () => {
  const { invite } = await world.invite(owner, owner.workspace, 'viewer');
  const accept = () => world.ask({}, 'POST', '/api/v1/invites/accept', { body: { invite, password } });
  const lost = await cut(accept);
  expect([lost.statusCode, lost.json()]).toMatchObject([503, { code: 'BUSY' }]);
  await succeeds(accept);
});

test('signing in is told to try again, and can', async () => {
  const { invite, email } = await world.invite(owner, owner.workspace, 'viewer');
  await world.ask({}, 'POST', '/api/v1/invites/accept', { body: { invite, password } });
  const signIn = () => world.ask({}, 'POST', '/api/auth/sign-in/email', { body: { email, password } });
  const lost = await cut(signIn);
  expect([lost.statusCode, lost.json()]).toMatchObject([503, { code: 'BUSY' }]);
  await succeeds(signIn);
});

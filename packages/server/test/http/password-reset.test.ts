import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieOf, nobody, type Person, password, type TestApp, testApp } from './app.ts';

/** The way back for who forgot the password: what it opens, for whom, and above all for whom not. */
let world: TestApp;
let owner: Awaited<ReturnType<TestApp['setUp']>>;
let now = new Date();

beforeAll(async () => {
  world = await testApp({ clock: () => now });
  owner = await world.setUp();
});

afterAll(() => world.close());

const signIn = async (email: string, secret: string) =>
  (await world.ask(nobody, 'POST', '/api/auth/sign-in/email', { body: { email, password: secret } }))
    .statusCode;

const ask = (memberId: string, person: Person = owner, workspace = owner.workspace) =>
  world.ask(person, 'POST', `/api/v1/workspaces/${workspace}/members/${memberId}/password-reset`);

async function link(memberId: string): Promise<string> {
  const answer = await ask(memberId);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<{ reset: string }>().reset;
}

const use = (reset: string, secret = 'a new long password') =>
  world.ask(nobody, 'POST', '/api/v1/password-reset', { body: { reset, password: secret } });

describe('a link for a new password', () => {
  test('sets it, and ends every session of the account', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const reset = await link(person.memberId);
    expect(await signIn(person.email, password)).toBe(200);
    expect((await use(reset)).statusCode).toBe(204);
    expect(await signIn(person.email, password)).toBe(401);
    expect(await signIn(person.email, 'a new long password')).toBe(200);
    expect((await world.ask(person, 'GET', '/api/v1/me')).statusCode).toBe(401);
    expect((await world.ask(owner, 'GET', '/api/v1/me')).statusCode).toBe(200);
  });

  test('ends open streams at once', async () => {
    const url = await world.app.listen({ port: 0, host: '127.0.0.1' });
    const person = await world.join(owner, owner.workspace, 'viewer');
    const path = `/api/v1/workspaces/${owner.workspace}/events`;
    const request = get(`${url}${path}`, { headers: { cookie: person.cookie } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    const ended = once(response, 'end');
    expect((await use(await link(person.memberId))).statusCode).toBe(204);
    await ended;
  });

  test('works once, also for two at the same moment', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const reset = await link(person.memberId);
    const statuses = (await Promise.all([use(reset), use(reset, 'another long password')])).map(
      ({ statusCode }) => statusCode,
    );
    expect(statuses.sort()).toEqual([204, 404]);
    const late = await use(reset);
    expect(late.json()).toMatchObject({ code: 'NOT_FOUND', path: 'reset' });
  });

  test('gives way to the next one', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const [first, second] = [await link(person.memberId), await link(person.memberId)];
    expect((await use(first)).statusCode).toBe(404);
    expect((await use(second)).statusCode).toBe(204);
  });

  test('works for a day', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const reset = await link(person.memberId);
    now = new Date(Date.now() + 25 * 60 * 60 * 1000);
    expect((await use(reset)).statusCode).toBe(404);
    now = new Date();
    expect(await signIn(person.email, password)).toBe(200);
  });

  test('is nothing any more when the membership has ended', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const reset = await link(person.memberId);
    await world.ask(owner, 'PATCH', `/api/v1/workspaces/${owner.workspace}/members/${person.memberId}`, {
      body: { active: false },
    });
    expect((await use(reset)).statusCode).toBe(404);
    expect((await ask(person.memberId)).statusCode).toBe(404);
  });

  test('takes no password that is too short, and is still good afterwards', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const reset = await link(person.memberId);
    expect((await use(reset, 'short')).statusCode).toBe(422);
    expect((await use(reset)).statusCode).toBe(204);
  });

  test('is kept for nobody to read', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const reset = await link(person.memberId);
    const { rows } = await world.database.ownerPool.query('SELECT * FROM reset_directory');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(reset);
  });

  test('cannot be guessed at leisure', async () => {
    const statuses = [];
    for (let i = 0; i < 22; i++) {
      const body = { reset: `guess ${i}`, password: 'a new long password' };
      const answer = await world.ask(nobody, 'POST', '/api/v1/password-reset', { body, from: '192.0.2.77' });
      statuses.push(answer.statusCode);
    }
    expect(statuses.slice(20)).toEqual([429, 429]);
  });
});

describe('it is handed out', () => {
  test('to nobody who has not joined', async () => {
    const { memberId } = await world.invite(owner, owner.workspace, 'viewer');
    expect((await ask(memberId)).statusCode).toBe(404);
  });

  test('by no owner to an account that opens a workspace of others', async () => {
    const outsider = await world.join(owner, owner.workspace, 'viewer');
    const theirs = await world.newWorkspace(outsider);
    const refusal = await ask(outsider.memberId);
    expect(refusal.statusCode).toBe(409);
    expect(refusal.json()).toMatchObject({ code: 'ACCOUNT_ELSEWHERE' });
    // Who owns both may.
    const second = await world.invite(outsider, theirs, 'owner', owner.email);
    const joined = await world.ask(owner, 'POST', '/api/v1/invites/accept', {
      body: { invite: second.invite },
    });
    expect(joined.statusCode).toBe(200);
    expect((await ask(outsider.memberId)).statusCode).toBe(201);
  });
});

describe('a link made early opens no more than one made now', () => {
  test('not the account that has since joined a workspace of others', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const reset = await link(person.memberId);
    await world.newWorkspace(person);
    const refusal = await use(reset);
    expect(refusal.statusCode).toBe(409);
    expect(refusal.json()).toMatchObject({ code: 'ACCOUNT_ELSEWHERE' });
    expect(await signIn(person.email, password)).toBe(200);
  });

  test.each([{ role: 'viewer' }, { active: false }])('not when its maker is %j by now', async (change) => {
    const maker = await world.join(owner, owner.workspace, 'owner');
    const person = await world.join(owner, owner.workspace, 'viewer');
    const reset = (await ask(person.memberId, maker)).json<{ reset: string }>().reset;
    const path = `/api/v1/workspaces/${owner.workspace}/members/${maker.memberId}`;
    expect((await world.ask(owner, 'PATCH', path, { body: change })).statusCode).toBe(200);
    expect((await use(reset)).json()).toMatchObject({ code: 'NOT_FOUND', path: 'reset' });
    expect(await signIn(person.email, password)).toBe(200);
  });

  test('not after its member left and came back', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const reset = await link(person.memberId);
    const path = `/api/v1/workspaces/${owner.workspace}/members/${person.memberId}`;
    for (const active of [false, true])
      expect((await world.ask(owner, 'PATCH', path, { body: { active } })).statusCode).toBe(200);
    expect((await use(reset)).json()).toMatchObject({ code: 'NOT_FOUND', path: 'reset' });
  });
});

test('who changes the own password ends all other sessions, asked for or not', async () => {
  const person = await world.join(owner, owner.workspace, 'viewer');
  const body = { email: person.email, password };
  const elsewhere = {
    cookie: cookieOf(await world.ask(nobody, 'POST', '/api/auth/sign-in/email', { body })),
  };
  for (const more of [{}, { revokeOtherSessions: false }]) {
    const change = { currentPassword: password, newPassword: password, ...more };
    const changed = await world.ask(elsewhere, 'POST', '/api/auth/change-password', { body: change });
    expect(changed.statusCode).toBe(200);
    expect((await world.ask(person, 'GET', '/api/v1/me')).statusCode).toBe(401);
    const own = { cookie: cookieOf(changed) };
    expect((await world.ask(own, 'GET', '/api/v1/me')).statusCode).toBe(200);
    Object.assign(elsewhere, own);
  }
});

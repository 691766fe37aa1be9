import { scryptSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieOf, nobody, password, type TestApp, testApp, workspaceRequest } from './app.ts';
import { tornPool } from './torn-pool.ts';

/** Accounts, passwords, sessions and invitations: what gets in, and above all what does not. */
let world: TestApp;
let owner: Awaited<ReturnType<TestApp['setUp']>>;
let now = new Date();

beforeAll(async () => {
  world = await testApp({ clock: () => now });
  owner = await world.setUp();
});

afterAll(() => world.close());

const signIn = (email: string, secret: string, from?: string) =>
  world.ask(nobody, 'POST', '/api/auth/sign-in/email', {
    body: { email, password: secret },
    ...(from !== undefined && { from }),
  });

const accept = (invite: string, body: object = { password }, person = nobody) =>
  world.ask(person, 'POST', '/api/v1/invites/accept', { body: { invite, ...body } });

describe('a session', () => {
  test('travels in a cookie that no script can read and no other site makes the browser send', async () => {
    const answer = await signIn(owner.email, password);
    expect(answer.statusCode).toBe(200);
    const cookies = [answer.headers['set-cookie'] ?? []].flat();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
      expect(cookie).toMatch(/; Path=\//i);
    }
    const me = await world.ask({ cookie: cookieOf(answer) }, 'GET', '/api/v1/me');
    expect(me.json()).toMatchObject({ user: { email: owner.email } });
  });

  test('is another one after every sign-in, and ends when one signs out', async () => {
    const first = cookieOf(await signIn(owner.email, password));
    const second = cookieOf(await signIn(owner.email, password));
    expect(second).not.toBe(first);
    expect((await world.ask({ cookie: first }, 'POST', '/api/auth/sign-out', { body: {} })).statusCode).toBe(
      200,
    );
    expect((await world.ask({ cookie: first }, 'GET', '/api/v1/me')).statusCode).toBe(401);
    expect((await world.ask({ cookie: second }, 'GET', '/api/v1/me')).statusCode).toBe(200);
  });

  test('ends at once, also where it was used a moment ago', async () => {
    const cookie = cookieOf(await signIn(owner.email, password));
    const plans = () => world.ask({ cookie }, 'GET', `/api/v1/workspaces/${owner.workspace}/plans`);
    expect((await plans()).statusCode).toBe(200);
    expect((await plans()).statusCode).toBe(200);
    await world.ask({ cookie }, 'POST', '/api/auth/sign-out', { body: {} });
    expect((await plans()).statusCode).toBe(401);
  });

  test('cannot be made up or bent', async () => {
    const cookie = cookieOf(await signIn(owner.email, password));
    const [name = '', value = ''] = cookie.split('=', 2);
    for (const bent of [
      `${name}=${value.slice(0, -4)}AAAA`,
      `${name}=`,
      `${name}=x.y`,
      `${name}=${value.split('.')[0]}`,
      `${name}=%00`,
    ]) {
      expect((await world.ask({ cookie: bent }, 'GET', '/api/v1/me')).statusCode, bent).toBe(401);
    }
  });

  test('names the device it was begun at, the one of a new account as well', async () => {
    const { invite } = await world.invite(owner, owner.workspace, 'viewer');
    const headers = { 'user-agent': 'Firefox/140.0' };
    const body = { invite, password };
    const joined = await world.ask(nobody, 'POST', '/api/v1/invites/accept', {
      body,
      headers,
      from: '192.0.2.77',
    });
    const sessions = await world.ask({ cookie: cookieOf(joined) }, 'GET', '/api/auth/list-sessions');
    expect(sessions.json()).toMatchObject([{ userAgent: 'Firefox/140.0', ipAddress: '192.0.2.77' }]);
  });

  test('that is not there is an answer, too: a guest is told so without an error', async () => {
    const cookie = cookieOf(await signIn(owner.email, password));
    const here = (who: { cookie?: string }) => world.ask(who, 'GET', '/api/v1/session');
    expect((await here({ cookie })).json()).toMatchObject({ me: { user: { email: owner.email } } });
    for (const guest of [nobody, { cookie: `${cookie.slice(0, -4)}AAAA` }]) {
      const answer = await here(guest);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual({ me: null });
    }
    await world.ask({ cookie }, 'POST', '/api/auth/sign-out', { body: {} });
    expect((await here({ cookie })).json()).toEqual({ me: null });
  });

  test('is marked secure behind https', async () => {
    const secure = await testApp({
      database: world.database,
      config: { publicUrl: new URL('https://plan.example.org') },
    });
    const answer = await secure.ask(nobody, 'POST', '/api/auth/sign-in/email', {
      body: { email: owner.email, password },
    });
    for (const cookie of [answer.headers['set-cookie'] ?? []].flat())
      expect(cookie).toMatch(/^__Secure-.*; Secure/i);
    await secure.app.close();
    await secure.deps.live.close();
  });
});

describe('a password', () => {
  test('is kept as the library hashes it, at a cost that keeps guesses few', async () => {
    const { database } = world;
    const slow = await testApp({ database, slowHash: true });
    const { invite, email } = await slow.invite(owner, owner.workspace, 'viewer');
    await slow.ask(nobody, 'POST', '/api/v1/invites/accept', { body: { invite, password } });
    const { rows } = await database.ownerPool.query<{ password: string }>(
      'SELECT password FROM auth_account JOIN auth_user ON auth_user.id = "userId" WHERE email = $1',
      [email],
    );
    const [salt = '', key] = rows[0]?.password.split(':') ?? [];
    const cost = { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 };
    expect(salt).toMatch(/^[0-9a-f]{32}$/);
    expect(key).toBe(scryptSync(password, salt, 64, cost).toString('hex'));
    const body = { email, password };
    expect((await slow.ask(nobody, 'POST', '/api/auth/sign-in/email', { body })).statusCode).toBe(200);
    await slow.app.close();
    await slow.deps.live.close();
  });

  test('that is wrong gets the same answer as an address that is unknown', async () => {
    const [wrong, unknown] = [
      await signIn(owner.email, 'not the password'),
      await signIn('nobody@example.org', 'not the password'),
    ];
    expect(wrong.statusCode).toBe(401);
    expect(unknown.statusCode).toBe(401);
    const { requestId: _, ...said } = wrong.json<Record<string, unknown>>();
    const { requestId: __, ...saidToo } = unknown.json<Record<string, unknown>>();
    expect(saidToo).toEqual(said);
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  test('that is too short or too long is not taken', async () => {
    const { invite } = await world.invite(owner, owner.workspace, 'viewer');
    for (const bad of ['', 'short', 'nine char', 'x'.repeat(201)]) {
      const answer = await accept(invite, { password: bad });
      expect(answer.statusCode, bad).toBe(422);
    }
    expect((await accept(invite)).statusCode).toBe(200);
  });

  test('can be changed by who knows it; all other sessions can be ended with it', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const elsewhere = cookieOf(await signIn(person.email, password));
    const change = (currentPassword: string) =>
      world.ask(person, 'POST', '/api/auth/change-password', {
        body: { currentPassword, newPassword: 'another long one', revokeOtherSessions: true },
      });
    expect((await change('a guess of it')).statusCode).toBe(422);
    expect((await change(password)).statusCode).toBe(200);
    expect((await world.ask({ cookie: elsewhere }, 'GET', '/api/v1/me')).statusCode).toBe(401);
    expect((await signIn(person.email, password)).statusCode).toBe(401);
    expect((await signIn(person.email, 'another long one')).statusCode).toBe(200);
  });

  test('is guessed at most so often from one address, and others are not locked out by it', async () => {
    const guesses = [];
    for (let i = 0; i < 25; i++)
      guesses.push((await signIn(owner.email, `guess number ${i}`, '192.0.2.1')).statusCode);
    expect(guesses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
    expect(guesses.slice(20)).toEqual([429, 429, 429, 429, 429]);
    expect((await signIn(owner.email, password, '192.0.2.1')).statusCode).toBe(429);
    expect((await signIn(owner.email, password, '192.0.2.2')).statusCode).toBe(200);
  });

  test('is guessed no more often from a browser that was in before, wherever that goes', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const devices = person.cookie.split('; ').filter((one) => one.includes('device'));
    expect(devices).toHaveLength(1);
    const [device = ''] = devices;
    // Each from another address: see `ask`.
    const attempt = async (secret: string, cookie: string) => {
      const body = { email: person.email, password: secret };
      return (await world.ask({ cookie }, 'POST', '/api/auth/sign-in/email', { body })).statusCode;
    };
    for (let i = 0; i < 20; i++) expect(await attempt(`guess number ${i}`, device)).toBe(401);
    expect(await attempt(password, device)).toBe(429);
    // Bent, or of another account, it is no device of this one, and counts from its own beginning.
    for (const other of [`${device.slice(0, -4)}AAAA`, owner.cookie])
      expect(await attempt(password, other)).toBe(200);
  });

  describe('makes a browser known', () => {
    const deviceOf = (cookie: string): string =>
      cookie.split('; ').find((one) => one.includes('shapan.device')) ?? '';
    const nameOf = (cookie: string): string => /=([^.]+)/.exec(deviceOf(cookie))?.[1] ?? '';
    /** A browser that is known keeps its name when somebody signs in with it. */
    async function isKnown(email: string, cookie: string, secret = password): Promise<boolean> {
      const answer = await world.ask({ cookie: deviceOf(cookie) }, 'POST', '/api/auth/sign-in/email', {
        body: { email, password: secret },
      });
      expect(answer.statusCode).toBe(200);
      return nameOf(cookieOf(answer)) === nameOf(cookie);
    }
    const session = (person: { cookie: string }, path: string, body: object = {}) =>
      world.ask(person, 'POST', `/api/auth/${path}`, { body });
    const other = 'another long one';

    test('until it is changed – but for the browser in which that was done', async () => {
      const person = await world.join(owner, owner.workspace, 'viewer');
      expect(await isKnown(person.email, person.cookie)).toBe(true);
      const body = { currentPassword: password, newPassword: other };
      const changed = await session(person, 'change-password', body);
      expect(changed.statusCode).toBe(200);
      expect(await isKnown(person.email, person.cookie, other)).toBe(false);
      expect(await isKnown(person.email, cookieOf(changed), other)).toBe(true);
    });

    /** The same installation, but one statement of it cannot be done. */
    async function unable(about: string, path: string, person: { cookie: string }, body: object) {
      const { database } = world;
      const rewrite = (text: string): string => (text.includes(about) ? 'SELECT * FROM no_such_table' : text);
      const torn = await testApp({ database: { ...database, pool: tornPool(database.pool, rewrite) } });
      const { statusCode } = await torn.ask(person, 'POST', `/api/auth/${path}`, { body });
      await torn.app.close();
      await torn.deps.live.close();
      return statusCode;
    }

    test.each([
      ['the password', 'UPDATE auth_account'],
      ['the end of the sessions', 'DELETE FROM auth_session'],
      ['the end of the links for a new one', 'DELETE FROM reset_directory'],
      ['the end of the devices', 'INSERT INTO device_epoch'],
    ])('until it is changed: all of it or nothing, also where %s cannot be written', async (_, about) => {
      const person = await world.join(owner, owner.workspace, 'viewer');
      const elsewhere = cookieOf(await signIn(person.email, password));
      const body = { currentPassword: password, newPassword: other };
      expect(await unable(about, 'change-password', person, body)).toBe(500);
      for (const cookie of [person.cookie, elsewhere])
        expect((await world.ask({ cookie }, 'GET', '/api/v1/me')).statusCode).toBe(200);
      expect(await isKnown(person.email, person.cookie)).toBe(true);
      expect((await signIn(person.email, other)).statusCode).toBe(401);
    });

    test('while somebody who does not know it wants another one', async () => {
      const person = await world.join(owner, owner.workspace, 'viewer');
      const body = { currentPassword: 'a guess of it', newPassword: other };
      const refusal = await session(person, 'change-password', body);
      expect(refusal.statusCode).toBe(422);
      expect(refusal.json()).toMatchObject({ code: 'WRONG_PASSWORD', path: 'currentPassword' });
      for (const bad of ['short', 'x'.repeat(201)]) {
        const answer = await session(person, 'change-password', {
          currentPassword: password,
          newPassword: bad,
        });
        expect(answer.json()).toMatchObject({ code: 'INVALID', path: 'newPassword' });
      }
      expect((await world.ask(person, 'GET', '/api/v1/me')).statusCode).toBe(200);
      expect(await isKnown(person.email, person.cookie)).toBe(true);
    });

    test('while two change it at once: one does, the other is told that it is another by now', async () => {
      const person = await world.join(owner, owner.workspace, 'viewer');
      const change = (newPassword: string) =>
        session(person, 'change-password', { currentPassword: password, newPassword });
      const wanted = [other, 'yet another long one'];
      const done = await Promise.all(wanted.map(change));
      const statuses = done.map(({ statusCode }) => statusCode);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect([401, 422]).toContain(statuses.find((status) => status !== 200));
      const won = wanted[statuses.indexOf(200)] ?? '';
      expect((await signIn(person.email, won)).statusCode).toBe(200);
    });

    test('of which one session can be ended, of one’s own only, and the end is whole or none', async () => {
      const [person, stranger] = [
        await world.join(owner, owner.workspace, 'viewer'),
        await world.join(owner, owner.workspace, 'viewer'),
      ];
      const elsewhere = cookieOf(await signIn(person.email, password));
      const tokenOf = (cookie: string): string =>
        decodeURIComponent(/session_token=([^;]+)/.exec(cookie)?.[1] ?? '').split('.')[0] ?? '';
      const body = { token: tokenOf(elsewhere) };
      expect(await unable('INSERT INTO device_epoch', 'revoke-session', person, body)).toBe(500);
      expect((await session(stranger, 'revoke-session', body)).statusCode).toBe(200);
      expect((await world.ask({ cookie: elsewhere }, 'GET', '/api/v1/me')).statusCode).toBe(200);
      const ended = await session(person, 'revoke-session', body);
      expect(ended.statusCode).toBe(200);
      expect((await world.ask({ cookie: elsewhere }, 'GET', '/api/v1/me')).statusCode).toBe(401);
      expect((await world.ask(person, 'GET', '/api/v1/me')).statusCode).toBe(200);
      expect(await isKnown(person.email, elsewhere)).toBe(false);
      expect(await isKnown(person.email, cookieOf(ended))).toBe(true);
    });

    test('until an owner hands out a new one', async () => {
      const person = await world.join(owner, owner.workspace, 'viewer');
      const path = `/api/v1/workspaces/${owner.workspace}/members/${person.memberId}/password-reset`;
      const { reset } = (await world.ask(owner, 'POST', path)).json<{ reset: string }>();
      const body = { reset, password: other };
      expect((await world.ask(nobody, 'POST', '/api/v1/password-reset', { body })).statusCode).toBe(204);
      expect(await isKnown(person.email, person.cookie, other)).toBe(false);
    });

    test('and with it ends the link for a new one that an owner handed out before', async () => {
      const person = await world.join(owner, owner.workspace, 'viewer');
      const path = `/api/v1/workspaces/${owner.workspace}/members/${person.memberId}/password-reset`;
      const { reset } = (await world.ask(owner, 'POST', path)).json<{ reset: string }>();
      const change = { currentPassword: password, newPassword: other };
      expect((await session(person, 'change-password', change)).statusCode).toBe(200);
      const body = { reset, password: 'whoever has the link' };
      const answer = await world.ask(nobody, 'POST', '/api/v1/password-reset', { body });
      expect(answer.statusCode).toBe(404);
      expect((await signIn(person.email, 'whoever has the link')).statusCode).toBe(401);
      expect((await signIn(person.email, other)).statusCode).toBe(200);
    });

    test('until sessions are ended from another one; signing out does not end it', async () => {
      const person = await world.join(owner, owner.workspace, 'viewer');
      const elsewhere = cookieOf(await signIn(person.email, password));
      expect((await session({ cookie: elsewhere }, 'sign-out')).statusCode).toBe(200);
      expect(await isKnown(person.email, elsewhere)).toBe(true);
      const ended = await session(person, 'revoke-other-sessions');
      expect(ended.statusCode).toBe(200);
      expect(await isKnown(person.email, elsewhere)).toBe(false);
      expect(await isKnown(person.email, cookieOf(ended))).toBe(true);
    });

    test('for a quarter of a year', async () => {
      const day = 24 * 60 * 60 * 1000;
      const person = await world.join(owner, owner.workspace, 'viewer');
      now = new Date(Date.now() + 89 * day);
      const still = await isKnown(person.email, person.cookie);
      now = new Date(Date.now() + 91 * day);
      const late = await isKnown(person.email, person.cookie);
      now = new Date();
      expect([still, late]).toEqual([true, false]);
    });

    test('under its own name and since its own day only', async () => {
      const person = await world.join(owner, owner.workspace, 'viewer');
      const [, name = '', at = '', signature = ''] =
        /=([^.]+)\.([^.]+)\.(.+)$/.exec(deviceOf(person.cookie)) ?? [];
      const bent = (value: string): string => deviceOf(person.cookie).replace(/=.*$/, `=${value}`);
      expect(await isKnown(person.email, bent(`${name}.${at}.${signature}`))).toBe(true);
      for (const value of [`${name}x.${at}.${signature}`, `${name}.${Number(at) + 1}.${signature}`])
        expect(await isKnown(person.email, bent(value)), value).toBe(false);
    });
  });

  test('a forged X-Forwarded-For does not reset the count', async () => {
    let last = 0;
    for (let i = 0; i < 22; i++) {
      const headers = { 'x-forwarded-for': `198.51.100.${i}`, 'x-real-ip': `198.51.100.${i}` };
      const answer = await world.ask(nobody, 'POST', '/api/auth/sign-in/email', {
        body: { email: owner.email, password: 'a wrong guess' },
        headers,
        from: '192.0.2.9',
      });
      last = answer.statusCode;
    }
    expect(last).toBe(429);
  });
});

describe('[5.1] the sign-in library’s other routes stay closed', () => {
  const closed = [
    'sign-up/email',
    'forget-password',
    'request-password-reset',
    'reset-password',
    'update-user',
    'delete-user',
    'change-email',
    'get-session',
    'verify-email',
    'send-verification-email',
    'error',
    'ok',
    'sign-in/social',
    'link-social',
    'list-accounts',
    'api-key/create',
    'admin/create-user',
  ];
  const body = { email: 'intruder@example.org', password, name: 'Intruder', userId: 'x', user_id: 'x' };

  test.each(closed)('%s', async (path) => {
    for (const method of ['GET', 'POST']) {
      const answer = await world.ask(owner, method, `/api/auth/${path}`, method === 'POST' ? { body } : {});
      expect([404, 405], `${method} ${path}`).toContain(answer.statusCode);
    }
  });

  const tricks = (path: string): readonly string[] => [
    `/api/auth//${path}`,
    `//api/auth/${path}`,
    `/api//auth/${path}`,
    `/api/auth/./${path}`,
    `/api/auth/sign-in/../${path}`,
    `/api/auth/sign-in/email/../../${path}`,
    `/api/auth/${path}/`,
    `/api/auth/${path}//`,
    `/api/auth/${path}/.`,
    `/api/auth/${path.replace('/', '%2f')}`,
    `/api/auth/${path.replace('/', '%2F')}`,
    `/api/auth/%2e/${path}`,
    `/api/auth/sign-in/%2e%2e/${path}`,
    `/api/auth/${path.toUpperCase()}`,
    `/API/AUTH/${path}`,
    `/api/auth/${path.replace('s', '%73')}`,
    `/api/auth/${path};x=1`,
    `/api/auth/${path}%00`,
    `/api/auth/${path}%20`,
    `/api/auth/\\${path}`,
    `/api/auth/${path}#x`,
    `/api/auth/sign-in/email?path=/${path}`,
  ];

  test.each(tricks('sign-up/email'))('no way round: %s', async (path) => {
    const answer = await world.ask(nobody, 'POST', path, { body });
    expect(answer.statusCode, answer.body).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    const { rows } = await world.database.ownerPool.query(
      `SELECT FROM auth_user WHERE "email" = 'intruder@example.org'`,
    );
    expect(rows).toEqual([]);
  });
});

describe('set-up', () => {
  test('is possible once; of two at the same moment one wins', async () => {
    expect((await world.ask(nobody, 'GET', '/api/v1/setup')).json()).toEqual({ fresh: false });
    const again = { ...workspaceRequest(), email: 'second@example.org', password };
    expect((await world.ask(nobody, 'POST', '/api/v1/setup', { body: again })).statusCode).toBe(409);
    const fresh = await testApp();
    const attempts = Array.from({ length: 4 }, (_, i) =>
      fresh.ask(nobody, 'POST', '/api/v1/setup', {
        body: { ...workspaceRequest(), email: `first-${i}@example.org`, password },
      }),
    );
    const statuses = (await Promise.all(attempts)).map(({ statusCode }) => statusCode).sort();
    expect(statuses).toEqual([201, 409, 409, 409]);
    const { rows } = await fresh.database.ownerPool.query('SELECT FROM auth_user');
    expect(rows).toHaveLength(1);
    await fresh.close();
  });

  test('that fails half-way leaves no account behind', async () => {
    const fresh = await testApp();
    const taken = workspaceRequest();
    await fresh.database.ownerPool.query(
      `INSERT INTO workspace VALUES ($1, 'There', 'en', 'CNY', false, now())`,
      [taken.id],
    );
    const failed = await fresh.ask(nobody, 'POST', '/api/v1/setup', {
      body: { ...taken, email: 'first@example.org', password },
    });
    expect(failed.statusCode).toBe(409);
    expect((await fresh.ask(nobody, 'GET', '/api/v1/setup')).json()).toEqual({ fresh: true });
    const again = await fresh.ask(nobody, 'POST', '/api/v1/setup', {
      body: { ...workspaceRequest(), email: 'first@example.org', password },
    });
    expect(again.statusCode).toBe(201);
    await fresh.close();
  });
});

describe('an invitation', () => {
  test('is used once, also by two at the same moment', async () => {
    const { invite } = await world.invite(owner, owner.workspace, 'viewer');
    const statuses = (await Promise.all([accept(invite), accept(invite), accept(invite)])).map(
      ({ statusCode }) => statusCode,
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.every((status) => status < 500)).toBe(true);
    expect((await accept(invite)).statusCode).toBe(404);
  });

  test('expires', async () => {
    const { invite } = await world.invite(owner, owner.workspace, 'viewer');
    now = new Date(Date.now() + 15 * 24 * 60 * 60 * 1000);
    const late = await accept(invite);
    now = new Date();
    expect(late.statusCode).toBe(404);
    expect(late.json()).toMatchObject({ code: 'NOT_FOUND', path: 'invite' });
    expect((await accept(invite)).statusCode).toBe(200);
  });

  test('is for the person it was sent to', async () => {
    const somebody = await world.join(owner, owner.workspace, 'viewer');
    const { invite } = await world.invite(owner, owner.workspace, 'owner');
    expect((await accept(invite, {}, somebody)).statusCode).toBe(404);
    expect((await accept(invite, { password }, somebody)).statusCode).toBe(404);
    expect((await accept(invite)).statusCode).toBe(200);
  });

  test('to somebody who has an account is taken with that account only', async () => {
    const other = await world.newWorkspace(owner);
    const person = await world.join(owner, owner.workspace, 'viewer');
    const { invite } = await world.invite(owner, other, 'rep', person.email);
    // Whoever got hold of the link cannot take the account over by setting a password.
    expect((await accept(invite, { password: 'the thief’s password' })).statusCode).toBe(409);
    expect((await signIn(person.email, 'the thief’s password')).statusCode).toBe(401);
    expect((await accept(invite, {}, person)).statusCode).toBe(200);
    const me = await world.ask(person, 'GET', '/api/v1/me');
    expect(me.json<{ workspaces: object[] }>().workspaces).toHaveLength(2);
  });

  test('of somebody who was shut out meanwhile is worth nothing', async () => {
    const { invite, memberId } = await world.invite(owner, owner.workspace, 'director');
    await world.ask(owner, 'PATCH', `/api/v1/workspaces/${owner.workspace}/members/${memberId}`, {
      body: { active: false },
    });
    expect((await accept(invite)).statusCode).toBe(404);
  });

  test('to one address in different letters is one invitation', async () => {
    const invite = (email: string) =>
      world.ask(owner, 'POST', `/api/v1/workspaces/${owner.workspace}/members`, {
        body: { email, displayName: 'X', role: 'viewer', scope: [] },
      });
    expect((await invite('Mixed.Case@Example.org')).statusCode).toBe(201);
    expect((await invite('mixed.case@example.org')).statusCode).toBe(409);
  });
});

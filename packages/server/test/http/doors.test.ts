import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { newPlan, nobody, type TestApp, testApp } from './app.ts';

/** What every answer carries, and which requests are turned away before anybody is asked who they are. */
let world: TestApp;
let owner: Awaited<ReturnType<TestApp['setUp']>>;
let plans: string;

beforeAll(async () => {
  world = await testApp();
  owner = await world.setUp();
  plans = `/api/v1/workspaces/${owner.workspace}/plans`;
});

afterAll(() => world.close());

describe('[T24] a page of another site', () => {
  const create = (headers: Record<string, string>) =>
    world.ask(owner, 'POST', plans, { body: newPlan(), headers });

  test.each([
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { origin: 'http://localhost.elsewhere.example' },
    { origin: 'https://localhost:80' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://localhost:80' },
  ])('cannot act with this user’s cookie: %j', async (headers) => {
    const refusal = await create(headers as Record<string, string>);
    expect(refusal.statusCode).toBe(403);
    expect(refusal.json()).toMatchObject({ code: 'ROLE', params: { ability: 'same-origin' } });
  });

  test.each([
    { origin: 'http://localhost:80' },
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    {},
  ])('our own pages and programs can: %j', async (headers) => {
    expect((await create(headers as Record<string, string>)).statusCode).toBe(201);
  });

  test('is not told that it may read answers', async () => {
    const answer = await world.ask(owner, 'GET', '/api/v1/me', {
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    const preflight = await world.ask(nobody, 'OPTIONS', plans, {
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('a given public address is the only own one, whatever the Host header says', async () => {
    const config = readConfig({ SHAPAN_URL: 'https://plan.example.org' });
    const behind = await testApp({ database: world.database, config: { publicUrl: config.publicUrl } });
    const from = (origin: string) =>
      behind.ask(owner, 'POST', plans, { body: newPlan(), headers: { origin, host: 'elsewhere.example' } });
    // The cookie of a https address has another name, so the right origin gets as far as the question who it is.
    expect((await from('https://plan.example.org')).statusCode).toBe(401);
    expect((await from('https://elsewhere.example')).statusCode).toBe(403);
    const health = await behind.ask(nobody, 'GET', '/api/health');
    expect(health.headers['strict-transport-security']).toMatch(/max-age=31536000/);
    await behind.app.close();
    await behind.deps.live.close();
  });
});

describe('[T24] every answer', () => {
  test.each(['/api/health', '/api/v1/me', '/api/nothing/here', '/api/openapi.json'])(
    'carries the security headers: %s',
    async (path) => {
      const { headers } = await world.ask(nobody, 'GET', path);
      const policy = String(headers['content-security-policy']);
      for (const rule of [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]) {
        expect(policy).toContain(rule);
      }
      expect(/script-src[^;]*unsafe/.test(policy)).toBe(false);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['x-frame-options']).toBe('SAMEORIGIN');
      expect(headers).not.toHaveProperty('x-powered-by');
      // Over plain http such a promise would lock people out.
      expect(headers).not.toHaveProperty('strict-transport-security');
    },
  );

  test('with somebody’s data is kept by no cache', async () => {
    const answer = await world.ask(owner, 'GET', plans);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('that refuses has a code, a sentence in the asker’s language and a request id, and no inside', async () => {
    const [zh, en] = await Promise.all(
      ['zh-CN', 'en-GB,en;q=0.9'].map((language) =>
        world.ask(nobody, 'GET', '/api/v1/me', { headers: { 'accept-language': language } }),
      ),
    );
    expect(zh?.json()).toEqual({
      code: 'UNAUTHENTICATED',
      message: '请先登录。',
      requestId: expect.any(String),
    });
    expect(en?.json()).toMatchObject({ code: 'UNAUTHENTICATED', message: 'Please sign in.' });
    expect(en?.body).not.toMatch(/node_modules|\.ts:|at /);
  });
});

test('[T4] on a disk that is nearly full nothing is written, and everything can be read', async () => {
  const crowded = await testApp({
    database: world.database,
    config: { minimumFreeBytes: Number.MAX_SAFE_INTEGER },
  });
  const refusal = await crowded.ask(owner, 'POST', plans, { body: newPlan() });
  expect(refusal.statusCode).toBe(507);
  expect(refusal.json()).toMatchObject({ code: 'STORAGE_FULL' });
  expect((await crowded.ask(owner, 'GET', plans)).statusCode).toBe(200);
  expect((await crowded.ask(owner, 'POST', '/api/auth/sign-out', { body: {} })).statusCode).not.toBe(507);
  const health = await crowded.ask(nobody, 'GET', '/api/health');
  expect(health.statusCode).toBe(200);
  expect(health.json()).toMatchObject({ status: 'ok', database: true, storage: 'low' });
  await crowded.app.close();
  await crowded.deps.live.close();
});

test('health says whether it is well, and to owners how well', async () => {
  const fresh = await testApp();
  const own = await fresh.setUp();
  const plan = await fresh.plan(own, own.workspace);
  expect((await fresh.ask(nobody, 'GET', '/api/health')).json()).toEqual({
    status: 'ok',
    version: expect.any(String),
    database: true,
    storage: 'ok',
  });
  const health = await fresh.ask(own, 'GET', `/api/v1/workspaces/${own.workspace}/health`);
  expect(health.json()).toMatchObject({ database: { kind: 'embedded' }, books: 2, lastBackup: null });
  const entries = await fresh.ask(own, 'GET', `/api/v1/workspaces/${own.workspace}/books/${plan}/entries`);
  const master = await fresh.ask(
    own,
    'GET',
    `/api/v1/workspaces/${own.workspace}/books/${own.workspace}/entries`,
  );
  const logged = entries.json<object[]>().length + master.json<object[]>().length;
  expect(health.json<{ entries: number }>().entries).toBe(logged);
  expect(health.json<{ dataBytes: number }>().dataBytes).toBeGreaterThan(1_000_000);
  await fresh.close();
});

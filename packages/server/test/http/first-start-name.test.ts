import { v7 as uuidv7 } from 'uuid';
import { afterEach, expect, test } from 'vitest';
import { nobody, password, type TestApp, testApp, workspaceRequest } from './app.ts';

/** A page of another site that lets its own name lead here is not the first to come. */
let world: TestApp;

afterEach(() => world.close());

const setUp = (host: string) =>
  world.ask(nobody, 'POST', '/api/v1/setup', {
    body: { ...workspaceRequest(), email: `${uuidv7()}@example.org`, password },
    headers: { host, origin: `http://${host}` },
  });

test('neither account nor demo is made under another name; at an address in numbers it is', async () => {
  world = await testApp();
  for (const host of ['elsewhere.example:4180', 'localhost.elsewhere.example', '127.0.0.1.nip.example:80']) {
    expect((await setUp(host)).json()).toMatchObject({ code: 'NAME_NOT_SERVED' });
    const demo = await world.ask(nobody, 'POST', '/api/v1/demo', {
      body: { id: uuidv7(), locale: 'en' },
      headers: { host },
    });
    expect(demo.json()).toMatchObject({ code: 'NAME_NOT_SERVED' });
  }
  expect((await world.ask(nobody, 'GET', '/api/v1/setup')).json()).toEqual({ fresh: true });
  expect((await setUp('192.168.1.20:4180')).statusCode).toBe(201);
  // Afterwards names are nobody's business: people sign in with what they know.
  expect((await setUp('elsewhere.example')).json()).toMatchObject({ code: 'SETUP_DONE' });
});

test.each(['localhost:4180', '[::1]:4180'])('%s will do', async (host) => {
  world = await testApp();
  expect((await setUp(host)).statusCode).toBe(201);
});

test('so will the name of the installation', async () => {
  world = await testApp({ config: { publicUrl: new URL('http://plan.example') } });
  expect((await setUp('plan.example')).statusCode).toBe(201);
});

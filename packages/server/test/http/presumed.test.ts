import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Routes } from '../../src/http/routes.ts';
import { type MemberPerson, type TestApp, testApp } from './app.ts';

/** Who asked a moment ago is presumed to be who it was; whether that still holds is asked where the number is written. */
let world: TestApp;
let owner: MemberPerson & { readonly workspace: string };
let app: Routes;
let director: MemberPerson;
let plan: string;
let said: string[] = [];

beforeAll(async () => {
  world = await testApp();
  owner = await world.setUp();
  plan = await world.plan(owner, owner.workspace);
  await world.furnish(owner, owner.workspace, plan);
  const config = readConfig({ SHAPAN_DATA: tmpdir(), SHAPAN_REQUESTS_PER_MINUTE: '100000', PORT: '0' });
  const webDirectory = join(tmpdir(), 'no-web-app-here');
  app = await buildApp(
    { ...world.deps, pool: listening(world.deps.pool) },
    { ...config, logger: false, webDirectory },
  );
});

afterAll(async () => {
  await app.close();
  await world.close();
});

beforeEach(async () => {
  director = await world.join(owner, owner.workspace, 'director');
  expect(await type(1)).toBe(200);
  expect(await type(2)).toBe(200);
  said = [];
});

function listening(pool: Pool): Pool {
  return instead(pool, 'connect', async () => {
    const client: PoolClient = await pool.connect();
    return instead(client, 'query', (statement: string | QueryConfig, ...rest: unknown[]) => {
      said.push(typeof statement === 'string' ? statement : statement.text);
      return (client.query as (...all: unknown[]) => unknown)(statement, ...rest);
    });
  });
}

function instead<T extends object>(target: T, method: string, act: unknown): T {
  return new Proxy(target, {
    get(all, name) {
      const value = Reflect.get(all, name, all) as unknown;
      if (name === method) return act;
      return typeof value === 'function' ? (value as () => unknown).bind(all) : value;
    },
  });
}

const commands = (value: number) => [
  { type: 'target.enter', target: 'target', entries: [{ at: { members: ['A1'], time: 'M2026-07' }, value }] },
];

async function type(value: number): Promise<number> {
  const { statusCode } = await app.inject({
    method: 'POST',
    url: `/api/v1/workspaces/${owner.workspace}/books/${plan}/commands`,
    headers: { cookie: director.cookie },
    payload: { id: uuidv7(), commands: commands(value), brief: true },
  });
  return statusCode;
}

async function shown(): Promise<number | undefined> {
  const url = `/api/v1/workspaces/${owner.workspace}/books/${plan}`;
  const { cubes } = (await world.ask(owner, 'GET', url)).json<{
    cubes: { target: string; parts: { values: number[] }[] }[];
  }>();
  return cubes.find(({ target }) => target === 'target')?.parts[0]?.values[0];
}

const member = () => `/api/v1/workspaces/${owner.workspace}/members/${director.memberId}`;

test('a number typed soon after another costs one round trip, the question who asks included', async () => {
  expect(await type(30)).toBe(200);
  expect(said.map((text) => /^\s*(\w+( \w+)?)/.exec(text)?.[1])).toEqual([
    'BEGIN ISOLATION',
    'SELECT FROM',
    'SELECT 1',
    'WITH moved',
    'COMMIT',
  ]);
  expect(await shown()).toBe(30);
});

test.each([
  [
    'signed out meanwhile',
    401,
    async () => void (await world.ask(director, 'POST', '/api/auth/sign-out', { body: {} })),
  ],
  [
    'made a viewer meanwhile',
    403,
    async () => void (await world.ask(owner, 'PATCH', member(), { body: { role: 'viewer' } })),
  ],
  [
    'kept to another part of the organisation meanwhile',
    403,
    async () =>
      void (await world.ask(owner, 'PATCH', member(), {
        body: { role: 'manager', scope: [{ dimension: 'region', member: 'B' }] },
      })),
  ],
  [
    'shut out meanwhile',
    404,
    async () => void (await world.ask(owner, 'PATCH', member(), { body: { active: false } })),
  ],
])('who was %s writes nothing', async (_, status, change) => {
  await change();
  expect(await type(40)).toBe(status);
  expect(await shown()).toBe(2);
});

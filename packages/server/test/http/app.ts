import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role, Scope } from '@shapan/contract';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { buildApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { Deps } from '../../src/deps.ts';
import type { Routes } from '../../src/http/routes.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { revenueTarget, testDeps } from '../workspace.ts';
import { quickPasswords } from './quick-passwords.ts';

/** Somebody at the door: by cookie, by key, or nobody. */
export interface Person {
  readonly cookie?: string;
  readonly key?: string;
}

export interface MemberPerson extends Person {
  readonly cookie: string;
  readonly email: string;
  readonly memberId: string;
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
}

export const password = 'correct horse battery';
export const nobody: Person = {};

/** The real app on a real database, asked as a browser or a program would ask it. */
export interface TestApp {
  readonly app: Routes;
  readonly database: TestDatabase;
  readonly deps: Deps;
  /** First account and workspace. */
  setUp(): Promise<MemberPerson & { readonly workspace: string }>;
  newWorkspace(person: Person): Promise<string>;
  /** Invited by `owner` and joined, signed in. */
  join(owner: Person, workspace: string, role: Role, scope?: Scope): Promise<MemberPerson>;
  invite(
    owner: Person,
    workspace: string,
    role: Role,
    email?: string,
  ): Promise<{ invite: string; email: string; memberId: string }>;
  apiKey(person: Person, workspace: string): Promise<Person & { readonly keyId: string }>;
  plan(person: Person, workspace: string): Promise<string>;
  /** Regions A (A1, A2) and B and a metric in the master data; a target in the plan. */
  furnish(person: Person, workspace: string, plan: string): Promise<void>;
  ask(person: Person, method: string, path: string, ask?: Ask): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly config?: Partial<Config>;
  readonly clock?: () => Date;
  readonly database?: TestDatabase;
  /** Passwords are hashed as in the product, at its cost. */
  readonly slowHash?: boolean;
}

export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await testDatabase());
  const deps: Deps = {
    ...testDeps(database),
    ...(options.clock && { clock: options.clock }),
    ...(!options.slowHash && { passwords: quickPasswords }),
  };
  const config: Config = {
    ...readConfig({ SHAPAN_DATA: tmpdir(), SHAPAN_REQUESTS_PER_MINUTE: '1000000', PORT: '0' }),
    webDirectory: join(tmpdir(), 'no-web-app-here'),
    logger: false,
    ...options.config,
  };
  const app = await buildApp(deps, config);
  await app.ready();
  let callers = 0;

  const ask: TestApp['ask'] = (person, method, path, { body, headers, from } = {}) => {
    callers += 1;
    const request: InjectOptions = {
      method: method as 'GET',
      url: path,
      // Everyone comes from elsewhere, so that only the tests of rate limits meet them.
      remoteAddress: from ?? `10.${(callers >> 16) % 256}.${(callers >> 8) % 256}.${callers % 256}`,
      headers: {
        ...(person.cookie !== undefined && { cookie: person.cookie }),
        ...(person.key !== undefined && { authorization: `Bearer ${person.key}` }),
        ...headers,
      },
      ...(body !== undefined && { payload: body as object }),
    };
    return app.inject(request);
  };

  return {
    ...world(ask),
    app,
    database,
    deps,
    ask,
    close: () => closeAll(app, deps, options.database ? undefined : database),
  };
}

async function closeAll(app: Routes, deps: Deps, database: TestDatabase | undefined): Promise<void> {
  await app.close();
  await deps.live.close();
  await database?.close();
}

export function cookieOf(response: LightMyRequestResponse): string {
  return [response.headers['set-cookie'] ?? []]
    .flat()
    .map((one) => one.split(';')[0])
    .join('; ');
}

/** What went wrong while preparing is said at once, with the answer. */
async function granted(
  work: Promise<LightMyRequestResponse>,
  status: number,
): Promise<LightMyRequestResponse> {
  const response = await work;
  if (response.statusCode !== status)
    throw new Error(`${response.statusCode} instead of ${status}: ${response.body}`);
  return response;
}

function world(ask: TestApp['ask']) {
  const invite: TestApp['invite'] = async (owner, workspace, role, email = `${uuidv7()}@example.org`) => {
    const body = { email, displayName: `A ${role}`, role, scope: [] };
    const response = await granted(
      ask(owner, 'POST', `/api/v1/workspaces/${workspace}/members`, { body }),
      201,
    );
    const { member, invite: secret } = response.json<{ member: { id: string }; invite: string }>();
    return { invite: secret, email, memberId: member.id };
  };

  const self: Omit<TestApp, 'app' | 'database' | 'deps' | 'ask' | 'close'> = {
    async setUp() {
      const email = `${uuidv7()}@example.org`;
      const body = { ...workspaceRequest(), email, password };
      const response = await granted(ask(nobody, 'POST', '/api/v1/setup', { body }), 201);
      const cookie = cookieOf(response);
      const view = await granted(ask({ cookie }, 'GET', `/api/v1/workspaces/${body.id}`), 200);
      return { cookie, email, workspace: body.id, memberId: view.json<{ me: { id: string } }>().me.id };
    },

    async newWorkspace(person) {
      const body = workspaceRequest();
      await granted(ask(person, 'POST', '/api/v1/workspaces', { body }), 201);
      return body.id;
    },

    invite,

    async join(owner, workspace, role, scope = []) {
      const { invite: secret, email, memberId } = await invite(owner, workspace, role);
      const body = { invite: secret, password };
      const response = await granted(ask(nobody, 'POST', '/api/v1/invites/accept', { body }), 200);
      if (scope.length > 0) {
        await granted(
          ask(owner, 'PATCH', `/api/v1/workspaces/${workspace}/members/${memberId}`, { body: { scope } }),
          200,
        );
      }
      return { cookie: cookieOf(response), email, memberId };
    },

    async apiKey(person, workspace) {
      const path = `/api/v1/workspaces/${workspace}/api-keys`;
      const response = await granted(ask(person, 'POST', path, { body: { name: 'key' } }), 201);
      const { id, key } = response.json<{ id: string; key: string }>();
      return { key, keyId: id };
    },

    async plan(person, workspace) {
      const body = newPlan();
      await granted(ask(person, 'POST', `/api/v1/workspaces/${workspace}/plans`, { body }), 201);
      return body.id;
    },

    async furnish(person, workspace, plan) {
      const into = (book: string, commands: readonly object[]) =>
        granted(
          ask(person, 'POST', `/api/v1/workspaces/${workspace}/books/${book}/commands`, {
            body: { id: uuidv7(), commands },
          }),
          200,
        );
      await into(workspace, masterCommands);
      await into(plan, [revenueTarget]);
    },
  };
  return self;
}

export function workspaceRequest() {
  return { id: uuidv7(), name: 'Workspace', locale: 'en', currency: 'CNY', displayName: 'Owner' };
}

export function newPlan() {
  const period = { from: '2026-07-01', to: '2026-09-30' };
  return { from: 'scenario', id: uuidv7(), scenario: 'blank', name: 'Plan', period, sampleNumbers: false };
}

const region = (id: string, parent?: string) => ({
  type: 'record.add',
  kind: 'dimensionMember',
  id,
  fields: { dimension: 'region', name: id, code: id, ...(parent !== undefined && { parent }) },
});

const masterCommands = [
  { type: 'record.add', kind: 'dimension', id: 'region', fields: { name: 'Region', category: 'region' } },
  region('A'),
  region('A1', 'A'),
  region('A2', 'A'),
  region('B'),
  {
    type: 'record.add',
    kind: 'metric',
    id: 'revenue',
    fields: {
      name: 'Revenue',
      key: 'testRevenue',
      aggregation: 'sum',
      direction: 'up',
      unit: 'money',
      decimals: 2,
      currency: 'CNY',
    },
  },
];

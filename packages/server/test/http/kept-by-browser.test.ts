import { packedBookType, type Role, type Scope, unpackBook } from '@shapan/contract';
import { coordinateOf, readLeaf, rowCount } from '@shapan/engine';
import type { LightMyRequestResponse } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MemberPerson, nobody, type Person, type TestApp, testApp } from './app.ts';

/** What a browser may keep of a book it asks about every time, and is told “the same” only where just that would be sent. */
let world: TestApp;
let owner: MemberPerson & { readonly workspace: string };
let plan: string;
let value = 1;

beforeAll(async () => {
  world = await testApp();
  owner = await world.setUp();
  plan = await world.plan(owner, owner.workspace);
  await world.furnish(owner, owner.workspace, plan);
  await enter('A1');
  await enter('B');
});

afterAll(() => world.close());

const inBrowser = { accept: packedBookType, 'sec-fetch-site': 'same-origin' };
const inA: Scope = [{ dimension: 'region', member: 'A' }];

/** Ask for the plan as a browser does that keeps what was sent with a tag; in another way with other headers. */
const open = (person: Person, tag?: string, headers: Readonly<Record<string, string>> = inBrowser) =>
  world.ask(person, 'GET', `/api/v1/workspaces/${owner.workspace}/books/${plan}`, {
    headers: { ...headers, ...(tag !== undefined && { 'if-none-match': tag }) },
  });

async function submit(commands: readonly object[], book = plan): Promise<void> {
  const path = `/api/v1/workspaces/${owner.workspace}/books/${book}/commands`;
  const { statusCode, body } = await world.ask(owner, 'POST', path, { body: { id: uuidv7(), commands } });
  if (statusCode !== 200) throw new Error(body);
}

const enter = (member: string) =>
  submit([
    {
      type: 'target.enter',
      target: 'target',
      entries: [{ at: { members: [member], time: 'M2026-07' }, value: ++value }],
    },
  ]);

const change = (memberId: string, body: object) =>
  world.ask(owner, 'PATCH', `/api/v1/workspaces/${owner.workspace}/members/${memberId}`, { body });

const tagOf = ({ statusCode, headers }: LightMyRequestResponse): string => {
  expect(statusCode).toBe(200);
  return String(headers.etag);
};

/** Where the plan that was sent has numbers. */
function placesIn({ rawPayload }: LightMyRequestResponse): readonly string[] {
  const cube = unpackBook(new Uint8Array(rawPayload))?.cubes.get('target')?.cube;
  if (!cube) return [];
  const slots = Array.from({ length: cube.slotCount }, (_, slot) => cube.firstSlot + slot);
  const rows = Array.from({ length: rowCount(cube) }, (_, row) => row);
  return rows
    .filter((row) => slots.some((slot) => readLeaf(cube, 0, row, slot) !== null))
    .map((row) => coordinateOf(cube, row).join())
    .sort();
}

describe.each([
  ['viewer', []],
  ['rep', []],
  ['manager', []],
  ['director', []],
  ['operations', []],
  ['viewer', inA],
  ['rep', inA],
  ['manager', inA],
  ['director', inA],
] as [Role, Scope][])('a %s with the scope %j', (role, scope) => {
  let person: MemberPerson;

  beforeAll(async () => {
    person = await world.join(owner, owner.workspace, role, scope);
  });

  test('is sent the plan to keep for this browser alone, and to ask about every time', async () => {
    const { headers } = await open(person);
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers.vary).toBe('accept');
    expect(headers.etag).toMatch(/^"[\w-]{43}"$/);
  });

  test.each([
    ['as the server named it', (tag: string) => tag],
    ['as a proxy that compresses names it', (tag: string) => `W/${tag}`],
  ])('is told that it is the same while it is, %s', async (_, named) => {
    const same = await open(person, named(tagOf(await open(person))));
    expect(same.statusCode).toBe(304);
    expect(same.rawPayload).toHaveLength(0);
  });

  test('is sent it anew after a number that they see was changed', async () => {
    const tag = tagOf(await open(person));
    await enter('A1');
    expect((await open(person, tag)).statusCode).toBe(200);
  });

  test('is never told that it is what somebody else was sent', async () => {
    const other = await world.join(owner, owner.workspace, role, scope);
    const theirs = await open(other);
    const own = await open(person, tagOf(theirs));
    expect(own.statusCode).toBe(200);
    expect(own.rawPayload.equals(theirs.rawPayload)).toBe(true);
  });
});

describe('whose rights have changed', () => {
  test('is sent less where their scope shrank, not told that it is the same', async () => {
    const person = await world.join(owner, owner.workspace, 'manager');
    const before = await open(person);
    expect((await change(person.memberId, { scope: inA })).statusCode).toBe(200);
    const now = await open(person, tagOf(before));
    expect(now.statusCode).toBe(200);
    expect([placesIn(before), placesIn(now)]).toEqual([['A1', 'B'], ['A1']]);
    const less = [{ dimension: 'region', member: 'A1' }];
    expect((await change(person.memberId, { scope: less })).statusCode).toBe(200);
    expect((await open(person, tagOf(now))).statusCode).toBe(200);
  });

  test('is sent less where the master data moved a part away, though nothing happened in the plan', async () => {
    const person = await world.join(owner, owner.workspace, 'manager', inA);
    const before = await open(person);
    const parent = (id: string | undefined) =>
      submit(
        [
          {
            type: 'record.update',
            kind: 'dimensionMember',
            id: 'A1',
            expect: {},
            set: { parent: id },
          },
        ],
        owner.workspace,
      );
    await parent('B');
    const now = await open(person, tagOf(before));
    await parent('A');
    expect(now.statusCode).toBe(200);
    expect([placesIn(before), placesIn(now)]).toEqual([['A1'], []]);
    expect((await open(person, tagOf(before))).statusCode).toBe(304);
  });

  test('is refused without a tag once suspended, or signed out', async () => {
    const person = await world.join(owner, owner.workspace, 'director');
    const tag = tagOf(await open(person));
    await change(person.memberId, { active: false });
    for (const [asks, status] of [
      [person, 404],
      [nobody, 401],
    ] as const) {
      const { statusCode, headers } = await open(asks, tag);
      expect([statusCode, headers['cache-control'], headers.etag]).toEqual([status, 'no-store', undefined]);
    }
  });
});

describe('kept by nothing', () => {
  test.each([
    ['a browser that would not clear it when told, where the way can be listened to', {}],
    ['a page of elsewhere', { 'sec-fetch-site': 'cross-site' }],
    ['who follows a link to it', { 'sec-fetch-site': 'none' }],
  ])('is the plan for %s', async (_, headers) => {
    const tag = tagOf(await open(owner));
    const answer = await open(owner, tag, { accept: packedBookType, ...headers });
    expect([answer.statusCode, answer.headers['cache-control'], answer.headers.etag]).toEqual([
      200,
      'no-store',
      undefined,
    ]);
  });

  test('is the plan for a program, the plan as JSON, and the plan as it was', async () => {
    const key = await world.apiKey(owner, owner.workspace);
    const asJson = await open(owner, undefined, { ...inBrowser, accept: 'application/json' });
    const path = `/api/v1/workspaces/${owner.workspace}/books/${plan}?position=1`;
    const asItWas = await world.ask(owner, 'GET', path, { headers: inBrowser });
    for (const { statusCode, headers } of [await open(key), asJson, asItWas])
      expect([statusCode, headers['cache-control'], headers.etag]).toEqual([200, 'no-store', undefined]);
  });

  test('is anything after signing out', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const out = await world.ask(person, 'POST', '/api/auth/sign-out', { body: {} });
    expect([out.statusCode, out.headers['clear-site-data']]).toEqual([200, '"cache"']);
  });
});

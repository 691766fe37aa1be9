import type { PeopleEvent } from '@shapan/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import { type MemberPerson, nobody, type Person, password, type TestApp, testApp } from './app.ts';

/** Who let whom in, as what and for which part: kept in the transaction in which it happens, and told to owners. */
let world: TestApp;
let first: MemberPerson & { readonly workspace: string };
let owner: MemberPerson;
let workspace: string;

beforeAll(async () => {
  world = await testApp();
  first = await world.setUp();
});
afterAll(() => world.close());

beforeEach(async () => {
  workspace = await world.newWorkspace(first);
  const members = await world.ask(first, 'GET', `/api/v1/workspaces/${workspace}/members`);
  owner = { ...first, memberId: members.json<{ id: string }[]>()[0]?.id ?? '' };
});

const ask = (person: Person, method: string, path: string, body?: object) =>
  world.ask(person, method, `/api/v1/workspaces/${workspace}${path}`, { ...(body && { body }) });

async function events(person: Person = owner, query = ''): Promise<PeopleEvent[]> {
  const answer = await ask(person, 'GET', `/people-events${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<PeopleEvent[]>();
}

/** The oldest first, without what differs from run to run. */
const told = async () =>
  (await events())
    .reverse()
    .map(({ kind, by, about, before, after }) => ({ kind, by, about, before, after }));

test('begins with the workspace, and goes on with every change of people, the newest first', async () => {
  const { memberId } = await world.join(owner, workspace, 'rep');
  await ask(owner, 'PATCH', `/members/${memberId}`, { role: 'manager', displayName: 'A rep' });
  await ask(owner, 'PATCH', `/members/${memberId}`, { active: false });
  await ask(owner, 'PATCH', '', { name: 'Renamed' });
  const [by, about] = [owner.memberId, memberId];
  expect(await told()).toEqual([
    { kind: 'workspace.created', by, about: null, before: null, after: { name: 'Workspace' } },
    {
      kind: 'member.invited',
      by,
      about,
      before: null,
      after: { name: 'A rep', role: 'rep', scope: [], active: true },
    },
    { kind: 'member.joined', by: about, about, before: null, after: null },
    { kind: 'member.changed', by, about, before: { role: 'rep' }, after: { role: 'manager' } },
    { kind: 'member.changed', by, about, before: { active: true }, after: { active: false } },
    {
      kind: 'workspace.renamed',
      by,
      about: null,
      before: { name: 'Workspace' },
      after: { name: 'Renamed' },
    },
  ]);
});

test('keeps a scope before and after, and nothing of a change that changes nothing', async () => {
  await world.furnish(owner, workspace, await world.plan(owner, workspace));
  const { memberId } = await world.join(owner, workspace, 'rep');
  const before = (await events()).length;
  const scope = [{ dimension: 'region', member: 'A' }];
  await ask(owner, 'PATCH', `/members/${memberId}`, { scope });
  await ask(owner, 'PATCH', `/members/${memberId}`, { scope, role: 'rep' });
  const after = await events();
  expect(after).toHaveLength(before + 1);
  expect(after[0]).toMatchObject({ before: { scope: [] }, after: { scope } });
});

test('names the keys and the links that were handed out, and tells no secret', async () => {
  const member = await world.join(owner, workspace, 'rep');
  const invited = await world.invite(owner, workspace, 'viewer');
  const renewed = await ask(owner, 'POST', `/members/${invited.memberId}/invite`);
  const { key = '', keyId } = await world.apiKey(member, workspace);
  await ask(member, 'DELETE', `/api-keys/${keyId}`);
  const reset = await ask(owner, 'POST', `/members/${member.memberId}/password-reset`);
  const secret = reset.json<{ reset: string }>().reset;
  const body = { reset: secret, password: `${password} again` };
  expect((await world.ask(nobody, 'POST', '/api/v1/password-reset', { body })).statusCode).toBe(204);
  const made = { name: 'key', prefix: key.slice(0, 12) };
  const own = { by: member.memberId, about: member.memberId };
  expect((await told()).slice(-5)).toEqual([
    { kind: 'invite.renewed', by: owner.memberId, about: invited.memberId, before: null, after: null },
    { kind: 'key.created', ...own, before: null, after: made },
    { kind: 'key.revoked', ...own, before: made, after: null },
    { kind: 'reset.created', by: owner.memberId, about: member.memberId, before: null, after: null },
    { kind: 'password.reset', by: null, about: member.memberId, before: null, after: null },
  ]);
  const all = JSON.stringify(await events());
  for (const hidden of [key, secret, invited.invite, renewed.json<{ invite: string }>().invite])
    expect(all).not.toContain(hidden);
});

test('comes in pages', async () => {
  for (const role of ['rep', 'viewer', 'manager'] as const) await world.invite(owner, workspace, role);
  const all = await events();
  const pages = [await events(owner, '?limit=2')];
  pages.push(await events(owner, `?limit=2&before=${pages[0]?.at(-1)?.id}`));
  expect(pages.flat()).toEqual(all);
});

test('holds nothing of what was refused', async () => {
  const before = await events();
  await ask(owner, 'PATCH', `/members/${owner.memberId}`, { role: 'viewer' });
  await ask(owner, 'POST', '/members', { email: 'x', displayName: '', role: 'rep', scope: [] });
  expect(await events()).toEqual(before);
});

/** What the role that serves requests is told by the database. */
const asApp = (statement: string, values: readonly unknown[] = [workspace]) =>
  withTransaction(world.database.pool, (tx) => tx.query(statement, [...values]), { workspaceId: workspace });

test.each([
  'DELETE FROM people_event WHERE workspace_id = $1',
  "UPDATE people_event SET kind = 'member.joined' WHERE workspace_id = $1",
  'DELETE FROM change WHERE workspace_id = $1',
  "UPDATE change SET reason = 'another' WHERE workspace_id = $1",
  'DELETE FROM actual WHERE workspace_id = $1',
  'UPDATE actual SET amount = 0 WHERE workspace_id = $1',
])('cannot be changed or taken back by whoever serves requests: %s', async (statement) => {
  await expect(asApp(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
});

test('takes nothing that cannot happen, and nothing in the name of nobody', async () => {
  const insert = `INSERT INTO people_event (workspace_id, event_id, happened_at, kind, by_member, about_member)
    VALUES ($1, gen_random_uuid(), now(), $2, $3, $4)`;
  const { memberId } = owner;
  const stranger = (await world.join(first, first.workspace, 'viewer')).memberId;
  const refused = async (...values: readonly unknown[]): Promise<string> =>
    asApp(insert, [workspace, ...values]).then(
      () => 'taken',
      (error: { cause?: { code?: string } }) => error.cause?.code ?? String(error),
    );
  expect(await refused('member.crowned', memberId, memberId)).toBe('23514');
  expect(await refused('member.changed', null, memberId)).toBe('23514');
  expect(await refused('member.changed', memberId, null)).toBe('23514');
  expect(await refused('member.changed', stranger, memberId)).toBe('23503');
  expect(await refused('member.changed', memberId, stranger)).toBe('23503');
  // Nor can whoever is named in it be made never to have been.
  await expect(asApp('DELETE FROM member WHERE workspace_id = $1')).rejects.toMatchObject({
    cause: { code: '23503' },
  });
  expect((await events()).length).toBe(1);
});

test('goes with its workspace', async () => {
  await ask(owner, 'DELETE', '', { name: 'Workspace' });
  const left = 'SELECT FROM people_event WHERE workspace_id = $1';
  expect((await world.database.ownerPool.query(left, [workspace])).rowCount).toBe(0);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MemberPerson, type Person, password, type TestApp, testApp } from './app.ts';

/** A key that got into wrong hands is revoked and done with: it has made no other way in. */
let world: TestApp;
let owner: MemberPerson & { readonly workspace: string };
let key: Person & { readonly keyId: string };

beforeAll(async () => {
  world = await testApp();
  owner = await world.setUp();
  key = await world.apiKey(owner, owner.workspace);
});

afterAll(() => world.close());

test('an owner’s key makes and revokes no keys, invites and promotes nobody, hands out no password link', async () => {
  const joined = await world.join(owner, owner.workspace, 'rep');
  const invited = await world.invite(owner, owner.workspace, 'rep');
  const asked: readonly (readonly [method: string, path: string, body?: object])[] = [
    ['POST', '/api-keys', { name: 'another' }],
    ['DELETE', `/api-keys/${key.keyId}`],
    ['POST', '/members', { email: 'friend@example.org', displayName: 'A friend', role: 'owner', scope: [] }],
    ['POST', `/members/${invited.memberId}/invite`],
    ['POST', `/members/${joined.memberId}/password-reset`],
    ['PATCH', `/members/${joined.memberId}`, { role: 'owner' }],
    ['PATCH', `/members/${joined.memberId}`, { scope: [] }],
    ['PATCH', `/members/${joined.memberId}`, { active: false }],
  ];
  for (const [method, path, body] of asked) {
    const ask = { ...(body && { body }) };
    const answer = await world.ask(key, method, `/api/v1/workspaces/${owner.workspace}${path}`, ask);
    expect([path, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
      path,
      403,
      'PERSON_NEEDED',
    ]);
  }
  const left = await world.ask(owner, 'GET', `/api/v1/workspaces/${owner.workspace}/api-keys`);
  expect(left.json()).toHaveLength(1);
});

test('the account behind a key is out of its reach: password and sessions', async () => {
  const asked: readonly (readonly [path: string, body: object])[] = [
    ['change-password', { currentPassword: password, newPassword: 'another long password' }],
    ['revoke-other-sessions', {}],
    ['list-sessions', {}],
  ];
  for (const [path, body] of asked) {
    const isRead = path === 'list-sessions';
    const ask = isRead ? {} : { body };
    const answer = await world.ask(key, isRead ? 'GET' : 'POST', `/api/auth/${path}`, ask);
    expect([path, answer.statusCode]).toEqual([path, 401]);
  }
});

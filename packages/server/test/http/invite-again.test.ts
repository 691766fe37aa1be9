import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MemberPerson, nobody, password, type TestApp, testApp } from './app.ts';

/** An invitation that was lost or has expired is no dead end. */
let world: TestApp;
let owner: MemberPerson & { readonly workspace: string };
let now = new Date('2026-07-01T08:00:00Z');

beforeAll(async () => {
  world = await testApp({ clock: () => now });
  owner = await world.setUp();
});

afterAll(() => world.close());

const renew = (memberId: string) =>
  world.ask(owner, 'POST', `/api/v1/workspaces/${owner.workspace}/members/${memberId}/invite`);
const accept = async (invite: string) =>
  (await world.ask(nobody, 'POST', '/api/v1/invites/accept', { body: { invite, password } })).statusCode;

test('a new link opens, the earlier one does not, and leaves no account behind', async () => {
  const { invite, memberId } = await world.invite(owner, owner.workspace, 'rep');
  const { invite: second } = (await renew(memberId)).json<{ invite: string }>();
  expect(await accept(invite)).toBe(404);
  expect(await accept(second)).toBe(200);
});

test('a new link for one that has expired works', async () => {
  const { invite, memberId } = await world.invite(owner, owner.workspace, 'rep');
  now = new Date(now.getTime() + 15 * 24 * 60 * 60 * 1000);
  expect(await accept(invite)).toBe(404);
  expect(await accept((await renew(memberId)).json<{ invite: string }>().invite)).toBe(200);
});

test('there is none for who has joined, nor for who is no longer wanted', async () => {
  const joined = await world.join(owner, owner.workspace, 'rep');
  expect((await renew(joined.memberId)).statusCode).toBe(404);
  const { memberId } = await world.invite(owner, owner.workspace, 'rep');
  const path = `/api/v1/workspaces/${owner.workspace}/members/${memberId}`;
  await world.ask(owner, 'PATCH', path, { body: { active: false } });
  expect((await renew(memberId)).statusCode).toBe(404);
});

test('says what it is to and from whom, as long as it can be accepted', async () => {
  const { invite, memberId } = await world.invite(owner, owner.workspace, 'viewer');
  const look = (secret: string) => world.ask(nobody, 'GET', `/api/v1/invites/${secret}`);
  const told = { workspace: 'Workspace', invitedBy: 'Owner', displayName: 'A viewer' };
  expect((await look(invite)).json()).toEqual(told);
  const path = `/api/v1/workspaces/${owner.workspace}/members/${memberId}/invite`;
  const renewed = (await world.ask(owner, 'POST', path)).json<{ invite: string }>().invite;
  expect((await look(invite)).statusCode).toBe(404);
  expect((await look(renewed)).json()).toEqual(told);
  await world.ask(nobody, 'POST', '/api/v1/invites/accept', { body: { invite: renewed, password } });
  expect((await look(renewed)).statusCode).toBe(404);
});

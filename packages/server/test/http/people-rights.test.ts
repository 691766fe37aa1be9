import type { Role, Scope } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MemberPerson, nobody, type Person, password, type TestApp, testApp } from './app.ts';

/** [T13] Who lets somebody in, and who hands out a new password: every role, all of the organisation and a part, here and elsewhere. */
let world: TestApp;
let owner: MemberPerson & { readonly workspace: string };
let elsewhere: { readonly workspace: string; readonly person: MemberPerson; readonly invited: string };
const people = new Map<string, Person>();

const roles: readonly Role[] = ['viewer', 'rep', 'manager', 'director', 'operations', 'owner'];
const scopes: Readonly<Record<string, Scope>> = {
  all: [],
  'region A': [{ dimension: 'region', member: 'A' }],
};
const names = roles.flatMap((role) => Object.keys(scopes).map((scope) => `${role} of ${scope}`));
/** Beside the members: who belongs to another workspace, to none any more, or comes with a key. */
const others = ['nobody', 'owner elsewhere', 'suspended owner', 'key of an owner'];

beforeAll(async () => {
  world = await testApp();
  owner = await world.setUp();
  const plan = await world.plan(owner, owner.workspace);
  await world.furnish(owner, owner.workspace, plan);
  for (const role of roles)
    for (const [name, scope] of Object.entries(scopes))
      people.set(`${role} of ${name}`, await world.join(owner, owner.workspace, role, scope));
  const workspace = await world.newWorkspace(owner);
  const person = await world.join(owner, workspace, 'owner');
  const { memberId: invited } = await world.invite(person, workspace, 'viewer');
  elsewhere = { workspace, person, invited };
  people.set('nobody', nobody);
  people.set('owner elsewhere', person);
  const suspended = await world.join(owner, owner.workspace, 'owner');
  const path = `/api/v1/workspaces/${owner.workspace}/members/${suspended.memberId}`;
  await world.ask(owner, 'PATCH', path, { body: { active: false } });
  people.set('suspended owner', suspended);
  people.set('key of an owner', await world.apiKey(owner, owner.workspace));
});

afterAll(() => world.close());

/** `allowed` for owners, whatever part they work in; everybody else by what they are here. */
function wanted(allowed: number): Readonly<Record<string, number>> {
  const members = names.map((name) => [name, name.startsWith('owner') ? allowed : 403]);
  const strangers = { nobody: 401, 'owner elsewhere': 404, 'suspended owner': 404, 'key of an owner': 403 };
  return { ...Object.fromEntries(members), ...strangers };
}

async function found(ask: (person: Person) => Promise<number>): Promise<Readonly<Record<string, number>>> {
  const statuses: Record<string, number> = {};
  for (const name of [...names, ...others]) statuses[name] = await ask(people.get(name) as Person);
  return statuses;
}

const post = async (person: Person, path: string, body?: object): Promise<number> =>
  (await world.ask(person, 'POST', `/api/v1/workspaces/${owner.workspace}${path}`, body && { body }))
    .statusCode;

const newMember = (role: Role, scope: Scope) => ({
  email: `${uuidv7()}@example.org`,
  displayName: 'New',
  role,
  scope: [...scope],
});

describe('an invitation', () => {
  test.each(roles.flatMap((role) => Object.values(scopes).map((scope) => [role, scope] as const)))(
    'for a %s (%j) is made by owners',
    async (role, scope) => {
      expect(await found((person) => post(person, '/members', newMember(role, scope)))).toEqual(wanted(201));
    },
  );

  test('is renewed by owners, in their own workspace', async () => {
    const { memberId } = await world.invite(owner, owner.workspace, 'viewer');
    expect(await found((person) => post(person, `/members/${memberId}/invite`))).toEqual(wanted(201));
    expect(await found((person) => post(person, `/members/${elsewhere.invited}/invite`))).toEqual(
      wanted(404),
    );
  });

  test('is taken by whoever holds it and sets a password, or is signed in with its address; by nobody else', async () => {
    const accept = async (person: Person, invite: string, more: object) =>
      (await world.ask(person, 'POST', '/api/v1/invites/accept', { body: { invite, ...more } })).statusCode;
    const { invite } = await world.invite(owner, owner.workspace, 'director');
    // A key is no person who is signed in: it is nobody here.
    const statuses = await found((person) => accept(person, invite, {}));
    const signedIn = Object.fromEntries([...names, ...others].map((name) => [name, 404]));
    expect(statuses).toEqual({ ...signedIn, nobody: 422, 'key of an owner': 422 });
    expect(await accept(nobody, invite, { password })).toBe(200);
    const joiner = await world.join(elsewhere.person, elsewhere.workspace, 'viewer');
    const known = await world.invite(owner, owner.workspace, 'viewer', joiner.email);
    expect(await accept(elsewhere.person, known.invite, {})).toBe(404);
    expect(await accept(joiner, known.invite, {})).toBe(200);
    expect(await accept(nobody, invite, { password })).toBe(404);
  });

  test('gives the role and the part that its maker named, whatever else is sent along', async () => {
    const body = { ...newMember('viewer', scopes['region A'] ?? []), active: true, id: uuidv7() };
    expect(await post(owner, '/members', body)).toBe(422);
  });
});

describe('a link for a new password', () => {
  test('is made by owners for members of their own workspace', async () => {
    const person = await world.join(owner, owner.workspace, 'viewer');
    const own = `/members/${person.memberId}/password-reset`;
    expect(await found((asker) => post(asker, own))).toEqual(wanted(201));
    const foreign = `/members/${elsewhere.person.memberId}/password-reset`;
    expect(await found((asker) => post(asker, foreign))).toEqual(wanted(404));
  });

  test('opens the account for whoever holds it, and signs nobody in', async () => {
    for (const name of [...others, 'viewer of region A', 'owner of all']) {
      const person = await world.join(owner, owner.workspace, 'viewer');
      const path = `/api/v1/workspaces/${owner.workspace}/members/${person.memberId}/password-reset`;
      const { reset } = (await world.ask(owner, 'POST', path)).json<{ reset: string }>();
      const body = { reset, password: 'a new long password' };
      const used = await world.ask(people.get(name) as Person, 'POST', '/api/v1/password-reset', { body });
      expect([name, used.statusCode, used.headers['set-cookie']]).toEqual([name, 204, undefined]);
    }
  });
});

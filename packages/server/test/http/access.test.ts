import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person, TestApp } from './app.ts';
import { testApp } from './app.ts';

/** Rights that change take effect at once, on what is asked next and on what is open already. */
let world: TestApp;
let other: TestApp;
let url: string;
let owner: Awaited<ReturnType<TestApp['setUp']>>;
let plan: string;

beforeAll(async () => {
  world = await testApp();
  // A second process of the same installation.
  other = await testApp({ database: world.database });
  url = await world.app.listen({ port: 0, host: '127.0.0.1' });
  owner = await world.setUp();
  plan = await world.plan(owner, owner.workspace);
  await world.furnish(owner, owner.workspace, plan);
});

afterAll(async () => {
  await other.app.close();
  await other.deps.live.close();
  await world.close();
});

const membersOf = (memberId: string): string => `/api/v1/workspaces/${owner.workspace}/members/${memberId}`;
const addRisk = (through: TestApp, person: Person, submission: string = uuidv7(), id: string = uuidv7()) =>
  through.ask(person, 'POST', `/api/v1/workspaces/${owner.workspace}/books/${plan}/commands`, {
    body: { id: submission, commands: [{ type: 'record.add', kind: 'risk', id, fields: { name: 'Risk' } }] },
  });

/** An open event stream: what it has said, and a wait for what it says next. */
async function listen({ cookie, key }: Person) {
  const headers = {
    ...(cookie !== undefined && { cookie }),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  const request = get(`${url}/api/v1/workspaces/${owner.workspace}/events`, { headers });
  request.on('error', () => undefined);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const heard = { text: '', ended: false };
  response.on('data', (chunk: Buffer) => (heard.text += chunk.toString()));
  const end = new Promise<void>((resolve) => response.once('close', () => resolve())).then(
    () => (heard.ended = true),
  );
  response.on('error', () => undefined);
  return {
    status: response.statusCode,
    headers: response.headers,
    text: () => heard.text,
    isEnded: () => heard.ended,
    end,
    async until(part: string): Promise<void> {
      while (!heard.text.includes(part) && !heard.ended) await Promise.race([once(response, 'data'), end]);
      if (!heard.text.includes(part))
        throw new Error(`the stream ended before it said ${part}: ${heard.text}`);
    },
    close: () => request.destroy(),
  };
}

describe('live news', () => {
  test('bring the change of another connection, and of another process', async () => {
    const stream = await listen(owner);
    expect(stream.status).toBe(200);
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers['cache-control']).toBe('no-store');
    await stream.until('event: look');
    const here = (await addRisk(world, owner)).json<{ position: number }>();
    await stream.until(`"position":${here.position}}`);
    const there = (await addRisk(other, owner)).json<{ position: number }>();
    await stream.until(`"position":${there.position}}`);
    stream.close();
  });

  test('carry no content, only where to look', async () => {
    const stream = await listen(owner);
    const { position } = (await addRisk(world, owner)).json<{ position: number }>();
    await stream.until(`"position":${position}}`);
    for (const line of stream
      .text()
      .split('\n')
      .filter((one) => one.startsWith('data: {"'))) {
      expect(Object.keys(JSON.parse(line.slice(6)) as object)).toEqual(['book', 'position']);
    }
    stream.close();
  });

  test.each<[string, (memberId: string) => Promise<unknown>]>([
    [
      'whose membership ends',
      (memberId) => world.ask(owner, 'PATCH', membersOf(memberId), { body: { active: false } }),
    ],
    [
      'whose membership ends in another process',
      (memberId) => other.ask(owner, 'PATCH', membersOf(memberId), { body: { active: false } }),
    ],
  ])('end at once for somebody %s', async (_, end) => {
    const person = await world.join(owner, owner.workspace, 'director');
    const stream = await listen(person);
    await stream.until('event: look');
    await end(person.memberId);
    await stream.end;
    const said = stream.text();
    await addRisk(world, owner);
    expect(stream.text()).toBe(said);
    expect((await listen(person)).status).toBe(404);
  });

  test('end at once for a key that is revoked', async () => {
    const key = await world.apiKey(owner, owner.workspace);
    const stream = await listen(key);
    await stream.until('event: look');
    await world.ask(owner, 'DELETE', `/api/v1/workspaces/${owner.workspace}/api-keys/${key.keyId}`);
    await stream.end;
    expect(stream.isEnded()).toBe(true);
  });
});

describe('access', () => {
  test('ends with the membership, for cookie and key, and comes back with it', async () => {
    const person = await world.join(owner, owner.workspace, 'director');
    const key = await world.apiKey(person, owner.workspace);
    const look = async () => [
      (await world.ask(person, 'GET', `/api/v1/workspaces/${owner.workspace}/plans`)).statusCode,
      (await world.ask(key, 'GET', `/api/v1/workspaces/${owner.workspace}/plans`)).statusCode,
      (await addRisk(world, person)).statusCode,
    ];
    expect(await look()).toEqual([200, 200, 200]);
    await world.ask(owner, 'PATCH', membersOf(person.memberId), { body: { active: false } });
    expect(await look()).toEqual([404, 401, 404]);
    expect(
      (await world.ask(person, 'GET', '/api/v1/me')).json<{ workspaces: object[] }>().workspaces,
    ).toEqual([]);
    await world.ask(owner, 'PATCH', membersOf(person.memberId), { body: { active: true } });
    expect(await look()).toEqual([200, 200, 200]);
  });

  test('shrinks with the role and the scope', async () => {
    const person = await world.join(owner, owner.workspace, 'director');
    expect((await addRisk(world, person)).statusCode).toBe(200);
    await world.ask(owner, 'PATCH', membersOf(person.memberId), { body: { role: 'viewer' } });
    expect((await addRisk(world, person)).statusCode).toBe(403);
  });

  test('of a key ends when it is revoked, and a key cannot be revoked by others or made up', async () => {
    const person = await world.join(owner, owner.workspace, 'operations');
    const key = await world.apiKey(person, owner.workspace);
    const plans = `/api/v1/workspaces/${owner.workspace}/plans`;
    const keys = `/api/v1/workspaces/${owner.workspace}/api-keys`;
    expect((await world.ask(owner, 'DELETE', `${keys}/${key.keyId}`)).statusCode).toBe(404);
    expect((await world.ask(key, 'GET', plans)).statusCode).toBe(200);
    expect((await world.ask(person, 'DELETE', `${keys}/${key.keyId}`)).statusCode).toBe(204);
    expect((await world.ask(key, 'GET', plans)).statusCode).toBe(401);
    for (const made of [`${key.key}x`, key.key?.slice(0, -1), 'shapan_', `shapan_${'A'.repeat(43)}`]) {
      expect((await world.ask({ key: made as string }, 'GET', plans)).statusCode).toBe(401);
    }
    const { rows } = await world.database.ownerPool.query('SELECT * FROM api_key');
    expect(JSON.stringify(rows)).not.toContain(key.key);
  });
});

describe('a representative', () => {
  const send = (person: Person, command: object, headers = {}) =>
    world.ask(person, 'POST', `/api/v1/workspaces/${owner.workspace}/books/${plan}/commands`, {
      body: { id: uuidv7(), commands: [command] },
      headers,
    });
  const task = (accountable: string, id: string = uuidv7()) =>
    ({ type: 'record.add', kind: 'task', id, fields: { name: 'Visit', accountable } }) as const;

  test('who names a colleague is told which field, and what to do about it', async () => {
    const rep = await world.join(owner, owner.workspace, 'rep');
    const mine = task(rep.memberId);
    expect((await send(rep, mine)).statusCode).toBe(200);
    const given = { type: 'record.update', kind: 'task', id: mine.id, set: { accountable: owner.memberId } };
    for (const [command, path] of [
      [task(owner.memberId), 'fields.accountable'],
      [given, 'set.accountable'],
    ] as const)
      expect((await send(rep, command, { 'accept-language': 'en' })).json()).toMatchObject({
        code: 'ROLE',
        path,
        params: { ability: 'record.edit', role: 'rep', kind: 'task', field: 'accountable' },
        message: expect.stringMatching(
          /“(Owner|Responsible|Accountable)[^”]*” here is not you\. Put yourself there/,
        ),
      });
    expect((await send(rep, task(owner.memberId))).json()).toMatchObject({
      message: expect.stringMatching(/任务.*请把“.+”改成自己，或请经理来做/),
    });
  });

  test('who changes what is a colleague’s is told whom to ask, and no more of what is not there', async () => {
    const rep = await world.join(owner, owner.workspace, 'rep');
    const theirs = task(owner.memberId);
    await send(owner, theirs);
    const set = { name: 'Mine' };
    const [there, nowhere, gone] = await Promise.all([
      send(rep, { type: 'record.update', kind: 'task', id: theirs.id, set }),
      send(rep, { type: 'record.update', kind: 'task', id: uuidv7(), set }),
      send(rep, { type: 'record.remove', kind: 'task', id: theirs.id }),
    ]);
    const told = {
      code: 'ROLE',
      params: { kind: 'task', fix: 'ask' },
      message: expect.stringContaining('请联系它的负责人或经理'),
    };
    for (const answer of [there, nowhere, gone]) expect(answer.json()).toMatchObject(told);
    // What names nobody is for other roles altogether.
    const pain = { type: 'record.add', kind: 'painPoint', id: uuidv7(), fields: { name: 'Slow' } };
    expect((await send(rep, pain)).json()).toMatchObject({
      code: 'ROLE',
      message: expect.stringContaining('请联系工作区所有者'),
    });
  });
});

test('the last owner cannot step down, also when two try at the same moment', async () => {
  const alone = await world.newWorkspace(owner);
  const second = await world.join(owner, alone, 'owner');
  const members = `/api/v1/workspaces/${alone}/members`;
  const first = (await world.ask(owner, 'GET', `/api/v1/workspaces/${alone}`)).json<{ me: { id: string } }>()
    .me.id;
  const answers = await Promise.all([
    world.ask(owner, 'PATCH', `${members}/${first}`, { body: { role: 'viewer' } }),
    other.ask(second, 'PATCH', `${members}/${second.memberId}`, { body: { active: false } }),
    other.ask(owner, 'PATCH', `${members}/${second.memberId}`, { body: { role: 'rep' } }),
  ]);
  expect(answers.every(({ statusCode }) => [200, 403, 404, 409].includes(statusCode))).toBe(true);
  const { rows } = await world.database.ownerPool.query(
    `SELECT FROM member WHERE workspace_id = $1 AND role = 'owner' AND active`,
    [alone],
  );
  expect(rows).toHaveLength(1);
});

describe('[T20] a submission sent again', () => {
  test('has its effect once, one after the other and at the same moment, through two processes', async () => {
    const [submission, id] = [uuidv7(), uuidv7()];
    const first = await addRisk(world, owner, submission, id);
    const again = await addRisk(world, owner, submission, id);
    expect(again.statusCode).toBe(200);
    expect(again.json<{ position: number }>().position).toBe(first.json<{ position: number }>().position);
    const [many, one] = [uuidv7(), uuidv7()];
    const answers = await Promise.all(
      [world, other, world, other, world].map((through) => addRisk(through, owner, many, one)),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map((answer) => answer.json<{ position: number }>().position)).size).toBe(1);
    const { rows } = await world.database.ownerPool.query(
      'SELECT FROM change WHERE submission_id = ANY($1)',
      [[submission, many]],
    );
    expect(rows).toHaveLength(2);
  });

  test('of a workspace, a plan or a what-if is refused as there already, never made twice', async () => {
    const id = uuidv7();
    const body = {
      from: 'scenario',
      id,
      scenario: 'blank',
      name: 'Twice',
      period: { from: '2026-01-01', to: '2026-03-31' },
      sampleNumbers: false,
    };
    const make = () => world.ask(owner, 'POST', `/api/v1/workspaces/${owner.workspace}/plans`, { body });
    const statuses = (await Promise.all([make(), make(), make()])).map(({ statusCode }) => statusCode).sort();
    expect(statuses).toEqual([201, 409, 409]);
  });
});

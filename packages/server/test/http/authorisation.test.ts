import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from './app.ts';
import { answerTo, comparable, type Door, expected } from './ask-matrix.ts';
import { type Cast, createCast, type Persona, personas } from './cast.ts';
import { commands } from './command-matrix.ts';
import { matrix, type Request } from './matrix.ts';
import { operationsOf } from './openapi.ts';

/** [T13] Every route × everybody × own, foreign and unknown places. */
let cast: Cast;
let door: Door;

beforeAll(async () => {
  cast = await createCast();
  const url = await cast.world.app.listen({ port: 0, host: '127.0.0.1' });
  door = { ask: cast.world.ask, url };
});

afterAll(() => cast.world.close());

const rows = Object.entries(matrix);

test('every route has a reviewed row, and every row a route', () => {
  expect(operationsOf(cast.world.app.swagger())).toEqual(Object.keys(matrix).sort());
});

describe.each(rows)('%s', (route, row) => {
  test('own workspace', async () => {
    const found: Record<string, number> = {};
    const wanted: Record<string, number> = {};
    for (const persona of personas) {
      const request = await row.request(cast, persona);
      found[persona] = (await answerTo(door, cast.people[persona], route, cast.workspace, request)).status;
      wanted[persona] = expected(row, persona);
    }
    expect(found).toEqual(wanted);
  }, 60_000);
});

describe.each(rows.filter(([, { kind }]) => kind === 'workspace'))('%s', (route, row) => {
  test('a foreign workspace looks like one that does not exist', async () => {
    for (const persona of personas) {
      if (persona === 'stranger') continue;
      const request = await row.request(cast, persona);
      const person = cast.people[persona];
      const foreign = await answerTo(door, person, route, cast.foreignWorkspace, request);
      const unknown = await answerTo(door, person, route, cast.unknown, request);
      const refusal = persona === 'anonymous' || persona === 'viewerKey' ? 401 : 404;
      expect({ persona, status: foreign.status }).toEqual({ persona, status: refusal });
      expect(unknown.status).toBe(refusal);
      expect(comparable(foreign.text, cast.foreignWorkspace)).toBe(comparable(unknown.text, cast.unknown));
    }
  });
});

describe.each(rows.filter(([route]) => /\{(book|member|key|upload)\}/.test(route)))('%s', (route, row) => {
  test('a foreign id in one’s own workspace looks like one that does not exist', async () => {
    const [, name = ''] = /\{(book|member|key|upload)\}/.exec(route) ?? [];
    const foreignId = name === 'member' ? cast.foreignMember : cast.foreignPlan;
    for (const persona of personas) {
      const request = await row.request(cast, persona);
      const naming = (id: string): Request => ({ ...request, params: { ...request.params, [name]: id } });
      const foreign = await answerTo(door, cast.people[persona], route, cast.workspace, naming(foreignId));
      const unknown = await answerTo(door, cast.people[persona], route, cast.workspace, naming(cast.unknown));
      expect(comparable(foreign.text, foreignId)).toBe(comparable(unknown.text, cast.unknown));
      // Some are refused for their role before anything is looked up; nobody gets through.
      expect([401, 403, 404]).toContain(foreign.status);
      if (persona === 'owner') expect(foreign.status).toBe(404);
    }
  });
});

describe.each(Object.entries(commands))('command: %s', (_, { answers, book, one }) => {
  test('is for those who may', async () => {
    const found: Record<string, number> = {};
    for (const persona of Object.keys(answers) as Persona[]) {
      const path = `/api/v1/workspaces/${cast.workspace}/books/${book === 'master' ? cast.workspace : cast.plan}/commands`;
      const body = { id: uuidv7(), commands: [await one(cast, persona)] };
      found[persona] = (await cast.world.ask(cast.people[persona], 'POST', path, { body })).statusCode;
    }
    expect(found).toEqual(answers);
  });
});

test('[T14] what lies outside a member’s part is in no answer', async () => {
  const at = `/api/v1/workspaces/${cast.workspace}/books/${cast.plan}`;
  const secret = 'a risk that only region B may know';
  const initiative = uuidv7();
  const body = {
    id: uuidv7(),
    commands: [
      {
        type: 'record.add',
        kind: 'risk',
        id: uuidv7(),
        fields: { name: secret, coordinate: { region: 'B' } },
      },
      {
        type: 'record.add',
        kind: 'initiative',
        id: initiative,
        fields: { name: secret, coordinate: { region: 'B' } },
      },
      { type: 'record.add', kind: 'task', id: uuidv7(), fields: { name: 'Call', initiative } },
    ],
  };
  expect((await cast.world.ask(cast.people.owner, 'POST', `${at}/commands`, { body })).statusCode).toBe(200);
  const told = async (person: Person): Promise<string> => {
    const parts = [
      at,
      `${at}/changes?after=0`,
      `${at}/compare?from=0&to=10000`,
      `${at}/entries`,
      `${at}/own-entries?among=20000`,
      `${at}/tasks/export`,
      `${at}/tasks/export?format=csv`,
    ];
    const answers = await Promise.all(parts.map((path) => cast.world.ask(person, 'GET', path)));
    return answers.map((answer) => answer.body).join('\n');
  };
  expect(await told(cast.people.owner)).toContain(secret);
  expect(await told(cast.people.manager)).not.toContain(secret);
});

test('[T10] one’s own entries are looked for among a bounded number of them, page by page to the beginning', async () => {
  const { owner } = cast.people;
  const at = `/api/v1/workspaces/${cast.workspace}/books/${cast.plan}/own-entries`;
  const asked = (query: string) => cast.world.ask(owner, 'GET', `${at}?${query}`);
  const positions = async (query: string): Promise<readonly number[]> =>
    (await asked(query)).json<{ position: number }[]>().map(({ position }) => position);
  const all = await positions('among=20000');
  expect(all.length).toBeGreaterThan(2);
  const [newest = 0, second = 0] = all;
  expect(await positions(`among=1&before=${newest + 1}`)).toEqual([newest]);
  expect(await positions(`among=${newest - second}&before=${newest}`)).toEqual([second]);
  expect(await positions(`among=20000&before=${second}`)).toEqual(all.slice(2));
  for (const query of ['among=20001', 'among=0', 'before=0']) {
    const refused = await asked(query);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([422, 'INVALID']);
  }
});

test('e-mail addresses are for those who manage people', async () => {
  const path = `/api/v1/workspaces/${cast.workspace}/members`;
  const asViewer = await cast.world.ask(cast.people.viewer, 'GET', path);
  const asOwner = await cast.world.ask(cast.people.owner, 'GET', path);
  expect(asOwner.body).toContain('@example.org');
  expect(asViewer.body).not.toContain('@example.org');
});

import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ask, Person } from './app.ts';
import { type Cast, createCast, type Persona, personas } from './cast.ts';
import { commands, matrix, type Request, type Row } from './matrix.ts';
import { operationsOf } from './openapi.ts';

/** [T13] Every route × everybody × own, foreign and unknown places. */
let cast: Cast;
let url: string;

beforeAll(async () => {
  cast = await createCast();
  url = await cast.world.app.listen({ port: 0, host: '127.0.0.1' });
});

afterAll(() => cast.world.close());

const rows = Object.entries(matrix);
const isStream = (route: string): boolean => route.endsWith('/events');

/** What a persona gets whom the row does not name. */
function expected({ kind, answers }: Row, persona: Persona): number {
  if (kind === 'open') return answers[persona] ?? answers.anonymous ?? 0;
  if (kind === 'user') {
    if (persona === 'anonymous' || persona === 'viewerKey') return 401;
    return answers[persona] ?? answers.owner ?? 0;
  }
  if (persona === 'anonymous') return 401;
  if (persona === 'suspended' || persona === 'stranger') return 404;
  return answers[persona] ?? 0;
}

function pathOf(
  route: string,
  workspace: string,
  { params = {}, query = '' }: Request,
): { method: string; path: string } {
  const [method = '', template = ''] = route.split(' ');
  const values: Readonly<Record<string, string>> = { workspace, ...params };
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? `missing-${name}`);
  return { method, path: query ? `${path}?${query}` : path };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function answerTo(person: Person, route: string, workspace: string, request: Request): Promise<Answer> {
  const { method, path } = pathOf(route, workspace, request);
  if (isStream(route)) return statusOfStream(person, path);
  const { body: sent, headers } = request;
  const asked: Ask = { ...(sent !== undefined && { body: sent }), ...(headers && { headers }) };
  const { statusCode, body } = await cast.world.ask(person, method, path, asked);
  return { status: statusCode, text: body };
}

/** A stream never ends by itself; its first words are enough. */
async function statusOfStream({ cookie, key }: Person, path: string): Promise<Answer> {
  const headers = {
    ...(cookie !== undefined && { cookie }),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  const stop = new AbortController();
  const response = await fetch(`${url}${path}`, { headers, signal: stop.signal });
  const text = response.status === 200 ? '' : await response.text();
  stop.abort();
  return { status: response.status, text };
}

/** An answer without what must differ: the request's id, and the id that was asked for. */
function comparable(text: string, ...asked: readonly string[]): string {
  const bare = asked.reduce((rest, id) => rest.replaceAll(id, '(id)'), text);
  return bare.replace(/"requestId":"[^"]*"/, '"requestId":"(request)"');
}

test('every route has a reviewed row, and every row a route', () => {
  expect(operationsOf(cast.world.app.swagger())).toEqual(Object.keys(matrix).sort());
});

describe.each(rows)('%s', (route, row) => {
  test('own workspace', async () => {
    const found: Record<string, number> = {};
    const wanted: Record<string, number> = {};
    for (const persona of personas) {
      const request = await row.request(cast, persona);
      found[persona] = (await answerTo(cast.people[persona], route, cast.workspace, request)).status;
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
      const foreign = await answerTo(person, route, cast.foreignWorkspace, request);
      const unknown = await answerTo(person, route, cast.unknown, request);
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
      const foreign = await answerTo(cast.people[persona], route, cast.workspace, naming(foreignId));
      const unknown = await answerTo(cast.people[persona], route, cast.workspace, naming(cast.unknown));
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
      const body = { id: uuidv7(), commands: [one(cast, persona)] };
      found[persona] = (await cast.world.ask(cast.people[persona], 'POST', path, { body })).statusCode;
    }
    expect(found).toEqual(answers);
  });
});

test('[T14] what lies outside a member’s part is in no answer', async () => {
  const at = `/api/v1/workspaces/${cast.workspace}/books/${cast.plan}`;
  const secret = 'a risk that only region B may know';
  const body = {
    id: uuidv7(),
    commands: [
      {
        type: 'record.add',
        kind: 'risk',
        id: uuidv7(),
        fields: { name: secret, coordinate: { region: 'B' } },
      },
    ],
  };
  expect((await cast.world.ask(cast.people.owner, 'POST', `${at}/commands`, { body })).statusCode).toBe(200);
  const told = async (person: Person): Promise<string> => {
    const parts = [at, `${at}/changes?after=0`, `${at}/compare?from=0&to=10000`, `${at}/entries`];
    const answers = await Promise.all(parts.map((path) => cast.world.ask(person, 'GET', path)));
    return answers.map((answer) => answer.body).join('\n');
  };
  expect(await told(cast.people.owner)).toContain(secret);
  expect(await told(cast.people.manager)).not.toContain(secret);
});

test('e-mail addresses are for those who manage people', async () => {
  const path = `/api/v1/workspaces/${cast.workspace}/members`;
  const asViewer = await cast.world.ask(cast.people.viewer, 'GET', path);
  const asOwner = await cast.world.ask(cast.people.owner, 'GET', path);
  expect(asOwner.body).toContain('@example.org');
  expect(asViewer.body).not.toContain('@example.org');
});

import { request as httpRequest } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cast, createCast } from './cast.ts';
import { matrix } from './matrix.ts';
import type { OpenApi } from './openapi.ts';

/** What is sent is taken as it is or refused with a reason; nothing in between, and never a failure of ours. */
let cast: Cast;

beforeAll(async () => {
  cast = await createCast();
});

afterAll(() => cast.world.close());

/** Every route that takes a JSON body, with a request that would be accepted. */
const routes = Object.keys(matrix).filter(
  (route) =>
    /^(POST|PATCH|DELETE) /.test(route) &&
    !/recover|api-keys\/|plans\/\{book\}$|(?:imports?|evidence)$|\}\/(password-reset|invite)$/.test(route),
);

async function wellFormed(
  route: string,
): Promise<{ method: string; path: string; body: Record<string, unknown> }> {
  const { params = {}, body } = await (matrix[route] as (typeof matrix)[string]).request(cast, 'owner');
  const [method = '', template = ''] = route.split(' ');
  const values: Readonly<Record<string, string>> = { workspace: cast.workspace, ...params };
  return {
    method,
    path: template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
    body: body as Record<string, unknown>,
  };
}

test('the list of routes is the document’s', () => {
  const document = cast.world.app.swagger() as OpenApi;
  const withBody = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) =>
      requestBody?.content['application/json'] ? [`${method.toUpperCase()} ${path}`] : [],
    ),
  );
  expect([...routes].sort()).toEqual(withBody.sort());
});

describe('[T24] whatever the content type says, no handler sees an unvalidated body', () => {
  const types = [
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;charset=gb18030',
    ' application/json',
    'application/json ',
    'application/json\t; x=1',
    'application/json;',
    'application/ json',
    'application/json, text/plain',
    'application/vnd.api+json',
    'text/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=edge',
    'application/octet-stream',
    '*/*',
    '',
  ];

  test.each(routes)('%s', async (route) => {
    const { method, path } = await wellFormed(route);
    const found: Record<string, number> = {};
    for (const type of types) {
      for (const payload of ['{"surprise":{"nested":true}}', '"text"', '[]', 'null', 'name=x', '']) {
        const answer = await cast.world.ask(cast.people.owner, method, path, {
          body: payload,
          headers: { 'content-type': type },
        });
        if (![415, 422].includes(answer.statusCode)) found[`${type} ${payload}`] = answer.statusCode;
      }
    }
    expect(found).toEqual({});
  });

  test.each(routes)(
    'a well-formed body in a form that browsers send without asking is refused: %s',
    async (route) => {
      const { method, path, body } = await wellFormed(route);
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=edge',
      ]) {
        const answer = await cast.world.ask(cast.people.owner, method, path, {
          body: JSON.stringify(body),
          headers: { 'content-type': type },
        });
        expect([415, 422], type).toContain(answer.statusCode);
      }
    },
  );

  test('neither does the sign-in', async () => {
    for (const type of types) {
      for (const payload of ['{"email":{"$ne":null},"password":{"$ne":null}}', '"text"', '[]', 'null', '']) {
        const answer = await cast.world.ask({}, 'POST', '/api/auth/sign-in/email', {
          body: payload,
          headers: { 'content-type': type },
        });
        expect([401, 415, 422], `${type} ${payload}`).toContain(answer.statusCode);
      }
    }
  });
});

describe('[T14] fields that are not asked for are refused, not ignored', () => {
  const extra = [
    'role',
    'admin',
    'workspaceId',
    'workspace_id',
    'userId',
    'owner',
    'createdAt',
    'position',
    'removedAt',
    'active',
    'member',
  ];

  test.each(routes)('%s', async (route) => {
    for (const field of extra) {
      const { method, path, body } = await wellFormed(route);
      if (field in body || (route.startsWith('PATCH') && ['role', 'active'].includes(field))) continue;
      const answer = await cast.world.ask(cast.people.owner, method, path, {
        body: { ...body, [field]: 'owner' },
      });
      expect(answer.statusCode, field).toBe(422);
      expect(answer.json<{ code: string }>().code, field).toBe('UNKNOWN_FIELD');
    }
  });

  test.each(['__proto__', 'constructor'])('nothing reaches a prototype through %s', async (name) => {
    for (const route of routes) {
      const { method, path, body } = await wellFormed(route);
      const text = `${JSON.stringify(body).slice(0, -1)},"${name}":{"prototype":{"role":"owner"},"role":"owner"}}`;
      const answer = await cast.world.ask(cast.people.owner, method, path, {
        body: text,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.statusCode, route).toBe(422);
    }
    expect(({} as { role?: string }).role).toBeUndefined();
  });
});

describe('[T10] bodies out of all proportion', () => {
  const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  test.each([65, 1_000, 10_000, 300_000])('%d levels deep', async (depth) => {
    const path = `/api/v1/workspaces/${cast.workspace}/books/${cast.plan}/commands`;
    const fields = `{"id":"${uuidv7()}","commands":[{"type":"record.add","kind":"risk","id":"deep","fields":{"name":${nested(depth)}}}]}`;
    const lists = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    for (const body of [fields, lists, '['.repeat(depth)]) {
      const answer = await cast.world.ask(cast.people.owner, 'POST', path, {
        body,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.statusCode).toBe(422);
    }
  });

  test('brackets inside a text are no depth', async () => {
    const path = `/api/v1/workspaces/${cast.workspace}/books/${cast.plan}/commands`;
    const fields = { name: '[{"'.repeat(60) };
    const body = { id: uuidv7(), commands: [{ type: 'record.add', kind: 'risk', id: uuidv7(), fields }] };
    expect((await cast.world.ask(cast.people.owner, 'POST', path, { body })).statusCode).toBe(200);
  });

  test('100 MB of JSON', async () => {
    const body = `{"id":"${'x'.repeat(100_000_000)}"}`;
    for (const path of [
      `/api/v1/workspaces/${cast.workspace}/books/${cast.plan}/commands`,
      `/api/v1/workspaces/${cast.workspace}/plans`,
      '/api/v1/setup',
    ]) {
      const answer = await cast.world.ask(cast.people.owner, 'POST', path, {
        body,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.statusCode).toBe(413);
      expect(answer.json()).toMatchObject({ code: 'BODY_TOO_LARGE' });
    }
  });

  test('endless JSON that does not say how long it is', async () => {
    const url = new URL(await cast.world.app.listen({ port: 0, host: '127.0.0.1' }));
    const status = await new Promise<number | string>((resolve) => {
      const request = httpRequest({
        host: url.hostname,
        port: url.port,
        path: '/api/v1/setup',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      request.once('response', (response) => resolve(response.statusCode ?? 0));
      request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
      const chunk = Buffer.alloc(256 * 1024, ' ');
      const send = (): void => {
        while (!request.destroyed && request.write(chunk));
        request.once('drain', send);
      };
      send();
      request.once('close', () => resolve('closed'));
    });
    // The answer may be overtaken by the closing of the connection; in no case is it read on.
    expect([413, 'ECONNRESET', 'EPIPE', 'closed']).toContain(status);
  });
});

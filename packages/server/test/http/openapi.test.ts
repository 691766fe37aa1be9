import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody, type TestApp, testApp } from './app.ts';
import { type OpenApi, type Operation, operationsOf } from './openapi.ts';

let world: TestApp;
let document: OpenApi;

beforeAll(async () => {
  world = await testApp();
  document = (await world.ask(nobody, 'GET', '/api/openapi.json')).json<OpenApi>();
});

afterAll(() => world.close());

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

/** No part of the API's promise: sign-in of the library (listed as a bare wildcard), the document itself, its page. */
const undocumented = new Set(['GET {*}', 'POST {*}', 'GET /api/openapi.json', 'GET /api/docs']);

/** What the router really answers, from its own printed list. */
function routesOfRouter(): readonly string[] {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
  const lines = world.app.printRoutes({ commonPrefix: false }).split('\n').filter(Boolean);
  const paths: string[] = [];
  const parents: string[] = [];
  for (const line of lines) {
    const depth = line.search(/[├└]/) / 4;
    const [, part = '', listed = ''] = /── (\S*) ?(?:\((.*)\))?$/.exec(line) ?? [];
    parents.splice(depth, parents.length, part);
    for (const method of listed.split(', ')) {
      if (!(methods as readonly string[]).includes(method)) continue;
      paths.push(
        `${method} ${parents
          .join('')
          .replaceAll(/:(\w+)/g, '{$1}')
          .replace('*', '{*}')}`,
      );
    }
  }
  return paths;
}

test('[API9] the document lists exactly the routes of the router', () => {
  const routes = routesOfRouter().filter((route) => !undocumented.has(route));
  expect([...new Set(routes)].sort()).toEqual(operationsOf(document));
  expect(routesOfRouter()).toEqual(expect.arrayContaining([...undocumented]));
});

describe('it is a valid OpenAPI 3.1 document', () => {
  test('with the parts that every reader needs', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info.title).not.toBe('');
    expect(document.info.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  test('whose references all lead somewhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference]) => reference as string,
    );
    expect(references.length).toBeGreaterThan(10);
    for (const reference of new Set(references)) expect(target(reference), reference).toBeDefined();
  });

  test('whose operations say what they take, what they answer and who may ask', () => {
    for (const [name, operation] of operations()) {
      expect(operation.summary, name).toBeTruthy();
      expect(operation.tags, name).toHaveLength(1);
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const declared = (operation.parameters ?? []).filter((one) => one.in === 'path');
      expect(declared.map((one) => one.name).sort(), name).toEqual(inPath.sort());
      for (const one of operation.parameters ?? []) {
        expect(['path', 'query', 'header', 'cookie'], name).toContain(one.in);
        if (one.in === 'path') expect(one.required, `${name} ${one.name}`).toBe(true);
        expect(one.schema, `${name} ${one.name}`).toBeTypeOf('object');
      }
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => /^2\d\d$/.test(status)),
        name,
      ).toBe(true);
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^([1-5]\d\d|default)$/);
        expect(response.description, name).toBeTypeOf('string');
      }
      if (operation.requestBody)
        expect(Object.keys(operation.requestBody.content).length, name).toBeGreaterThan(0);
      for (const requirement of operation.security ?? []) {
        for (const scheme of Object.keys(requirement))
          expect(document.components?.['securitySchemes']).toHaveProperty(scheme);
      }
    }
  });

  test('whose schemas use the words of JSON Schema 2020-12', () => {
    const oldWords = /"(nullable|exclusiveMinimum|exclusiveMaximum)":(true|false)/;
    expect(JSON.stringify(document)).not.toMatch(oldWords);
  });
});

function target(reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
}

test('the readable page needs no script and no other host', async () => {
  const page = await world.ask(nobody, 'GET', '/api/docs');
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-type']).toMatch(/^text\/html/);
  expect(page.body).not.toMatch(/<script|https?:\/\//);
  expect(page.body).toContain('/workspaces/{workspace}');
});

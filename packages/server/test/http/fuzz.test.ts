import { errorCodes } from '@shapan/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, nobody, type Person } from './app.ts';
import { type Cast, createCast } from './cast.ts';
import { imprint } from './imprint.ts';
import { naughty } from './naughty.ts';
import type { OpenApi, Operation } from './openapi.ts';
import { bent, type JsonSchema, junk, valuesOf } from './schema-values.ts';

/**
 * [T15] Requests made from the OpenAPI document, whole and bent: never a failure of ours, always an answer in the one
 * form, and a request that is refused has changed nothing. SHAPAN_FUZZ_CASES asks for more of them, SHAPAN_FUZZ_SEED
 * for others.
 */
const cases = Number(process.env['SHAPAN_FUZZ_CASES'] ?? 2_000);
const seed = Number(process.env['SHAPAN_FUZZ_SEED'] ?? 1);

let cast: Cast;
let document: OpenApi;
/** Something of each kind that a request may name and use up. */
let known: Readonly<Record<string, readonly string[]>>;
let words: readonly string[];

beforeAll(async () => {
  cast = await createCast();
  document = cast.world.app.swagger() as OpenApi;
  const { owner } = cast.people;
  const spare = await cast.world.invite(owner, cast.workspace, 'viewer');
  const { keyId } = await cast.world.apiKey(owner, cast.workspace);
  known = {
    workspace: [cast.workspace],
    book: [cast.plan, cast.plan, cast.workspace],
    member: [spare.memberId],
    key: [keyId],
    upload: [cast.unknown],
  };
  words = [
    'target',
    'revenue',
    'region',
    'A',
    'A1',
    'B',
    'M2026-07',
    'Q2026-3',
    'risk',
    'brief',
    'name',
    'note',
    cast.plan,
  ];
});

afterAll(() => cast.world.close());

interface Case {
  readonly person: Person;
  readonly method: string;
  readonly path: string;
  readonly ask: Ask;
}

function casesOf(path: string, method: string, operation: Operation): fc.Arbitrary<Case> {
  const parameters = operation.parameters ?? [];
  const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
  const inQuery = parameters.filter((one) => one.in === 'query');
  const schema = operation.requestBody?.content['application/json']?.schema as JsonSchema | undefined;
  const whole = schema ? valuesOf(schema, document, words) : fc.constant(undefined);
  const body =
    schema === undefined && method === 'get'
      ? whole
      : fc.oneof(
          { weight: 2, arbitrary: whole },
          { weight: 2, arbitrary: whole.chain(bent) },
          { weight: 1, arbitrary: junk },
        );
  return fc
    .record({
      person: fc.constantFrom(...peopleFor(path)),
      ids: fc.tuple(...inPath.map(idOf)),
      query: fc.tuple(
        ...inQuery.map((one) => queryOf(one.name, one.schema as JsonSchema, one.required === true)),
      ),
      headers,
      body,
    })
    .map(({ person, ids, query, headers: sent, body: value }) => {
      const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids[inPath.indexOf(name)]));
      const search = query.filter((one) => one !== undefined).join('&');
      return {
        person,
        method: method.toUpperCase(),
        path: search ? `${at}?${search}` : at,
        ask: {
          headers: { ...typeOf(value), ...sent },
          ...(value !== undefined && { body: JSON.stringify(value) }),
        },
      };
    });
}

/** A demo company takes a second to build; that it is made is tested elsewhere. */
const peopleFor = (path: string): readonly Person[] =>
  path.endsWith('/demo')
    ? [nobody]
    : [cast.people.owner, cast.people.owner, cast.people.manager, cast.people.viewer];

const typeOf = (value: unknown): Record<string, string> =>
  value === undefined ? {} : { 'content-type': 'application/json' };

const strangeIds = fc.oneof(
  fc.constantFrom('%', '%zz', '%00', '..', '%2e%2e%2f', 'null', '0', '%ED%A0%80', 'x'.repeat(3_000)),
  fc
    .constantFrom(...naughty.filter((text) => text.length < 300 && text.isWellFormed()))
    .map(encodeURIComponent),
  fc.uuid(),
);

const idOf = (name: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(known[name] ?? [cast.unknown])) },
    { weight: 1, arbitrary: strangeIds },
  );

/** As an address would carry it; not every object has words for itself. */
const textOf = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

function queryOf(name: string, schema: JsonSchema, isRequired: boolean): fc.Arbitrary<string | undefined> {
  const value = fc.oneof(
    { weight: 3, arbitrary: valuesOf(schema, document, words) },
    { weight: 1, arbitrary: junk },
  );
  const given = value.map((one) => `${name}=${encodeURIComponent(textOf(one).toWellFormed())}`);
  return isRequired
    ? fc.oneof({ weight: 9, arbitrary: given }, fc.constant(undefined))
    : fc.option(given, { nil: undefined });
}

const printable = fc.stringMatching(/^[\x21-\x7e]{1,40}$/);
const headers: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  fc.record({ 'accept-language': printable }),
  fc.record({ 'idempotency-key': printable }),
  fc.record({ authorization: printable.map((text) => `Bearer shapan_${text}`) }),
  fc.record({
    'content-type': fc.constantFrom(
      'text/plain',
      'application/json; charset=utf-16',
      'multipart/form-data',
      'a/b',
    ),
  }),
  fc.record({ 'x-forwarded-for': printable, 'x-forwarded-proto': printable, range: printable }),
);

const envelope = new Set(['code', 'message', 'params', 'path', 'problems', 'requestId']);

function expectEnvelope(text: string): void {
  const body = JSON.parse(text) as Record<string, unknown>;
  // Who foresaw something else is shown what it would be now.
  const isShown = (name: string): boolean => name === 'preview' && body['code'] === 'STALE';
  expect(Object.keys(body).filter((name) => !envelope.has(name) && !isShown(name))).toEqual([]);
  expect(errorCodes).toContain(body['code']);
  expect(body['message']).toBeTypeOf('string');
  expect(body['message']).not.toBe('');
  expect(body['requestId']).toBeTypeOf('string');
  expect(text).not.toMatch(/node_modules|\.ts:\d|SELECT |INSERT /);
}

test(
  `whatever is asked: an answer, never a failure (seed ${seed})`,
  async () => {
    process.stdout.write(`SHAPAN_FUZZ_SEED=${seed} SHAPAN_FUZZ_CASES=${cases}\n`);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(() => !path.endsWith('/events'))
        .map(([method, operation]) => casesOf(path, method, operation)),
    );
    const found = new Map<number, number>();
    let before = await imprint(cast.world.database.ownerPool);
    const property = fc.asyncProperty(fc.oneof(...operations), async ({ person, method, path, ask }) => {
      const answer = await cast.world.ask(person, method, path, ask);
      found.set(answer.statusCode, (found.get(answer.statusCode) ?? 0) + 1);
      expect(answer.statusCode, `${method} ${path}: ${answer.body}`).toBeLessThan(500);
      if (answer.statusCode >= 400) expectEnvelope(answer.body);
      if (method === 'GET') return;
      const after = await imprint(cast.world.database.ownerPool);
      if (answer.statusCode >= 400) expect(after, `${method} ${path} changed something`).toEqual(before);
      before = after;
      // Removed plans come back, so that later requests find something.
      if (method === 'DELETE' && answer.statusCode === 204 && path.includes(`/plans/${cast.plan}`)) {
        await cast.world.ask(cast.people.owner, 'POST', `${path}/recover`);
        before = await imprint(cast.world.database.ownerPool);
      }
    });
    await fc.assert(property, { seed, numRuns: cases });
    process.stdout.write(`answers by status: ${JSON.stringify(Object.fromEntries([...found].sort()))}\n`);
    // A run in which nothing was ever accepted would have tested the door only.
    expect([...found.keys()].some((status) => status < 300)).toBe(true);
  },
  600_000 + cases * 1_000,
);

import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newPlan, type Person, testApp } from './app.ts';
import { type Cast, createCast } from './cast.ts';
import { imprint } from './imprint.ts';
import { matrix, type Request } from './matrix.ts';

/** [T20] A request that carries its key takes effect once, however often and however fast it is sent. */
let cast: Cast;

beforeAll(async () => {
  cast = await createCast();
});

afterAll(() => cast.world.close());

/** Everything that can change something and succeeds for an owner; a first start is over by then. */
const routes = Object.keys(matrix).filter(
  (route) => !route.startsWith('GET ') && !/ \/api\/v1\/(setup|invites\/accept|password-reset)$/.test(route),
);

const world = () => imprint(cast.world.database.ownerPool);

function send(route: string, request: Request, key: string, person: Person = cast.people.owner) {
  const [method = '', template = ''] = route.split(' ');
  const values: Readonly<Record<string, string>> = { workspace: cast.workspace, ...request.params };
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  const headers = { ...request.headers, 'idempotency-key': key };
  return cast.world.ask(person, method, path, { body: request.body, headers });
}

async function requestFor(route: string): Promise<Request> {
  if (route === 'DELETE /api/v1/workspaces/{workspace}')
    return {
      params: { workspace: await cast.world.newWorkspace(cast.people.owner) },
      body: { name: 'Workspace' },
    };
  const request = await (matrix[route] as (typeof matrix)[string]).request(cast, 'owner');
  return route.endsWith('/tasks/import') ? committing(request) : request;
}

/** A dry run claims no key; with this it is meant. */
const committing = (request: Request): Request => ({
  ...request,
  body: String(request.body).replace(
    '--edge\r\n',
    '--edge\r\ncontent-disposition: form-data; name="options"\r\n\r\n{"commit":true}\r\n--edge\r\n',
  ),
});

describe.each(routes)('%s', (route) => {
  // Only look; they are listed because they are POSTs.
  const looks = /\/(check|errors)$/.test(route);

  test('one after the other', async () => {
    const [request, key] = [await requestFor(route), uuidv7()];
    const first = await send(route, request, key);
    expect(first.statusCode, first.body).toBeLessThan(300);
    if (looks) return;
    const after = await world();
    const again = await send(route, request, key);
    const gone = route === 'DELETE /api/v1/workspaces/{workspace}';
    // Whoever removed a workspace is nobody in it any more.
    expect([again.statusCode, gone ? '' : again.body]).toEqual([
      gone ? 404 : first.statusCode,
      gone ? '' : first.body,
    ]);
    expect(await world()).toEqual(after);
    if (!gone) expect(again.headers['idempotency-replayed']).toBe('true');
  });

  test('at the same moment', async () => {
    if (looks || route === 'DELETE /api/v1/workspaces/{workspace}') return;
    const [request, key] = [await requestFor(route), uuidv7()];
    const answers = await Promise.all([1, 2, 3].map(() => send(route, request, key)));
    const done = answers.filter(({ statusCode }) => statusCode < 300);
    expect(answers.every(({ statusCode }) => statusCode < 300 || statusCode === 409)).toBe(true);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ body }) => body)).size).toBe(1);
    expect(done.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
  });
});

const keys = 'POST /api/v1/workspaces/{workspace}/api-keys';
const stored = async () =>
  (
    await cast.world.database.ownerPool.query<{ text: string }>(
      'SELECT request_key::text AS text FROM request_key',
    )
  ).rows
    .map(({ text }) => text)
    .join('\n');

describe('a key', () => {
  test('stands for one request: with another it is refused', async () => {
    const key = uuidv7();
    expect((await send(keys, { body: { name: 'one' } }, key)).statusCode).toBe(201);
    const other = await send(keys, { body: { name: 'two' } }, key);
    expect(other.statusCode).toBe(422);
    expect(other.json()).toMatchObject({ code: 'KEY_REUSED', path: 'idempotency-key' });
    const elsewhere = await send('POST /api/v1/workspaces/{workspace}/plans', { body: newPlan() }, key);
    expect(elsewhere.json()).toMatchObject({ code: 'KEY_REUSED' });
  });

  test('of one person is nothing to another', async () => {
    const key = uuidv7();
    const [own, other] = await Promise.all([
      send(keys, { body: { name: 'mine' } }, key),
      send(keys, { body: { name: 'mine' } }, key, cast.people.director),
    ]);
    expect([own?.statusCode, other?.statusCode]).toEqual([201, 201]);
    expect(own?.body).not.toBe(other?.body);
  });

  test.each(['short', 'with blanks inside of it', 'x'.repeat(101)])('has a form: %s', async (key) => {
    const answer = await send(keys, { body: { name: 'one' } }, key);
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'INVALID', path: 'idempotency-key' });
  });

  test('of a refused request is free again', async () => {
    const [key, plan] = [uuidv7(), newPlan()];
    const route = 'POST /api/v1/workspaces/{workspace}/plans';
    const backwards = { ...plan, period: { from: '2026-09-30', to: '2026-07-01' } };
    expect((await send(route, { body: backwards }, key)).statusCode).toBe(422);
    expect((await send(route, { body: plan }, key)).statusCode).toBe(201);
  });

  test('is nobody’s who has lost the right to the answer', async () => {
    const member = await cast.world.join(cast.people.owner, cast.workspace, 'director');
    const key = uuidv7();
    expect((await send(keys, { body: { name: 'one' } }, key, member)).statusCode).toBe(201);
    const path = `/api/v1/workspaces/${cast.workspace}/members/${member.memberId}`;
    await cast.world.ask(cast.people.owner, 'PATCH', path, { body: { active: false } });
    expect((await send(keys, { body: { name: 'one' } }, key, member)).statusCode).toBe(404);
  });
});

test('what is shown once is kept for nobody to read', async () => {
  const key = uuidv7();
  const made = (await send(keys, { body: { name: 'secret' } }, key)).json<{ key: string }>();
  const rows = await stored();
  expect(rows).not.toContain(Buffer.from(made.key).toString('hex'));
  expect(rows).not.toContain(made.key);
  expect(rows).not.toContain(key);
});

test('an effect whose answer was lost on the way is not repeated', async () => {
  const [key, before] = [uuidv7(), Date.now()];
  const request: Request = { body: { name: `lost ${before}` } };
  await send(keys, request, key);
  await cast.world.database.ownerPool.query('UPDATE request_key SET answer = NULL');
  const again = await send(keys, request, key);
  expect(again.statusCode).toBe(409);
  expect(again.json()).toMatchObject({ code: 'DONE_BEFORE' });
  const { rows } = await cast.world.database.ownerPool.query('SELECT FROM api_key WHERE name = $1', [
    `lost ${before}`,
  ]);
  expect(rows).toHaveLength(1);
});

test('a key is kept for a week', async () => {
  let now = new Date();
  const later = await testApp({ database: cast.world.database, clock: () => now });
  const path = `/api/v1/workspaces/${cast.workspace}/api-keys`;
  const make = (key: string) =>
    later.ask(cast.people.owner, 'POST', path, {
      body: { name: 'week' },
      headers: { 'idempotency-key': key },
    });
  const key = uuidv7();
  const first = await make(key);
  now = new Date(now.getTime() + 6 * 24 * 60 * 60 * 1000);
  expect((await make(key)).body).toBe(first.body);
  now = new Date(now.getTime() + 2 * 24 * 60 * 60 * 1000);
  await make(uuidv7());
  const { rows } = await cast.world.database.ownerPool.query(
    "SELECT FROM request_key WHERE claimed_at < $1::timestamptz - interval '7 days'",
    [now],
  );
  expect(rows).toEqual([]);
  await cast.world.database.ownerPool.query(
    "INSERT INTO request_key (key_hash, request_id, fingerprint, claimed_at) VALUES ('old', $1, '', '2020-01-01')",
    [uuidv7()],
  );
  const left = async () => {
    await make(uuidv7());
    const old = "SELECT FROM request_key WHERE key_hash = 'old'";
    return (await cast.world.database.ownerPool.query(old)).rowCount;
  };
  // Clearing away is no work for every request.
  expect(await left()).toBe(1);
  now = new Date(now.getTime() + 11 * 60 * 1000);
  expect(await left()).toBe(0);
  await later.app.close();
  await later.deps.live.close();
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rolePowers } from '../../src/database/roles.ts';
import type { Deps } from '../../src/deps.ts';
import type { Callers } from '../../src/http/caller.ts';
import { refused } from '../../src/http/refused.ts';
import { testDeps } from '../workspace.ts';
import { type MemberPerson, type Person, testApp } from './app.ts';
import { type Answer, answerTo, comparable, type Door, expected } from './ask-matrix.ts';
import { type Cast, createCast, type Persona, personas } from './cast.ts';
import { matrix, type Request } from './matrix.ts';
import { openDoor } from './open-door.ts';
import { tornPool, withoutFilter, withoutStanding } from './torn-pool.ts';

/**
 * [T13] Every net is taken down in turn, and the others hold. There are four: the door finds out who asks; services
 * find out again in the transaction that acts; every statement names its workspace; and the database shows a
 * connection the rows of one workspace only (row-level security).
 */
let cast: Cast;
const openings: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  cast = await createCast();
});

afterAll(async () => {
  for (const close of openings) await close();
  await cast.world.close();
});

const rows = Object.entries(matrix).filter(([, { kind }]) => kind === 'workspace');
const refusals = [401, 403, 404, 409];

/** A whole server over another pool. */
async function serverOver(pool: Deps['pool']): Promise<Door> {
  const world = await testApp({ database: { ...cast.world.database, pool } });
  openings.push(async () => {
    await world.app.close();
    await world.deps.live.close();
  });
  return { ask: world.ask, url: await world.app.listen({ port: 0, host: '127.0.0.1' }) };
}

/** A server whose door lets everybody in as an owner of whatever they ask for. */
async function serverWithoutDoor(rewrite?: (text: string) => string): Promise<Door> {
  const { database } = cast.world;
  const deps = testDeps(rewrite ? { ...database, pool: tornPool(database.pool, rewrite) } : database);
  const app = await openDoor(deps, forgedCallers());
  openings.push(async () => {
    await app.close();
    await deps.live.close();
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const ask: Door['ask'] = ({ cookie = '', key }, method, path, { body, headers } = {}) =>
    app.inject({
      method: method as 'GET',
      url: path,
      headers: { cookie, ...(key !== undefined && { authorization: `Bearer ${key}` }), ...headers },
      ...(body !== undefined && { payload: body as object }),
    });
  return { ask, url };
}

function forgedCallers(): Callers {
  const known = Object.values(cast.people) as MemberPerson[];
  return {
    presumed: () => undefined,
    user: async () => {
      throw refused('UNAUTHENTICATED');
    },
    async member({ headers }, workspaceId) {
      const { memberId = cast.unknown } =
        known.find(({ cookie }) => cookie !== undefined && cookie === headers.cookie) ?? {};
      return { workspaceId, locale: 'en', member: memberId, role: 'owner', scope: [] };
    },
  };
}

async function asked(
  door: Door,
  route: string,
  persona: Persona,
  workspace: string,
  change = (one: Request) => one,
): Promise<Answer> {
  const request = await (matrix[route] as (typeof matrix)[string]).request(cast, persona);
  return answerTo(door, cast.people[persona] as Person, route, workspace, change(request));
}

/** A border test: nobody gets across, and what is there looks like what is not. */
async function expectBorder(door: Door, route: string): Promise<void> {
  for (const persona of ['owner', 'stranger'] as const) {
    const request = await (matrix[route] as (typeof matrix)[string]).request(cast, persona);
    const ask = (place: string, params = request.params): Promise<Answer> =>
      answerTo(door, cast.people[persona], route, place, { ...request, ...(params && { params }) });
    const elsewhere = persona === 'stranger' ? cast.workspace : cast.foreignWorkspace;
    const [foreign, unknown] = [await ask(elsewhere), await ask(cast.unknown)];
    expect({ persona, status: foreign.status }).toEqual({ persona, status: 404 });
    expect(comparable(foreign.text, elsewhere)).toBe(comparable(unknown.text, cast.unknown));
    const [, name] = /\{(book|member|key|upload)\}/.exec(route) ?? [];
    if (name === undefined || persona === 'stranger') continue;
    const id = name === 'member' ? cast.foreignMember : cast.foreignPlan;
    const naming = (value: string) => ask(cast.workspace, { ...request.params, [name]: value });
    const [hidden, missing] = [await naming(id), await naming(cast.unknown)];
    expect(hidden.status).toBe(404);
    expect(comparable(hidden.text, id)).toBe(comparable(missing.text, cast.unknown));
  }
}

describe('without row-level security', () => {
  let door: Door;
  beforeAll(async () => {
    expect(await rolePowers(cast.world.database.ownerPool)).toMatchObject({ superuser: true });
    door = await serverOver(cast.world.database.ownerPool);
  });
  test.each(rows)('nobody crosses the border of a workspace: %s', (route) => expectBorder(door, route));
});

describe('without a workspace in any statement', () => {
  let door: Door;
  beforeAll(async () => {
    door = await serverOver(tornPool(cast.world.database.pool, withoutFilter));
  });
  test.each(rows)('nobody crosses the border of a workspace: %s', (route) => expectBorder(door, route));
});

describe('without the question of the services', () => {
  let door: Door;
  beforeAll(async () => {
    door = await serverOver(tornPool(cast.world.database.pool, withoutStanding));
  });
  test.each(rows)('everybody may what the role and the scope allow: %s', async (route, row) => {
    const found: Record<string, number> = {};
    const wanted: Record<string, number> = {};
    for (const persona of personas) {
      found[persona] = (await asked(door, route, persona, cast.workspace)).status;
      wanted[persona] = expected(row, persona);
    }
    expect(found).toEqual(wanted);
  });
});

describe('without the door', () => {
  let door: Door;
  beforeAll(async () => {
    door = await serverWithoutDoor();
  });
  test.each(rows)(
    'whoever claims more than is true is refused: %s',
    async (route, row) => {
      for (const persona of personas) {
        const { status } = await asked(door, route, persona, cast.workspace);
        if (persona === 'owner') expect(status).toBe(expected(row, persona));
        else expect(refusals, `${persona} ${status}`).toContain(status);
        const own = persona === 'stranger';
        if (!own)
          expect(refusals).toContain((await asked(door, route, persona, cast.foreignWorkspace)).status);
      }
    },
    // Every uploaded file is read by a thread of its own, which a busy machine is slow to start.
    180_000,
  );
});

describe('the test would see a hole', () => {
  const book = 'GET /api/v1/workspaces/{workspace}/books/{book}';

  test('statements and row-level security down: a plan of elsewhere is there for the asking', async () => {
    const door = await serverOver(tornPool(cast.world.database.ownerPool, withoutFilter));
    const foreign = (one: Request) => ({ ...one, params: { book: cast.foreignPlan } });
    expect((await asked(door, book, 'viewer', cast.workspace, foreign)).status).toBe(200);
  });

  test('door and services down: a stranger removes a plan', async () => {
    const door = await serverWithoutDoor(withoutStanding);
    const remove = 'DELETE /api/v1/workspaces/{workspace}/plans/{book}';
    expect((await asked(door, remove, 'stranger', cast.workspace)).status).toBe(204);
  });
});

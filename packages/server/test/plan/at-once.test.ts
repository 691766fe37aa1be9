import type { CommandRequest, Submission } from '@shapan/contract';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Deps } from '../../src/deps.ts';
import type { Caller } from '../../src/http/caller.ts';
import { createBookCache } from '../../src/rooms/plan/book-cache.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/**
 * A change of a plan that is in memory goes to the database in one breath. It is written only if all holds that it was
 * decided by; what does not hold is found out by the long way.
 */
const world = testWorld();
let plan: string;
let said: string[];
/** The process under test, and another one on the same database. */
let here: PlanService;
let there: PlanService;
let member: Caller;

const processOf = (pool: Pool): PlanService => {
  const deps: Deps = { ...world.deps, pool, books: createBookCache({ maxBooks: 9 }) };
  return createPlanService(deps);
};

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
  member = await world.workspace.member('director');
  said = [];
  here = processOf(listening(world.deps.pool, (text) => said.push(text)));
  there = processOf(world.deps.pool);
  await type(here, 'A1', 1);
  await type(there, 'B', 1);
  await type(here, 'A1', 2);
  said = [];
});

/** A pool that tells what is said to the database; `lose` = the answer of such a statement never comes. */
function listening(
  pool: Pool,
  hear: (text: string) => void,
  lose: (text: string) => boolean = () => false,
): Pool {
  const tell = (client: PoolClient) =>
    instead(client, 'query', (statement: string | QueryConfig, ...rest: unknown[]) => {
      const text = typeof statement === 'string' ? statement : statement.text;
      hear(text);
      const answer = (client.query as (...all: unknown[]) => Promise<unknown>)(statement, ...rest);
      if (!lose(text)) return answer;
      return answer.then(() => Promise.reject(new Error('Connection terminated unexpectedly')));
    });
  return instead(pool, 'connect', async () => tell(await pool.connect()));
}

function instead<T extends object>(target: T, method: string, act: unknown): T {
  return new Proxy(target, {
    get(all, name) {
      const value = Reflect.get(all, name, all) as unknown;
      if (name === method) return act;
      return typeof value === 'function' ? (value as () => unknown).bind(all) : value;
    },
  });
}

const july = (region: string) => ({ members: [region], time: 'M2026-07' });
const enter = (region: string, value: number, more: object = {}): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: july(region), value, ...more }],
});

function type(process: PlanService, region: string, value: number, more: Partial<Submission> = {}) {
  return process.submit(member, plan, { id: uuidv7(), commands: [enter(region, value)], ...more });
}

const prepare = async (...commands: CommandRequest[]): Promise<number> => {
  const { workspace } = world;
  const { entry } = await workspace.submit(workspace.owner, plan, commands);
  await here.read(member, plan);
  said = [];
  return entry.position;
};

const statements = () => said.map((text) => /^\s*(\w+( \w+)?)/.exec(text)?.[1]);
const longWay = () => said.some((text) => text.includes('AS same FROM member'));
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: { problems?: readonly { code: string }[]; code?: string }) =>
      error.problems?.[0]?.code ?? error.code,
  );

async function values(): Promise<unknown> {
  const { cubes, position } = await processOf(world.deps.pool).read(member, plan);
  return { values: cubes[0]?.parts[0]?.values, position };
}

const change = (text: string, parameters: readonly unknown[]) =>
  withTransaction(world.deps.pool, (tx) => tx.query(text, [...parameters]), {
    workspaceId: world.workspace.workspaceId,
  });

test('one number, one breath: open, lock, write if all holds, commit', async () => {
  const before = await here.read(member, plan);
  said = [];
  expect(await type(here, 'A1', 700)).toMatchObject({ committed: true, position: before.position + 1 });
  expect(statements()).toEqual(['BEGIN ISOLATION', 'SELECT FROM', 'WITH moved', 'COMMIT']);
  expect(await values()).toEqual({ values: [700, 1], position: before.position + 1 });
});

describe('is decided once, records and all', () => {
  const hold = (fields: object) => ({
    target: 'target',
    members: ['A1'],
    time: 'M2026-07',
    owner: member.member,
    reason: 'r',
    ...fields,
  });
  const rule = {
    target: 'target',
    dimension: 'region',
    level: 'leaves',
    basis: 'earlier',
    keeps: 'shares',
    weights: { A1: 1, A2: 2, B: 3 },
    auto: true,
  };
  const add = (kind: string, id: string, fields: object): CommandRequest =>
    ({ type: 'record.add', kind, id, fields }) as CommandRequest;

  const cases: Readonly<Record<string, () => Promise<readonly CommandRequest[]>>> = {
    'a risk that is written down': async () => [add('risk', 'r', { name: 'Late' })],
    'a risk that changes, and one that goes': async () => {
      await prepare(add('risk', 'r', { name: 'Late', response: 'x' }), add('risk', 's', { name: 'Early' }));
      return [
        { type: 'record.update', kind: 'risk', id: 'r', set: { name: 'Later', response: null } },
        { type: 'record.remove', kind: 'risk', id: 's' },
      ];
    },
    'a soft hold that gives way': async () => {
      await prepare(add('hold', 'h', hold({ keeps: 'bound', cap: 40, strength: 'soft' })));
      return [enter('A1', 60, { overSoft: true })];
    },
    'a rule that runs by itself': async () => {
      await prepare(add('breakdownRule', 'r', rule));
      return [
        { type: 'record.update', kind: 'breakdownRule', id: 'r', set: { weights: { A1: 3, A2: 2, B: 1 } } },
      ];
    },
    'a rule that is run': async () => {
      await prepare(add('breakdownRule', 'r', { ...rule, auto: null }));
      return [{ type: 'target.runRule', rule: 'r' }];
    },
    'numbers by those of an earlier moment': async () => {
      const { position } = await here.read(member, plan);
      await prepare(enter('A1', 5), enter('B', 6));
      return [enter('*', 900, { asOf: position })];
    },
    'what is taken back': async () => [
      { type: 'undo', position: await prepare(enter('A1', 9), add('risk', 'r', { name: 'Late' })) },
    ],
    'a version that is frozen': async () => [
      { type: 'version.freeze', id: 'v', name: 'V', purpose: 'baseline' },
    ],
  };

  test.each(Object.entries(cases))('%s', async (_, commandsOf) => {
    const commands = await commandsOf();
    said = [];
    expect(await here.submit(member, plan, { id: uuidv7(), commands: [...commands] })).toMatchObject({
      committed: true,
    });
    expect(longWay()).toBe(false);
    const fresh = await processOf(world.deps.pool).read(member, plan);
    expect(await here.read(member, plan)).toEqual(fresh);
    const { rows } = await change(
      'SELECT kind, record_id AS id, fields FROM record WHERE workspace_id = $1 AND book_id = $2',
      [world.workspace.workspaceId, plan],
    );
    const byId = (one: { kind: string; id: string }) => `${one.kind}/${one.id}`;
    const sorted = (all: { kind: string; id: string }[]) =>
      all
        .map(({ kind, id, ...rest }) => ({ kind, id, ...rest }))
        .sort((a, b) => (byId(a) < byId(b) ? -1 : 1));
    expect(sorted(rows)).toEqual(sorted(fresh.records));
  });

  test('the own number of a total', async () => {
    const { owner, workspaceId, submit } = world.workspace;
    const fields = { name: 'Buyers', key: 'buyers', direction: 'up', unit: 'count', decimals: 0 };
    await submit(owner, workspaceId, [add('metric', 'buyers', { ...fields, aggregation: 'distinct' })]);
    const span = { dimensions: ['region'], grain: 'month', from: '2026-07-01', to: '2026-09-30' };
    await prepare({
      type: 'target.define',
      id: 'buyers',
      fields: { metric: 'buyers', targetClass: 'core', ...span },
      rows: [['A1'], ['A2'], ['B']],
    });
    const entries = [
      { at: july('A1'), value: 40 },
      { at: july('A'), value: 60 },
    ];
    const commands: CommandRequest[] = [{ type: 'target.enter', target: 'buyers', entries }];
    await here.submit(member, plan, { id: uuidv7(), commands });
    expect(longWay()).toBe(false);
    const { records } = await processOf(world.deps.pool).read(member, plan);
    expect(records.find(({ kind }) => kind === 'statedNumber')?.fields).toMatchObject({ value: 60 });
  });
});

test('records follow only an entry that was written', async () => {
  await type(there, 'B', 50);
  await here.submit(member, plan, {
    id: uuidv7(),
    commands: [{ type: 'record.add', kind: 'risk', id: 'r', fields: { name: 'Late' } }],
  });
  expect(longWay()).toBe(true);
  expect(said.filter((text) => text.includes('INSERT INTO record'))).toHaveLength(2);
  const { rows } = await change(
    `SELECT position FROM record WHERE workspace_id = $1 AND book_id = $2 AND kind = 'risk'`,
    [world.workspace.workspaceId, plan],
  );
  const { position } = await here.read(member, plan);
  expect(rows).toEqual([{ position }]);
});

test('records do not follow an entry that another process wrote under the same id', async () => {
  const id = uuidv7();
  const adding = (risk: string): Submission => ({
    id,
    commands: [{ type: 'record.add', kind: 'risk', id: risk, fields: { name: risk } }],
  });
  await there.read(member, plan);
  expect(await here.submit(member, plan, adding('one'))).toMatchObject({ committed: true });
  expect(await codeOf(there.submit(member, plan, adding('two')))).toBe('KEY_REUSED');
  const { rows } = await change(
    `SELECT record_id FROM record WHERE workspace_id = $1 AND book_id = $2 AND kind = 'risk'`,
    [world.workspace.workspaceId, plan],
  );
  expect(rows).toEqual([{ record_id: 'one' }]);
});

describe('takes the long way, and comes out right, when', () => {
  test('another process has written since', async () => {
    await type(there, 'B', 50);
    const { position } = await there.read(member, plan);
    expect(await type(here, 'A1', 60)).toMatchObject({ committed: true, position: position + 1 });
    expect(longWay()).toBe(true);
    expect(await values()).toEqual({ values: [60, 50], position: position + 1 });
  });

  test('the master data has moved on', async () => {
    await world.workspace.submit(world.workspace.owner, world.workspace.workspaceId, [
      { type: 'record.update', kind: 'dimensionMember', id: 'B', set: { name: 'Bee' } },
    ]);
    expect(await type(here, 'A1', 61)).toMatchObject({ committed: true });
    expect(longWay()).toBe(true);
    said = [];
    expect(await type(here, 'A1', 62)).toMatchObject({ committed: true });
    expect(longWay()).toBe(false);
  });

  test('it was sent before', async () => {
    const id = uuidv7();
    const first = await type(here, 'A1', 70, { id });
    expect(first.committed).toBe(true);
    expect(await type(here, 'A1', 70, { id })).toMatchObject({ committed: false, position: first.position });
    expect(await codeOf(type(here, 'A1', 71, { id }))).toBe('KEY_REUSED');
    expect(await values()).toEqual({ values: [70, 1], position: first.position });
  });

  test('it is refused on numbers that are out of date', async () => {
    const hold = {
      target: 'target',
      members: ['A1'],
      time: 'M2026-07',
      keeps: 'value',

      reason: 'r',
    };
    await world.workspace.submit(world.workspace.owner, plan, [
      { type: 'record.add', kind: 'hold', id: 'h', fields: { ...hold, owner: world.workspace.owner.member } },
    ]);
    await here.read(member, plan);
    expect(await codeOf(type(here, 'A1', 80))).not.toBe('accepted');
    await world.workspace.submit(world.workspace.owner, plan, [
      { type: 'record.remove', kind: 'hold', id: 'h' },
    ]);
    expect(await codeOf(type(here, 'A1', 80))).toBe('accepted');
  });
});

describe('nothing is written', () => {
  test.each([
    ['whose maker has another role by now', "UPDATE member SET role = 'rep'", 'RIGHTS_CHANGED'],
    [
      'whose maker works in a part of the organisation by now',
      `UPDATE member SET scope = '[{"dimension":"region","member":"B"}]'`,
      'RIGHTS_CHANGED',
    ],
    ['whose maker is no longer a member', 'UPDATE member SET active = false', 'NOT_FOUND'],
  ])('%s', async (_, text, code) => {
    const before = await values();
    await change(`${text} WHERE workspace_id = $1 AND member_id = $2`, [
      world.workspace.workspaceId,
      member.member,
    ]);
    expect(await codeOf(type(here, 'A1', 90))).toBe(code);
    member = world.workspace.owner;
    expect(await values()).toEqual(before);
  });

  test('into a plan that lies in the trash', async () => {
    await there.remove(world.workspace.owner, plan);
    expect(await codeOf(type(here, 'A1', 90))).toBe('NOT_FOUND');
  });
});

test('a commit whose answer is lost stays unknown, and the same again says whether it was done', async () => {
  let lost = 0;
  const fragile = processOf(
    listening(
      world.deps.pool,
      () => undefined,
      (text) => text === 'COMMIT' && lost === 1 && ++lost > 0,
    ),
  );
  await type(fragile, 'A1', 3);
  const id = uuidv7();
  lost = 1;
  expect(await codeOf(type(fragile, 'A1', 100, { id }))).toBe('COMMIT_UNKNOWN');
  expect(await type(fragile, 'A1', 100, { id })).toMatchObject({ committed: false });
  expect(await values()).toMatchObject({ values: [100, 1] });
});

test('many writers in two processes: every number is there, and no position twice', async () => {
  const { position } = await here.read(member, plan);
  const done = await Promise.all(
    Array.from({ length: 24 }, (_, i) =>
      type(i % 2 ? here : there, ['A1', 'A2', 'B'][i % 3] ?? '', 1_000 + i),
    ),
  );
  const positions = done.map((one) => one.position).toSorted((a, b) => a - b);
  expect(positions).toEqual(Array.from({ length: 24 }, (_, i) => position + 1 + i));
  const { entries } = await there.changes(member, plan, position);
  const last = new Map<number, number | null>();
  for (const { changes } of entries)
    for (const one of changes)
      if (one.type === 'cells.changed') one.cells.forEach((cell, i) => last.set(cell, one.after[i] ?? null));
  for (const process of [here, there, processOf(world.deps.pool)]) {
    const { parts } = (await process.read(member, plan)).cubes[0] ?? {};
    expect(parts?.[0]?.cells.map((cell) => last.get(cell))).toEqual(parts?.[0]?.values);
  }
});

test('twenty people at once, each typing and taking back, one of whom is shut out in the middle: the log has what was answered, and nothing else', async () => {
  const { position: start } = await here.read(member, plan);
  const people = await Promise.all(Array.from({ length: 20 }, () => world.workspace.member('rep')));
  const [leaver] = people as [Caller];
  const answered: { readonly by: string; readonly position: number }[] = [];
  let isOut = false;
  let afterwards: string[] = [];

  async function submitAs(person: Caller, i: number, command: CommandRequest): Promise<number | undefined> {
    const wasOut = isOut && person === leaver;
    const process = i % 2 ? here : there;
    const sent = process.submit(person, plan, { id: uuidv7(), commands: [command] });
    const code = await codeOf(sent);
    if (wasOut) afterwards.push(code ?? '');
    if (code !== 'accepted') return undefined;
    const { position } = await sent;
    answered.push({ by: person.member, position });
    return position;
  }

  const busy = people.map(async (person, i) => {
    const isDone = (round: number) => round >= 4 && (person !== leaver || afterwards.length >= 2);
    for (let round = 0; !isDone(round); round++) {
      // Nobody else's number of this round, so that every submission changes something.
      const typed = await submitAs(person, i, enter(['A1', 'A2', 'B'][i % 3] ?? '', 1_000 * (i + 1) + round));
      if (typed !== undefined && round % 2 === 1)
        await submitAs(person, i, { type: 'undo', position: typed });
    }
  });
  // However long that takes: the limit of the test is the only one.
  await vi.waitUntil(() => answered.some(({ by }) => by === leaver.member), { timeout: 0x7fff_ffff });
  await change('UPDATE member SET active = false WHERE workspace_id = $1 AND member_id = $2', [
    world.workspace.workspaceId,
    leaver.member,
  ]);
  isOut = true;
  await Promise.all(busy);

  expect(afterwards.length).toBeGreaterThanOrEqual(2);
  expect(new Set(afterwards)).toEqual(new Set(['NOT_FOUND']));
  const { entries } = await processOf(world.deps.pool).changes(member, plan, start);
  expect(entries.map(({ position }) => position)).toEqual(entries.map((_, i) => start + 1 + i));
  const logged = entries.map(({ actor, position }) => ({ by: actor, position }));
  expect(logged).toEqual(answered.toSorted((a, b) => a.position - b.position));
  const fresh = await processOf(world.deps.pool).read(member, plan);
  expect(await here.read(member, plan)).toEqual(fresh);
  expect(await there.read(member, plan)).toEqual(fresh);
});

import type { Submission } from '@shapan/contract';
import type { Pool, PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Deps } from '../../src/deps.ts';
import type { Caller } from '../../src/http/caller.ts';
import { createBookCache } from '../../src/rooms/plan/book-cache.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/**
 * A number typed into a book that is in memory goes to the database in one breath. It is written only if all holds that
 * it was decided by; what does not hold is found out by the long way.
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
    instead(client, 'query', (text: string, ...rest: unknown[]) => {
      hear(text);
      const answer = (client.query as (...all: unknown[]) => Promise<unknown>)(text, ...rest);
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

function type(process: PlanService, region: string, value: number, more: Partial<Submission> = {}) {
  return process.submit(member, plan, {
    id: uuidv7(),
    commands: [
      {
        type: 'target.enter',
        target: 'target',
        entries: [{ at: { members: [region], time: 'M2026-07' }, value }],
      },
    ],
    ...more,
  });
}

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

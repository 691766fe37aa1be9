import type { CommandRequest, Submission } from '@shapan/contract';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../src/http/caller.ts';
import { Refused } from '../../src/http/refused.ts';
import { createBookCache } from '../../src/rooms/plan/book-cache.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/**
 * However long a plan's change takes to be decided: no transaction is open and nobody waits at a lock meanwhile. What was
 * overtaken is decided again, a few times, and at last where nobody can overtake it.
 */
const world = testWorld();
const MINUTE = 60_000;
let plan: string;
let member: Caller;
/** What the process under test said to the database, and `decided` where it looked at the clock for an entry. */
let said: string[];
/** How often it asked for a connection, and what happens right before it gets one. */
let connections: number;
let beforeConnecting: (count: number) => Promise<unknown>;
/** How much later it is whenever somebody looks at the clock. */
let stepMs: number;
let here: PlanService;
let there: PlanService;

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
  member = await world.workspace.member('director');
  connections = 0;
  beforeConnecting = async () => undefined;
  stepMs = 0;
  here = started();
  there = createPlanService({ ...world.deps, books: createBookCache({ maxBooks: 9 }) });
  await type(here, 'A1', 1);
  await type(there, 'B', 1);
  await type(here, 'A1', 2);
  said = [];
});

/** A process of its own, that is listened to. */
function started(): PlanService {
  let now = Date.now();
  const hear = (client: PoolClient) =>
    instead(client, 'query', (statement: string | QueryConfig, ...rest: unknown[]) => {
      said.push(typeof statement === 'string' ? statement : statement.text);
      return (client.query as (...all: unknown[]) => unknown)(statement, ...rest);
    });
  const connect = async () => {
    await beforeConnecting(++connections);
    return hear(await world.deps.pool.connect());
  };
  const clock = () => {
    said.push('decided');
    now += stepMs;
    return new Date(now);
  };
  said = [];
  const pool: Pool = instead(world.deps.pool, 'connect', connect);
  return createPlanService({ ...world.deps, pool, clock, books: createBookCache({ maxBooks: 9 }) });
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
const enter = (region: string, value: number): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: july(region), value }],
});
const submit = (process: PlanService, command: CommandRequest, more: Partial<Submission> = {}) =>
  process.submit(member, plan, { id: uuidv7(), commands: [command], ...more });
const type = (process: PlanService, region: string, value: number) => submit(process, enter(region, value));

const steps = () => said.map((text) => /^\s*(\w+( \w+)?)/.exec(text)?.[1]);
const locks = () => said.filter((text) => text.includes('FOR UPDATE')).length;
/** It begins with the book's lock, in the transaction that asks who acts. */
const longWay = () => said.some((text) => /^\s*SELECT workspace_id[\s\S]*FOR UPDATE/.test(text));
const refusalOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refused ? error.problems[0]?.code : String(error)),
  );

/** July of A1 and B as a process that has just been started reads it. */
async function shown(): Promise<unknown> {
  const fresh = createPlanService({ ...world.deps, books: createBookCache({ maxBooks: 9 }) });
  return (await fresh.read(member, plan)).cubes[0]?.parts[0]?.values;
}

/** Something happens right before the process under test gets its first, second … connection from now on. */
function beforeConnections(...happenings: readonly ((() => Promise<unknown>) | undefined)[]): void {
  connections = 0;
  beforeConnecting = async (count) => happenings[count - 1]?.();
  said = [];
}

test('a number is decided before the transaction that writes it begins', async () => {
  await type(here, 'A1', 700);
  const [began, decided] = [steps().indexOf('BEGIN ISOLATION'), steps().lastIndexOf('decided')];
  expect(decided).toBeGreaterThanOrEqual(0);
  expect(began).toBeGreaterThan(decided);
});

test('what is taken back is read from the log in a transaction that is over before it is decided', async () => {
  const { position } = await type(here, 'A1', 700);
  said = [];
  await submit(here, { type: 'undo', position });
  const [read, written] = steps().flatMap((step, i) => (step === 'COMMIT' ? [i] : []));
  expect(steps().indexOf('decided', read)).toBeGreaterThan(read ?? 0);
  expect(steps().indexOf('BEGIN ISOLATION', read)).toBeGreaterThan(steps().lastIndexOf('decided'));
  expect(written).toBe(said.length - 1);
  expect(await shown()).toEqual([2, 1]);
});

test('a plan that is not in memory is read without a lock, and then decided', async () => {
  const cold = started();
  await type(cold, 'A1', 800);
  expect([locks(), longWay()]).toEqual([1, false]);
  expect(steps().lastIndexOf('decided')).toBeLessThan(steps().lastIndexOf('BEGIN ISOLATION'));
  expect(await shown()).toEqual([800, 1]);
});

test('what took long and was overtaken is decided again, still without a lock', async () => {
  stepMs = MINUTE;
  const { position } = await here.read(member, plan);
  beforeConnections(() => type(there, 'B', 50));
  expect(await type(here, 'A1', 600)).toMatchObject({ committed: true, position: position + 2 });
  expect([locks(), longWay()]).toEqual([2, false]);
  expect(await shown()).toEqual([600, 50]);
});

test('what was overtaken by the master data as well', async () => {
  stepMs = MINUTE;
  const { owner, workspaceId, submit: change } = world.workspace;
  const set = { name: 'Bee' };
  beforeConnections(() =>
    change(owner, workspaceId, [{ type: 'record.update', kind: 'dimensionMember', id: 'B', set }]),
  );
  expect(await type(here, 'A1', 600)).toMatchObject({ committed: true });
  expect(longWay()).toBe(false);
});

test('what took long and is overtaken every time is at last decided under the lock', async () => {
  stepMs = MINUTE;
  let value = 50;
  const overtake = () => type(there, 'B', value++);
  // Written, read, written, read, written.
  beforeConnections(overtake, undefined, overtake, undefined, overtake);
  expect(await type(here, 'A1', 600)).toMatchObject({ committed: true });
  expect([connections, longWay()]).toEqual([7, true]);
  expect(await shown()).toEqual([600, 52]);
});

test('what was quick and was overtaken is decided under the lock, where it waits its turn', async () => {
  beforeConnections(() => type(there, 'B', 50));
  expect(await type(here, 'A1', 600)).toMatchObject({ committed: true });
  expect([connections, longWay()]).toEqual([2, true]);
  expect(await shown()).toEqual([600, 50]);
});

test('whoever is shut out while it is decided writes nothing, however long it took', async () => {
  stepMs = MINUTE;
  beforeConnections(() => shutOut());
  expect(await refusalOf(type(here, 'A1', 600))).toBe('NOT_FOUND');
  member = world.workspace.owner;
  expect(await shown()).toEqual([2, 1]);
});

const shutOut = () =>
  world.database.ownerPool.query('UPDATE member SET active = false WHERE member_id = $1', [member.member]);

test('a preview locks nothing', async () => {
  const shownBefore = await shown();
  said = [];
  const preview = await submit(here, enter('A1', 600), { preview: true });
  expect(preview).toMatchObject({ committed: false, changes: [{ after: [600] }] });
  expect([locks(), longWay()]).toEqual([0, false]);
  expect(await shown()).toEqual(shownBefore);
});

test('a preview that was overtaken is of what is there now', async () => {
  beforeConnections(() => type(there, 'A1', 50));
  const preview = await submit(here, enter('A1', 600), { preview: true });
  expect(preview).toMatchObject({ committed: false, changes: [{ before: [50], after: [600] }] });
});

const hold = (): CommandRequest => ({
  type: 'record.add',
  kind: 'hold',
  id: 'h',
  fields: {
    target: 'target',
    members: ['A1'],
    time: 'M2026-07',
    keeps: 'value',
    owner: world.workspace.owner.member,
    reason: 'agreed',
  },
});

test('a refusal locks nothing, and is told only on what is still so', async () => {
  await submit(here, hold());
  said = [];
  const refusal = await refusalOf(type(here, 'A1', 600));
  expect(refusal).not.toBe('accepted');
  expect([locks(), longWay()]).toEqual([0, false]);
  beforeConnections(() => submit(there, { type: 'record.remove', kind: 'hold', id: 'h' }));
  expect(await refusalOf(type(here, 'A1', 600))).toBe('accepted');
});

test('whoever was shut out is told no preview and no reason', async () => {
  await submit(here, hold());
  beforeConnections(() => shutOut());
  expect(await refusalOf(type(here, 'A1', 600))).toBe('NOT_FOUND');
  expect(await refusalOf(submit(here, enter('B', 600), { preview: true }))).toBe('NOT_FOUND');
});

test('what was done before under its id is not told as a preview or a refusal', async () => {
  const id = uuidv7();
  const done = await submit(there, enter('B', 70), { id });
  expect(await submit(here, enter('B', 70), { id })).toMatchObject({ position: done.position });
  expect(await submit(here, enter('B', 70), { id })).toMatchObject({
    committed: false,
    position: done.position,
  });
});

import type { Actor, Role, Scope, Submission } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { withTransaction } from '../src/database/transaction.ts';
import type { Deps } from '../src/deps.ts';
import type { Caller } from '../src/http/caller.ts';
import { createLive } from '../src/live/live.ts';
import { insertMember, insertWorkspace } from '../src/rooms/people/store.ts';
import { createBookCache } from '../src/rooms/plan/book-cache.ts';
import { keepSnapshotSoon } from '../src/rooms/plan/snapshot-keeper.ts';
import { insertBook } from '../src/rooms/plan/store.ts';
import { submit } from '../src/rooms/plan/submit.ts';
import type { Submitted } from '../src/rooms/plan/submitted.ts';
import type { ActualsImport } from '../src/rooms/tracking/ledger.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { silentLog } from './silent-log.ts';

/** The world of a server process on this database. Two of them stand for two processes. */
export function testDeps(database: TestDatabase, clock: Deps['clock'] = () => new Date()): Deps {
  const deps: Deps = {
    pool: database.pool,
    log: silentLog,
    clock,
    timeZone: 'Asia/Shanghai',
    evidenceBytes: 1_000_000_000,
    newId: uuidv7,
    books: createBookCache({ maxBooks: 20, snapshotDue: (book) => keepSnapshotSoon(deps, book) }),
    live: createLive({ connection: database.config, log: silentLog }),
  };
  return deps;
}

export interface TestWorkspace {
  readonly workspaceId: string;
  readonly owner: Caller;
  member(role: Role, scope?: Scope): Promise<Caller>;
  /** A plan with its brief. */
  plan(name?: string): Promise<string>;
  submit(
    actor: Actor,
    bookId: string,
    commands: Submission['commands'],
    options?: Partial<Submission>,
  ): Promise<Submitted>;
}

export async function testWorkspace(deps: Deps): Promise<TestWorkspace> {
  const workspaceId = uuidv7();
  const at = deps.clock().toISOString();
  const book = { workspaceId, base: null, createdAt: at, updatedAt: at, removedAt: null, position: 0 };
  const within = <T>(work: Parameters<typeof withTransaction<T>>[1]): Promise<T> =>
    withTransaction(deps.pool, work, { workspaceId });

  async function member(role: Role, scope: Scope = []): Promise<Caller> {
    const memberId = uuidv7();
    await within((tx) =>
      insertMember(tx, workspaceId, {
        memberId,
        userId: `user-${memberId}`,
        email: `${memberId}@example.org`,
        displayName: role,
        role,
        scope,
        active: true,
        createdAt: at,
        inviteHash: null,
      }),
    );
    return { workspaceId, locale: 'en', member: memberId, role, scope };
  }

  await within((tx) =>
    insertWorkspace(tx, {
      workspaceId,
      name: 'Test',
      locale: 'en',
      currency: 'CNY',
      example: false,
      createdAt: at,
    }),
  );
  const owner = await member('owner');
  await within((tx) =>
    insertBook(tx, { ...book, bookId: workspaceId, kind: 'master', name: 'Test', createdBy: owner.member }),
  );

  const workspace: TestWorkspace = {
    workspaceId,
    owner,
    member,
    async plan(name = 'Plan') {
      const bookId = uuidv7();
      await within((tx) => insertBook(tx, { ...book, bookId, kind: 'plan', name, createdBy: owner.member }));
      const fields = { name, scenario: 'blank', from: '2026-07-01', to: '2026-09-30' };
      await workspace.submit(owner, bookId, [{ type: 'record.add', kind: 'brief', id: 'brief', fields }]);
      return bookId;
    },
    submit: (actor, bookId, commands, options) =>
      submit(deps, { workspaceId, bookId, actor, submission: { id: uuidv7(), commands, ...options } }),
  };
  return workspace;
}

export interface TestWorld {
  readonly database: TestDatabase;
  readonly deps: Deps;
  /** Each test's own. */
  readonly workspace: TestWorkspace;
}

/**
 * A database for the tests of a file, and an empty workspace for each of them. There from the first hook on. `clock`: where
 * it matters what day it is.
 */
export function testWorld(clock?: Deps['clock']): TestWorld {
  const world = {} as { -readonly [Part in keyof TestWorld]: TestWorld[Part] };
  beforeAll(async () => {
    world.database = await testDatabase();
    world.deps = testDeps(world.database, clock);
  });
  afterAll(async () => {
    await world.deps.live.close();
    await world.database.close();
  });
  beforeEach(async () => {
    world.workspace = await testWorkspace(world.deps);
  });
  return world;
}

/** A plan with the revenue target, on the test master data. */
export async function revenuePlan(workspace: TestWorkspace): Promise<string> {
  await testMaster(workspace);
  const plan = await workspace.plan();
  await workspace.submit(workspace.owner, plan, [revenueTarget]);
  return plan;
}

/** Rows of revenue from the shop's system, to be imported. */
export const shopImport = (
  rows: ActualsImport['rows'],
  more: Partial<ActualsImport> = {},
): ActualsImport => ({
  id: uuidv7(),
  fileName: 'sales.csv',
  source: 'shop',
  metric: 'revenue',
  contentHash: 'hash',
  onConflict: 'report',
  rows,
  ...more,
});

/** Regions A (with A1, A2) and B, and a revenue metric in 分. */
export async function testMaster(workspace: TestWorkspace): Promise<void> {
  const member = (id: string, parent?: string) => ({
    type: 'record.add' as const,
    kind: 'dimensionMember',
    id,
    fields: { dimension: 'region', name: id, code: id, ...(parent !== undefined && { parent }) },
  });
  await workspace.submit(workspace.owner, workspace.workspaceId, [
    { type: 'record.add', kind: 'dimension', id: 'region', fields: { name: 'Region', category: 'region' } },
    member('A'),
    member('A1', 'A'),
    member('A2', 'A'),
    member('B'),
    revenueMetric,
  ]);
}

export const revenueMetric = {
  type: 'record.add' as const,
  kind: 'metric',
  id: 'revenue',
  fields: {
    name: 'Revenue',
    key: 'revenue',
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    decimals: 2,
    currency: 'CNY',
  },
};

/** A target over A1, A2 and B by month of the third quarter. */
export const revenueTarget = {
  type: 'target.define' as const,
  id: 'target',
  fields: {
    metric: 'revenue',
    targetClass: 'core',
    dimensions: ['region'],
    grain: 'month',
    from: '2026-07-01',
    to: '2026-09-30',
  },
  rows: [['A1'], ['A2'], ['B']],
};

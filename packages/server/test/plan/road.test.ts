import { type CommandRequest, unpackBook } from '@shapan/contract';
import {
  coordinateOf,
  createTotals,
  findRecord,
  isPresent,
  layoutOf,
  placeOf,
  readLeaf,
  readTotal,
  recordsOf,
} from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { quoteIdentifier } from '../../src/database/quote.ts';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Deps } from '../../src/deps.ts';
import type { Caller } from '../../src/http/caller.ts';
import { createBookCache } from '../../src/rooms/plan/book-cache.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { keepSnapshotSoon } from '../../src/rooms/plan/snapshot-keeper.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { revenueTarget, type TestWorkspace, testDeps, testMaster, testWorkspace } from '../workspace.ts';

let database: TestDatabase;
let deps: Deps;
let other: Deps;
let workspace: TestWorkspace;
let plans: PlanService;
let plan: string;

beforeAll(async () => {
  database = await testDatabase();
  deps = testDeps(database);
  other = testDeps(database);
});

afterAll(async () => {
  await deps.live.close();
  await other.live.close();
  await database.close();
});

beforeEach(async () => {
  workspace = await testWorkspace(deps);
  await testMaster(workspace);
  plans = createPlanService(deps);
  plan = await workspace.plan();
  await workspace.submit(workspace.owner, plan, [revenueTarget]);
});

const enter = (members: string[], time: string, value: number): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members, time }, value }],
});

async function total(world: Deps, book: string, members: string[], time: string): Promise<number | null> {
  return withTransaction(
    world.pool,
    async (tx) => {
      const state = await world.books.current(tx, await openBook(tx, workspace.workspaceId, book));
      const master = await world.books.current(
        tx,
        await openBook(tx, workspace.workspaceId, workspace.workspaceId),
      );
      const layout = layoutOf(state, master, 'target');
      const place = layout && placeOf(layout.frame, { members, time });
      if (!layout || !place) return null;
      return readTotal(createTotals(layout.cube, layout.frame), place);
    },
    { workspaceId: workspace.workspaceId },
  );
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: Error) => error.message,
  );
}

describe('a submission', () => {
  test('typed at a total comes true at the leaves, to the last 分', async () => {
    await workspace.submit(workspace.owner, plan, [enter(['*'], 'all', 500_000_000)]);
    expect(await total(deps, plan, ['*'], 'all')).toBe(500_000_000);
    const leaves = await Promise.all(
      ['A1', 'A2', 'B'].map((region) => total(deps, plan, [region], 'M2026-07')),
    );
    expect(leaves.every((leaf) => leaf !== null && Math.abs(leaf - 500_000_000 / 9) < 1)).toBe(true);
    expect(await total(deps, plan, ['A'], 'Q2026-3')).toBe(333_333_333);
  });

  test('is seen the same by another process', async () => {
    await workspace.submit(workspace.owner, plan, [enter(['B'], 'M2026-08', 77)]);
    expect(await total(other, plan, ['*'], 'all')).toBe(77);
    await workspace.submit(workspace.owner, plan, [enter(['B'], 'M2026-08', 78)]);
    expect(await total(other, plan, ['*'], 'all')).toBe(78);
  });

  test('sent twice has its effect once', async () => {
    const id = uuidv7();
    const add = { type: 'record.add', kind: 'risk', id: 'r', fields: { name: 'Price cut' } } as const;
    const first = await workspace.submit(workspace.owner, plan, [add], { id });
    const again = await workspace.submit(workspace.owner, plan, [add], { id });
    expect(again.entry.position).toBe(first.entry.position);
    expect(again.committed).toBe(false);
  });

  test('[SPR-T12] is kept in the log as it was asked: method and selection', async () => {
    const asked: CommandRequest = {
      type: 'target.enter',
      target: 'target',
      entries: [
        {
          at: { members: ['A1'], time: 'M2026-07' },
          selection: [{ members: ['A2'], time: 'M2026-08' }],
          value: 700,
          method: 'equalLeaves',
        },
      ],
    };
    const { position } = await plans.submit(workspace.owner, plan, { id: uuidv7(), commands: [asked] });
    const { rows } = await database.ownerPool.query<{ commands: unknown }>(
      'SELECT commands FROM change WHERE book_id = $1 AND position = $2',
      [plan, position],
    );
    expect(rows).toEqual([{ commands: [asked] }]);
  });

  test('is all or nothing', async () => {
    const before = await plans.read(workspace.owner, plan);
    const refused = await refusal(
      workspace.submit(workspace.owner, plan, [
        { type: 'record.add', kind: 'risk', id: 'r', fields: { name: 'Price cut' } },
        { type: 'record.add', kind: 'risk', id: 's', fields: {} },
      ]),
    );
    expect(refused).toBe('REQUIRED at commands[1].fields.name');
    expect(await plans.read(workspace.owner, plan)).toEqual(before);
  });

  test('that changes nothing leaves no entry', async () => {
    await workspace.submit(workspace.owner, plan, [enter(['B'], 'M2026-08', 5)]);
    const { position } = await plans.read(workspace.owner, plan);
    const same = await workspace.submit(workspace.owner, plan, [enter(['B'], 'M2026-08', 5)]);
    expect(same.committed).toBe(false);
    expect((await plans.read(workspace.owner, plan)).position).toBe(position);
  });

  test('asked as a preview answers and changes nothing', async () => {
    const { position } = await plans.read(workspace.owner, plan);
    const answer = await plans.submit(workspace.owner, plan, {
      id: uuidv7(),
      commands: [enter(['B'], 'M2026-08', 5)],
      preview: true,
    });
    expect(answer).toMatchObject({ committed: false, changes: [{ type: 'cells.changed', after: [5] }] });
    expect((await plans.read(workspace.owner, plan)).position).toBe(position);
  });

  test('from many at once loses nothing and keeps the log without gaps', async () => {
    const adds = Array.from(
      { length: 24 },
      (_, i) => ({ type: 'record.add', kind: 'risk', id: `r${i}`, fields: { name: `Risk ${i}` } }) as const,
    );
    await Promise.all(adds.map((add) => workspace.submit(workspace.owner, plan, [add])));
    const view = await plans.read(workspace.owner, plan);
    expect(view.records.filter(({ kind }) => kind === 'risk')).toHaveLength(24);
    const entries = await plans.history(workspace.owner, plan, { limit: 100 });
    expect(entries.map(({ position }) => position)).toEqual(
      Array.from({ length: entries.length }, (_, i) => entries.length - i),
    );
  });

  test('refuses to overwrite what the asker has not seen', async () => {
    await workspace.submit(workspace.owner, plan, [
      { type: 'record.add', kind: 'risk', id: 'r', fields: { name: 'a', response: 'x' } },
    ]);
    const update = (set: Record<string, string>, expect: Record<string, string>) => ({
      type: 'record.update' as const,
      kind: 'risk',
      id: 'r',
      set,
      expect,
    });
    await workspace.submit(workspace.owner, plan, [update({ name: 'b' }, { name: 'a' })]);
    expect(
      await refusal(workspace.submit(workspace.owner, plan, [update({ name: 'c' }, { name: 'a' })])),
    ).toBe('STALE at expect.name');
    await workspace.submit(workspace.owner, plan, [update({ response: 'y' }, { response: 'x' })]);
    expect((await plans.read(workspace.owner, plan)).records.find(({ id }) => id === 'r')?.fields).toEqual({
      name: 'b',
      response: 'y',
    });
  });
});

describe('undo', () => {
  test('and redo restore numbers and records bit for bit, null included', async () => {
    await workspace.submit(workspace.owner, plan, [enter(['*'], 'all', 900)]);
    const before = await plans.read(workspace.owner, plan);
    const typed = await workspace.submit(workspace.owner, plan, [
      enter(['A'], 'Q2026-3', 12_345),
      { type: 'record.add', kind: 'risk', id: 'r', fields: { name: 'a' } },
    ]);
    const after = await plans.read(workspace.owner, plan);
    const undone = await workspace.submit(workspace.owner, plan, [
      { type: 'undo', position: typed.entry.position },
    ]);
    expect({ ...(await plans.read(workspace.owner, plan)), position: 0 }).toEqual({ ...before, position: 0 });
    await workspace.submit(workspace.owner, plan, [{ type: 'undo', position: undone.entry.position }]);
    expect({ ...(await plans.read(workspace.owner, plan)), position: 0 }).toEqual({ ...after, position: 0 });
  });

  test('is refused when later work stands on it', async () => {
    const first = await workspace.submit(workspace.owner, plan, [enter(['B'], 'M2026-08', 5)]);
    await workspace.submit(workspace.owner, plan, [enter(['B'], 'M2026-08', 6)]);
    expect(
      await refusal(
        workspace.submit(workspace.owner, plan, [{ type: 'undo', position: first.entry.position }]),
      ),
    ).toBe('UNDO_BLOCKED at position');
  });
});

describe('versions', () => {
  test('[SPR-T91] freeze a position, compare with it, and restore it – undoably', async () => {
    await workspace.submit(workspace.owner, plan, [enter(['*'], 'all', 900)]);
    await workspace.submit(workspace.owner, plan, [
      { type: 'version.freeze', id: 'v1', name: 'Approved', purpose: 'baseline' },
    ]);
    const frozen = await plans.read(workspace.owner, plan);
    const version = frozen.records.find(({ kind }) => kind === 'version');
    expect(version?.fields['fingerprint']).toMatch(/^[0-9a-f]{64}$/);
    await workspace.submit(workspace.owner, plan, [
      enter(['B'], 'M2026-07', 1_000),
      { type: 'record.add', kind: 'risk', id: 'r', fields: { name: 'a' } },
    ]);
    const compared = await plans.compare(workspace.owner, plan, Number(version?.fields['position']), 99);
    expect(compared.changes.map(({ type }) => type)).toEqual([
      'record.added',
      'record.added',
      'cells.changed',
    ]);
    await workspace.submit(workspace.owner, plan, [{ type: 'version.restore', version: 'v1' }]);
    expect({ ...(await plans.read(workspace.owner, plan)), position: 0 }).toEqual({ ...frozen, position: 0 });
    const old = await plans.read(workspace.owner, plan, Number(version?.fields['position']));
    expect(old.records.some(({ kind }) => kind === 'version')).toBe(false);
    expect(old.cubes).toEqual(frozen.cubes);
  });
});

describe('a what-if', () => {
  async function branch(): Promise<string> {
    const id = uuidv7();
    await plans.branch(workspace.owner, plan, { id, name: 'More for B' });
    return id;
  }

  test('[SPR-T92] starts as the plan and never touches it', async () => {
    await workspace.submit(workspace.owner, plan, [enter(['*'], 'all', 900)]);
    const id = await branch();
    await workspace.submit(workspace.owner, id, [enter(['B'], 'Q2026-3', 5_000)]);
    expect(await total(deps, id, ['B'], 'all')).toBe(5_000);
    expect(await total(deps, plan, ['B'], 'all')).toBe(300);
    expect(await total(other, id, ['*'], 'all')).toBe(5_600);
  });

  test('stays on the plan it was taken from, whatever happens there', async () => {
    await workspace.submit(workspace.owner, plan, [enter(['*'], 'all', 900)]);
    const id = await branch();
    await workspace.submit(workspace.owner, plan, [enter(['*'], 'all', 90_000)]);
    expect(await total(other, id, ['*'], 'all')).toBe(900);
  });

  test('[SPR-T92] promoted becomes one undoable entry of the plan', async () => {
    await workspace.submit(workspace.owner, plan, [enter(['*'], 'all', 900)]);
    const id = await branch();
    await workspace.submit(workspace.owner, id, [
      { type: 'target.rows', target: 'target', add: [['A']] },
      enter(['B'], 'M2026-07', 5_000),
      { type: 'record.add', kind: 'initiative', id: 'i', fields: { name: 'Agents' } },
    ]);
    await workspace.submit(workspace.owner, plan, [enter(['A1'], 'M2026-09', 1)]);
    const promoted = await workspace.submit(workspace.owner, plan, [{ type: 'branch.promote', branch: id }]);
    expect(await total(deps, plan, ['B'], 'M2026-07')).toBe(5_000);
    expect(await total(deps, plan, ['A1'], 'M2026-09')).toBe(1);
    await workspace.submit(workspace.owner, plan, [{ type: 'undo', position: promoted.entry.position }]);
    expect(await total(deps, plan, ['B'], 'M2026-07')).toBe(100);
  });

  test('[SPR-T92] whose place the plan has changed meanwhile is not promoted over it', async () => {
    const id = await branch();
    await workspace.submit(workspace.owner, id, [enter(['B'], 'M2026-07', 5_000)]);
    await workspace.submit(workspace.owner, plan, [enter(['B'], 'M2026-07', 4)]);
    expect(
      await refusal(workspace.submit(workspace.owner, plan, [{ type: 'branch.promote', branch: id }])),
    ).toBe('STALE at branch');
  });
});

describe('role and scope', () => {
  const regionA = [{ dimension: 'region', member: 'A' }];
  let managerA: Caller;

  beforeEach(async () => {
    await workspace.submit(workspace.owner, plan, [enter(['*'], 'all', 900)]);
    managerA = await workspace.member('manager', regionA);
  });

  test('a manager reads only the own part, with the same row numbers', async () => {
    const view = await plans.read(managerA, plan);
    expect(view.cubes[0]?.rows).toEqual([['A1'], ['A2'], null]);
    expect(view.cubes[0]?.parts[0]?.values).toHaveLength(6);
  });

  test('and no more of it as bytes', async () => {
    const packed = await plans.readPacked(managerA, plan);
    const { cube } = unpackBook(packed)?.cubes.get('target') ?? {};
    if (!cube) throw new Error('no cube');
    expect([0, 1, 2].map((row) => [coordinateOf(cube, row), isPresent(cube, row)])).toEqual([
      [['A1'], true],
      [['A2'], true],
      [['hidden 2'], false],
    ]);
    expect(readLeaf(cube, 0, 0, cube.firstSlot)).not.toBeNull();
    expect(readLeaf(cube, 0, 2, cube.firstSlot)).toBeNull();
    expect(Buffer.from(packed).toString('latin1')).not.toContain('"B"');
  });

  test('may write inside, not outside, not at totals that reach outside', async () => {
    await workspace.submit(managerA, plan, [enter(['A'], 'Q2026-3', 700)]);
    expect(await total(deps, plan, ['A'], 'all')).toBe(700);
    expect(await refusal(workspace.submit(managerA, plan, [enter(['B'], 'M2026-07', 1)]))).toBe('SCOPE');
    expect(await refusal(workspace.submit(managerA, plan, [enter(['*'], 'all', 1)]))).toBe('SCOPE');
  });

  test('changes elsewhere reach nobody who may not see them', async () => {
    const { position } = await plans.read(managerA, plan);
    await workspace.submit(workspace.owner, plan, [enter(['B'], 'M2026-07', 4_711)]);
    const news = await plans.changes(managerA, plan, position);
    expect(news.entries).toHaveLength(1);
    expect(JSON.stringify(news)).not.toContain('4711');
  });

  test.each([
    ['viewer', 'ROLE'],
    ['rep', 'accepted'],
    ['manager', 'accepted'],
    ['operations', 'accepted'],
    ['director', 'accepted'],
  ] as const)('a %s who types a number: %s', async (role, expected) => {
    const member = await workspace.member(role);
    expect(await refusal(workspace.submit(member, plan, [enter(['B'], 'M2026-07', 1)]))).toBe(expected);
  });

  test('another workspace does not exist', async () => {
    const stranger = await (await testWorkspace(deps)).member('owner');
    expect(await refusal(plans.read(stranger, plan))).toBe('NOT_FOUND');
    expect(
      await refusal(plans.submit(stranger, plan, { id: uuidv7(), commands: [enter(['B'], 'all', 1)] })),
    ).toBe('NOT_FOUND');
  });
});

test('[SPR-T88] who foresaw the changes need not be told them: the fingerprint says the same', async () => {
  const submission = { id: uuidv7(), commands: [enter(['*'], 'all', 900)] };
  const shown = await plans.submit(workspace.owner, plan, { ...submission, preview: true });
  const done = await plans.submit(workspace.owner, plan, { ...submission, brief: true });
  const { changes, effects, ...told } = shown;
  expect(effects).toBeDefined();
  expect(done).toEqual({ ...told, position: shown.position + 1, committed: true });
  const { entries } = await plans.changes(workspace.owner, plan, done.position - 1);
  expect(entries[0]?.changes).toEqual(changes);
});

test('after much has changed a snapshot is kept, and a process that starts reads it instead of the log', async () => {
  for (let i = 0; i < 200; i++) await workspace.submit(workspace.owner, plan, [enter(['B'], 'M2026-07', i)]);
  const kept = () =>
    withTransaction(
      deps.pool,
      async (tx) => {
        const { rows } = await tx.query<{ position: number }>(
          'SELECT position FROM snapshot WHERE workspace_id = $1 AND book_id = $2',
          [workspace.workspaceId, plan],
        );
        return rows.map(({ position }) => position);
      },
      { workspaceId: workspace.workspaceId },
    );
  await vi.waitUntil(async () => (await kept()).length > 0, { timeout: 20_000, interval: 50 });
  const { position } = await plans.read(workspace.owner, plan);
  expect((await kept())[0]).toBeGreaterThanOrEqual(200);
  const fresh = createPlanService({ ...deps, books: createBookCache({ maxBooks: 5 }) });
  expect(await fresh.read(workspace.owner, plan)).toEqual(await plans.read(workspace.owner, plan));
  expect((await fresh.read(workspace.owner, plan)).position).toBe(position);
});

test('a snapshot that cannot be written is no business of whoever reads', async () => {
  for (let i = 0; i < 200; i++) await workspace.submit(workspace.owner, plan, [enter(['B'], 'M2026-07', i)]);
  const { rows } = await deps.pool.query<{ role: string }>('SELECT current_user AS role');
  const role = quoteIdentifier(rows[0]?.role ?? '');
  const warned: string[] = [];
  const log = { ...deps.log, warn: (_: object, message: string) => void warned.push(message) };
  const opening = (): Promise<unknown> => {
    const fresh: Deps = {
      ...deps,
      log,
      books: createBookCache({ maxBooks: 5, snapshotDue: (book) => keepSnapshotSoon(fresh, book) }),
    };
    return createPlanService(fresh).read(workspace.owner, plan);
  };
  const without = async () => {
    const left = await database.ownerPool.query('DELETE FROM snapshot WHERE book_id = $1', [plan]);
    return left.rowCount;
  };
  await vi.waitUntil(async () => (await without()) !== 0, { timeout: 20_000, interval: 50 });
  await database.ownerPool.query(`REVOKE INSERT ON snapshot FROM ${role}`);
  try {
    expect(await opening()).toEqual(await plans.read(workspace.owner, plan));
    await vi.waitUntil(() => warned.length > 0, { timeout: 20_000, interval: 50 });
    expect(warned).toEqual(['a snapshot could not be kept']);
  } finally {
    await database.ownerPool.query(`GRANT INSERT ON snapshot TO ${role}`);
  }
  await opening();
  await vi.waitUntil(async () => (await without()) === 1, { timeout: 20_000, interval: 50 });
});

test('records of a book are mirrored as rows', async () => {
  await workspace.submit(workspace.owner, plan, [
    { type: 'record.add', kind: 'risk', id: 'r', fields: { name: 'a', response: 'x' } },
  ]);
  await workspace.submit(workspace.owner, plan, [
    { type: 'record.update', kind: 'risk', id: 'r', set: { response: null, name: 'b' } },
  ]);
  const { rows } = await withTransaction(
    deps.pool,
    (tx) =>
      tx.query('SELECT fields FROM record WHERE workspace_id = $1 AND book_id = $2 AND kind = $3', [
        workspace.workspaceId,
        plan,
        'risk',
      ]),
    { workspaceId: workspace.workspaceId },
  );
  expect(rows).toEqual([{ fields: { name: 'b' } }]);
  const state = await withTransaction(
    deps.pool,
    async (tx) => deps.books.current(tx, await openBook(tx, workspace.workspaceId, plan)),
    { workspaceId: workspace.workspaceId },
  );
  expect(findRecord(state, 'risk', 'r')?.fields).toEqual({ name: 'b' });
  expect(recordsOf(state, 'target')).toHaveLength(1);
});

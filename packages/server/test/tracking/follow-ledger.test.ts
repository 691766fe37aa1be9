import type { CommandRequest } from '@shapan/contract';
import { findRecord, readLeaf, rowIndex } from '@shapan/engine';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import { createBookCache } from '../../src/rooms/plan/book-cache.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import type { NewActual } from '../../src/rooms/tracking/ledger.ts';
import { createTrackingService, type TrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, revenueTarget, shopImport, testWorld } from '../workspace.ts';

/** [SPR-T94] Weights that were taken from actuals follow them. */
const world = testWorld();
let tracking: TrackingService;
let plans: PlanService;
let plan: string;

beforeEach(async () => {
  tracking = createTrackingService(world.deps);
  plans = createPlanService(world.deps);
  plan = await revenuePlan(world.workspace);
  await here(enter('A1', 300), enter('A2', 300), enter('B', 300));
});

const here = async (...commands: CommandRequest[]): Promise<number> =>
  (await world.workspace.submit(world.workspace.owner, plan, commands)).entry.position;
const enter = (member: string, value: number): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-07' }, value }],
});
const rule = (fields: object): CommandRequest => ({
  type: 'record.add',
  kind: 'breakdownRule',
  id: 'r',
  fields: {
    target: 'target',
    dimension: 'region',
    level: 'leaves',
    basis: 'earlier',
    keeps: 'shares',
    weights: { A1: 1, A2: 1, B: 1 },
    fromLedger: 'years',
    historyYears: 1,
    auto: true,
    ...fields,
  },
});

let key = 0;
const row = (date: string, region: string, amount: number): NewActual => {
  key += 1;
  return { row: key, key: String(key), date, coordinate: { region }, amount, weight: null };
};
/** A year before the window of the target, and what was reached in the months right before it. */
const lastYear = [row('2025-07-03', 'A1', 100), row('2025-08-03', 'A2', 200), row('2025-09-30', 'B', 600)];
const lately = [row('2025-12-01', 'A1', 500), row('2026-03-01', 'B', 400)];

async function state(book = plan) {
  const { workspaceId } = world.workspace;
  return withTransaction(
    world.deps.pool,
    async (tx) => world.deps.books.current(tx, await openBook(tx, workspaceId, book)),
    { workspaceId },
  );
}

async function numbers(): Promise<readonly (number | null)[]> {
  const cube = (await state()).cubes.get('target')?.cube;
  if (!cube) throw new Error('the plan has its target');
  return ['A1', 'A2', 'B'].map((id) => readLeaf(cube, 0, rowIndex(cube, [id]), cube.firstSlot));
}
const fields = async () => findRecord(await state(), 'breakdownRule', 'r')?.fields;

describe('a rule whose weights follow the ledger', () => {
  test('takes the new ones with an import and runs, as one entry that can be undone; and again when it is taken back', async () => {
    const { owner, workspaceId } = world.workspace;
    await here(rule({}));
    await tracking.importActuals(owner, shopImport(lastYear));
    expect((await fields())?.['weights']).toEqual({ A1: 100, A2: 200, B: 600 });
    expect(await numbers()).toEqual([100, 200, 600]);
    await tracking.importActuals(owner, shopImport([row('2025-09-01', 'B', 900)]));
    expect(await numbers()).toEqual([50, 100, 750]);
    const { position } = await state(workspaceId);
    const command: CommandRequest = { type: 'undo', position };
    await plans.submit(owner, workspaceId, { id: crypto.randomUUID(), commands: [command] });
    expect(await numbers()).toEqual([100, 200, 600]);
    const at = (await state()).position;
    await here({ type: 'undo', position: at });
    expect([await numbers(), (await fields())?.['weights']]).toEqual([
      [50, 100, 750],
      { A1: 100, A2: 200, B: 1500 },
    ]);
  });

  test('may follow the twelve months before the window', async () => {
    await here(rule({ fromLedger: 'trailing' }));
    await tracking.importActuals(world.workspace.owner, shopImport([...lastYear, ...lately]));
    // From 1 July 2025 to 30 June 2026 – today, where that is earlier, ends it.
    expect((await fields())?.['weights']).toEqual({ A1: 600, A2: 200, B: 1_000 });
  });

  test('only takes them where it does not run by itself, or where running is refused', async () => {
    const { owner } = world.workspace;
    await here(rule({ auto: null }));
    await tracking.importActuals(owner, shopImport(lastYear));
    expect([(await fields())?.['weights'], await numbers()]).toEqual([
      { A1: 100, A2: 200, B: 600 },
      [300, 300, 300],
    ]);
    await here({
      type: 'record.update',
      kind: 'breakdownRule',
      id: 'r',
      set: { auto: true, over: 5 },
    });
    await tracking.importActuals(owner, shopImport([row('2025-07-20', 'A1', 50)]));
    expect([(await fields())?.['weights'], await numbers()]).toEqual([
      { A1: 150, A2: 200, B: 600 },
      [300, 300, 300],
    ]);
  });

  test('stays where the ledger says nothing, and where nobody said that it follows', async () => {
    const { owner } = world.workspace;
    await here(rule({}));
    const { position } = await state();
    await tracking.importActuals(owner, shopImport([row('2019-07-20', 'A1', 50)]));
    expect((await state()).position).toBe(position);
    await here({ type: 'record.update', kind: 'breakdownRule', id: 'r', set: { fromLedger: null } });
    await tracking.importActuals(owner, shopImport(lastYear));
    expect((await state()).position).toBe(position + 1);
  });
});

test('an import opens only the plans that have such a rule for its metric', async () => {
  const { owner, workspaceId } = world.workspace;
  await here(rule({}));
  const other = await world.workspace.plan();
  await world.workspace.submit(owner, other, [revenueTarget]);
  await world.workspace.submit(owner, other, [rule({ fromLedger: null, auto: null })]);
  const books = createBookCache({ maxBooks: 9 });
  const fresh = createTrackingService({ ...world.deps, books });
  await fresh.importActuals(owner, shopImport(lastYear));
  expect(books.known(workspaceId, plan)).toBeDefined();
  expect(books.known(workspaceId, other)).toBeUndefined();
  expect(await numbers()).toEqual([100, 200, 600]);

  await here({ type: 'record.remove', kind: 'breakdownRule', id: 'r' });
  const again = createBookCache({ maxBooks: 9 });
  const later = createTrackingService({ ...world.deps, books: again });
  await later.importActuals(owner, shopImport([row('2025-09-01', 'B', 900)]));
  expect(again.known(workspaceId, plan)).toBeUndefined();
});

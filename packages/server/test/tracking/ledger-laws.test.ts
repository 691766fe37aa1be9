import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import { submitIn } from '../../src/rooms/plan/submit-in.ts';
import type { ActualsImport, NewActual } from '../../src/rooms/tracking/ledger.ts';
import { createTrackingService, type TrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, revenueTarget, shopImport, testWorld } from '../workspace.ts';

const world = testWorld();
let tracking: TrackingService;
let plan: string;

beforeEach(async () => {
  tracking = createTrackingService(world.deps);
  plan = await revenuePlan(world.workspace);
});

const row = (key: string, region: string, amount: number, date = '2026-07-03'): NewActual => ({
  row: Number(key),
  key,
  date,
  coordinate: { region },
  amount,
  weight: null,
});

/** Imports the rows and answers the import's position in the history of the master data. */
async function importRows(rows: readonly NewActual[], more: Partial<ActualsImport> = {}): Promise<number> {
  await tracking.importActuals(world.workspace.owner, shopImport(rows, { onConflict: 'correct', ...more }));
  return position();
}

async function position(): Promise<number> {
  const { rows } = await world.database.ownerPool.query<{ position: number }>(
    'SELECT position FROM book WHERE workspace_id = $1 AND book_id = $1',
    [world.workspace.workspaceId],
  );
  return Number(rows[0]?.position);
}

async function undo(at: number): Promise<number> {
  const master = world.workspace.workspaceId;
  return (await world.workspace.submit(world.workspace.owner, master, [{ type: 'undo', position: at }])).entry
    .position;
}

const attainment = (who = world.workspace.owner, target = 'target', asOf = '2026-09-30') =>
  tracking.attainment(who, plan, { target, basis: 'natural', along: 0, asOf });

async function actual(member: string, time = 'all', target = 'target'): Promise<number | null> {
  const { places } = await attainment(world.workspace.owner, target);
  return places.find((one) => one.members[0] === member && one.time === time)?.actual?.numerator ?? null;
}

describe('undoing imports in any order', () => {
  test('the corrected one first: it stays undone when its correction goes', async () => {
    const first = await importRows([row('1', 'A1', 100)]);
    const correction = await importRows([row('1', 'A1', 70)]);
    await undo(first);
    expect(await actual('A1')).toBe(70);
    await undo(correction);
    expect(await actual('A1')).toBe(null);
  });

  test('the correction first: what it had corrected can then be undone too', async () => {
    const first = await importRows([row('1', 'A1', 100)]);
    const correction = await importRows([row('1', 'A1', 70)]);
    await undo(correction);
    expect(await actual('A1')).toBe(100);
    await undo(first);
    expect(await actual('A1')).toBe(null);
  });

  test('and redone in any order, what counts is what the imports that stand say', async () => {
    const first = await importRows([row('1', 'A1', 100)]);
    const correction = await importRows([row('1', 'A1', 70)]);
    const firstGone = await undo(first);
    const correctionGone = await undo(correction);
    await undo(firstGone);
    expect(await actual('A1')).toBe(100);
    await undo(correctionGone);
    expect(await actual('A1')).toBe(70);
  });
});

test('rows that a later import says once more stay when the earlier import goes', async () => {
  const first = await importRows([row('1', 'A1', 100)]);
  const second = await importRows([row('1', 'A1', 100), row('2', 'A2', 30)]);
  expect([await actual('A1'), await actual('A2')]).toEqual([100, 30]);
  const gone = await undo(first);
  expect([await actual('A1'), await actual('A2')]).toEqual([100, 30]);
  await undo(second);
  expect([await actual('A1'), await actual('A2')]).toEqual([null, null]);
  await undo(gone);
  expect([await actual('A1'), await actual('A2')]).toEqual([100, null]);
});

test('a row counts once, however many imports say it', async () => {
  await importRows([row('1', 'A1', 100)]);
  await importRows([row('1', 'A1', 100), row('2', 'A2', 30)], { onConflict: 'report' });
  await importRows([row('1', 'A1', 100), row('3', 'B', 5)], { onConflict: 'report' });
  expect([await actual('A1'), await actual('*')]).toEqual([100, 135]);
});

test('a file repeated whole is no import: with the one that brought it in, its rows go', async () => {
  const first = await importRows([row('1', 'A1', 100)]);
  expect(await importRows([row('1', 'A1', 100)])).toBe(first);
  await undo(first);
  expect(await actual('A1')).toBe(null);
});

test('an import that waits for an undo does not take rows that went for rows that are there', async () => {
  const first = await importRows([row('1', 'A1', 100)]);
  const { workspaceId, owner } = world.workspace;
  const submission = { id: uuidv7(), commands: [{ type: 'undo' as const, position: first }] };
  const request = { workspaceId, bookId: workspaceId, actor: owner, submission };
  const { undone, imported } = await withTransaction(
    world.deps.pool,
    async (tx) => {
      const done = await submitIn(world.deps, tx, request);
      const rival = importRows([row('1', 'A1', 100)]);
      await someoneWaits(rival);
      // In an object: a transaction waits for a promise that it answers.
      return { undone: done, imported: { rival } };
    },
    { workspaceId },
  );
  world.deps.books.advance(workspaceId, workspaceId, undone.entry);
  await imported.rival;
  expect(await actual('A1')).toBe(100);
});

/** Until another connection to the test's database waits for a lock, or the work that should is over without. */
async function someoneWaits(work: Promise<unknown>): Promise<void> {
  const ended = work.then(
    () => true,
    () => true,
  );
  for (;;) {
    const { rows } = await world.database.ownerPool.query<{ waits: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock') AS waits`,
    );
    if (rows[0]?.waits || (await Promise.race([ended, setTimeout(20, false)]))) return;
  }
}

test('a cell of whose rows none says a weight any more has no weight; it is not 0', async () => {
  await importRows([row('1', 'A1', 100)]);
  const weighted = await importRows([{ ...row('2', 'A1', 50), weight: 4 }]);
  expect(await weightOfCell()).toBe(4);
  const gone = await undo(weighted);
  expect(await weightOfCell()).toBe(null);
  const back = await undo(gone);
  expect(await weightOfCell()).toBe(4);
  await importRows([{ ...row('3', 'A1', 50), weight: 0 }]);
  await undo(back);
  expect(await weightOfCell()).toBe(0);
});

async function weightOfCell(): Promise<number | null> {
  const { rows } = await world.database.ownerPool.query<{ weight: number | null }>(
    'SELECT weight::integer AS weight FROM actual_cell WHERE workspace_id = $1',
    [world.workspace.workspaceId],
  );
  expect(rows).toHaveLength(1);
  return rows[0]?.weight ?? null;
}

test('of any number of imports of one key the latest that stands counts, in whatever order they go and come back (seeded)', async () => {
  const imports: { undo: number; stands: boolean; readonly amount: number }[] = [];
  const order =
    fc.sample(fc.array(fc.nat(3), { minLength: 10, maxLength: 10 }), { numRuns: 1, seed: 20260703 })[0] ?? [];
  for (const amount of [100, 70, 50, 20]) {
    imports.push({ undo: await importRows([row('1', 'A1', amount)]), stands: true, amount });
  }
  for (const at of [1, 1, ...order]) {
    const one = imports[at];
    if (!one) throw new Error('no such import');
    one.undo = await undo(one.undo);
    one.stands = !one.stands;
    const latest = imports.findLast(({ stands }) => stands);
    expect(await actual('A1')).toBe(latest?.amount ?? null);
  }
});

test('a key that came back by another import than it left with is taken over by the later one', async () => {
  const first = await importRows([row('1', 'A1', 100)]);
  const gone = await undo(first);
  await importRows([row('1', 'A1', 30)]);
  await undo(gone);
  expect(await actual('A1')).toBe(30);
});

test('a scoped member learns nothing of amounts and days outside the own part', async () => {
  await importRows([
    row('1', 'A1', 100),
    row('2', 'B', 9, '2026-08-09'),
    { ...row('3', 'B', 7), coordinate: {} },
  ]);
  const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
  const seen = await attainment(manager);
  expect(seen.unassigned).toEqual({ amount: 0, cells: 0 });
  expect(seen.dataUntil).toBe('2026-07-03');
});

test('totals of a metric that does not roll up are unknown, not summed', async () => {
  const fields = {
    name: 'Buyers',
    key: 'buyers',
    aggregation: 'distinct',
    direction: 'up',
    unit: 'count',
    decimals: 0,
  };
  await world.workspace.submit(world.workspace.owner, world.workspace.workspaceId, [
    { type: 'record.add', kind: 'metric', id: 'buyers', fields },
  ]);
  await world.workspace.submit(world.workspace.owner, plan, [
    { ...revenueTarget, id: 'buyers', fields: { ...revenueTarget.fields, metric: 'buyers' } },
  ]);
  await importRows([row('1', 'A1', 40), row('2', 'A2', 30)], { metric: 'buyers' });
  expect(await actual('A1', 'M2026-07', 'buyers')).toBe(40);
  expect(await actual('A', 'M2026-07', 'buyers')).toBe(null);
});

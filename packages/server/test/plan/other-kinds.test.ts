import type { CommandRequest } from '@shapan/contract';
import {
  applyEntry,
  type Change,
  createState,
  layoutOf,
  placeOf,
  readFraction,
  tableTotals,
} from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { createBookCache } from '../../src/rooms/plan/book-cache.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { testMaster, testWorld } from '../workspace.ts';

/** Metrics whose totals do not add up, along the whole road: submitted, stored, seen in part, undone, read again. */
const world = testWorld();
let plans: PlanService;
let plan: string;

const at = (region: string, time = 'M2026-07') => ({ members: [region], time });

const metric = (id: string, fields: object): CommandRequest => ({
  type: 'record.add',
  kind: 'metric',
  id,
  fields: { name: id, key: id, direction: 'up', unit: 'count', decimals: 0, ...fields },
});

const target = (id: string): CommandRequest => ({
  type: 'target.define',
  id,
  fields: {
    metric: id,
    targetClass: 'core',
    dimensions: ['region'],
    grain: 'month',
    from: '2026-07-01',
    to: '2026-09-30',
  },
  rows: [['A1'], ['A2'], ['B']],
});

const enter = (to: string, ...entries: object[]): CommandRequest =>
  ({ type: 'target.enter', target: to, entries }) as CommandRequest;

beforeEach(async () => {
  const { workspace, deps } = world;
  plans = createPlanService(deps);
  await testMaster(workspace);
  const { owner, workspaceId } = workspace;
  await workspace.submit(owner, workspaceId, [
    metric('buyers', { aggregation: 'distinct' }),
    metric('leads', { aggregation: 'sum' }),
    metric('price', { aggregation: 'wavg' }),
    metric('sales', { aggregation: 'formula', formula: 'leads * price' }),
  ]);
  plan = await workspace.plan();
  await workspace.submit(owner, plan, ['buyers', 'leads', 'price', 'sales'].map(target));
});

const done = async (...commands: CommandRequest[]) =>
  (await world.workspace.submit(world.workspace.owner, plan, commands)).entry;

/** What a cell shows, from the logs alone, as a process reads them that has never seen the books. */
async function stored(of: string, region: string, time?: string): Promise<number | null> {
  const { owner, workspaceId } = world.workspace;
  const fresh = createPlanService({ ...world.deps, books: createBookCache({ maxBooks: 5 }) });
  const [state, master] = await Promise.all(
    [plan, workspaceId].map(async (id) => {
      const book = createState();
      const { entries } = await fresh.changes(owner, id, 0);
      for (const { position, changes } of entries)
        applyEntry(book, { position, changes: changes as Change[] });
      return book;
    }),
  );
  const layout = layoutOf(state!, master!, of)!;
  const value = readFraction(tableTotals(layout), placeOf(layout.frame, at(region, time))!);
  return value && value.numerator / value.denominator;
}

describe('the own number of a total', () => {
  test('[SPR-T78] is stored, undone and redone as what it is, and comes back after a restart', async () => {
    const { position } = await done(
      enter(
        'buyers',
        { at: at('A1'), value: 40 },
        { at: at('A'), value: 60 },
        { at: at('*', 'Q2026-3'), value: 90 },
      ),
    );
    expect([await stored('buyers', 'A'), await stored('buyers', '*', 'Q2026-3')]).toEqual([60, 90]);
    const undone = await done({ type: 'undo', position });
    expect(await stored('buyers', 'A')).toBeNull();
    await done({ type: 'undo', position: undone.position });
    expect([await stored('buyers', 'A'), await stored('buyers', 'A1')]).toEqual([60, 40]);
  });

  test('[SPR-T78] outside its limits is refused and changes nothing', async () => {
    await done(enter('buyers', { at: at('A1'), value: 40 }));
    await expect(done(enter('buyers', { at: at('A'), value: 39 }))).rejects.toThrow('DISTINCT_RANGE');
    expect(await stored('buyers', 'A')).toBeNull();
  });

  test('is seen and stated inside the scope only: no number of what is above it', async () => {
    const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
    await done(enter('buyers', { at: at('*'), value: 90_909 }, { at: at('B', 'Q2026-3'), value: 80_808 }));
    await done(enter('buyers', { at: at('A', 'Q2026-3'), value: 70_707 }));
    const told = JSON.stringify([
      await plans.read(manager, plan),
      await plans.changes(manager, plan, 0),
      await plans.history(manager, plan, { limit: 100 }),
    ]);
    expect([told.includes('70707'), told.includes('90909'), told.includes('80808')]).toEqual([
      true,
      false,
      false,
    ]);
    const typing = (region: string, value: number) =>
      plans.submit(manager, plan, { id: uuidv7(), commands: [enter('buyers', { at: at(region), value })] });
    await expect(typing('*', 5)).rejects.toThrow('SCOPE');
    await expect(typing('B', 5)).rejects.toThrow('SCOPE');
    await typing('A', 5);
    expect(await stored('buyers', 'A')).toBe(5);
  });

  test('[SPR-T89] has a history of its own', async () => {
    await done(enter('buyers', { at: at('A'), value: 60 }, { at: at('A1'), value: 40 }));
    await done(enter('buyers', { at: at('A'), value: 65 }));
    await done(enter('buyers', { at: at('A1'), value: 41 }));
    const events = await plans.cellHistory(
      world.workspace.owner,
      plan,
      { target: 'buyers', ...at('A') },
      { before: 1_000, limit: 10 },
    );
    expect(events.map(({ before, after }) => [before, after])).toEqual([
      [60, 65],
      [null, 60],
    ]);
  });

  test('keeps the member it stands on, and goes and comes back with its target', async () => {
    const { workspace } = world;
    await done(enter('buyers', { at: at('A'), value: 60 }));
    const removing = { type: 'record.remove', kind: 'dimensionMember', id: 'A' } as const;
    await expect(workspace.submit(workspace.owner, workspace.workspaceId, [removing])).rejects.toThrow(
      'IN_USE',
    );
    const { position } = await done({ type: 'target.remove', target: 'buyers' });
    await done({ type: 'undo', position });
    expect(await stored('buyers', 'A')).toBe(60);
  });
});

describe('a number typed on a formula', () => {
  test('[SPR-T39] changes the target of one driver, as one entry and one undo', async () => {
    await done(
      enter('leads', { at: at('A1'), value: 10 }, { at: at('A2'), value: 30 }),
      enter(
        'price',
        { at: at('A1'), numerator: 50, denominator: 10 },
        { at: at('A2'), numerator: 50, denominator: 10 },
      ),
    );
    expect(await stored('sales', 'A')).toBe(200);
    const place = { target: 'leads', members: ['A1'], time: at('A1').time };
    const owner = world.workspace.owner;
    const [typed] = await plans.cellHistory(owner, plan, place, { limit: 1 });
    expect(typed, '[SPR-T89] empty is not 0').toMatchObject({ before: null, after: 10, goal: null });
    const { position, changes } = await done(enter('sales', { at: at('A'), value: 400 }));
    const [sought] = await plans.cellHistory(owner, plan, place, { limit: 1 });
    expect(sought?.goal, '[SPR-T89] names the goal').toEqual({ target: 'sales', at: at('A'), value: 400 });
    expect(changes).toMatchObject([{ type: 'cells.changed', target: 'leads', after: [20, 60] }]);
    expect(await stored('sales', '*', 'all')).toBe(400);
    await done({ type: 'undo', position });
    expect(await stored('sales', 'A')).toBe(200);
  });

  test('reaches no further than the scope of whoever types it', async () => {
    const rep = await world.workspace.member('rep', [{ dimension: 'region', member: 'A1' }]);
    await done(
      enter('leads', { at: at('A1'), value: 10 }, { at: at('B'), value: 10 }),
      enter('price', { at: at('A1'), numerator: 50, denominator: 10 }),
    );
    const typing = (region: string) =>
      plans.submit(rep, plan, { id: uuidv7(), commands: [enter('sales', { at: at(region), value: 100 })] });
    await expect(typing('A')).rejects.toThrow('SCOPE');
    await typing('A1');
    expect([await stored('leads', 'A1'), await stored('leads', 'B')]).toEqual([20, 10]);
  });

  test('[P7] the metric that a formula names stays, and keeps its key', async () => {
    const { workspace } = world;
    const { owner, workspaceId } = workspace;
    for (const command of [
      { type: 'record.remove', kind: 'metric', id: 'price' },
      { type: 'record.update', kind: 'metric', id: 'price', set: { key: 'cost' } },
    ] as const)
      await expect(workspace.submit(owner, workspaceId, [command])).rejects.toThrow('IN_USE');
  });
});

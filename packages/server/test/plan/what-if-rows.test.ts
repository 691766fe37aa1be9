import type { CommandRequest } from '@shapan/contract';
import { isPresent, readLeaf, rowIndex } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Refused } from '../../src/http/refused.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { promotedUntil } from '../../src/rooms/plan/promotions.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { revenueMetric, revenuePlan, revenueTarget, testWorld } from '../workspace.ts';

/** What-ifs that take rows away, or move rates; and such of which nothing is left to adopt. */
const world = testWorld();
let plan: string;
let mine: string;

const [JULY, AUGUST] = [2026 * 12 + 6, 2026 * 12 + 7];

async function submit(book: string, ...commands: CommandRequest[]) {
  return world.workspace.submit(world.workspace.owner, book, commands);
}
const promote = (more: object = {}) =>
  submit(plan, { type: 'branch.promote', branch: mine, ...more } as CommandRequest);
const refusedWith = (asked: Promise<unknown>) =>
  asked.then(
    () => [],
    (error: Refused) => error.problems.map(({ code, params }) => ({ code, ...params })),
  );

async function branchOff(): Promise<void> {
  mine = uuidv7();
  await createPlanService(world.deps).branch(world.workspace.owner, plan, { id: mine, name: 'what if' });
}

function inside<T>(
  work: (tx: Parameters<typeof openBook>[0], workspaceId: string) => Promise<T>,
): Promise<T> {
  const { workspaceId } = world.workspace;
  return withTransaction(world.deps.pool, (tx) => work(tx, workspaceId), { workspaceId });
}

/** Leaves of the plan, and whether the row is there. */
async function row(member: string, target = 'target') {
  const state = await inside(async (tx, workspace) =>
    world.deps.books.current(tx, await openBook(tx, workspace, plan)),
  );
  const cube = state.cubes.get(target)?.cube;
  if (!cube) throw new Error('the plan has its target');
  const at = rowIndex(cube, [member]);
  const leaf = (slot: number) =>
    Array.from({ length: cube.parts }, (_, part) => readLeaf(cube, part as 0 | 1, at, slot));
  return { isThere: isPresent(cube, at), july: leaf(JULY), august: leaf(AUGUST) };
}

describe('[SPR-T92] a what-if that removes a row', () => {
  const enter = (value: number, time = 'M2026-07', member = 'B'): CommandRequest => ({
    type: 'target.enter',
    target: 'target',
    entries: [{ at: { members: [member], time }, value }],
  });
  const rows = (how: 'add' | 'remove', member = 'B'): CommandRequest => ({
    type: 'target.rows',
    target: 'target',
    [how]: [[member]],
  });
  const gone = { isThere: false, july: [null], august: [null] };

  beforeEach(async () => {
    plan = await revenuePlan(world.workspace);
    await submit(plan, enter(500), enter(1, 'M2026-07', 'A1'));
    await branchOff();
    await submit(mine, rows('remove'));
  });

  test('with numbers the plan has not touched is adopted as it is, and undone as a whole', async () => {
    const { entry } = await promote();
    expect(await row('B')).toEqual(gone);
    await submit(plan, rows('add'));
    expect(await row('B')).toEqual({ ...gone, isThere: true });
    await submit(plan, rows('remove'));
    await submit(plan, { type: 'undo', position: entry.position });
    expect(await row('B')).toEqual({ isThere: true, july: [500], august: [null] });
  });

  test('whose numbers the plan has changed names them, and only without them it can go', async () => {
    await submit(plan, enter(600));
    const named = { code: 'STALE', members: 'B', time: 'M2026-07', only: 'mine', conflicts: 1 };
    const numbers = { base: '500', theirs: '600', yours: null };
    expect(await refusedWith(promote())).toMatchObject([{ ...named, ...numbers }]);
    expect(await refusedWith(promote({ take: 'theirs' }))).toMatchObject([{ ...named, ...numbers }]);
    expect(await row('B')).toMatchObject({ isThere: true, july: [600] });
    const { entry } = await promote({ take: 'mine' });
    expect(await row('B')).toEqual(gone);
    await submit(plan, { type: 'undo', position: entry.position });
    expect(await row('B')).toMatchObject({ isThere: true, july: [600] });
  });

  test('names numbers, too, that the plan alone has there, so that none stays behind unseen', async () => {
    await submit(plan, enter(70, 'M2026-08'));
    const asked = await refusedWith(promote());
    expect(asked).toMatchObject([
      { members: 'B', time: 'M2026-08', base: null, theirs: '70', yours: null, only: 'mine' },
    ]);
    const at = { members: ['B'], time: 'M2026-08' };
    await promote({ cells: [{ target: 'target', at, take: 'mine' }] });
    expect(await row('B')).toEqual(gone);
  });

  test('tells nobody of another part what stands in it', async () => {
    await submit(plan, enter(70, 'M2026-08'));
    const director = await world.workspace.member('director', [{ dimension: 'region', member: 'A' }]);
    const asked = world.workspace.submit(director, plan, [{ type: 'branch.promote', branch: mine }]);
    expect(await refusedWith(asked)).toEqual([{ code: 'SCOPE' }]);
  });

  test('which the plan has removed as well leaves nothing to do but its other numbers', async () => {
    await submit(plan, rows('remove'));
    await submit(mine, enter(2, 'M2026-07', 'A1'));
    await promote();
    expect(await row('B')).toEqual(gone);
    expect(await row('A1')).toMatchObject({ july: [2] });
  });
});

describe('[SPR-T92] a row that only the plan has', () => {
  test('stays where the what-if added and removed it for itself', async () => {
    const rows = (how: 'add' | 'remove'): CommandRequest => ({
      type: 'target.rows',
      target: 'target',
      [how]: [['B']],
    });
    const enter = (member: string, value: number): CommandRequest => ({
      type: 'target.enter',
      target: 'target',
      entries: [{ at: { members: [member], time: 'M2026-07' }, value }],
    });
    plan = await revenuePlan(world.workspace);
    await submit(plan, rows('remove'));
    await branchOff();
    await submit(mine, rows('add'));
    await submit(mine, rows('remove'));
    await submit(mine, enter('A1', 7));
    await submit(plan, rows('add'), enter('B', 500));
    await promote();
    expect(await row('B')).toMatchObject({ isThere: true, july: [500] });
    expect(await row('A1')).toMatchObject({ july: [7] });
  });

  test('goes for none of the numbers of a what-if once the plan has removed it', async () => {
    plan = await revenuePlan(world.workspace);
    await branchOff();
    await submit(mine, {
      type: 'target.enter',
      target: 'target',
      entries: [{ at: { members: ['B'], time: 'M2026-07' }, value: 5 }],
    });
    await submit(plan, { type: 'target.rows', target: 'target', remove: [['B']] });
    expect(await refusedWith(promote({ take: 'mine' }))).toMatchObject([{ only: 'theirs', yours: '5' }]);
  });
});

describe('[SPR-T92] rates that both have moved', () => {
  const rate = (numerator: number, denominator: number, member = 'B'): CommandRequest => ({
    type: 'target.enter',
    target: 'rate',
    entries: [{ at: { members: [member], time: 'M2026-07' }, numerator, denominator }],
  });
  const at = { members: ['B'], time: 'M2026-07' };

  beforeEach(async () => {
    const { workspace } = world;
    plan = await revenuePlan(workspace);
    await workspace.submit(workspace.owner, workspace.workspaceId, [
      {
        ...revenueMetric,
        id: 'conversion',
        fields: {
          name: 'Conversion',
          key: 'conversion',
          aggregation: 'ratio',
          direction: 'up',
          unit: 'percent',
          decimals: 0,
        },
      },
    ]);
    await submit(plan, {
      ...revenueTarget,
      id: 'rate',
      fields: { ...revenueTarget.fields, metric: 'conversion' },
    });
    await submit(plan, rate(3, 10));
    await branchOff();
  });

  test('are one number each, named with numerator and denominator', async () => {
    await submit(mine, rate(4, 12));
    await submit(plan, rate(5, 11));
    expect(await refusedWith(promote())).toEqual([
      {
        code: 'STALE',
        kind: 'target',
        id: 'rate',
        cell: expect.any(Number),
        members: 'B',
        time: 'M2026-07',
        base: '3',
        baseDenominator: '10',
        theirs: '5',
        theirsDenominator: '11',
        yours: '4',
        yoursDenominator: '12',
        conflicts: 1,
      },
    ]);
    await promote({ cells: [{ target: 'rate', at, take: 'mine' }] });
    expect(await row('B', 'rate')).toMatchObject({ july: [4, 12] });
  });

  test('are never put together from a part of each', async () => {
    await submit(mine, rate(5, 10));
    await submit(plan, rate(3, 12));
    expect(await refusedWith(promote())).toMatchObject([
      { theirs: '3', theirsDenominator: '12', yours: '5', yoursDenominator: '10' },
    ]);
    await promote({ take: 'mine' });
    expect(await row('B', 'rate')).toMatchObject({ july: [5, 10] });
  });
});

describe('[SPR-T92] a what-if of which nothing is left to adopt', () => {
  const enter = (value: number): CommandRequest => ({
    type: 'target.enter',
    target: 'target',
    entries: [{ at: { members: ['B'], time: 'M2026-07' }, value }],
  });

  test('writes no entry and is not adopted', async () => {
    plan = await revenuePlan(world.workspace);
    await branchOff();
    await submit(mine, enter(300));
    const { entry } = await submit(plan, enter(400));
    const done = await promote({ take: 'theirs' });
    expect(done).toMatchObject({ committed: false, entry: { position: entry.position, changes: [] } });
    const until = await inside(async (tx, workspace) =>
      promotedUntil(tx, await openBook(tx, workspace, plan), await openBook(tx, workspace, mine)),
    );
    expect(until).toBe(0);
    expect(await row('B')).toMatchObject({ july: [400] });
  });
});

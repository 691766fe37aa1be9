import type { CommandRequest } from '@shapan/contract';
import { createTotals, findRecord, layoutOf, placeOf, readTotal } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** A what-if is promoted more than once: each time what was done in it since the last time. */
const world = testWorld();
let plan: string;
let mine: string;

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
  await here(plan, enter(100));
  mine = uuidv7();
  await createPlanService(world.deps).branch(world.workspace.owner, plan, { id: mine, name: 'what if' });
});

const enter = (value: number, member = 'B'): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-07' }, value }],
});
const add: CommandRequest = { type: 'record.add', kind: 'initiative', id: 'i', fields: { name: 'one' } };
const rename = (name: string): CommandRequest => ({
  type: 'record.update',
  kind: 'initiative',
  id: 'i',
  set: { name },
});

async function here(book: string, ...commands: CommandRequest[]): Promise<number> {
  const { entry } = await world.workspace.submit(world.workspace.owner, book, commands);
  return entry.position;
}
const promote = (): Promise<number> => here(plan, { type: 'branch.promote', branch: mine });

async function live() {
  const { deps, workspace } = world;
  const { workspaceId } = workspace;
  const [state, master] = await withTransaction(
    deps.pool,
    async (tx) =>
      [
        await deps.books.current(tx, await openBook(tx, workspaceId, plan)),
        await deps.books.current(tx, await openBook(tx, workspaceId, workspaceId)),
      ] as const,
    { workspaceId },
  );
  const layout = layoutOf(state, master, 'target');
  if (!layout) throw new Error('the plan has its target');
  const value = (member: string): number | null => {
    const place = placeOf(layout.frame, { members: [member], time: 'M2026-07' });
    return place ? readTotal(createTotals(layout.cube, layout.frame), place) : null;
  };
  return { B: value('B'), A1: value('A1'), name: findRecord(state, 'initiative', 'i')?.fields['name'] };
}

describe('promoted again', () => {
  test('what was taken back in the what-if is taken back in the plan', async () => {
    const taken = await here(mine, enter(300));
    await promote();
    expect((await live()).B).toBe(300);
    await here(mine, { type: 'undo', position: taken });
    await promote();
    expect((await live()).B).toBe(100);
  });

  test('what was added and edited since is edited', async () => {
    await here(mine, add, enter(300));
    await promote();
    await here(mine, rename('two'), enter(400));
    await promote();
    expect(await live()).toMatchObject({ B: 400, name: 'two' });
  });

  test('what the plan has changed meanwhile stays, unless the what-if changed it again, too', async () => {
    await here(mine, enter(300));
    await promote();
    await here(plan, enter(350));
    await here(mine, enter(7, 'A1'));
    await promote();
    expect(await live()).toMatchObject({ B: 350, A1: 7 });
    await here(mine, enter(400));
    await expect(promote()).rejects.toThrow('STALE');
  });

  test('after the promotion was undone everything comes again; after it was redone, only the rest', async () => {
    await here(mine, add, enter(300));
    const undone = await here(plan, { type: 'undo', position: await promote() });
    await promote();
    expect(await live()).toMatchObject({ B: 300, name: 'one' });
    await here(plan, { type: 'undo', position: undone + 1 });
    await here(plan, { type: 'undo', position: undone + 2 });
    await here(mine, enter(100), rename('two'));
    await promote();
    expect(await live()).toMatchObject({ B: 100, name: 'two' });
  });

  test('after the plan was brought back to a version from before, everything comes again', async () => {
    await here(plan, { type: 'version.freeze', id: 'v', name: 'v', purpose: 'baseline' });
    await here(mine, add, enter(300));
    await promote();
    await here(plan, { type: 'version.restore', version: 'v' });
    expect(await live()).toMatchObject({ B: 100, name: undefined });
    await promote();
    expect(await live()).toMatchObject({ B: 300, name: 'one' });
  });
});

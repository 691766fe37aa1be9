import type { CommandRequest } from '@shapan/contract';
import { layoutOf, placeOf, readLeaf, rowIndex } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Caller } from '../../src/http/caller.ts';
import { keepSource } from '../../src/rooms/plan/entry-sources.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** What was typed by hand in a planning round, as the log tells it (SPR-T82). */
const world = testWorld();
let plan: string;
let plans: PlanService;

const enter = (member: string, value: number, more: object = {}): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-07' }, value, ...more }],
});
const keeping = (member: string, value: number, more: object = {}): CommandRequest =>
  enter(member, value, { keepManual: true, ...more });
const freeze = (purpose: 'baseline' | 'snapshot'): CommandRequest => ({
  type: 'version.freeze',
  id: uuidv7(),
  name: 'V',
  purpose,
});

const send = (command: CommandRequest, book = plan, caller: Caller = world.workspace.owner) =>
  plans.submit(caller, book, { id: uuidv7(), commands: [command] });
const show = (command: CommandRequest) =>
  plans.submit(world.workspace.owner, plan, { id: uuidv7(), commands: [command], preview: true });

async function july(book = plan): Promise<readonly (number | null)[]> {
  const { deps, workspace } = world;
  const { workspaceId } = workspace;
  const [state, master] = await withTransaction(
    deps.pool,
    async (tx) =>
      [
        await deps.books.current(tx, await openBook(tx, workspaceId, book)),
        await deps.books.current(tx, await openBook(tx, workspaceId, workspaceId)),
      ] as const,
    { workspaceId },
  );
  const layout = layoutOf(state, master, 'target');
  const place = layout && placeOf(layout.frame, { members: ['*'], time: 'M2026-07' });
  if (!layout || !place) throw new Error('the plan has its target');
  const slot = layout.frame.time.slots[layout.frame.time.firstLeaf[place.time]!]!;
  return ['A1', 'A2', 'B'].map((id) => readLeaf(layout.cube, 0, rowIndex(layout.cube, [id]), slot));
}

const kept = (answer: {
  readonly notices: readonly { readonly code: string; readonly params?: unknown }[];
}) => answer.notices.find(({ code }) => code === 'KEPT_BY_HAND')?.params;

beforeEach(async () => {
  plans = createPlanService(world.deps);
  plan = await revenuePlan(world.workspace);
  await send(enter('*', 300));
  await send(enter('A1', 50));
});

describe('an entry that keeps what was typed by hand', () => {
  test('[SPR-T82] is shown and made with the typed cells named, whoever typed them', async () => {
    const manager = await world.workspace.member('manager');
    await send(enter('A2', 70), plan, manager);
    const shown = await show(keeping('*', 420));
    expect(kept(shown)).toEqual({ count: 2, names: 'A1 · M2026-07, A2 · M2026-07' });
    const done = await send(keeping('*', 420));
    expect(done.fingerprint).toBe(shown.fingerprint);
    expect(await july()).toEqual([50, 70, 300]);
    await send({ type: 'undo', position: done.position });
    expect(await july()).toEqual([50, 70, 100]);
  });

  test('[SPR-T82] keeps a number again that an undo brought back', async () => {
    const { position } = await send(enter('A1', 80));
    await send({ type: 'undo', position });
    await send(keeping('*', 550));
    expect(await july()).toEqual([50, 250, 250]);
  });

  test('[SPR-T82] knows the round: a baseline ends it, a snapshot does not', async () => {
    await send(freeze('snapshot'));
    expect(kept(await show(keeping('*', 550)))).toMatchObject({ count: 1 });
    await send(freeze('baseline'));
    expect(kept(await show(keeping('*', 500)))).toBeUndefined();
    await send(enter('B', 150));
    await send(keeping('*', 450));
    expect(await july()).toEqual([100, 200, 150]);
  });

  test('[SPR-T82] goes on with the round of the plan in a what-if', async () => {
    const branch = uuidv7();
    await plans.branch(world.workspace.owner, plan, { id: branch, name: 'what if' });
    await send(enter('B', 150), branch);
    await send(keeping('*', 400), branch);
    expect(await july(branch)).toEqual([50, 200, 150]);
  });

  test('[SPR-T82] does not take numbers of a file for typed ones', async () => {
    const { workspaceId } = world.workspace;
    const { position } = await send(enter('B', 150));
    const source = { fileName: 'f.csv', sheetName: '', cells: [], rows: [], totals: [] };
    const key = { workspaceId, bookId: plan, target: 'target' };
    await withTransaction(world.deps.pool, (tx) => keepSource(tx, key, position, source), { workspaceId });
    await send(keeping('*', 550));
    expect(await july()).toEqual([50, 200, 300]);
  });

  test('[SPR-T82] knows every leaf of a gesture of which the log keeps the first numbers only', async () => {
    const months = ['07', '08', '09'];
    const [entry] = (enter('A2', 70) as Extract<CommandRequest, { type: 'target.enter' }>).entries;
    const entries = Array.from({ length: 201 }, (_, i) => ({
      ...entry!,
      at: { members: ['A2'], time: `M2026-${months[i % 2 === 0 ? 1 : 2]}` },
    }));
    await send({ type: 'target.enter', target: 'target', entries: [...entries, entry!] });
    expect(kept(await show(keeping('*', 420)))).toEqual({ count: 2, names: 'A1 · M2026-07, A2 · M2026-07' });
  });

  test('[SPR-T82] yields only when that is wanted', async () => {
    await send(enter('A2', 70));
    await send(enter('B', 110));
    await expect(send(keeping('*', 460))).rejects.toThrow('NO_FREE_CELL');
    await send(keeping('*', 460, { overSoft: true }));
    expect(await july()).toEqual([100, 140, 220]);
  });

  test('[SPR-T82, SPR-T89] is explained with what it kept', async () => {
    const { position } = await send(keeping('*', 650));
    const at = { target: 'target', members: ['A2'], time: 'M2026-07' };
    const share = await plans.cellShare(world.workspace.owner, plan, at, position);
    expect(share).toMatchObject({ fixed: 50, amount: 600, due: 300, got: 300, holds: [] });
  });

  test('[SPR-T82] keeps what a superior typed around a part: who works there moves it only when that is wanted', async () => {
    await send(enter('A', 300));
    const rep = await world.workspace.member('rep', [{ dimension: 'region', member: 'A1' }]);
    const refused = send(keeping('A1', 60), plan, rep);
    await expect(refused).rejects.toMatchObject({
      problems: [{ code: 'NO_FREE_CELL', params: { keptCount: 1, keptNames: 'A · M2026-07' } }],
    });
    // Of what lies outside the part nothing is told but that: no number can be read off it.
    const [{ params }] = await refused.then(
      () => [{ params: {} }],
      ({ problems }) => problems,
    );
    expect(params).not.toHaveProperty('fixed');
    const { min = 100, max = 100 } = params;
    expect([min, max]).toEqual([100, 100]);
    const done = await send(keeping('A1', 60, { overSoft: true }), plan, rep);
    expect(kept(done)).toBeUndefined();
    expect(await july()).toEqual([60, 200, 100]);
  });
});

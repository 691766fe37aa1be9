import type { CommandRequest } from '@shapan/contract';
import { findRecord } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Caller } from '../../src/http/caller.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, shopImport, testWorld } from '../workspace.ts';

/** What a what-if, a version or an undo must not be a way around: the scope, the role, and the right log. */
const world = testWorld();
let plans: PlanService;
let plan: string;

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
  plans = createPlanService(world.deps);
});

const enter = (member: string, value: number): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-07' }, value }],
});
const freeze = (id: string): CommandRequest => ({
  type: 'version.freeze',
  id,
  name: id,
  purpose: 'baseline',
});
const restore = (version: string): CommandRequest => ({ type: 'version.restore', version });
const promote = (branch: string): CommandRequest => ({ type: 'branch.promote', branch });

async function whatIfOf(caller: Caller): Promise<string> {
  const id = uuidv7();
  await plans.branch(caller, plan, { id, name: 'what if' });
  return id;
}

function stateOf(book: string) {
  const { deps, workspace } = world;
  const workspaceId = workspace.workspaceId;
  return withTransaction(
    deps.pool,
    async (tx) => deps.books.current(tx, await openBook(tx, workspaceId, book)),
    { workspaceId },
  );
}

const inA = [{ dimension: 'region', member: 'A' }];

describe('a what-if of one’s own', () => {
  test('goes as far as the scope: nothing of region B, no brief, no target', async () => {
    const { workspace } = world;
    await workspace.submit(workspace.owner, plan, [enter('B', 100)]);
    const rep = await workspace.member('rep', inA);
    const mine = await whatIfOf(rep);
    const there: CommandRequest[] = [
      enter('B', 5),
      { type: 'target.rows', target: 'target', remove: [['B']] },
      { type: 'record.add', kind: 'risk', id: 'r', fields: { name: 'r', coordinate: { region: 'B' } } },
    ];
    for (const command of there) {
      await expect(workspace.submit(rep, mine, [command])).rejects.toThrow('SCOPE');
    }
    await workspace.submit(rep, mine, [enter('A', 5)]);
  });

  test('ends with the right to have one', async () => {
    const { workspace, deps } = world;
    const rep = await workspace.member('rep');
    const mine = await whatIfOf(rep);
    await withTransaction(
      deps.pool,
      (tx) => tx.query("UPDATE member SET role = 'viewer' WHERE member_id = $1", [rep.member]),
      { workspaceId: workspace.workspaceId },
    );
    await expect(workspace.submit({ ...rep, role: 'viewer' }, mine, [enter('A', 5)])).rejects.toThrow('ROLE');
  });

  test('is no place to forge a version in', async () => {
    const { workspace } = world;
    const rep = await workspace.member('rep');
    const mine = await whatIfOf(rep);
    const fields = { name: 'v', purpose: 'baseline', position: 0, masterPosition: 0, fingerprint: 'f' };
    const forged: CommandRequest = { type: 'record.add', kind: 'version', id: 'v', fields };
    for (const [who, book] of [
      [rep, mine],
      [workspace.owner, mine],
      [workspace.owner, plan],
    ] as const) {
      await expect(workspace.submit(who, book, [forged])).rejects.toThrow('ROLE');
    }
  });
});

describe('a version', () => {
  test('of the plan is not restored in a what-if', async () => {
    const { workspace } = world;
    await workspace.submit(workspace.owner, plan, [freeze('v')]);
    const mine = await whatIfOf(workspace.owner);
    await workspace.submit(workspace.owner, mine, [enter('B', 300)]);
    await expect(workspace.submit(workspace.owner, mine, [restore('v')])).rejects.toThrow(
      'VERSION_ELSEWHERE',
    );
  });

  test('of a what-if is restored there, and stays behind when the what-if is promoted', async () => {
    const { workspace } = world;
    const mine = await whatIfOf(workspace.owner);
    await workspace.submit(workspace.owner, mine, [enter('B', 300)]);
    await workspace.submit(workspace.owner, mine, [freeze('there')]);
    await workspace.submit(workspace.owner, mine, [enter('B', 400)]);
    const back = await workspace.submit(workspace.owner, mine, [restore('there')]);
    expect(back.entry.changes).toMatchObject([{ type: 'cells.changed', before: [400], after: [300] }]);
    await workspace.submit(workspace.owner, plan, [promote(mine)]);
    const live = await stateOf(plan);
    expect(findRecord(live, 'version', 'there')).toBeUndefined();
    await expect(workspace.submit(workspace.owner, plan, [restore('there')])).rejects.toThrow('NOT_FOUND');
  });
});

describe('a what-if is promoted', () => {
  const hold = (owner: Caller, fields: object): CommandRequest => ({
    type: 'record.add',
    kind: 'hold',
    id: 'h',
    fields: { target: 'target', time: 'M2026-07', owner: owner.member, reason: 'signed', ...fields },
  });

  test('SPR-T92 not over a hold or into a period that was closed in the plan meanwhile', async () => {
    const { workspace } = world;
    const { owner } = workspace;
    const director = await workspace.member('director');
    const mine = await whatIfOf(director);
    await workspace.submit(director, mine, [enter('B', 5)]);
    await workspace.submit(owner, plan, [hold(owner, { members: ['B'], keeps: 'value' })]);
    await expect(workspace.submit(director, plan, [promote(mine)])).rejects.toThrow('HELD at branch');
    await workspace.submit(owner, plan, [{ type: 'record.remove', kind: 'hold', id: 'h' }]);
    const close = (day: string | null): CommandRequest => ({
      type: 'record.update',
      kind: 'target',
      id: 'target',
      set: { closedUntil: day },
    });
    await workspace.submit(owner, plan, [close('2026-07-31')]);
    await expect(workspace.submit(director, plan, [promote(mine)])).rejects.toThrow('CLOSED at branch');
    await workspace.submit(owner, plan, [close(null)]);
    await workspace.submit(director, plan, [promote(mine)]);
  });

  test('by a director of region A, and what the plan shows in region B is not told', async () => {
    const { workspace } = world;
    const director = await workspace.member('director', inA);
    const theirs = await whatIfOf(workspace.owner);
    await workspace.submit(workspace.owner, theirs, [enter('B', 5)]);
    await workspace.submit(workspace.owner, plan, [enter('B', 4_711)]);
    const refusal = await workspace.submit(director, plan, [promote(theirs)]).catch((one: unknown) => one);
    expect(refusal).toMatchObject({ problems: [{ code: 'SCOPE' }] });
    expect(JSON.stringify(refusal)).not.toContain('4711');
    const own = await whatIfOf(director);
    await workspace.submit(director, own, [enter('A', 5)]);
    await workspace.submit(workspace.owner, plan, [enter('A', 6)]);
    await expect(workspace.submit(director, plan, [promote(own)])).rejects.toThrow('STALE');
  });

  test('and back to a version nobody goes beyond the scope, nor hears what stands in the way there', async () => {
    const { workspace } = world;
    const director = await workspace.member('director', inA);
    await workspace.submit(workspace.owner, plan, [freeze('v')]);
    const risk = { name: 'secret of B', coordinate: { region: 'B' } };
    await workspace.submit(workspace.owner, plan, [
      { type: 'record.add', kind: 'risk', id: 'r', fields: risk },
    ]);
    await expect(workspace.submit(director, plan, [restore('v')])).rejects.toThrow('SCOPE');
  });
});

describe('a director of region A undoes', () => {
  test('nothing of the master data, nothing of the plan as a whole, no import of others', async () => {
    const { workspace, deps } = world;
    const director = await workspace.member('director', inA);
    const master = await workspace.submit(workspace.owner, workspace.workspaceId, [
      {
        type: 'record.add',
        kind: 'dimensionMember',
        id: 'C',
        fields: { dimension: 'region', name: 'C', code: 'C' },
      },
    ]);
    const undo = (position: number): CommandRequest => ({ type: 'undo', position });
    await expect(
      workspace.submit(director, workspace.workspaceId, [undo(master.entry.position)]),
    ).rejects.toThrow('SCOPE');
    const rows = [
      { row: 1, key: 'k', date: '2026-07-02', coordinate: { region: 'B' }, amount: 999, weight: null },
    ];
    await createTrackingService(deps).importActuals(workspace.owner, shopImport(rows));
    const { position } = await stateOf(workspace.workspaceId);
    await expect(workspace.submit(director, workspace.workspaceId, [undo(position)])).rejects.toThrow(
      'SCOPE',
    );
    const target = await stateOf(plan);
    const shaped = target.position;
    await expect(workspace.submit(director, plan, [undo(shaped)])).rejects.toThrow('SCOPE');
  });

  test('what others entered in region A', async () => {
    const { workspace } = world;
    const director = await workspace.member('director', inA);
    const { entry } = await workspace.submit(workspace.owner, plan, [enter('A', 7)]);
    const undone = await workspace.submit(director, plan, [{ type: 'undo', position: entry.position }]);
    expect(undone.entry.undoes).toBe(entry.position);
  });

  test('no version that somebody else froze, but the own one', async () => {
    const { workspace } = world;
    const director = await workspace.member('director', inA);
    const undo = (position: number): CommandRequest => ({ type: 'undo', position });
    const others = await workspace.submit(workspace.owner, plan, [freeze('theirs')]);
    await expect(workspace.submit(director, plan, [undo(others.entry.position)])).rejects.toThrow('SCOPE');
    expect(findRecord(await stateOf(plan), 'version', 'theirs')).toBeDefined();
    const own = await workspace.submit(director, plan, [freeze('own')]);
    await workspace.submit(director, plan, [undo(own.entry.position)]);
    expect(findRecord(await stateOf(plan), 'version', 'own')).toBeUndefined();
  });
});

test('the list says when a what-if was adopted and by whom, as long as that is not undone', async () => {
  const { owner } = world.workspace;
  const branch = await whatIfOf(owner);
  const submit = (book: string, command: CommandRequest) => world.workspace.submit(owner, book, [command]);
  const adopted = async (caller = owner) =>
    (await plans.list(caller)).find(({ id }) => id === branch)?.adopted;
  await submit(branch, enter('B', 900));
  expect(await adopted()).toBeNull();
  const { entry } = await submit(plan, promote(branch));
  expect(await adopted()).toEqual({ at: entry.at, by: owner.member });
  expect(await adopted(await world.workspace.member('manager', inA))).toEqual({ at: entry.at, by: null });
  const undone = await submit(plan, { type: 'undo', position: entry.position });
  expect(await adopted()).toBeNull();
  await submit(plan, { type: 'undo', position: undone.entry.position });
  expect(await adopted()).toEqual({ at: entry.at, by: owner.member });
});

test('a submission’s id stands for what was sent with it, by whom, and why', async () => {
  const { workspace } = world;
  const id = uuidv7();
  await workspace.submit(workspace.owner, plan, [enter('A', 7)], { id, reason: 'first' });
  const again = await workspace.submit(workspace.owner, plan, [enter('A', 7)], { id, reason: 'first' });
  expect(again.committed).toBe(false);
  const director = await workspace.member('director');
  for (const [who, value, reason] of [
    [workspace.owner, 8, 'first'],
    [workspace.owner, 7, 'second'],
    [director, 7, 'first'],
  ] as const) {
    const other = workspace.submit(who, plan, [enter('A', value)], { id, reason });
    await expect(other).rejects.toThrow('KEY_REUSED');
  }
  const mine = await whatIfOf(workspace.owner);
  await workspace.submit(workspace.owner, mine, [enter('B', 9)]);
  const promotion = uuidv7();
  const first = await workspace.submit(workspace.owner, plan, [promote(mine)], { id: promotion });
  const second = await workspace.submit(workspace.owner, plan, [promote(mine)], { id: promotion });
  expect([second.committed, second.entry.position]).toEqual([false, first.entry.position]);
});

test('a comment is by whoever writes it', async () => {
  const { workspace } = world;
  const director = await workspace.member('director');
  const by = (author: string): CommandRequest => ({
    type: 'record.add',
    kind: 'comment',
    id: uuidv7(),
    fields: { text: 'one', author, about: 'brief' },
  });
  const forged = workspace.submit(director, plan, [by(workspace.owner.member)]);
  await expect(forged).rejects.toThrow('INVALID at fields.author');
  const { entry } = await workspace.submit(director, plan, [by(director.member)]);
  const [added] = entry.changes;
  const id = added && 'record' in added ? added.record.id : '';
  const say = (set: Record<string, string | boolean>): CommandRequest => ({
    type: 'record.update',
    kind: 'comment',
    id,
    set,
  });
  // Others may settle it, not say something else in that name.
  const { owner } = workspace;
  await expect(workspace.submit(owner, plan, [say({ text: 'I resign' })])).rejects.toThrow('ROLE');
  await workspace.submit(owner, plan, [say({ resolved: true })]);
  await workspace.submit(director, plan, [say({ text: 'two' })]);
});

import type { CommandRequest, Role } from '@shapan/contract';
import { findRecord } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Caller } from '../../src/http/caller.ts';
import { createBookCache } from '../../src/rooms/plan/book-cache.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** Who may hold and release what, and what holds outlive (SPR-T54). */
const world = testWorld();
let plan: string;

const inA = [{ dimension: 'region', member: 'A' }];
const inA1 = [{ dimension: 'region', member: 'A1' }];
const inB = [{ dimension: 'region', member: 'B' }];

const submit = (caller: Caller, commands: readonly CommandRequest[], book = plan) =>
  world.workspace.submit(caller, book, [...commands]);

const outcome = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'done',
    (error: Error) => error.message,
  );

const enter = (member: string, value: number): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-07' }, value }],
});
const hold = (owner: Caller, member: string, fields: object = {}, id = 'h'): CommandRequest => ({
  type: 'record.add',
  kind: 'hold',
  id,
  fields: {
    target: 'target',
    members: [member],
    time: 'M2026-07',
    keeps: 'value',
    owner: owner.member,
    reason: 'signed',
    ...fields,
  },
});
const release = (id = 'h'): CommandRequest => ({ type: 'record.remove', kind: 'hold', id });

async function fieldsOf(book: string, id = 'h') {
  const { deps, workspace } = world;
  const { workspaceId } = workspace;
  const state = await withTransaction(
    deps.pool,
    async (tx) => deps.books.current(tx, await openBook(tx, workspaceId, book)),
    { workspaceId },
  );
  return findRecord(state, 'hold', id)?.fields;
}

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
  await submit(world.workspace.owner, [enter('A1', 30), enter('A2', 70), enter('B', 100)]);
});

describe('a hold', () => {
  test('[SPR-T53] is made inside the scope only: who may not write a number keeps nobody else from it', async () => {
    const rep = await world.workspace.member('rep', inA1);
    expect(await outcome(submit(rep, [hold(rep, 'B')]))).toContain('SCOPE');
    expect(await outcome(submit(rep, [hold(rep, '*', { keeps: 'total' })]))).toContain('SCOPE');
    expect(await outcome(submit(rep, [hold(rep, 'A', { keeps: 'total' })]))).toContain('SCOPE');
    expect(await outcome(submit(rep, [hold(rep, 'A1')]))).toBe('done');
    const viewer = await world.workspace.member('viewer');
    expect(await outcome(submit(viewer, [hold(viewer, 'A1', {}, 'v')]))).toContain('ROLE');
  });

  test('of a share is made only by who knows the whole that it is a share of', async () => {
    const rep = await world.workspace.member('rep', inA1);
    const share = { keeps: 'share', along: 'region' };
    for (const fields of [share, { ...share, sharePart: 0, shareWhole: 1 }]) {
      expect(await outcome(submit(rep, [hold(rep, 'A1', fields)]))).toContain('SCOPE');
    }
    const manager = await world.workspace.member('manager', inA);
    expect(await outcome(submit(manager, [hold(manager, 'A', share)]))).toContain('SCOPE');
    expect(await outcome(submit(manager, [hold(manager, 'A1', share)]))).toBe('done');
  });

  test('tells its numbers only where its place may be read', async () => {
    const { owner } = world.workspace;
    const plans = createPlanService(world.deps);
    const rep = await world.workspace.member('rep', inA1);
    const { position } = await plans.read(rep, plan);
    await submit(owner, [hold(owner, 'B', { keeps: 'bound', cap: 4_711 })]);
    await submit(owner, [hold(owner, '*', { keeps: 'bound', cap: 4_712 }, 'all')]);
    await submit(owner, [hold(owner, 'A1', { keeps: 'bound', cap: 4_713 }, 'own')]);
    await submit(owner, [{ type: 'record.update', kind: 'hold', id: 'all', set: { cap: 4_714 } }]);
    const seen = JSON.stringify((await plans.read(rep, plan)).records);
    const news = JSON.stringify(await plans.changes(rep, plan, position));
    for (const text of [seen, news]) {
      expect(text).toContain('4713');
      expect(text).not.toMatch(/4711|4712|4714/);
    }
  });

  test('in somebody else’s name is for managers', async () => {
    const rep = await world.workspace.member('rep', inA1);
    const manager = await world.workspace.member('manager', inA);
    expect(await outcome(submit(rep, [hold(manager, 'A1')]))).toContain('ROLE');
    expect(await outcome(submit(manager, [hold(rep, 'A1')]))).toBe('done');
  });

  test.each([
    ['owner', [], 'done'],
    ['director', [], 'done'],
    ['operations', [], 'done'],
    ['manager', [], 'done'],
    ['manager', inA, 'done'],
    ['manager', inA1, 'done'],
    ['manager', inB, 'SCOPE'],
    ['rep', inA1, 'ROLE'],
    ['rep', [], 'ROLE'],
    ['viewer', [], 'ROLE'],
  ] as const)(
    'is released by its owner and who manages the place: %s in %j: %s',
    async (role, scope, answer) => {
      const rep = await world.workspace.member('rep', inA1);
      await submit(rep, [hold(rep, 'A1')]);
      const other = await world.workspace.member(role as Role, [...scope]);
      expect(await outcome(submit(other, [release()]))).toContain(answer);
      if (answer !== 'done') expect(await outcome(submit(rep, [release()]))).toBe('done');
      expect(await fieldsOf(plan)).toBeUndefined();
    },
  );

  test('of a period is the plan’s own: who shapes the plan makes it and takes it away, nobody types past it', async () => {
    const { owner } = world.workspace;
    const manager = await world.workspace.member('manager');
    const period = (who: Caller) => hold(who, '*', { keeps: 'period' }, 'p');
    expect(await outcome(submit(manager, [period(manager)]))).toContain('ROLE');
    expect(await outcome(submit(owner, [period(owner)]))).toBe('done');
    expect(await outcome(submit(manager, [release('p')]))).toContain('ROLE');
    expect(await outcome(submit(owner, [enter('A1', 31)]))).toContain('NO_FREE_CELL');
    expect(await outcome(submit(owner, [release('p'), enter('A1', 31)]))).toBe('done');
  });

  test('of a share does not come back to whoever could not make it any more; of a soft one, numbers bring it back', async () => {
    const { owner, workspaceId } = world.workspace;
    const manager = await world.workspace.member('manager', inA);
    const share = { keeps: 'share', along: 'region' };
    await submit(manager, [hold(manager, 'A1', share)]);
    const released = await submit(manager, [release()]);
    const scope = JSON.stringify(inA1);
    await withTransaction(
      world.deps.pool,
      (tx) =>
        tx.query('UPDATE member SET scope = $3 WHERE workspace_id = $1 AND member_id = $2', [
          workspaceId,
          manager.member,
          scope,
        ]),
      { workspaceId },
    );
    const narrowed: Caller = { ...manager, scope: inA1 };
    const undo = (position: number): CommandRequest => ({ type: 'undo', position });
    expect(await outcome(submit(narrowed, [undo(released.entry.position)]))).toContain('SCOPE');
    expect(await outcome(submit(owner, [undo(released.entry.position)]))).toBe('done');
    expect(await outcome(submit(narrowed, [release()]))).toBe('done');

    await submit(owner, [hold(owner, 'A1', { ...share, strength: 'soft' }, 'soft')]);
    const over: CommandRequest = {
      type: 'target.enter',
      target: 'target',
      entries: [{ at: { members: ['A1'], time: 'M2026-07' }, value: 31, overSoft: true }],
    };
    const typed = await submit(narrowed, [over]);
    expect(await fieldsOf(plan, 'soft')).toBeUndefined();
    expect(await outcome(submit(narrowed, [undo(typed.entry.position)]))).toBe('done');
    expect(await fieldsOf(plan, 'soft')).toBeDefined();
  });

  test('of another part is not taken away by undoing its making', async () => {
    const { owner } = world.workspace;
    const made = await submit(owner, [hold(owner, 'B')]);
    const director = await world.workspace.member('director', inA);
    const undo: CommandRequest = { type: 'undo', position: made.entry.position };
    expect(await outcome(submit(director, [undo]))).toContain('SCOPE');
    expect(await fieldsOf(plan)).toBeDefined();
  });
});

describe('a hold outlives', () => {
  const kinds: readonly (readonly [string, object, string])[] = [
    ['value', { keeps: 'value' }, 'NO_FREE_CELL'],
    ['share', { keeps: 'share', along: 'region' }, 'NO_FREE_CELL'],
    ['bound', { keeps: 'bound', floor: 20, cap: 40 }, 'BOUNDS'],
  ];
  test.each(kinds)('a restart: %s', async (_, fields, code) => {
    const { owner } = world.workspace;
    const manager = await world.workspace.member('manager');
    await submit(owner, [hold(owner, 'A1', fields)]);
    const before = await fieldsOf(plan);
    Object.assign(world.deps, { books: createBookCache({ maxBooks: 20 }) });
    expect(await fieldsOf(plan)).toEqual(before);
    expect(await outcome(submit(manager, [enter('A1', 50)]))).toContain(code);
  });

  test.each(kinds)('a what-if and its promotion: %s', async (_, fields, code) => {
    const { owner } = world.workspace;
    const manager = await world.workspace.member('manager');
    await submit(owner, [hold(owner, 'A1', fields)]);
    const plans = createPlanService(world.deps);
    const branch = uuidv7();
    await plans.branch(manager, plan, { id: branch, name: 'what if' });
    expect(await fieldsOf(branch)).toEqual(await fieldsOf(plan));
    expect(await outcome(submit(manager, [enter('A1', 50)], branch))).toContain(code);
    await submit(manager, [enter('B', 120)], branch);
    await submit(owner, [{ type: 'branch.promote', branch }]);
    expect(await outcome(submit(manager, [enter('A1', 50)]))).toContain(code);
  });

  test('a version and its restoring, released in between', async () => {
    const { owner } = world.workspace;
    await submit(owner, [hold(owner, 'A1', { keeps: 'share', along: 'region' })]);
    const before = await fieldsOf(plan);
    await submit(owner, [{ type: 'version.freeze', id: 'v', name: 'v', purpose: 'baseline' }]);
    await submit(owner, [release()]);
    await submit(owner, [{ type: 'version.restore', version: 'v' }]);
    expect(await fieldsOf(plan)).toEqual(before);
  });
});

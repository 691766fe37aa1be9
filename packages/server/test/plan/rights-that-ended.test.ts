import type { CommandRequest, Role } from '@shapan/contract';
import { findRecord } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Caller } from '../../src/http/caller.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** A right that has ended does not live on in old entries: undo does nothing that no command of one's own could do. */
const world = testWorld();
let plan: string;

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
});

const submit = (caller: Caller, commands: readonly CommandRequest[], book = plan) =>
  world.workspace.submit(caller, book, [...commands]);
const undo = (position: number): CommandRequest => ({ type: 'undo', position });
const outcome = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'done',
    (error: Error) => error.message,
  );

/** The same member in another role, from now on. */
async function becomes(caller: Caller, role: Role): Promise<Caller> {
  const { workspaceId } = world.workspace;
  await withTransaction(
    world.deps.pool,
    (tx) =>
      tx.query('UPDATE member SET role = $2 WHERE workspace_id = $3 AND member_id = $1', [
        caller.member,
        role,
        workspaceId,
      ]),
    { workspaceId },
  );
  return { ...caller, role };
}

const enter = (member: string, value: number): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-07' }, value }],
});
const hold = (owner: Caller, fields: object, id = 'h'): CommandRequest => ({
  type: 'record.add',
  kind: 'hold',
  id,
  fields: {
    target: 'target',
    members: ['B'],
    time: 'M2026-07',
    keeps: 'value',
    owner: owner.member,
    reason: 'the year is closed',
    ...fields,
  },
});
const add = (kind: string, fields: object): CommandRequest => ({
  type: 'record.add',
  kind,
  id: uuidv7(),
  fields: { ...fields } as never,
});

describe('whoever no longer may', () => {
  test.each([
    ['makes a system hold', 'rep', (one: Caller) => hold(one, { strength: 'system' })],
    ['closes a period', 'manager', (one: Caller) => hold(one, { keeps: 'period', members: ['*'] })],
    ['shapes a target', 'manager', () => ({ type: 'target.rows', target: 'target', remove: [['B']] })],
    ['plans for others', 'rep', () => add('initiative', { name: 'of everybody' })],
    [
      'freezes versions',
      'manager',
      () => ({ type: 'version.freeze', id: 'v', name: 'V', purpose: 'baseline' }),
    ],
  ] as [string, Role, (one: Caller) => CommandRequest][])(
    '%s does not take back what they did then; whoever may, does',
    async (_, role, command) => {
      const director = await world.workspace.member('director');
      const { entry } = await submit(director, [command(director)]);
      const now = await becomes(director, role);
      expect(await outcome(submit(now, [undo(entry.position)]))).toContain('ROLE');
      expect(await outcome(submit(await becomes(now, 'director'), [undo(entry.position)]))).toBe('done');
    },
  );

  test('keeps master data takes back nothing of it', async () => {
    const operations = await world.workspace.member('operations');
    const { workspaceId } = world.workspace;
    const made = await submit(
      operations,
      [add('dimensionMember', { dimension: 'region', name: 'C', code: 'C' })],
      workspaceId,
    );
    const now = await becomes(operations, 'manager');
    expect(await outcome(submit(now, [undo(made.entry.position)], workspaceId))).toContain('ROLE');
  });

  test('still takes back numbers, own work, and what numbers brought along', async () => {
    const { owner } = world.workspace;
    await submit(owner, [enter('A1', 30), enter('A2', 70)]);
    await submit(owner, [hold(owner, { keeps: 'bound', cap: 40, members: ['A1'], strength: 'soft' })]);
    const rep = await world.workspace.member('rep');
    const over: CommandRequest = {
      type: 'target.enter',
      target: 'target',
      entries: [{ at: { members: ['A1'], time: 'M2026-07' }, value: 60, overSoft: true }],
    };
    const typed = await submit(rep, [over]);
    expect(typed.entry.changes.map(({ type }) => type)).toContain('record.removed');
    const undone = await submit(rep, [undo(typed.entry.position)]);
    expect(await outcome(submit(rep, [undo(undone.entry.position)]))).toBe('done');
    const own = await submit(rep, [add('risk', { name: 'mine', accountable: rep.member })]);
    expect(await outcome(submit(rep, [undo(own.entry.position)]))).toBe('done');
  });

  test('owns a what-if takes back in it whatever they did there', async () => {
    const rep = await world.workspace.member('rep');
    const mine = uuidv7();
    await createPlanService(world.deps).branch(rep, plan, { id: mine, name: 'what if' });
    const shaped = await submit(rep, [{ type: 'target.rows', target: 'target', remove: [['B']] }], mine);
    expect(await outcome(submit(rep, [undo(shaped.entry.position)], mine))).toBe('done');
  });
});

describe('a hold that somebody made after an entry', () => {
  test('stands in the way of taking the entry back, and is named', async () => {
    const { owner } = world.workspace;
    const rep = await world.workspace.member('rep');
    const { entry } = await submit(rep, [enter('B', 7)]);
    await submit(owner, [hold(owner, {})]);
    const refusal = await submit(rep, [undo(entry.position)]).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      problems: [{ code: 'UNDO_BLOCKED', params: { kind: 'hold', id: 'h', by: 'the year is closed' } }],
    });
    await submit(owner, [{ type: 'record.remove', kind: 'hold', id: 'h' }]);
    await submit(rep, [undo(entry.position)]);
    const state = await withTransaction(
      world.deps.pool,
      async (tx) => world.deps.books.current(tx, await openBook(tx, world.workspace.workspaceId, plan)),
      { workspaceId: world.workspace.workspaceId },
    );
    expect(findRecord(state, 'hold', 'h')).toBeUndefined();
  });
});

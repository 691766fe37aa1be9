import type { CommandRequest } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../src/http/caller.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** [SPR-T53] A hold is copied into a what-if as the same kind, and marked inherited there. */
const world = testWorld();
let plans: PlanService;
let plan: string;

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
  plans = createPlanService(world.deps);
});

const submit = (book: string, ...commands: CommandRequest[]) =>
  world.workspace.submit(world.workspace.owner, book, commands);

const hold = (id: string, member: string, fields: object = {}): CommandRequest => ({
  type: 'record.add',
  kind: 'hold',
  id,
  fields: {
    target: 'target',
    members: [member],
    time: 'M2026-07',
    keeps: 'value',
    owner: world.workspace.owner.member,
    reason: 'signed',
    ...fields,
  },
});
const release = (id: string): CommandRequest => ({ type: 'record.remove', kind: 'hold', id });

async function whatIf(): Promise<string> {
  const id = uuidv7();
  await plans.branch(world.workspace.owner, plan, { id, name: 'what if' });
  return id;
}
const inherited = (book: string, caller: Caller = world.workspace.owner) =>
  plans.inheritedHolds(caller, book);

async function holdOf(book: string, id: string) {
  const { records } = await plans.read(world.workspace.owner, book);
  return records.find((record) => record.kind === 'hold' && record.id === id)?.fields;
}

test('what stood in the plan when the what-if began is inherited; what came since, on either side, is not', async () => {
  await submit(plan, hold('before', 'A'));
  const book = await whatIf();
  await submit(plan, hold('since', 'B'), release('before'));
  await submit(book, hold('own', 'B'));
  expect(await inherited(book)).toEqual(['before']);
  expect(await holdOf(book, 'before')).toMatchObject({ keeps: 'value', reason: 'signed' });
  expect(await inherited(plan)).toEqual([]);
});

test('it stays inherited through changes, and where it was released and that was undone', async () => {
  await submit(plan, hold('h', 'A'));
  const book = await whatIf();
  await submit(book, { type: 'record.update', kind: 'hold', id: 'h', set: { reason: 'signed twice' } });
  const {
    entry: { position },
  } = await submit(book, release('h'));
  expect(await holdOf(book, 'h')).toBeUndefined();
  await submit(book, { type: 'undo', position });
  expect(await holdOf(book, 'h')).toMatchObject({ reason: 'signed twice' });
  expect(await inherited(book)).toEqual(['h']);
  // A server that has it in memory and one that has to read it again say the same.
  world.deps.books.drop(world.workspace.workspaceId, book);
  expect(await inherited(book)).toEqual(['h']);
});

test('a hold until the approval ends in the version that is approved, and comes back with the stage', async () => {
  const expiresWhen = 'approved';
  const stage = (status: string): CommandRequest => ({
    type: 'record.update',
    kind: 'brief',
    id: 'brief',
    set: { status },
  });
  await submit(plan, stage('review'), hold('h', 'A', { expiresWhen }));
  const book = await whatIf();
  const {
    entry: { position },
  } = await submit(plan, stage('approved'));
  expect(await holdOf(plan, 'h')).toBeUndefined();
  expect(await holdOf(book, 'h')).toMatchObject({ expiresWhen });
  const [entry] = await plans.history(world.workspace.owner, plan, { limit: 1 });
  expect(entry).toMatchObject({ position, records: 2 });
  await submit(plan, { type: 'undo', position });
  expect(await holdOf(plan, 'h')).toMatchObject({ expiresWhen });
});

test('whoever works in a part learns of the same holds as in the book itself', async () => {
  await submit(plan, hold('a', 'A'), hold('b', 'B'));
  const book = await whatIf();
  const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
  const { records } = await plans.read(manager, book);
  const seen = records.flatMap(({ kind, id }) => (kind === 'hold' ? [id] : []));
  expect(seen.length).toBeGreaterThan(0);
  expect(await inherited(book, manager)).toEqual(seen);
});

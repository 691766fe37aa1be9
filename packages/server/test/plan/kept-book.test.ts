import { type CommandRequest, unpackBook } from '@shapan/contract';
import { type BookState, findRecord } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Caller } from '../../src/http/caller.ts';
import { createBookCache } from '../../src/rooms/plan/book-cache.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { writeSnapshot } from '../../src/rooms/plan/snapshot.ts';
import { fingerprintOf } from '../../src/rooms/plan/versions.ts';
import { revenuePlan, revenueTarget, testWorld } from '../workspace.ts';

/** A process that starts sends a book as it is kept – the snapshot and the log since – to who sees all of it, and only to them. */
const world = testWorld();
let plan: string;

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
  await done(enter('A1', 100), enter('B', 700));
  await done({
    ...revenueTarget,
    id: 'removed',
    fields: { ...revenueTarget.fields, targetClass: 'supporting' },
  });
  await keep();
});

const enter = (member: string, value: number): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-07' }, value }],
});

const done = async (...commands: CommandRequest[]) =>
  (await world.workspace.submit(world.workspace.owner, plan, commands)).entry.position;

const within = <T>(work: Parameters<typeof withTransaction<T>>[1]) =>
  withTransaction(world.deps.pool, work, { workspaceId: world.workspace.workspaceId });

const current = () =>
  within(async (tx) => world.deps.books.current(tx, await openBook(tx, world.workspace.workspaceId, plan)));

const keep = () =>
  within(async (tx) =>
    writeSnapshot(
      tx,
      world.workspace.workspaceId,
      plan,
      await world.deps.books.current(tx, await openBook(tx, world.workspace.workspaceId, plan)),
    ),
  );

/** Another process, that has just been started. */
function started() {
  const books = createBookCache({ maxBooks: 5 });
  const plans = createPlanService({ ...world.deps, books });
  return { books, open: (caller: Caller) => plans.readPacked(caller, plan), plans };
}

const stateOf = (bytes: Uint8Array): BookState => unpackBook(bytes) as BookState;

const isOpen = ({ books }: ReturnType<typeof started>) => books.isOpen(world.workspace.workspaceId, plan);

test('is the same as the book in memory, entries after the snapshot included', async () => {
  await done(enter('A2', 55), enter('A1', -900_000_000_000));
  const id = uuidv7();
  await done({ type: 'record.add', kind: 'risk', id, fields: { name: '降价' } });
  await done({ type: 'target.remove', target: 'removed' });
  const process = started();
  const state = stateOf(await process.open(world.workspace.owner));
  expect(isOpen(process)).toBe(false);
  const now = await current();
  expect(state.position).toBe(now.position);
  expect(fingerprintOf(state)).toBe(fingerprintOf(now));
  expect(findRecord(state, 'risk', id)?.fields['name']).toBe('降价');
  expect([...(await process.open(world.workspace.owner))]).toEqual([
    ...(await started().open(world.workspace.owner)),
  ]);
});

test('becomes a state when somebody asks what is in it, and moves on with the log', async () => {
  const process = started();
  await process.open(world.workspace.owner);
  const { position } = await process.plans.read(world.workspace.owner, plan);
  expect(isOpen(process)).toBe(true);
  expect(position).toBe((await current()).position);
  const later = await done(enter('A2', 7));
  const state = stateOf(await process.open(world.workspace.owner));
  expect(state.position).toBe(later);
  expect(fingerprintOf(state)).toBe(fingerprintOf(await current()));
});

test('is not sent once it is behind the book', async () => {
  const process = started();
  await process.open(world.workspace.owner);
  const later = await done(enter('A2', 7));
  expect(stateOf(await process.open(world.workspace.owner)).position).toBe(later);
});

test('is not sent where it is ahead of a book that was set back to a backup', async () => {
  const later = await done(enter('A2', 7));
  const process = started();
  expect(stateOf(await process.open(world.workspace.owner)).position).toBe(later);
  for (const text of [
    'DELETE FROM change WHERE book_id = $1 AND position = $2',
    'UPDATE book SET position = $2 - 1 WHERE book_id = $1',
  ])
    await world.database.ownerPool.query(text, [plan, later]);
  expect(stateOf(await process.open(world.workspace.owner)).position).toBe(later - 1);
});

test('is not sent as bytes by a question during which somebody opened it', async () => {
  const { workspaceId } = world.workspace;
  const process = started();
  await process.open(world.workspace.owner);
  const sent = await within(async (tx) => {
    const row = openBook(tx, workspaceId, plan);
    const asked = process.books.packed(tx, { workspaceId, bookId: plan, row });
    process.books.known(workspaceId, plan);
    return asked;
  });
  expect([sent, isOpen(process)]).toEqual([undefined, true]);
});

test('of a kept form that this program does not know, the log is read', async () => {
  await world.database.ownerPool.query(`UPDATE snapshot SET state = '\\x00' WHERE book_id = $1`, [plan]);
  const state = stateOf(await started().open(world.workspace.owner));
  expect(fingerprintOf(state)).toBe(fingerprintOf(await current()));
});

test('[T14] is never sent to who works in a part, whoever opened it before', async () => {
  const secret = 'only region B may know';
  await done({
    type: 'record.add',
    kind: 'risk',
    id: uuidv7(),
    fields: { name: secret, coordinate: { region: 'B' } },
  });
  const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
  const process = started();
  const text = async (caller: Caller) => new TextDecoder().decode(await process.open(caller));
  expect(await text(world.workspace.owner)).toContain(secret);
  expect(await text(manager)).not.toContain(secret);
  expect(await text(manager)).not.toContain('"B"');
});

test('asks the same of the caller as everything else: still a member, with these rights, and a plan that is there', async () => {
  const { workspace } = world;
  const other = await workspace.member('director');
  await world.database.ownerPool.query(`UPDATE member SET scope = $2::jsonb WHERE member_id = $1`, [
    other.member,
    JSON.stringify([{ dimension: 'region', member: 'A' }]),
  ]);
  await expect(started().open(other)).rejects.toThrow(/^RIGHTS_CHANGED$/);
  const process = started();
  await process.open(workspace.owner);
  await createPlanService(world.deps).remove(workspace.owner, plan);
  await expect(process.open(workspace.owner)).rejects.toThrow(/^NOT_FOUND$/);
  await expect(started().open(workspace.owner)).rejects.toThrow(/^NOT_FOUND$/);
});

import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Tx } from '../../src/database/tx.ts';
import type { Caller } from '../../src/http/caller.ts';
import {
  findUpload,
  insertUpload,
  keepNewestUploads,
} from '../../src/rooms/documents/import/upload-store.ts';
import { testWorld } from '../workspace.ts';

const world = testWorld();

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  withTransaction(world.deps.pool, work, { workspaceId: world.workspace.workspaceId });

async function upload({ workspaceId, member }: Caller, hour: string, bytes: number): Promise<string> {
  const uploadId = uuidv7();
  const createdAt = `2026-07-01T${hour}:00:00.000Z`;
  const row = { uploadId, memberId: member, fileName: 'a.csv', content: Buffer.alloc(bytes), createdAt };
  await within((tx) => insertUpload(tx, workspaceId, row));
  return uploadId;
}

const isThere = async ({ workspaceId, member }: Caller, id: string): Promise<boolean> =>
  (await within((tx) => findUpload(tx, workspaceId, member, id))) !== undefined;

test("a member's oldest uploads make room, nobody else's", async () => {
  const { owner, workspaceId } = world.workspace;
  const other = await world.workspace.member('operations');
  const theirs = await upload(other, '01', 500);
  const [first, second, third] = [
    await upload(owner, '02', 100),
    await upload(owner, '03', 100),
    await upload(owner, '04', 100),
  ];
  await within((tx) => keepNewestUploads(tx, workspaceId, owner.member, 200));
  const there = await Promise.all([first, second, third].map((id) => isThere(owner, id)));
  expect(there).toEqual([false, true, true]);
  expect(await isThere(other, theirs)).toBe(true);
});

import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Deps } from '../../src/deps.ts';
import { insertApiKey } from '../../src/rooms/people/api-key-store.ts';
import {
  insertInvite,
  instanceSecret,
  linkUser,
  listWorkspaceInDirectory,
} from '../../src/rooms/people/store.ts';
import { revenueTarget, type TestWorkspace, testMaster, testWorkspace } from '../workspace.ts';

/** A workspace with a bit of everything that a backup has to carry. */
export async function richWorkspace(
  deps: Deps,
  pool: Pool,
): Promise<TestWorkspace & { readonly planId: string }> {
  const workspace = await testWorkspace(deps);
  const { workspaceId, owner } = workspace;
  const at = deps.clock().toISOString();
  const userId = `user-${owner.member}`;
  await pool.query(
    `INSERT INTO auth_user ("id", "name", "email", "emailVerified") VALUES ($1, '所有者 "quoted" \\ \n', $2, false)`,
    [userId, `${owner.member}@example.org`],
  );
  await pool.query(
    `INSERT INTO auth_account ("id", "accountId", "providerId", "userId", "password", "updatedAt")
     VALUES ($1, $2, 'credential', $2, 'hash', $3)`,
    [randomUUID(), userId, at],
  );
  await pool.query(
    `INSERT INTO auth_session ("id", "expiresAt", "token", "updatedAt", "userId") VALUES ($1, $2, $1, $2, $3)`,
    [randomUUID(), at, userId],
  );
  const key = {
    keyId: randomUUID(),
    memberId: owner.member,
    name: 'key',
    prefix: 'shapan_',
    createdAt: at,
    lastUsedAt: null,
    revokedAt: null,
  };
  await withTransaction(
    pool,
    async (tx) => {
      await listWorkspaceInDirectory(tx, workspaceId, at);
      await linkUser(tx, userId, workspaceId);
      await insertApiKey(tx, workspaceId, key, randomUUID());
      await insertInvite(tx, randomUUID(), { workspaceId, memberId: owner.member, expiresAt: at });
      await instanceSecret(tx, 'auth.secret', 'a secret of the installation');
      await tx.query(
        `INSERT INTO actual VALUES ($1, $2, 1, 'crm', 'key', 'revenue', '2026-07-01', '{"region": "A1"}', 9000000000000000, NULL, true)`,
        [workspaceId, randomUUID()],
      );
      await tx.query(
        `INSERT INTO actual_cell VALUES ($1, 'revenue', 'A1', '2026-07-01', '{"region": "A1"}', -5, 2, 1)`,
        [workspaceId],
      );
      await tx.query(`INSERT INTO upload VALUES ($1, $2, $3, '销售\u2028.csv', $4, $5)`, [
        workspaceId,
        randomUUID(),
        owner.member,
        Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 256)),
        at,
      ]);
    },
    { workspaceId },
  );
  await testMaster(workspace);
  const planId = await workspace.plan('计划 🎯');
  await workspace.submit(owner, planId, [revenueTarget]);
  await workspace.submit(owner, planId, [
    {
      type: 'target.enter',
      target: 'target',
      entries: [{ at: { members: ['*'], time: 'all' }, value: 500_000_000 }],
    },
  ]);
  return { ...workspace, planId };
}

/** One hash per table over all its rows; `where` narrows tables that belong to workspaces. */
export async function fingerprints(pool: Pool, workspaceId?: string): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string; owned: boolean }>(
    `SELECT c.relname AS name, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id') AS owned
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname NOT IN ('migration', 'auth_session', 'auth_verification')`,
  );
  const result: Record<string, string> = {};
  for (const { name, owned } of tables) {
    if (workspaceId !== undefined && !owned) continue;
    const where = workspaceId === undefined ? '' : 'WHERE workspace_id = $1';
    const { rows } = await pool.query<{ row: string }>(
      `SELECT t::text AS row FROM ${name} t ${where} ORDER BY 1`,
      workspaceId === undefined ? [] : [workspaceId],
    );
    const hash = createHash('sha256');
    for (const { row } of rows) hash.update(row).update('\0');
    result[name] = `${rows.length} rows ${hash.digest('hex')}`;
  }
  return result;
}

export async function temporaryFolder(): Promise<{ path(name: string): string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'shapan-backup-'));
  return { path: (name) => join(folder, name), remove: () => rm(folder, { recursive: true, force: true }) };
}

import type { Tx } from '../../database/tx.ts';
import { MEMBER_COLUMNS, type MemberRow } from './store.ts';

/** Keys with which programs act as a member. Only a hash is kept; the key itself is shown once. */
export interface ApiKeyRow {
  readonly keyId: string;
  readonly memberId: string;
  readonly name: string;
  readonly prefix: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

const COLUMNS = `key_id AS "keyId", member_id AS "memberId", name, prefix, created_at AS "createdAt",
  last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;

export async function insertApiKey(tx: Tx, workspaceId: string, row: ApiKeyRow, hash: string): Promise<void> {
  await tx.query(
    `INSERT INTO api_key (workspace_id, key_id, member_id, name, prefix, hash, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [workspaceId, row.keyId, row.memberId, row.name, row.prefix, hash, row.createdAt],
  );
}

export async function listApiKeys(
  tx: Tx,
  workspaceId: string,
  memberId: string,
): Promise<readonly ApiKeyRow[]> {
  const { rows } = await tx.query<ApiKeyRow>(
    `SELECT ${COLUMNS} FROM api_key WHERE workspace_id = $1 AND member_id = $2 ORDER BY created_at DESC`,
    [workspaceId, memberId],
  );
  return rows;
}

export async function revokeApiKey(
  tx: Tx,
  workspaceId: string,
  memberId: string,
  keyId: string,
  at: string,
): Promise<Pick<ApiKeyRow, 'name' | 'prefix'> | undefined> {
  const { rows } = await tx.query<Pick<ApiKeyRow, 'name' | 'prefix'>>(
    `UPDATE api_key SET revoked_at = $4
     WHERE workspace_id = $1 AND member_id = $2 AND key_id = $3 AND revoked_at IS NULL
     RETURNING name, prefix`,
    [workspaceId, memberId, keyId, at],
  );
  return rows[0];
}

/** When a live key was last seen; `undefined` = it is not alive. */
export async function lastUseOfKey(
  tx: Tx,
  workspaceId: string,
  hash: string,
): Promise<{ readonly at: string | null } | undefined> {
  const { rows } = await tx.query<{ at: string | null }>(
    `SELECT last_used_at AS at FROM api_key WHERE workspace_id = $1 AND hash = $2 AND revoked_at IS NULL`,
    [workspaceId, hash],
  );
  return rows[0];
}

/** The member a live key acts as. */
export async function findMemberOfKey(
  tx: Tx,
  workspaceId: string,
  hash: string,
): Promise<MemberRow | undefined> {
  const { rows } = await tx.query<MemberRow>(
    `SELECT ${MEMBER_COLUMNS} FROM member
     WHERE workspace_id = $1 AND active AND member_id =
       (SELECT member_id FROM api_key WHERE workspace_id = $1 AND hash = $2 AND revoked_at IS NULL)`,
    [workspaceId, hash],
  );
  return rows[0];
}

export function touchApiKey(tx: Tx, workspaceId: string, hash: string, at: string): void {
  tx.tell(`UPDATE api_key SET last_used_at = $3 WHERE workspace_id = $1 AND hash = $2`, [
    workspaceId,
    hash,
    at,
  ]);
}

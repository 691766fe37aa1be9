import type { Locale, Role, Scope } from '@shapan/contract';
import type { Tx } from '../../database/tx.ts';

/** Rows of workspaces and their members. */
export interface WorkspaceRow {
  readonly workspaceId: string;
  readonly name: string;
  readonly locale: Locale;
  readonly currency: string;
  readonly example: boolean;
  readonly createdAt: string;
}

export interface MemberRow {
  readonly memberId: string;
  readonly userId: string | null;
  readonly email: string | null;
  readonly displayName: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly active: boolean;
  readonly createdAt: string;
}

export const MEMBER_COLUMNS = `member_id AS "memberId", user_id AS "userId", email, display_name AS "displayName",
  role, scope, active, created_at AS "createdAt"`;

export async function insertWorkspace(tx: Tx, row: WorkspaceRow): Promise<void> {
  await tx.query(
    `INSERT INTO workspace (workspace_id, name, locale, currency, example, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [row.workspaceId, row.name, row.locale, row.currency, row.example, row.createdAt],
  );
}

export async function findWorkspace(tx: Tx, workspaceId: string): Promise<WorkspaceRow | undefined> {
  const { rows } = await tx.query<WorkspaceRow>(
    `SELECT workspace_id AS "workspaceId", name, locale, currency, example, created_at AS "createdAt"
     FROM workspace WHERE workspace_id = $1`,
    [workspaceId],
  );
  return rows[0];
}

export async function renameWorkspace(tx: Tx, workspaceId: string, name: string): Promise<void> {
  await tx.query(`UPDATE workspace SET name = $2 WHERE workspace_id = $1`, [workspaceId, name]);
}

export async function deleteWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  await tx.query(`DELETE FROM workspace WHERE workspace_id = $1`, [workspaceId]);
}

export async function insertMember(
  tx: Tx,
  workspaceId: string,
  row: MemberRow & { readonly inviteHash: string | null },
): Promise<void> {
  await tx.query(
    `INSERT INTO member (workspace_id, member_id, user_id, email, display_name, role, scope, active, invite_hash, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      workspaceId,
      row.memberId,
      row.userId,
      row.email,
      row.displayName,
      row.role,
      JSON.stringify(row.scope),
      row.active,
      row.inviteHash,
      row.createdAt,
    ],
  );
}

export async function listMembers(tx: Tx, workspaceId: string): Promise<readonly MemberRow[]> {
  const { rows } = await tx.query<MemberRow>(
    `SELECT ${MEMBER_COLUMNS} FROM member WHERE workspace_id = $1 ORDER BY created_at, member_id`,
    [workspaceId],
  );
  return rows;
}

export async function findMemberOfUser(
  tx: Tx,
  workspaceId: string,
  userId: string,
): Promise<MemberRow | undefined> {
  const { rows } = await tx.query<MemberRow>(
    `SELECT ${MEMBER_COLUMNS} FROM member WHERE workspace_id = $1 AND user_id = $2 AND active`,
    [workspaceId, userId],
  );
  return rows[0];
}

export async function findMember(
  tx: Tx,
  workspaceId: string,
  memberId: string,
): Promise<MemberRow | undefined> {
  const { rows } = await tx.query<MemberRow>(
    `SELECT ${MEMBER_COLUMNS} FROM member WHERE workspace_id = $1 AND member_id = $2`,
    [workspaceId, memberId],
  );
  return rows[0];
}

/** Locks the workspace's owners, so that two of them cannot step down at the same moment. */
export async function lockOwners(tx: Tx, workspaceId: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ memberId: string }>(
    `SELECT member_id AS "memberId" FROM member
     WHERE workspace_id = $1 AND role = 'owner' AND active AND user_id IS NOT NULL ORDER BY member_id FOR UPDATE`,
    [workspaceId],
  );
  return rows.map(({ memberId }) => memberId);
}

export async function updateMember(tx: Tx, workspaceId: string, row: MemberRow): Promise<void> {
  await tx.query(
    `UPDATE member SET display_name = $3, role = $4, scope = $5, active = $6
     WHERE workspace_id = $1 AND member_id = $2`,
    [workspaceId, row.memberId, row.displayName, row.role, JSON.stringify(row.scope), row.active],
  );
}

/** An invitation is used once: whoever is second finds nothing to take. */
export async function takeInvite(
  tx: Tx,
  workspaceId: string,
  memberId: string,
  inviteHash: string,
  userId: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE member SET user_id = $4, invite_hash = NULL
     WHERE workspace_id = $1 AND member_id = $2 AND invite_hash = $3 AND active`,
    [workspaceId, memberId, inviteHash, userId],
  );
  return rowCount === 1;
}

// The control plane: who may find which workspace. No workspace is read here.

export async function linkUser(tx: Tx, userId: string, workspaceId: string): Promise<void> {
  await tx.query(
    `INSERT INTO user_workspace (user_id, workspace_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
    [userId, workspaceId],
  );
}

export async function workspacesOfUser(tx: Tx, userId: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ workspaceId: string }>(
    `SELECT workspace_id AS "workspaceId" FROM user_workspace WHERE user_id = $1 ORDER BY workspace_id`,
    [userId],
  );
  return rows.map(({ workspaceId }) => workspaceId);
}

export async function listWorkspaceInDirectory(tx: Tx, workspaceId: string, at: string): Promise<void> {
  await tx.query(`INSERT INTO workspace_directory (workspace_id, created_at) VALUES ($1, $2)`, [
    workspaceId,
    at,
  ]);
}

/** Nothing leads to it any more. Its id stays taken: whatever is still held under it anywhere is nobody's to find. */
export async function forgetWorkspace(tx: Tx, workspaceId: string, at: string): Promise<void> {
  await tx.query(`UPDATE workspace_directory SET removed_at = $2 WHERE workspace_id = $1`, [workspaceId, at]);
  for (const table of ['user_workspace', 'invite_directory', 'reset_directory']) {
    await tx.query(`DELETE FROM ${table} WHERE workspace_id = $1`, [workspaceId]);
  }
}

/** Whether a session that was seen a moment ago has been neither ended nor outlived. */
export async function sessionStands(tx: Tx, userId: string, token: string, now: string): Promise<boolean> {
  const { rows } = await tx.query(
    `SELECT FROM auth_session WHERE "token" = $1 AND "userId" = $2 AND "expiresAt" > $3`,
    [token, userId, now],
  );
  return rows.length === 1;
}

/** Accounts keep their e-mail in small letters. */
export async function hasAccount(tx: Tx, email: string): Promise<boolean> {
  const { rows } = await tx.query(`SELECT 1 FROM auth_user WHERE email = lower($1)`, [email]);
  return rows.length > 0;
}

export async function countUsers(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(`SELECT count(*) AS count FROM auth_user`);
  return Number(rows[0]?.count ?? 0);
}

/** Any fixed number; whoever holds it is about to become the first user. */
const firstStartLock = 7_319_402_552;

/** `true` = nobody has an account, and until this transaction ends nobody else is told so. */
export async function claimFirstStart(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query<{ claimed: boolean }>(
    `SELECT pg_try_advisory_xact_lock(${firstStartLock}) AS claimed`,
  );
  return rows[0]?.claimed === true && (await countUsers(tx)) === 0;
}

export async function deleteUser(tx: Tx, userId: string): Promise<void> {
  await tx.query(`DELETE FROM auth_user WHERE "id" = $1`, [userId]);
}

export interface InviteRow {
  readonly workspaceId: string;
  readonly memberId: string;
  readonly expiresAt: string;
}

export async function insertInvite(tx: Tx, inviteHash: string, row: InviteRow): Promise<void> {
  await tx.query(
    `INSERT INTO invite_directory (invite_hash, workspace_id, member_id, expires_at) VALUES ($1, $2, $3, $4)`,
    [inviteHash, row.workspaceId, row.memberId, row.expiresAt],
  );
}

/** `false` = the member is not there, has come in already or is no longer wanted. */
export async function replaceInvite(tx: Tx, inviteHash: string, row: InviteRow): Promise<boolean> {
  const { workspaceId, memberId } = row;
  const { rowCount } = await tx.query(
    `UPDATE member SET invite_hash = $3
     WHERE workspace_id = $1 AND member_id = $2 AND user_id IS NULL AND active`,
    [workspaceId, memberId, inviteHash],
  );
  if (rowCount !== 1) return false;
  await tx.query(`DELETE FROM invite_directory WHERE workspace_id = $1 AND member_id = $2`, [
    workspaceId,
    memberId,
  ]);
  await insertInvite(tx, inviteHash, row);
  return true;
}

export async function findInvite(tx: Tx, inviteHash: string): Promise<InviteRow | undefined> {
  const { rows } = await tx.query<InviteRow>(
    `SELECT workspace_id AS "workspaceId", member_id AS "memberId", expires_at AS "expiresAt"
     FROM invite_directory WHERE invite_hash = $1`,
    [inviteHash],
  );
  return rows[0];
}

/** A secret of the installation, made at the first start and the same for every process. */
export async function instanceSecret(tx: Tx, name: string, fresh: string): Promise<string> {
  await tx.query(`INSERT INTO instance_setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, [
    name,
    fresh,
  ]);
  const { rows } = await tx.query<{ value: string }>(`SELECT value FROM instance_setting WHERE name = $1`, [
    name,
  ]);
  return rows[0]?.value ?? fresh;
}

/** Names of the active members whose part of the organisation is given by one of these dimension members. */
export async function namesScopedTo(
  tx: Tx,
  workspaceId: string,
  dimensionMembers: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ name: string }>(
    `SELECT display_name AS name FROM member
     WHERE workspace_id = $1 AND active
       AND jsonb_path_query_array(scope, '$[*].member') ?| $2::text[]
     ORDER BY display_name, member_id`,
    [workspaceId, dimensionMembers],
  );
  return rows.map(({ name }) => name);
}

import type { Tx } from '../../database/tx.ts';
import { endDevices } from './known-device.ts';

/** Links for a new password: one at a time per account, kept as hashes. */
export interface ResetRow {
  readonly userId: string;
  readonly workspaceId: string;
  readonly memberId: string;
  readonly expiresAt: string;
  /** The member who handed it out; `null` on a link from before this was kept. */
  readonly issuedBy: string | null;
}

/** An earlier link to the same account stops working. */
export async function putReset(tx: Tx, resetHash: string, row: ResetRow): Promise<void> {
  await tx.query(
    `INSERT INTO reset_directory (user_id, reset_hash, workspace_id, member_id, expires_at, issued_by)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (user_id) DO UPDATE SET reset_hash = excluded.reset_hash, workspace_id = excluded.workspace_id,
       member_id = excluded.member_id, expires_at = excluded.expires_at,
       issued_by = excluded.issued_by`,
    [row.userId, resetHash, row.workspaceId, row.memberId, row.expiresAt, row.issuedBy],
  );
}

export async function findReset(tx: Tx, resetHash: string): Promise<ResetRow | undefined> {
  const { rows } = await tx.query<ResetRow>(
    `SELECT user_id AS "userId", workspace_id AS "workspaceId", member_id AS "memberId", expires_at AS "expiresAt",
       issued_by AS "issuedBy"
     FROM reset_directory WHERE reset_hash = $1`,
    [resetHash],
  );
  return rows[0];
}

/** Taken once: whoever is second finds nothing. */
export async function takeReset(tx: Tx, resetHash: string): Promise<boolean> {
  const { rowCount } = await tx.query(`DELETE FROM reset_directory WHERE reset_hash = $1`, [resetHash]);
  return rowCount === 1;
}

/** A member who leaves takes along what would open the account for somebody else. */
export async function dropResets(tx: Tx, workspaceId: string, memberId: string): Promise<void> {
  await tx.query(`DELETE FROM reset_directory WHERE workspace_id = $1 AND member_id = $2`, [
    workspaceId,
    memberId,
  ]);
}

/** What the authentication library keeps of the password; `undefined` = the account has none. */
export async function passwordOf(tx: Tx, userId: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ password: string | null }>(
    `SELECT "password" FROM auth_account WHERE "userId" = $1 AND "providerId" = 'credential'`,
    [userId],
  );
  return rows[0]?.password ?? undefined;
}

/**
 * `passwordHash` as the authentication library makes it. Every session of the account ends, no browser is
 * known, and no link for a new password that was handed out before opens the account.
 * `instead`: only as long as that is still the old one; answers whether it was.
 */
export async function replacePassword(
  tx: Tx,
  userId: string,
  passwordHash: string,
  at: string,
  instead?: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE auth_account SET "password" = $2, "updatedAt" = $3
     WHERE "userId" = $1 AND "providerId" = 'credential' AND ($4::text IS NULL OR "password" = $4)`,
    [userId, passwordHash, at, instead ?? null],
  );
  if (rowCount === 0) return false;
  await tx.query(`DELETE FROM auth_session WHERE "userId" = $1`, [userId]);
  await tx.query(`DELETE FROM reset_directory WHERE user_id = $1`, [userId]);
  await endDevices(tx, userId, at);
  return true;
}

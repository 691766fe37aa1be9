import type { Tx } from '../../../database/tx.ts';

/** Files between preview and commit. */
export interface UploadRow {
  readonly uploadId: string;
  readonly memberId: string;
  readonly fileName: string;
  readonly content: Buffer;
  readonly createdAt: string;
}

export async function insertUpload(tx: Tx, workspaceId: string, row: UploadRow): Promise<void> {
  await tx.query(
    `INSERT INTO upload (workspace_id, upload_id, member_id, file_name, content, created_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [workspaceId, row.uploadId, row.memberId, row.fileName, row.content, row.createdAt],
  );
}

/** A member's own upload; nobody else's. */
export async function findUpload(
  tx: Tx,
  workspaceId: string,
  memberId: string,
  uploadId: string,
): Promise<UploadRow | undefined> {
  const { rows } = await tx.query<UploadRow>(
    `SELECT upload_id AS "uploadId", member_id AS "memberId", file_name AS "fileName", content,
       created_at AS "createdAt"
     FROM upload WHERE workspace_id = $1 AND member_id = $2 AND upload_id = $3`,
    [workspaceId, memberId, uploadId],
  );
  return rows[0];
}

/** Takes away a member's oldest uploads until the others hold no more than `bytes`. */
export async function keepNewestUploads(
  tx: Tx,
  workspaceId: string,
  memberId: string,
  bytes: number,
): Promise<void> {
  await tx.query(
    `WITH newest AS (
       SELECT upload_id, sum(octet_length(content)) OVER (ORDER BY created_at DESC, upload_id DESC) AS bytes
       FROM upload WHERE workspace_id = $1 AND member_id = $2
     )
     DELETE FROM upload WHERE workspace_id = $1 AND member_id = $2
       AND upload_id IN (SELECT upload_id FROM newest WHERE newest.bytes > $3)`,
    [workspaceId, memberId, bytes],
  );
}

export async function deleteUploadsBefore(tx: Tx, workspaceId: string, before: string): Promise<void> {
  await tx.query(`DELETE FROM upload WHERE workspace_id = $1 AND created_at < $2`, [workspaceId, before]);
}

import type { Tx } from '../../database/tx.ts';

/** The bytes of evidence. */
export interface EvidenceFile {
  readonly mediaType: string;
  readonly content: Buffer;
}

interface Storing extends EvidenceFile {
  readonly digest: string;
  readonly storedBy: string;
  readonly storedAt: string;
}

/** Keeps a file; the same bytes are kept once. */
export async function keepEvidenceFile(tx: Tx, workspaceId: string, file: Storing): Promise<void> {
  await tx.query(
    `INSERT INTO evidence_file (workspace_id, digest, media_type, content, stored_by, stored_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace_id, digest) DO NOTHING`,
    [workspaceId, file.digest, file.mediaType, file.content, file.storedBy, file.storedAt],
  );
}

export async function findEvidenceFile(
  tx: Tx,
  workspaceId: string,
  digest: string,
): Promise<EvidenceFile | undefined> {
  const { rows } = await tx.query<EvidenceFile>(
    `SELECT media_type AS "mediaType", content FROM evidence_file WHERE workspace_id = $1 AND digest = $2`,
    [workspaceId, digest],
  );
  return rows[0];
}

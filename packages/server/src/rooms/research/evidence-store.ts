import type { Tx } from '../../database/tx.ts';
import { refused } from '../../http/refused.ts';

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

/** Keeps a file; the same bytes are kept once. `EVIDENCE_FULL` where all of the workspace would take more than `most` bytes. */
export async function keepEvidenceFile(
  tx: Tx,
  workspaceId: string,
  file: Storing,
  most: number,
): Promise<void> {
  await refuseBeyond(most, tx, workspaceId, file);
  await tx.query(
    `INSERT INTO evidence_file (workspace_id, digest, media_type, content, stored_by, stored_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace_id, digest) DO NOTHING`,
    [workspaceId, file.digest, file.mediaType, file.content, file.storedBy, file.storedAt],
  );
}

async function refuseBeyond(
  most: number,
  tx: Tx,
  workspaceId: string,
  { digest, content }: Storing,
): Promise<void> {
  // Two that come at once into different plans would each see room for itself.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('evidence ' || $1, 0))`, [workspaceId]);
  const { rows } = await tx.query<{ used: string; kept: boolean | null }>(
    `SELECT coalesce(sum(octet_length(content)), 0) AS used, bool_or(digest = $2) AS kept
       FROM evidence_file WHERE workspace_id = $1`,
    [workspaceId, digest],
  );
  const used = Number(rows[0]?.used ?? 0);
  if (rows[0]?.kept || used + content.length <= most) return;
  const sizes = { limit: megabytes(most), used: megabytes(used), size: megabytes(content.length) };
  throw refused('EVIDENCE_FULL', sizes, 'file');
}

/** With one decimal. */
const megabytes = (bytes: number): number => Math.round(bytes / 100_000) / 10;

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

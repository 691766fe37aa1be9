import { damaged, type Manifest, readBackupFile } from './backup-file.ts';

export interface VerifiedBackup {
  readonly manifest: Manifest;
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: number;
}

/** Reads a backup from end to end and believes nothing: form, order, row counts, checksum. @throws BackupError */
export async function verifyBackup(file: string): Promise<VerifiedBackup> {
  const found: Record<string, number> = {};
  let manifest: Manifest | undefined;
  let counts: Readonly<Record<string, number>> | undefined;
  let table: string | undefined;
  let rows = 0;
  for await (const line of readBackupFile(file)) {
    if (line.type === 'manifest') {
      manifest = line.manifest;
    } else if (line.type === 'table') {
      table = line.table;
      if (table in found) throw damaged(file, `${table} comes twice`);
      found[table] = 0;
    } else if (line.type === 'counts') {
      counts = line.counts;
    } else {
      if (table === undefined) throw damaged(file, 'a row belongs to no table');
      found[table] = (found[table] ?? 0) + 1;
      rows += 1;
    }
  }
  if (!manifest || !counts) throw damaged(file, 'its row counts are missing');
  for (const name of new Set([...Object.keys(found), ...Object.keys(counts)])) {
    if (found[name] !== counts[name])
      throw damaged(file, `${name} has ${found[name] ?? 0} rows instead of ${counts[name] ?? 0}`);
  }
  return { manifest, counts, rows };
}

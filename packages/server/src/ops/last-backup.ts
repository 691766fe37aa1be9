import type { Connection, Tx } from '../database/tx.ts';

/** When the last whole backup was made, noted down by the backup itself. */
export interface LastBackup {
  readonly at: string;
  readonly bytes: number;
  readonly rows: number;
}

export const lastBackupSetting = 'backup.last';

export async function writeLastBackup(tx: Tx, last: LastBackup): Promise<void> {
  await tx.query(
    `INSERT INTO instance_setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [lastBackupSetting, JSON.stringify(last)],
  );
}

export async function readLastBackup(tx: Connection): Promise<LastBackup | null> {
  const { rows } = await tx.query<{ value: string }>('SELECT value FROM instance_setting WHERE name = $1', [
    lastBackupSetting,
  ]);
  return rows[0] ? (JSON.parse(rows[0].value) as LastBackup) : null;
}

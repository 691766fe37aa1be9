import type { Client } from 'pg';
import { DatabaseError } from './errors.ts';

const promised = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', data_checksums: 'on' };

/**
 * A server that would acknowledge a commit before it is on disk is not used. Settings can read right while
 * nothing is synced, so one commit is made and the server's own count of synced WAL must have risen.
 */
export async function assertDurable(client: Client): Promise<void> {
  for (const [setting, value] of Object.entries(promised)) {
    const { rows } = await client.query<Record<string, string>>(`SHOW ${setting}`);
    const found = rows[0]?.[setting] ?? '';
    if (found !== value) throw notDurable(setting, found);
  }
  const before = await countWalSyncs(client);
  await client.query(`SELECT pg_logical_emit_message(true, 'shapan', 'start')`);
  const after = await countWalSyncs(client);
  if (after <= before) throw notDurable('wal_syncs', String(after - before));
}

async function countWalSyncs(client: Client): Promise<number> {
  await client.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await client.query<{ syncs: string }>(
    `SELECT coalesce(sum(fsyncs), 0)::text AS syncs FROM pg_stat_io WHERE object = 'wal'`,
  );
  return Number(rows[0]?.syncs);
}

function notDurable(setting: string, value: string): DatabaseError {
  return new DatabaseError(
    'DATABASE_NOT_DURABLE',
    `The database would acknowledge changes before they are on disk (${setting} = ${value}), so it is not used.`,
    { setting, value },
  );
}

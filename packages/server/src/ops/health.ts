import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { asMember } from '../rooms/people/as-member.ts';
import { type LastBackup, readLastBackup } from './last-backup.ts';
import type { Storage } from './storage.ts';

export const workspaceHealthSchema = z
  .object({
    version: z.string(),
    database: z.object({ kind: z.enum(['embedded', 'server']), version: z.string() }),
    dataBytes: z.number().meta({ description: 'Size of the whole database' }),
    freeBytes: z.number().nullable().meta({ description: '`null` = the database runs elsewhere' }),
    minimumFreeBytes: z.number().meta({ description: 'Below it nothing is written' }),
    books: z.number().int(),
    entries: z.number().int().meta({ description: 'Entries in the logs of all books' }),
    records: z.number().int(),
    lastBackup: z.object({ at: z.iso.datetime(), bytes: z.number(), rows: z.number() }).nullable(),
  })
  .meta({ id: 'WorkspaceHealth' });

type WorkspaceHealth = z.infer<typeof workspaceHealthSchema>;

export async function workspaceHealth(
  deps: Deps,
  config: Config,
  storage: Storage,
  caller: Caller,
): Promise<WorkspaceHealth> {
  const freeBytes = await storage.free();
  const { workspaceId } = caller;
  return asMember(deps.pool, caller, async (tx) => {
    const { rows } = await tx.query<{
      version: string;
      size: number;
      books: number;
      entries: number;
      records: number;
    }>(
      `SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS size,
           (SELECT count(*) FROM book WHERE workspace_id = $1) AS books,
           (SELECT coalesce(sum(position), 0)::bigint FROM book WHERE workspace_id = $1) AS entries,
           (SELECT count(*) FROM record WHERE workspace_id = $1) AS records`,
      [workspaceId],
    );
    const { version = '', size = 0, books = 0, entries = 0, records = 0 } = rows[0] ?? {};
    const lastBackup: LastBackup | null = await readLastBackup(tx);
    return {
      version: config.version,
      database: { kind: config.databaseUrl === undefined ? 'embedded' : 'server', version },
      dataBytes: size,
      freeBytes,
      minimumFreeBytes: config.minimumFreeBytes,
      books,
      entries,
      records,
      lastBackup,
    };
  });
}

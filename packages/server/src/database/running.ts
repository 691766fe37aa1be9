import type { ClientConfig } from 'pg';
import pg from 'pg';
import { ownerConnection, readSecrets } from './cluster.ts';
import { readPostmasterPid, servesDirectory } from './postmaster-pid.ts';

/** An embedded server that some program runs right now. */
export interface RunningServer {
  readonly pid: number;
  /** As the cluster's superuser. */
  readonly connection: ClientConfig;
  readonly appPassword: string;
}

/**
 * The server of this cluster, if one answers. It is neither adopted nor supervised nor stopped: whoever holds the
 * data directory goes on holding it. What opens the door is the secret in it, which only its owner may read.
 */
export async function runningServer(directory: string, database: string): Promise<RunningServer | undefined> {
  const found = await readPostmasterPid(directory);
  if (!found?.socketDirectory || (await servesDirectory(found, directory)) === 'no') return undefined;
  const secrets = await readSecrets({ directory });
  const connection = ownerConnection({ socketDirectory: found.socketDirectory }, secrets, database);
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return { pid: found.pid, connection, appPassword: secrets.appPassword };
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

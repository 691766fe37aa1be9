import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Cluster, ownerConnection, readSecrets, systemIdentifier } from './cluster.ts';
import { assertDurable } from './durability.ts';
import type { DatabaseLog } from './log.ts';
import { adopt, type Postmaster, shutDown } from './postmaster.ts';
import { readPostmasterPid, servesDirectory } from './postmaster-pid.ts';

/**
 * A program killed outright leaves its server running. It is taken over when it serves this very cluster and
 * answers on its socket, and stopped when it certainly serves it but does not answer. Anything less certain
 * is left alone: PostgreSQL itself refuses a second server on one directory.
 */
export async function findOrphan(
  cluster: Cluster,
  log: DatabaseLog,
): Promise<{ readonly postmaster: Postmaster; readonly socketDirectory: string } | undefined> {
  const found = await readPostmasterPid(cluster.directory);
  if (!found) return undefined;
  const serves = await servesDirectory(found, cluster.directory);
  if (serves === 'no') return undefined;
  const { pid, socketDirectory } = found;
  if (socketDirectory && (await answers({ ...cluster, socketDirectory }))) {
    log.info({ pid }, 'took over the database server that an earlier program left running');
    return { postmaster: adopt(found, cluster.directory), socketDirectory };
  }
  if (serves === 'yes') {
    log.warn(
      { pid },
      'stopping a database server that an earlier program left running and that does not answer',
    );
    await shutDown(adopt(found, cluster.directory));
  }
  return undefined;
}

/** Recovery may take a while, so a server that is still starting gets some time. */
async function answers(cluster: Cluster): Promise<boolean> {
  const patience = performance.now() + 10_000;
  const [secrets, identifier] = await Promise.all([
    readSecrets(cluster),
    systemIdentifier(cluster.directory),
  ]);
  for (;;) {
    const client = new pg.Client({
      ...ownerConnection(cluster, secrets, 'postgres'),
      connectionTimeoutMillis: 3_000,
      query_timeout: 5_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ id: string }>(
        'SELECT system_identifier::text AS id FROM pg_control_system()',
      );
      if (cluster.durable) await assertDurable(client);
      return rows[0]?.id === identifier;
    } catch (error) {
      const startingUp = (error as { code?: string }).code === '57P03';
      if (!startingUp || performance.now() > patience) return false;
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(100);
  }
}

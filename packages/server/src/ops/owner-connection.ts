import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Config } from '../config.ts';
import {
  appRole,
  createPool,
  type DatabaseLog,
  databaseName,
  openDatabase,
  startEmbedded,
} from '../database/index.ts';
import { runningServer } from '../database/running.ts';
import { BackupError } from './backup-error.ts';

/** The database as its owner, for the shell: backup, restore, doctor. */
export interface OwnerConnection {
  readonly kind: 'embedded' | 'server';
  readonly pool: Pool;
  /** As the role that requests run as, when there is one. */
  readonly appPool: Pool | undefined;
  /** The process that serves the embedded database now and goes on doing so; `null` = started for us alone. */
  readonly runningPid: number | null;
  close(): Promise<void>;
}

/**
 * A running program goes on undisturbed: its server is asked over the socket in the data directory, with the owner's
 * secret that only its user may read. Without one the embedded database is started for as long as this takes.
 */
export async function connectAsOwner(config: Config, log: DatabaseLog): Promise<OwnerConnection> {
  const { databaseUrl, appDatabaseUrl, dataDirectory } = config;
  if (databaseUrl !== undefined) {
    const app = appDatabaseUrl === undefined ? undefined : { connectionString: appDatabaseUrl };
    return connected('server', { connectionString: databaseUrl }, app, log);
  }
  if (!existsSync(join(dataDirectory, 'postgres', 'PG_VERSION'))) throw empty(dataDirectory);
  const running = await runningServer(join(await realpath(dataDirectory), 'postgres'), databaseName);
  if (running) {
    const { connection, appPassword, pid } = running;
    const app = { ...connection, user: appRole, password: appPassword };
    return { ...connected('embedded', connection, app, log), runningPid: pid };
  }
  // Nothing is migrated here: a backup is what one makes before that.
  const started = await startEmbedded({ directory: dataDirectory, log });
  const connection = connected(
    'embedded',
    started.connection,
    { ...started.connection, user: appRole, password: started.appPassword },
    log,
  );
  return {
    ...connection,
    async close() {
      await connection.close();
      await started.stop();
    },
  };
}

type Connection = Parameters<typeof createPool>[0];

function connected(
  kind: OwnerConnection['kind'],
  owner: Connection,
  app: Connection | undefined,
  log: DatabaseLog,
): OwnerConnection {
  const pool = createPool(owner, { log, max: 2, applicationName: 'shapan ops' });
  const appPool = app && createPool(app, { log, max: 1, applicationName: 'shapan ops' });
  const close = async (): Promise<void> => {
    await Promise.all([pool.end(), appPool?.end()]);
  };
  return { kind, pool, appPool, runningPid: null, close };
}

function empty(directory: string): BackupError {
  return new BackupError(
    'DATA_DIRECTORY_EMPTY',
    `There is no data in ${directory}. Name the data directory with SHAPAN_DATA, or the database with DATABASE_URL.`,
    { directory },
  );
}

/** For restoring: migrated, made when there is none. A data directory that a running program holds is refused. */
export async function openForRestore(
  config: Config,
  log: DatabaseLog,
): Promise<Pick<OwnerConnection, 'pool' | 'close'>> {
  const { databaseUrl, appDatabaseUrl, dataDirectory } = config;
  const opened = await openDatabase({ directory: dataDirectory, databaseUrl, appDatabaseUrl, log });
  return { pool: opened.ownerPool, close: opened.close };
}

import { access, constants, mkdir, realpath, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { locateBinaries } from './binaries.ts';
import { type Cluster, ensureCluster, ownerConnection, readSecrets, type Secrets } from './cluster.ts';
import { lockDirectory } from './directory-lock.ts';
import { assertDurable } from './durability.ts';
import { DatabaseError } from './errors.ts';
import type { DatabaseLog } from './log.ts';
import { findOrphan } from './orphan.ts';
import { launch, shutDown } from './postmaster.ts';
import { serverUser } from './server-user.ts';
import { ensureSocketDirectory } from './socket-directory.ts';
import { endStray } from './stray.ts';
import { type ServerEvent, supervise } from './supervisor.ts';

export const databaseName = 'shapan';

export interface EmbeddedOptions {
  /** Everything of this installation lies below it; made when missing. */
  readonly directory: string;
  readonly log: DatabaseLog;
  /** Told when the server went down by itself and when it is back. */
  readonly listener?: (event: ServerEvent) => void;
  /** `false` gives up durability for speed: throwaway test clusters only. */
  readonly durable?: boolean;
}

/** A PostgreSQL of our own on a private UNIX socket, held by this process alone until `stop()`. */
export interface EmbeddedDatabase {
  /** As the cluster's superuser, into the product's database: for migrations and backups. */
  readonly connection: pg.ClientConfig;
  /** What the role the app logs in as is to be given. */
  readonly appPassword: string;
  readonly directory: string;
  /** The server's process id; another one after a restart. */
  readonly pid: number;
  /** Left running by an earlier program that was killed. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

/** @throws DatabaseError with a code for everything a person can mend. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log, durable = true } = options;
  const directory = await prepareDirectory(options.directory);
  const lock = await lockDirectory(directory);
  try {
    const described = await describeCluster(directory, durable);
    await ensureCluster(described);
    const orphan = await findOrphan(described, log);
    const cluster = { ...described, socketDirectory: orphan?.socketDirectory ?? described.socketDirectory };
    if (!orphan) await endStray(cluster, log);
    const first = orphan?.postmaster ?? (await launch(cluster));
    const secrets = await readSecrets(cluster);
    await prepareServer(cluster, secrets).catch(async (error: unknown) => {
      await shutDown(first);
      throw error;
    });
    const supervisor = supervise(cluster, first, log, options.listener ?? (() => undefined));
    return {
      connection: ownerConnection(cluster, secrets, databaseName),
      appPassword: secrets.appPassword,
      directory,
      get pid() {
        return supervisor.postmaster.pid;
      },
      adopted: first.adopted,
      async stop() {
        await supervisor.stop();
        await rm(cluster.socketDirectory, { recursive: true, force: true });
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function prepareDirectory(directory: string): Promise<string> {
  try {
    await makeFolder(directory);
    const real = await realpath(directory);
    await access(real, constants.R_OK | constants.W_OK | constants.X_OK);
    return real;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new DatabaseError(
      'DATA_DIRECTORY_UNUSABLE',
      `The data directory ${directory} cannot be made or written to (${reason}): set SHAPAN_DATA to a folder of your own, or change its owner.`,
      { directory, reason },
      error,
    );
  }
}

/** Parents first: in /proc and its like Node tries for ever to make a folder and its parents in one call. */
async function makeFolder(directory: string): Promise<void> {
  await mkdir(dirname(directory), { recursive: true });
  await mkdir(directory, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST' || !(await stat(directory)).isDirectory()) throw error;
  });
}

async function describeCluster(root: string, durable: boolean): Promise<Cluster> {
  const directory = join(root, 'postgres');
  const owner = await stat(directory).catch(() => undefined);
  const user = serverUser(owner?.uid);
  return {
    directory,
    logFile: join(root, 'postgres.log'),
    socketDirectory: await ensureSocketDirectory(directory, user),
    binaries: await locateBinaries(user),
    user,
    durable,
  };
}

async function prepareServer(cluster: Cluster, secrets: Secrets): Promise<void> {
  const client = new pg.Client({
    ...ownerConnection(cluster, secrets, 'postgres'),
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (cluster.durable) await assertDurable(client);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
}

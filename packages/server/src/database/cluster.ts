import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { ClientConfig } from 'pg';
import type { Binaries } from './binaries.ts';
import { DatabaseError } from './errors.ts';
import { assertFreeSpace, diskFull, freeBytes } from './free-space.ts';
import type { ServerUser } from './server-user.ts';
import { socketPort } from './socket-directory.ts';

const run = promisify(execFile);

export const ownerRole = 'shapan_owner';
const secretsFile = 'shapan.secrets.json';

/** A PostgreSQL data directory and how to run it. */
export interface Cluster {
  readonly directory: string;
  readonly logFile: string;
  readonly socketDirectory: string;
  readonly binaries: Binaries;
  /** Whom the server runs as; `undefined` = as this process does. */
  readonly user: ServerUser | undefined;
  /** `false` only for throwaway test clusters: nothing is synced to disk. */
  readonly durable: boolean;
}

export interface Secrets {
  readonly ownerPassword: string;
  readonly appPassword: string;
}

/**
 * How a child process of PostgreSQL is started: inside the data directory, as the server's user.
 *
 * Run by root, the data may lie below a folder the server's user cannot walk through. The child enters the
 * directory while it is still root and only then gives up its rights; from there `/proc/self/cwd` names the
 * directory without any parent, and the server's own children inherit it.
 */
export function insideDirectory(cluster: Pick<Cluster, 'user'>, directory: string) {
  const { user } = cluster;
  return {
    dataArgument: user && process.platform === 'linux' ? '/proc/self/cwd' : directory,
    spawn: {
      cwd: directory,
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      ...(user && { uid: user.uid, gid: user.gid }),
    },
  };
}

/** Make the cluster when there is none; refuse one of another major version. */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  const found = await readMajor(cluster.directory);
  if (found === undefined) return initialise(cluster);
  const supported = cluster.binaries.major;
  if (found === supported) return;
  const params = { directory: cluster.directory, found, supported };
  throw found > supported
    ? new DatabaseError(
        'DATA_DIRECTORY_NEWER',
        `The data in ${cluster.directory} was written by PostgreSQL ${found}, this program brings ${supported}. Use the newer program.`,
        params,
      )
    : new DatabaseError(
        'DATA_DIRECTORY_OLDER',
        `The data in ${cluster.directory} was written by PostgreSQL ${found}, this program brings ${supported}. Make a backup with the older program and restore it into a new data directory.`,
        params,
      );
}

async function readMajor(directory: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(join(directory, 'PG_VERSION'), 'utf8'), 10);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const directoryExists = await stat(directory).then(
      () => true,
      () => false,
    );
    if (code === 'ENOENT' && !directoryExists) return undefined;
    throw new DatabaseError(
      'DATA_DIRECTORY_UNUSABLE',
      `${directory} exists but is not a readable PostgreSQL cluster (${code}). It was left untouched; check its owner, or move it away.`,
      { directory, reason: code ?? 'cluster' },
      error,
    );
  }
}

/** Built beside its place, synced, then renamed: a cluster is wholly there or not at all. */
async function initialise(cluster: Cluster): Promise<void> {
  const parent = dirname(cluster.directory);
  await assertFreeSpace(parent);
  const unfinished = `${cluster.directory}.tmp`;
  for (const name of await readdir(parent)) {
    if (join(parent, name).startsWith(unfinished)) await rm(join(parent, name), { recursive: true });
  }
  const secrets: Secrets = { ownerPassword: password(), appPassword: password() };
  await mkdir(unfinished, { mode: 0o700 });
  await giveTo(cluster.user, unfinished);
  await runInitdb(cluster, unfinished, secrets.ownerPassword);
  await writeOwned(cluster, join(unfinished, secretsFile), JSON.stringify(secrets));
  await syncPath(join(unfinished, secretsFile));
  await syncPath(unfinished);
  await rename(unfinished, cluster.directory);
  await syncPath(parent);
}

async function runInitdb(cluster: Cluster, directory: string, ownerPassword: string): Promise<void> {
  const { dataArgument, spawn } = insideDirectory(cluster, directory);
  // In the socket folder, which the server's user alone can read.
  const passwordFile = join(cluster.socketDirectory, 'initdb.password');
  await writeOwned(cluster, passwordFile, `${ownerPassword}\n`);
  try {
    await run(
      join(cluster.binaries.directory, 'initdb'),
      [
        `--pgdata=${dataArgument}`,
        `--username=${ownerRole}`,
        `--pwfile=${passwordFile}`,
        '--auth-local=scram-sha-256',
        '--auth-host=reject',
        '--encoding=UTF8',
        '--data-checksums',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(cluster.durable ? [] : ['--no-sync']),
      ],
      spawn,
    );
  } catch (error) {
    const detail = String((error as { stderr?: string }).stderr || error).trim();
    if (detail.includes('No space left')) throw diskFull(directory, await freeBytes(dirname(directory)));
    throw new DatabaseError(
      'DATABASE_START_FAILED',
      `The database could not be created in ${directory}: ${detail}`,
      { detail },
      error,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Where and as whom to connect; the owner is the cluster's superuser. */
export function ownerConnection(
  cluster: Pick<Cluster, 'socketDirectory'>,
  secrets: Secrets,
  database: string,
): ClientConfig & { readonly host: string } {
  return {
    host: cluster.socketDirectory,
    port: socketPort,
    user: ownerRole,
    password: secrets.ownerPassword,
    database,
  };
}

export async function readSecrets(cluster: Pick<Cluster, 'directory'>): Promise<Secrets> {
  return JSON.parse(await readFile(join(cluster.directory, secretsFile), 'utf8')) as Secrets;
}

/** The number initdb gave this cluster; the first eight bytes of its control file. */
export async function systemIdentifier(directory: string): Promise<string> {
  const control = await readFile(join(directory, 'global', 'pg_control'));
  return control.readBigUInt64LE(0).toString();
}

const password = (): string => randomBytes(24).toString('base64url');

async function writeOwned(cluster: Cluster, path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  await chmod(path, 0o600);
  await giveTo(cluster.user, path);
}

async function giveTo(user: ServerUser | undefined, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid);
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

import { lstat, mkdtemp, open, rename, rm, statfs, symlink, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from './errors.ts';

/**
 * One program per data directory, decided by the kernel.
 *
 * A *gate* file, created exclusively, admits one starter at a time to a *socket* on which the holder listens
 * for its whole life. The socket closes with the process, `kill -9` included: nothing has to be cleaned up,
 * no process id is ever trusted (they are reused, in containers always), and a holder that is merely slow
 * is never robbed. Without the gate two starters can both find the socket stale and both replace it.
 */
export interface DirectoryLock {
  release(): Promise<void>;
}

const gateAbandonedAfterMs = 5_000;
const answerWithinMs = 2_000;

export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await refuseNetworkFileSystem(directory);
  const socket = await shortWayTo(directory, 'lock.sock');
  try {
    for (;;) {
      const gate = await enterGate(join(directory, 'lock.gate'));
      try {
        const holder = await askHolder(socket.path);
        if (holder !== undefined) throw held(directory, holder);
        const server = await listen(socket.path, directory);
        if (await gate.isStillOurs()) return lockHeldBy(server);
        // Somebody took us for dead in front of the socket; stand back and queue again.
        await close(server);
      } finally {
        await gate.leave();
      }
    }
  } finally {
    await socket.forget();
  }
}

function held(directory: string, pid: number | null): DatabaseError {
  return new DatabaseError(
    'DATA_DIRECTORY_HELD',
    `The data directory ${directory} is in use by another shapan (${pid === null ? 'it does not answer' : `process ${pid}`}). Stop that one first, or start with another data directory.`,
    { directory, pid },
  );
}

interface Gate {
  isStillOurs(): Promise<boolean>;
  leave(): Promise<void>;
}

async function enterGate(path: string): Promise<Gate> {
  let seen: { readonly mark: string; readonly since: number } | undefined;
  for (;;) {
    const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw unusable(path, error);
    });
    if (file) {
      await file.close();
      const own = await markOf(path);
      const isStillOurs = async () => own !== undefined && (await markOf(path)) === own;
      const leave = async () => {
        if (await isStillOurs()) await rm(path, { force: true });
      };
      return { isStillOurs, leave };
    }
    // Age is measured by our own steady clock: the file's time stamp would trust the wall clock.
    const mark = await markOf(path);
    if (mark === undefined) continue;
    if (seen?.mark !== mark) seen = { mark, since: performance.now() };
    if (performance.now() - seen.since > gateAbandonedAfterMs) await removeAbandoned(path);
    await sleep(10 + Math.random() * 20);
  }
}

/** Moved aside in one step, so that of several who found it abandoned one removes it. */
async function removeAbandoned(path: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Tells one creation of a file from the next, even where inode numbers are reused at once. */
async function markOf(path: string): Promise<string | undefined> {
  const found = await lstat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.ino}:${found.birthtimeNs}:${found.mtimeNs}`;
}

/** The holder's process id, `null` for a holder that keeps silent, `undefined` when there is none. */
async function askHolder(path: string): Promise<number | null | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    let answer = '';
    const settle = (value: number | null | undefined) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(answerWithinMs, () => settle(null));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    socket.on('end', () => settle(Number.parseInt(answer, 10) || null));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') settle(undefined);
      else if (error.code === 'EAGAIN' || error.code === 'ECONNRESET') settle(null);
      else reject(unusable(path, error));
    });
  });
}

async function listen(path: string, directory: string): Promise<Server> {
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw unusable(directory, error);
  });
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(`${process.pid}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(unusable(directory, error)));
    server.listen(path, resolve);
  });
  return server.unref();
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

function lockHeldBy(server: Server): DirectoryLock {
  return { release: () => close(server) };
}

/**
 * A socket address holds about 100 bytes, a data directory's path may be longer. A short link to the folder
 * is enough while binding or connecting: the socket itself lies in the data directory.
 */
async function shortWayTo(
  directory: string,
  name: string,
): Promise<{ readonly path: string; forget(): Promise<void> }> {
  const base = Buffer.byteLength(tmpdir()) <= 60 ? tmpdir() : '/tmp';
  const own = await mkdtemp(join(base, 'shapan-'));
  const link = join(own, 'd');
  await symlink(directory, link);
  return { path: join(link, name), forget: () => rm(own, { recursive: true, force: true }) };
}

function unusable(path: string, cause: NodeJS.ErrnoException): DatabaseError {
  return new DatabaseError(
    'DATA_DIRECTORY_UNUSABLE',
    `The data directory cannot be locked: ${path}: ${cause.message}`,
    { reason: cause.code ?? 'lock' },
    cause,
  );
}

/** NFS, SMB and CIFS: a lock made on one machine is not seen on the other. */
const networkFileSystems: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42]);

async function refuseNetworkFileSystem(directory: string): Promise<void> {
  const { type } = await statfs(directory);
  if (process.platform !== 'linux' || !networkFileSystems.has(type >>> 0)) return;
  throw new DatabaseError(
    'DATA_DIRECTORY_REMOTE',
    `The data directory ${directory} lies on a network file system, where two machines could open it at once. Use a local disk, or set DATABASE_URL.`,
    { directory },
  );
}

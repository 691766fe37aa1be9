import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseError } from './errors.ts';
import { reachableByOthers } from './reachable.ts';
import type { ServerUser } from './server-user.ts';

/** `.s.PGSQL.5432` names the socket; nothing listens on this TCP port. */
export const socketPort = 5432;

/** The shortest `sun_path` of the supported systems (macOS: 104 bytes with the closing zero). */
const longestSocketPath = 103;

/**
 * A folder of mode 0700 for the server's socket, named after the cluster so that a later start finds the
 * same one. The data directory itself will not do: its path may be longer than a socket address, and the
 * server's user may be unable to walk to it.
 */
export async function ensureSocketDirectory(cluster: string, user: ServerUser | undefined): Promise<string> {
  const name = `shapan-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;
  for (const base of await candidateBases(user)) {
    const directory = join(base, name);
    if (Buffer.byteLength(join(directory, `.s.PGSQL.${socketPort}`)) + 7 > longestSocketPath) continue;
    if (await claim(directory, user)) return directory;
    // The name is taken by somebody else: take one that cannot be guessed.
    const unguessable = await mkdtemp(`${directory}-`).catch(() => undefined);
    if (unguessable && (await claim(unguessable, user))) return unguessable;
  }
  throw new DatabaseError(
    'DATA_DIRECTORY_UNUSABLE',
    `No temporary folder is short and writable enough for the database's socket; set TMPDIR to one (now ${tmpdir()}).`,
    { reason: 'socket' },
  );
}

async function candidateBases(user: ServerUser | undefined): Promise<string[]> {
  const runtime = process.env.XDG_RUNTIME_DIR;
  const all = [...(runtime ? [runtime] : []), tmpdir(), '/tmp', '/var/tmp'];
  if (!user) return all;
  const open = await Promise.all(all.map((base) => reachableByOthers(base).catch(() => false)));
  return all.filter((_, i) => open[i]);
}

async function claim(directory: string, user: ServerUser | undefined): Promise<boolean> {
  const owner = user?.uid ?? process.getuid?.();
  try {
    await mkdir(directory, { mode: 0o700 });
    if (user) await chown(directory, user.uid, user.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
  }
  const found = await lstat(directory);
  if (user && found.isDirectory() && found.uid === process.getuid?.() && !(found.mode & 0o077)) {
    await chown(directory, user.uid, user.gid);
    return true;
  }
  return found.isDirectory() && found.uid === owner && !(found.mode & 0o077);
}

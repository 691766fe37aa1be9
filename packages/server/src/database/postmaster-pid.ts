import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server writes about itself into `postmaster.pid`. Read only: the file is PostgreSQL's own. */
export interface PostmasterPid {
  readonly pid: number;
  readonly dataDirectory: string;
  readonly socketDirectory: string;
  /** `starting`, `stopping`, `ready` or `standby`; empty while the server is still writing the file. */
  readonly status: string;
}

export async function readPostmasterPid(directory: string): Promise<PostmasterPid | undefined> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return {
    pid,
    dataDirectory: lines[1] ?? '',
    socketDirectory: lines[4] ?? '',
    status: lines[7] ?? '',
  };
}

/**
 * Is this process a live server of this data directory? Process ids are reused, so the id alone proves
 * nothing; on Linux a server's working directory is its data directory, and a dead one has none.
 * Elsewhere the answer is only "perhaps", and such a process must not be signalled.
 */
export async function servesDirectory(
  found: PostmasterPid,
  directory: string,
): Promise<'yes' | 'no' | 'perhaps'> {
  if (process.platform !== 'linux') {
    return isAlive(found.pid) && found.dataDirectory === directory ? 'perhaps' : 'no';
  }
  try {
    const [own, theirs] = await Promise.all([stat(directory), stat(`/proc/${found.pid}/cwd`)]);
    return own.dev === theirs.dev && own.ino === theirs.ino ? 'yes' : 'no';
  } catch {
    return 'no';
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

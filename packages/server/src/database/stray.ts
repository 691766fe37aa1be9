import { readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { DatabaseError } from './errors.ts';
import type { DatabaseLog } from './log.ts';
import { isAlive } from './postmaster-pid.ts';
import { socketPort } from './socket-directory.ts';

const socketName = `.s.PGSQL.${socketPort}`;

/**
 * A killed program's server goes on for up to a minute after somebody has deleted the data directory under it, and
 * keeps the socket that the next server wants. It is ended when it certainly is that one: listed in our own socket
 * folder, and working in the very directory that is no more – there is nothing left for it to lose.
 */
export async function endStray(cluster: Cluster, log: DatabaseLog): Promise<void> {
  const pid = await holderOfSocket(cluster.socketDirectory);
  if (pid === undefined || !(await isStray(pid, cluster.directory))) return;
  log.warn({ pid }, 'stopping a database server whose data directory was deleted');
  process.kill(pid, 'SIGQUIT');
  const patience = performance.now() + 10_000;
  while ((await isStray(pid, cluster.directory)) && performance.now() < patience) await sleep(20);
  // Its id may stay listed for a while after its end; the next server would take the socket for still in use.
  for (const name of ['', '.lock'])
    await rm(join(cluster.socketDirectory, `${socketName}${name}`), { force: true });
}

async function holderOfSocket(socketDirectory: string): Promise<number | undefined> {
  const path = join(socketDirectory, `${socketName}.lock`);
  const text = await readFile(path, 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
}

/** Linux marks a working directory that is gone, and a dead process has none; elsewhere nothing is certain, and nobody is ended. */
async function isStray(pid: number, directory: string): Promise<boolean> {
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  return cwd === `${directory} (deleted)`;
}

/** What PostgreSQL says of a socket in other hands, as a refusal that names the holder; otherwise nothing. */
export function socketHeld(directory: string, log: string): DatabaseError | undefined {
  const [, pid] = /Is another postmaster \(PID (\d+)\) using socket file/.exec(log) ?? [];
  if (pid === undefined) return undefined;
  return new DatabaseError(
    'DATABASE_SOCKET_HELD',
    `Process ${pid} still holds the socket of the database in ${directory}, perhaps a server whose data directory was moved or deleted. End it (kill ${pid}) and start again.`,
    { directory, pid: Number(pid) },
  );
}

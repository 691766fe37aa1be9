import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, insideDirectory } from './cluster.ts';
import { DatabaseError } from './errors.ts';
import { diskFull, freeBytes } from './free-space.ts';
import { type PostmasterPid, readPostmasterPid, servesDirectory } from './postmaster-pid.ts';
import { socketHeld } from './stray.ts';

/** A running server process, ours or adopted. */
export interface Postmaster {
  readonly pid: number;
  readonly adopted: boolean;
  /** Settles when the process is gone, whatever the reason. */
  readonly exited: Promise<void>;
}

const largestLogBytes = 5_000_000;

/** A dead server's process id stays listed for a moment, and its children need one to notice. */
const retryFor = ['already exists', 'is still in use', 'is still running'];

/** Start the server and wait until it accepts connections, however long recovery after a crash takes. */
export async function launch(cluster: Cluster): Promise<Postmaster> {
  const patience = performance.now() + 10_000;
  for (let pause = 100; ; pause = Math.min(pause * 2, 1_000)) {
    const outcome = await launchOnce(cluster);
    if ('pid' in outcome) return outcome;
    const worthRetrying = retryFor.some((sign) => outcome.log.includes(sign));
    if (!worthRetrying || performance.now() > patience) throw await startFailed(cluster, outcome.log);
    await sleep(pause);
  }
}

async function launchOnce(cluster: Cluster): Promise<Postmaster | { readonly log: string }> {
  const log = await openLog(cluster.logFile);
  const start = (await log.stat()).size;
  const { dataArgument, spawn: options } = insideDirectory(cluster, cluster.directory);
  // In a process group of its own: Ctrl-C in a terminal asks us to stop, and we stop the server last.
  const child = spawn(
    join(cluster.binaries.directory, 'postgres'),
    ['-D', dataArgument, ...settings(cluster)],
    {
      ...options,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    },
  );
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  await log.close();
  if (await becomesReady(child, cluster.directory))
    return { pid: child.pid as number, adopted: false, exited };
  await exited;
  return { log: (await readFile(cluster.logFile)).subarray(start).toString('utf8') };
}

async function becomesReady(child: ChildProcess, directory: string): Promise<boolean> {
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const found = await readPostmasterPid(directory);
    if (found?.pid === child.pid && found?.status === 'ready') return true;
    await sleep(10);
  }
  return false;
}

function settings(cluster: Cluster): string[] {
  const onOff = cluster.durable ? 'on' : 'off';
  const values = {
    listen_addresses: '',
    unix_socket_directories: cluster.socketDirectory,
    unix_socket_permissions: '0700',
    // On the command line they outrank whatever somebody wrote into postgresql.conf.
    fsync: onOff,
    synchronous_commit: onOff,
    full_page_writes: onOff,
    max_connections: '60',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A plain file, because an orphaned server must be able to go on writing; one older file is kept. */
async function openLog(path: string) {
  const size = await stat(path).then(
    (s) => s.size,
    () => 0,
  );
  if (size > largestLogBytes) await rename(path, `${path}.1`);
  return open(path, 'a', 0o600);
}

async function startFailed(cluster: Cluster, log: string): Promise<DatabaseError> {
  const { directory, logFile } = cluster;
  const held = socketHeld(directory, log);
  if (held) return held;
  if (log.includes('No space left on device')) return diskFull(directory, await freeBytes(directory));
  const detail = log.trim().split('\n').slice(-4).join('\n') || 'it ended without a message';
  return new DatabaseError(
    'DATABASE_START_FAILED',
    `The database in ${directory} did not start: ${detail} (more in ${logFile})`,
    { directory, log: logFile, detail },
  );
}

/** A server left behind by a killed program, as a postmaster that is watched rather than waited for. */
export function adopt(found: PostmasterPid, directory: string): Postmaster {
  const exited = (async () => {
    while ((await servesDirectory(found, directory)) !== 'no') await sleep(200);
  })();
  return { pid: found.pid, adopted: true, exited };
}

/** Fast shutdown: open transactions roll back, everything committed is checkpointed. */
export async function shutDown(postmaster: Postmaster, patienceMs = 60_000): Promise<void> {
  const gone = postmaster.exited.then(() => true);
  // The id of a process that is gone may already be somebody else's.
  if (await Promise.race([gone, sleep(0, false)])) return;
  signal(postmaster.pid, 'SIGINT');
  if (await Promise.race([gone, sleep(patienceMs, false, { ref: false })])) return;
  // An immediate stop loses nothing either; the next start replays the log.
  signal(postmaster.pid, 'SIGQUIT');
  await gone;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPostmasterPid } from '../src/database/postmaster-pid.ts';
import { serverUser } from '../src/database/server-user.ts';

export interface SystemPostgres {
  readonly major: number;
  /** As the superuser, into the database `postgres`. */
  readonly url: string;
  stop(): Promise<void>;
}

const debianRoot = '/usr/lib/postgresql';

/** The oldest PostgreSQL from 15 on that the machine's own packages brought, or `undefined`. */
export function systemPostgresBinaries(): { readonly major: number; readonly directory: string } | undefined {
  if (!existsSync(debianRoot)) return undefined;
  const [major] = readdirSync(debianRoot)
    .map(Number)
    .filter((version) => version >= 15 && existsSync(join(debianRoot, String(version), 'bin', 'initdb')))
    .sort((a, b) => a - b);
  return major === undefined ? undefined : { major, directory: join(debianRoot, String(major), 'bin') };
}

/** A throwaway server of the machine's own PostgreSQL, on a UNIX socket, without syncing. */
export async function startSystemPostgres(): Promise<SystemPostgres | undefined> {
  const binaries = systemPostgresBinaries();
  if (!binaries) return undefined;
  const root = mkdtempSync('/tmp/shapan-system-');
  const data = join(root, 'data');
  const user = serverUser(undefined);
  mkdirSync(data, { mode: 0o700 });
  chmodSync(root, 0o755);
  if (user) for (const path of [root, data]) chownSync(path, user.uid, user.gid);
  const options = {
    cwd: data,
    ...(user && { uid: user.uid, gid: user.gid }),
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  };
  const initdb = ['-D', data, '-U', 'owner', '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-sync'];
  execFileSync(join(binaries.directory, 'initdb'), initdb, { ...options, stdio: 'pipe' });
  writeFileSync(join(root, 'postgres.log'), '');
  const settings = {
    listen_addresses: '',
    unix_socket_directories: root,
    fsync: 'off',
    logging_collector: 'off',
  };
  const server = spawn(
    join(binaries.directory, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...options, stdio: 'ignore' },
  );
  const exited = new Promise((resolve) => server.once('exit', resolve));
  const endWithUs = () => server.kill('SIGQUIT');
  process.once('exit', endWithUs);
  while ((await readPostmasterPid(data))?.status !== 'ready') {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ${binaries.major} did not start`);
    await sleep(20);
  }
  return {
    major: binaries.major,
    url: `postgres://owner@${encodeURIComponent(root)}/postgres`,
    async stop() {
      process.off('exit', endWithUs);
      server.kill('SIGINT');
      await exited;
      rmSync(root, { recursive: true, force: true });
    },
  };
}

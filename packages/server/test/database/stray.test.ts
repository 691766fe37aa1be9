import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { startEmbedded } from '../../src/database/index.ts';
import { socketHeld } from '../../src/database/stray.ts';
import { silentLog } from '../silent-log.ts';
import { holders } from './holders.ts';

const made = holders();
afterAll(() => made.clean());

test('[T1] a server whose program was killed and whose data was deleted does not keep the next start from starting', async () => {
  const directory = made.directory();
  const holder = made.start(directory);
  const { ready } = await holder.outcome();
  await holder.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
  const said: object[] = [];
  const log = { ...silentLog, warn: (details: object) => void said.push(details) };
  const next = await startEmbedded({ directory, log });
  expect(next.adopted).toBe(false);
  expect(next.pid).not.toBe(ready?.serverPid);
  expect(said).toEqual([{ pid: ready?.serverPid }]);
  expect(existsSync(`/proc/${ready?.serverPid}/cwd`)).toBe(false);
  await next.stop();
}, 60_000);

test('a process that is not certainly ours is named, never ended', async () => {
  const other = spawn('sleep', ['60']);
  const log = `FATAL:  lock file ".s.PGSQL.5432.lock" already exists
HINT:  Is another postmaster (PID ${other.pid}) using socket file "/tmp/x/.s.PGSQL.5432"?`;
  expect(socketHeld('/data/postgres', log)).toMatchObject({
    code: 'DATABASE_SOCKET_HELD',
    params: { pid: other.pid, directory: '/data/postgres' },
  });
  expect(socketHeld('/data/postgres', 'FATAL: something else')).toBeUndefined();
  expect(other.exitCode).toBe(null);
  other.kill();
});

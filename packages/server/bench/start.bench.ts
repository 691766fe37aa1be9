/** From nothing running to the first answer, cold and warm, against what PostgreSQL alone needs for the same. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Figure } from '../../../tools/bench.ts';
import { locateBinaries } from '../src/database/binaries.ts';
import { serverUser } from '../src/database/server-user.ts';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const ROUNDS = 3;

/** What `npm start` runs; the first round is not counted, it may have to build. */
export async function run(report: (figure: Figure) => void): Promise<void> {
  const ours: Round[] = [];
  const bare: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    ours.push(await inFolder(ourRound));
    bare.push(await inFolder(bareRound));
  }
  for (const kind of ['cold', 'warm'] as const) {
    const value = median(ours.slice(1).map((one) => one[kind]));
    const peerValue = median(bare.slice(1).map((one) => one[kind]));
    const work =
      kind === 'cold' ? 'initdb, postgres and the first SELECT 1' : 'postgres and the first SELECT 1';
    report({
      name: `${kind} start to the first answer of /api/health`,
      unit: 'ms',
      value,
      peer: work,
      peerValue,
      ratio: value / peerValue,
    });
  }
}

interface Round {
  readonly cold: number;
  readonly warm: number;
}

async function inFolder(work: (folder: string) => Promise<Round>): Promise<Round> {
  const folder = await mkdtemp(join(tmpdir(), 'shapan-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ourRound(folder: string): Promise<Round> {
  const start = async () => {
    const port = await freePort();
    const env = { ...process.env, DATABASE_URL: '', SHAPAN_DATA: join(folder, 'data'), PORT: String(port) };
    const begin = performance.now();
    const child = spawn(process.execPath, [join(root, 'tools', 'start.mjs')], { env, stdio: 'ignore' });
    await answer(child, async () => (await fetch(`http://127.0.0.1:${port}/api/health`)).ok);
    const spent = performance.now() - begin;
    await stop(child, 'SIGTERM');
    return spent;
  };
  return { cold: await start(), warm: await start() };
}

/** The same programs, made and started as our own cluster is, with nothing of ours around them. */
async function bareRound(folder: string): Promise<Round> {
  const user = serverUser(undefined);
  const { directory } = await locateBinaries(user);
  if (user) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o700);
  const options = {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    ...(user && { uid: user.uid, gid: user.gid }),
  };
  const data = join(folder, 'data');
  const start = async () => {
    const args = ['-D', data, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`];
    const child = spawn(join(directory, 'postgres'), args, { ...options, stdio: 'ignore' });
    await answer(child, () => selectOne(folder));
    return child;
  };
  const begin = performance.now();
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  await execute(join(directory, 'initdb'), ['-D', data, '-U', 'owner', '--auth=trust', ...locale], options);
  const first = await start();
  const cold = performance.now() - begin;
  await stop(first, 'SIGINT');
  const again = performance.now();
  const second = await start();
  const warm = performance.now() - again;
  await stop(second, 'SIGINT');
  return { cold, warm };
}

async function selectOne(socketFolder: string): Promise<boolean> {
  const client = new pg.Client({ host: socketFolder, user: 'owner', database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Ask until it answers; whoever ends instead has failed. */
async function answer(child: ChildProcess, ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask().catch(() => false))) {
    if (child.exitCode !== null)
      throw new Error(`the program ended with ${child.exitCode} before it answered`);
    await sleep(2);
  }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

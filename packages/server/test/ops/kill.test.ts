import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cookieOf, type Running, startChild } from './start-child.ts';

/**
 * Nothing that was acknowledged is ever lost: the program, the database server, or both are killed at a random moment
 * under load; after the restart every acknowledged submission is there, whole, exactly once, and in its place.
 * SHAPAN_KILL_ROUNDS asks for more rounds than a commit needs; SHAPAN_KILL_SEED for others.
 */
const rounds = Number(process.env['SHAPAN_KILL_ROUNDS'] ?? 6);
const seed = Number(process.env['SHAPAN_KILL_SEED'] ?? 1);

let directory: string;
let cookie = '';
const workspace = uuidv7();
const plan = uuidv7();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shapan-kill-'));
  await chmod(directory, 0o755);
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const start = (): Promise<Running> => startChild(directory, { LOG_LEVEL: 'silent' });

async function api(url: string, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${url}${path}`, {
    method,
    headers: { cookie, origin: url, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function setUp(url: string): Promise<void> {
  const response = await api(url, 'POST', '/api/v1/setup', {
    id: workspace,
    name: 'Kill',
    locale: 'en',
    currency: 'CNY',
    displayName: 'Owner',
    email: 'owner@example.org',
    password: 'a long password',
  });
  expect(response.status).toBe(201);
  cookie = cookieOf(response);
  const created = await api(url, 'POST', `/api/v1/workspaces/${workspace}/plans`, {
    from: 'scenario',
    id: plan,
    scenario: 'blank',
    name: 'Plan',
    period: { from: '2026-07-01', to: '2026-09-30' },
    sampleNumbers: false,
  });
  expect(created.status).toBe(201);
}

/** Writes until it is cut off; answers the ids that were acknowledged. */
async function load(url: string, acknowledged: Map<string, number>): Promise<void> {
  for (;;) {
    const id = uuidv7();
    const command = { type: 'record.add', kind: 'risk', id, fields: { name: `Risk ${id}` } };
    const response = await api(url, 'POST', `/api/v1/workspaces/${workspace}/books/${plan}/commands`, {
      id: uuidv7(),
      commands: [command],
    }).catch(() => undefined);
    if (!response) return;
    if (response.status !== 200) continue;
    const answer = (await response.json().catch(() => undefined)) as { position: number } | undefined;
    if (answer) acknowledged.set(id, answer.position);
  }
}

/** A small generator, so that a seed repeats a run. */
function random(state: number): () => number {
  let s = state;
  return () => {
    s = (Math.imul(s, 1_664_525) + 1_013_904_223) >>> 0;
    return s / 2 ** 32;
  };
}

test(
  `[T1] ${rounds} kills under load lose nothing (seed ${seed})`,
  async () => {
    const next = random(seed);
    const acknowledged = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      const running = await start();
      if (round === 0) await setUp(running.url);
      const writers = Array.from({ length: 4 }, () => load(running.url, acknowledged));
      const before = acknowledged.size;
      // A busy machine answers late: a kill before the first answers would prove nothing.
      while (acknowledged.size < before + 6) await sleep(20);
      await sleep(next() * 900);
      const victim = round % 3;
      const ended = new Promise((resolve) => running.child.once('exit', resolve));
      if (victim !== 0) process.kill(running.postmaster, 'SIGKILL');
      // Killed alone, the database is brought back by the program; then the program goes too.
      if (victim === 1) await sleep(600);
      running.child.kill('SIGKILL');
      await ended;
      await Promise.all(writers);
    }
    const running = await start();
    const view = (await (
      await api(running.url, 'GET', `/api/v1/workspaces/${workspace}/books/${plan}`)
    ).json()) as {
      position: number;
      records: { kind: string; id: string }[];
    };
    const entries = (await (
      await api(running.url, 'GET', `/api/v1/workspaces/${workspace}/books/${plan}/entries?limit=500`)
    ).json()) as { position: number }[];
    running.child.kill('SIGTERM');
    await new Promise((resolve) => running.child.once('exit', resolve));
    const risks = new Set(view.records.filter(({ kind }) => kind === 'risk').map(({ id }) => id));
    expect(acknowledged.size).toBeGreaterThan(rounds * 5);
    expect([...acknowledged.keys()].filter((id) => !risks.has(id))).toEqual([]);
    expect(new Set(acknowledged.values()).size).toBe(acknowledged.size);
    expect(entries.map(({ position }) => position)).toEqual(entries.map((_, i) => view.position - i));
  },
  30_000 + rounds * 10_000,
);

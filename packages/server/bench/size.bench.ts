/**
 * Nothing caps silently: a plan of 8 dimensions, 100,000 members and 5 million leaves is made, filled by a spread from its
 * grand total, read, and opened again by a process that has never seen it. Beside each stands one bare `INSERT`; beside
 * what is opened a bare read of its bytes.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Figure } from '../../../tools/bench.ts';
import { revenueMetric, type TestWorkspace, testDeps, testWorkspace } from '../test/workspace.ts';
import { durableDatabase } from './durable-database.ts';
import { openedCold } from './open-cold.ts';

/** Members of each dimension, in trees of three to four levels: 100,000 together. */
const SIZES = [60_000, 20_000, 10_000, 5_000, 2_000, 1_500, 1_000, 500];
const ROWS = 416_667;
const BRANCH = 60;
/** A command may hold more, a submission 5,000 of them. */
const AT_ONCE = 5_000;
const TOTAL = 123_456_789_012;

export async function run(report: (figure: Figure) => void): Promise<void> {
  const share = Number(process.env['SHAPAN_SIZE_SHARE'] ?? 1);
  const sizes = SIZES.map((size) => Math.max(2, Math.round(size * share)));
  const database = await durableDatabase();
  const deps = testDeps(database);
  try {
    const workspace = await testWorkspace(deps);
    const { owner } = workspace;
    await database.ownerPool.query('CREATE TABLE bench_bare (id uuid PRIMARY KEY)');
    const bare = await timed(() =>
      database.ownerPool.query('INSERT INTO bench_bare VALUES ($1)', [uuidv7()]),
    );
    let beside = { peer: 'bare INSERT and commit', peerValue: bare.took };
    const tell = (what: string, { took, megabytes = resident() }: Took): void =>
      report({
        name: `${what} (${megabytes.toFixed(0)} MB)`,
        unit: 'ms',
        value: took,
        ...beside,
        ratio: took / beside.peerValue,
      });
    const members = sizes.reduce((sum, size) => sum + size, 0);
    tell(`${counted(members)} members of 8 dimensions`, await timed(() => addMembers(workspace, sizes)));
    const rows = rowsOf(sizes, Math.round(ROWS * share));
    const plan = await workspace.plan();
    const fields = {
      metric: 'revenue',
      targetClass: 'core',
      dimensions: sizes.map((_, d) => `d${d}`),
      grain: 'month',
      from: '2026-01-01',
      to: '2026-12-31',
    };
    const define = { type: 'target.define', id: 'target', fields, rows } as const;
    tell(
      `a target of ${counted(rows.length * 12)} leaves`,
      await timed(() => workspace.submit(owner, plan, [define])),
    );
    const whole = { members: sizes.map(() => '*'), time: 'all' };
    const entry = { at: whole, method: 'equalLeaves', value: TOTAL } as const;
    tell(
      'its grand total, spread over every leaf',
      await timed(() =>
        workspace.submit(owner, plan, [{ type: 'target.enter', target: 'target', entries: [entry] }]),
      ),
    );
    const [first = []] = rows;
    const leaf = { at: { members: first, time: 'M2026-03' }, value: 77 };
    tell(
      'one leaf of it',
      await timed(() =>
        workspace.submit(owner, plan, [{ type: 'target.enter', target: 'target', entries: [leaf] }]),
      ),
    );
    await snapshotOf(database.ownerPool, plan);
    beside = await bareRead(database.ownerPool, plan);
    const opening = { connection: database.config, caller: owner, plan };
    const open = async (what: string, as: 'bytes' | 'state') => {
      const { took, megabytes, found } = await openedCold({ ...opening, as });
      tell(what, { took, megabytes });
      return found;
    };
    const sent = await open('opened by a new process, as a browser is sent it', 'bytes');
    check(sent > rows.length * 12 * 4, true);
    const kept = await open('from its snapshot, with a total of each dimension', 'state');
    await database.ownerPool.query('DELETE FROM snapshot WHERE book_id = $1', [plan]);
    check(await open('from its log, with a total of each dimension', 'state'), kept);
  } finally {
    await deps.live.close();
    await database.close();
  }
}

/** The kept bytes of a plan, read by the driver alone. */
async function bareRead(pool: Pool, plan: string): Promise<{ peer: string; peerValue: number }> {
  const { took, value } = await timed(() =>
    pool.query<{ state: Buffer }>('SELECT state FROM snapshot WHERE book_id = $1', [plan]),
  );
  const bytes = value.rows[0]?.state.length ?? 0;
  return { peer: `read of its ${(bytes / 1e6).toFixed(1)} MB as bytea`, peerValue: took };
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly took: number; readonly value: T }> {
  const begin = performance.now();
  const value = await work();
  return { took: performance.now() - begin, value };
}

interface Took {
  readonly took: number;
  /** Of the process that did it, where that was another one. */
  readonly megabytes?: number;
}

const resident = (): number => process.memoryUsage().rss / 1e6;
const counted = (count: number): string => count.toLocaleString('en');

function check(found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`${String(found)} instead of ${String(expected)}`);
}

const nameOf = (d: number, i: number): string => `d${d}m${i}`;

async function addMembers(workspace: TestWorkspace, sizes: readonly number[]): Promise<void> {
  const { workspaceId, owner } = workspace;
  const dimensions = sizes.map((_, d) => ({
    type: 'record.add' as const,
    kind: 'dimension',
    id: `d${d}`,
    fields: { name: `Dimension ${d}`, category: 'custom' },
  }));
  await workspace.submit(owner, workspaceId, [...dimensions, revenueMetric]);
  const members = sizes.flatMap((size, d) =>
    Array.from({ length: size }, (_, i) => ({
      type: 'record.add' as const,
      kind: 'dimensionMember',
      id: nameOf(d, i),
      fields: {
        dimension: `d${d}`,
        name: `Member ${i}`,
        code: `${d}-${i}`,
        order: i,
        ...(i > 0 && { parent: nameOf(d, Math.floor((i - 1) / BRANCH)) }),
      },
    })),
  );
  for (let from = 0; from < members.length; from += AT_ONCE)
    await workspace.submit(owner, workspaceId, members.slice(from, from + AT_ONCE));
}

/** Coordinates on members that have nothing below them, each once; the same in every run. */
function rowsOf(sizes: readonly number[], count: number): string[][] {
  let seed = 1;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const rows = new Map<string, string[]>();
  while (rows.size < count) {
    const row = sizes.map((size, d) => {
      const leaves = Math.floor((size - 2) / BRANCH) + 1;
      return nameOf(d, leaves + next(size - leaves));
    });
    rows.set(row.join(), row);
  }
  return [...rows.values()];
}

/** So much has changed that a snapshot is due; it is kept soon, by itself. */
async function snapshotOf(pool: Pool, plan: string): Promise<void> {
  for (let tried = 0; tried < 600; tried++) {
    const { rows } = await pool.query('SELECT FROM snapshot WHERE book_id = $1', [plan]);
    if (rows.length > 0) return;
    await sleep(200);
  }
  throw new Error('no snapshot was kept within two minutes');
}

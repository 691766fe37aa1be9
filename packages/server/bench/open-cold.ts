/**
 * A process that has never seen a plan opens it, says how long that took and how much memory it needed, and ends. Beside
 * whoever made the plan, the memory of both would be told as one.
 */
import { execFile } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BookState, layoutOf, readTotal, tableTotals } from '@shapan/engine';
import type { PoolConfig } from 'pg';
import { createPool } from '../src/database/pool.ts';
import { withTransaction } from '../src/database/transaction.ts';
import type { Deps } from '../src/deps.ts';
import type { Caller } from '../src/http/caller.ts';
import { masterState, openBook } from '../src/rooms/plan/open-book.ts';
import { createPlanService } from '../src/rooms/plan/service.ts';
import { silentLog } from '../test/silent-log.ts';
import { testDeps } from '../test/workspace.ts';

export interface Opening {
  readonly connection: PoolConfig;
  readonly caller: Caller;
  readonly plan: string;
  /** As a browser is sent it, or as a state with a total of each dimension. */
  readonly as: 'bytes' | 'state';
}

export interface Opened {
  readonly took: number;
  readonly megabytes: number;
  /** Bytes that are sent, or the sum of the totals. */
  readonly found: number;
}

/** Opens it in a process of its own, with Node's own limit of memory. */
export async function openedCold(opening: Opening): Promise<Opened> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--conditions', 'shapan-source', fileURLToPath(import.meta.url)],
    { env: { ...process.env, SHAPAN_BENCH_OPENING: JSON.stringify(opening) } },
  );
  return JSON.parse(stdout) as Opened;
}

async function open({ connection, caller, plan, as }: Opening): Promise<Opened> {
  const pool = createPool(connection, { log: silentLog });
  const database = { pool, ownerPool: pool, config: connection, ownerConfig: connection };
  const deps = testDeps({ ...database, close: () => pool.end() });
  await pool.query('SELECT 1');
  const begin = performance.now();
  const found =
    as === 'bytes'
      ? (await createPlanService(deps).readPacked(caller, plan)).byteLength
      : await totalsOf(deps, caller.workspaceId, plan);
  const took = performance.now() - begin;
  return { took, megabytes: process.resourceUsage().maxRSS / 1e3, found };
}

const totalsOf = (deps: Deps, workspaceId: string, plan: string): Promise<number> =>
  withTransaction(
    deps.pool,
    async (tx) => {
      const state = await deps.books.current(tx, await openBook(tx, workspaceId, plan));
      return someTotals(state, await masterState(deps, tx, workspaceId));
    },
    { workspaceId },
  );

function someTotals(state: BookState, master: BookState): number {
  const layout = layoutOf(state, master, 'target');
  if (!layout) throw new Error('the target is there');
  const totals = tableTotals(layout);
  const top = layout.frame.trees.map(() => 0);
  return layout.frame.trees.reduce(
    (sum, _, d) => sum + (readTotal(totals, { members: top.with(d, 1), time: 0 }) ?? 0),
    readTotal(totals, { members: top, time: 0 }) ?? 0,
  );
}

const { SHAPAN_BENCH_OPENING: opening } = process.env;
if (opening !== undefined) {
  process.stdout.write(JSON.stringify(await open(JSON.parse(opening) as Opening)), () => process.exit(0));
}

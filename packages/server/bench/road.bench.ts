/** From command to durable, against what the database alone needs for the same: the road must not be the slow part. */
import { performance } from 'node:perf_hooks';
import { createTotals, layoutOf } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import type { Figure } from '../../../tools/bench.ts';
import { withTransaction } from '../src/database/transaction.ts';
import { createPlanService } from '../src/rooms/plan/service.ts';
import { openBook } from '../src/rooms/plan/submit.ts';
import { revenueMetric, testDeps, testWorkspace } from '../test/workspace.ts';
import { durableDatabase } from './durable-database.ts';

const REGIONS = 200;
const PRODUCTS = 100;

export async function run(report: (figure: Figure) => void): Promise<void> {
  const database = await durableDatabase();
  const deps = testDeps(database);
  try {
    const workspace = await testWorkspace(deps);
    const plans = createPlanService(deps);
    const { workspaceId, owner } = workspace;
    const plan = await workspace.plan();
    const rows = await largeMaster(workspace);
    const fields = {
      metric: 'revenue',
      targetClass: 'core',
      dimensions: ['region', 'product'],
      grain: 'month',
      from: '2026-01-01',
      to: '2026-12-31',
    };
    await workspace.submit(owner, plan, [{ type: 'target.define', id: 'target', fields, rows }]);
    await database.ownerPool.query('CREATE TABLE bench_bare (id uuid PRIMARY KEY, note text)');
    await database.ownerPool.query('CREATE TABLE bench_bytes (id uuid PRIMARY KEY, data bytea)');

    const bare = await median(200, () =>
      database.ownerPool.query('INSERT INTO bench_bare VALUES ($1, $2)', [uuidv7(), 'x']),
    );
    let value = 0;
    const enter = (members: string[], time: string, amount: number) =>
      workspace.submit(owner, plan, [
        { type: 'target.enter', target: 'target', entries: [{ at: { members, time }, value: amount }] },
      ]);
    const cell = await median(200, () => enter(['r7', 'p3'], 'M2026-05', ++value));
    report({
      name: 'one cell: command to durable, 240,000-leaf target',
      unit: 'ms',
      value: cell,
      peer: 'bare INSERT and commit',
      peerValue: bare,
      ratio: cell / bare,
    });

    const record = await median(200, (i) =>
      workspace.submit(owner, plan, [
        { type: 'record.add', kind: 'risk', id: `r${i}`, fields: { name: 'Price cut' } },
      ]),
    );
    report({
      name: 'one record: command to durable',
      unit: 'ms',
      value: record,
      peer: 'bare INSERT and commit',
      peerValue: bare,
      ratio: record / bare,
    });

    await workspace.submit(owner, plan, [
      {
        type: 'target.enter',
        target: 'target',
        entries: [{ at: { members: ['*', '*'], time: 'all' }, method: 'equalLeaves', value: 4_000_000_000 }],
      },
    ]);
    let packed = 0;
    const spread = await median(7, async (i) => {
      const { entry } = await enter(['*', '*'], 'all', 5_000_000_000 + i * 1_234_567);
      packed = entry.cells;
    });
    // Amounts as they are, eight bytes each: what packs into nothing would flatter the peer.
    const page = Buffer.from(
      Float64Array.from({ length: 240_000 }, (_, i) => (i * 7_919) % 5_000_011).buffer,
    );
    const bytes = await median(7, () =>
      database.ownerPool.query('INSERT INTO bench_bytes VALUES ($1, $2)', [uuidv7(), page]),
    );
    report({
      name: `spread over ${packed.toLocaleString('en')} leaves: command to durable`,
      unit: 'ms',
      value: spread,
      peer: '1.9 MB bytea and commit',
      peerValue: bytes,
      ratio: spread / bytes,
    });

    const id = uuidv7();
    const branch = await once(() => plans.branch(owner, plan, { id, name: 'What if' }));
    report({
      name: 'what-if of a 240,000-leaf plan: create',
      unit: 'ms',
      value: branch,
      peer: 'bare INSERT and commit',
      peerValue: bare,
      ratio: branch / bare,
    });

    const read = await median(7, () => database.ownerPool.query('SELECT data FROM bench_bytes LIMIT 1'));
    // The first process to open a plan after much has changed in it leaves a snapshot for the next.
    for (const from of ['its log', 'its snapshot']) {
      const cold = testDeps(database);
      const open = await once(() => openPlan(cold, workspaceId, plan));
      await cold.live.close();
      report({
        name: `open the plan cold from ${from}: state, layout, all totals`,
        unit: 'ms',
        value: open,
        peer: 'read of 1.9 MB bytea',
        peerValue: read,
        ratio: open / read,
      });
    }
  } finally {
    await deps.live.close();
    await database.close();
  }
}

const openPlan = (deps: ReturnType<typeof testDeps>, workspaceId: string, plan: string): Promise<void> =>
  withTransaction(
    deps.pool,
    async (tx) => {
      const state = await deps.books.current(tx, await openBook(tx, workspaceId, plan));
      const master = await deps.books.current(tx, await openBook(tx, workspaceId, workspaceId));
      const layout = layoutOf(state, master, 'target');
      if (layout) createTotals(layout.cube, layout.frame);
    },
    { workspaceId },
  );

async function largeMaster(workspace: Awaited<ReturnType<typeof testWorkspace>>): Promise<string[][]> {
  const member = (dimension: string, id: string) => ({
    type: 'record.add' as const,
    kind: 'dimensionMember',
    id,
    fields: { dimension, name: id },
  });
  const regions = Array.from({ length: REGIONS }, (_, i) => `r${i}`);
  const products = Array.from({ length: PRODUCTS }, (_, i) => `p${i}`);
  await workspace.submit(workspace.owner, workspace.workspaceId, [
    { type: 'record.add', kind: 'dimension', id: 'region', fields: { name: 'Region', category: 'region' } },
    {
      type: 'record.add',
      kind: 'dimension',
      id: 'product',
      fields: { name: 'Product', category: 'product' },
    },
    ...regions.map((id) => member('region', id)),
    ...products.map((id) => member('product', id)),
    revenueMetric,
  ]);
  return regions.flatMap((region) => products.map((product) => [region, product]));
}

async function once(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function median(times: number, work: (i: number) => Promise<unknown>): Promise<number> {
  const spent: number[] = [];
  for (let i = 0; i < times; i++) spent.push(await once(() => work(i)));
  return spent.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

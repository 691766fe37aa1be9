/** From command to durable, over HTTP, against what the database alone needs for the same: the road must not be the slow part. */
import { EventEmitter, once } from 'node:events';
import { packedBookType } from '@shapan/contract';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Figure } from '../../../tools/bench.ts';
import { newPlan, password, workspaceRequest } from '../test/http/app.ts';
import { revenueMetric } from '../test/workspace.ts';
import { type BenchServer, Client, listen, startServer } from './bench-server.ts';
import { durableDatabase } from './durable-database.ts';
import { median, mediansInTurn, timed } from './timing.ts';

const REGIONS = 200;
const PRODUCTS = 100;
const METRICS = 3;
const TOP = { members: ['*', '*'], time: 'all' };

type Report = (figure: Figure) => void;

/** One server, one signed-in person, two plans of 720,000 leaves. */
interface World {
  readonly server: BenchServer;
  readonly client: Client;
  readonly pool: Pool;
  readonly workspace: string;
  readonly plan: string;
  readonly other: string;
}

export async function run(report: Report): Promise<void> {
  const database = await durableDatabase();
  const start = () => startServer(database.ownerConfig, database.config);
  try {
    const world = await prepared(await start(), database.ownerPool);
    await small(world, report);
    await large(world, report);
    world.client.close();
    await world.server.close();
    await cold(world, start, report);
  } finally {
    await database.close();
  }
}

async function prepared(server: BenchServer, pool: Pool): Promise<World> {
  await pool.query('CREATE TABLE bench_bare (id uuid PRIMARY KEY, note text)');
  await pool.query('CREATE TABLE bench_bytes (id uuid PRIMARY KEY, data bytea)');
  await pool.query('CREATE TABLE bench_cell (at bigint PRIMARY KEY, value bigint)');
  const client = new Client(server.url);
  const setUp = { ...workspaceRequest(), email: 'bench@example.org', password };
  await client.ask('POST', '/setup', setUp);
  const workspace = setUp.id;
  const rows = await master(client, workspace);
  const plans: string[] = [];
  for (let i = 0; i < 2; i++) {
    const body = { ...newPlan(), period: { from: '2026-01-01', to: '2026-12-31' } };
    await client.ask('POST', `/workspaces/${workspace}/plans`, body);
    for (let metric = 0; metric < METRICS; metric++)
      await target(client, workspace, body.id, `t${metric}`, rows);
    plans.push(body.id);
  }
  const [plan = '', other = ''] = plans;
  return { server, client, pool, workspace, plan, other };
}

async function master(client: Client, workspace: string): Promise<string[][]> {
  const member = (dimension: string, id: string) => ({
    type: 'record.add',
    kind: 'dimensionMember',
    id,
    fields: { dimension, name: id },
  });
  const regions = Array.from({ length: REGIONS }, (_, i) => `r${i}`);
  const products = Array.from({ length: PRODUCTS }, (_, i) => `p${i}`);
  const dimension = (id: string, category: string) => ({
    type: 'record.add',
    kind: 'dimension',
    id,
    fields: { name: id, category },
  });
  await client.submit(workspace, workspace, [
    dimension('region', 'region'),
    dimension('product', 'product'),
    ...regions.map((id) => member('region', id)),
    ...products.map((id) => member('product', id)),
    ...Array.from({ length: METRICS }, (_, i) => ({
      ...revenueMetric,
      id: `revenue${i}`,
      fields: { ...revenueMetric.fields, key: `revenue${i}`, name: `Revenue ${i}` },
    })),
  ]);
  return regions.flatMap((region) => products.map((product) => [region, product]));
}

async function target(client: Client, workspace: string, plan: string, id: string, rows: string[][]) {
  const fields = {
    metric: `revenue${id.slice(1)}`,
    targetClass: 'core',
    dimensions: ['region', 'product'],
    grain: 'month',
    from: '2026-01-01',
    to: '2026-12-31',
  };
  await client.submit(workspace, plan, [{ type: 'target.define', id, fields, rows }], { brief: true });
  await client.submit(
    workspace,
    plan,
    [enter(id, { at: TOP, method: 'equalLeaves', value: 4_000_000_000 })],
    {
      brief: true,
    },
  );
}

const enter = (target: string, ...entries: readonly object[]) => ({ type: 'target.enter', target, entries });

/** Gestures of one cell or record, durable when they are answered. */
async function small({ client, pool, server, workspace, plan }: World, report: Report): Promise<void> {
  const news = new EventEmitter();
  const leave = await listen(server.url, client.cookie, workspace, () => news.emit('news'));
  const cell = (value: number) => enter('t0', { at: { members: ['r7', 'p3'], time: 'M2026-05' }, value });
  const figures = await mediansInTurn(200, {
    bare: () => pool.query('INSERT INTO bench_bare VALUES ($1, $2)', [uuidv7(), 'x']),
    cell: (i) => client.submit(workspace, plan, [cell(i)], { brief: true }),
    heard: (i) => {
      const heard = once(news, 'news');
      return Promise.all([heard, client.submit(workspace, plan, [cell(-1 - i)], { brief: true })]);
    },
    record: (i) =>
      client.submit(workspace, plan, [
        { type: 'record.add', kind: 'risk', id: `r${i}`, fields: { name: 'Price cut' } },
      ]),
  });
  leave();
  const beside = { unit: 'ms', peer: 'bare INSERT and commit', peerValue: figures.bare } as const;
  const names = {
    cell: 'one cell over HTTP: command to durable, answered',
    heard: 'one cell over HTTP: command to news at another browser',
    record: 'one record over HTTP: command to durable, answered',
  } as const;
  for (const [key, name] of Object.entries(names) as [keyof typeof names, string][])
    report({ ...beside, name, value: figures[key], ratio: figures[key] / figures.bare });
}

/** Gestures that change very many leaves. */
async function large({ client, pool, workspace, plan }: World, report: Report): Promise<void> {
  // Amounts as they are, eight bytes each: what packs into nothing would flatter the peer.
  const page = Buffer.from(Float64Array.from({ length: 240_000 }, (_, i) => (i * 7_919) % 5_000_011).buffer);
  const cells = Array.from({ length: 5_000 }, (_, i) => ({
    at: { members: [`r${i % REGIONS}`, `p${Math.floor(i / REGIONS)}`], time: 'M2026-03' },
    i,
  }));
  const spread = (round: number) => enter('t0', { at: TOP, value: 5_000_000_000 + round * 1_234_567 });
  const figures = await mediansInTurn(9, {
    bytes: () => pool.query('INSERT INTO bench_bytes VALUES ($1, $2)', [uuidv7(), page]),
    spread: (i) => client.submit(workspace, plan, [spread(2 * i)], { brief: true }),
    spreadTold: (i) => client.submit(workspace, plan, [spread(2 * i + 1)]),
    rows: (round) =>
      pool.query(
        `INSERT INTO bench_cell SELECT * FROM unnest($1::bigint[], $2::bigint[])
         ON CONFLICT (at) DO UPDATE SET value = excluded.value`,
        [cells.map(({ i }) => i), cells.map(({ i }) => i + round)],
      ),
    paste: (round) =>
      client.submit(
        workspace,
        plan,
        [enter('t1', ...cells.map(({ at, i }) => ({ at, value: 1_000 * round + i })))],
        { brief: true },
      ),
  });
  const beside = { unit: 'ms', peer: '1.9 MB bytea and commit', peerValue: figures.bytes } as const;
  report({
    ...beside,
    name: 'spread over 240,000 leaves over HTTP: command to durable, answered',
    value: figures.spread,
    ratio: figures.spread / figures.bytes,
  });
  report({
    ...beside,
    name: 'the same, its 240,000 changes told in the answer as JSON',
    value: figures.spreadTold,
    ratio: figures.spreadTold / figures.bytes,
  });
  report({
    name: 'paste of 5,000 cells over HTTP: command to durable, answered',
    unit: 'ms',
    value: figures.paste,
    peer: 'upsert of 5,000 rows and commit',
    peerValue: figures.rows,
    ratio: figures.paste / figures.rows,
  });
}

const STARTS = 5;

/**
 * A server that has just been started opens a plan that it has never seen, and then another one. That happens once to a
 * process, so several are started; each opening stands beside a read right before it.
 */
async function cold(world: World, start: () => Promise<BenchServer>, report: Report): Promise<void> {
  const { workspace, plan, other } = world;
  const spent = { read: [] as number[], first: [] as number[], next: [] as number[] };
  const book = (id: string) => `/workspaces/${workspace}/books/${id}`;
  const read = (id: string) => world.pool.query('SELECT state FROM snapshot WHERE book_id = $1', [id]);
  for (let round = 0; round < STARTS; round++) {
    const server = await start();
    const client = new Client(server.url, world.client.cookie);
    await client.ask('GET', `/workspaces/${workspace}`);
    await client.ask('GET', book(workspace));
    for (const [name, id] of [
      ['first', plan],
      ['next', other],
    ] as const) {
      spent.read.push(await timed(() => read(id)));
      spent[name].push(await timed(() => client.ask('GET', book(id), undefined, packedBookType)));
    }
    if (round === STARTS - 1) await warm({ ...world, server, client }, median(spent.read), report);
    client.close();
    await server.close();
  }
  const beside = besideRead(await sizeOf(world.pool, other), median(spent.read));
  const names = {
    first: 'open 720,000 leaves over HTTP, server just started: the first plan',
    next: 'open 720,000 leaves over HTTP, plan not in memory: the next plan',
  } as const;
  for (const name of ['first', 'next'] as const) {
    const value = median(spent[name]);
    report({ ...beside, name: names[name], value, ratio: value / beside.peerValue });
  }
}

/** The same once the plan is in memory as a state: somebody has asked for it as JSON, which needs one. */
async function warm({ client, pool, workspace, other }: World, read: number, report: Report): Promise<void> {
  const open = (accept?: string) =>
    client.ask('GET', `/workspaces/${workspace}/books/${other}`, undefined, accept);
  await open();
  const figures = await mediansInTurn(5, { again: () => open(packedBookType), json: () => open() });
  const beside = besideRead(await sizeOf(pool, other), read);
  report({ ...beside, name: 'open a plan in memory', value: figures.again, ratio: figures.again / read });
  report({ ...beside, name: 'the same as JSON', value: figures.json, ratio: figures.json / read });
}

const besideRead = (bytes: number, peerValue: number) =>
  ({ unit: 'ms', peer: `read of the same ${(bytes / 1e6).toFixed(1)} MB as bytea`, peerValue }) as const;

async function sizeOf(pool: Pool, book: string): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>(
    'SELECT octet_length(state) AS bytes FROM snapshot WHERE book_id = $1',
    [book],
  );
  return rows[0]?.bytes ?? 0;
}

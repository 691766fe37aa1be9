import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { amounts, GROUPS, MONTHS, REGIONS } from './plan.ts';

/** Other programs on the same job. Each answers the least milliseconds of several rounds, or how to get it here. */
export type Peer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly missing: string };

const execute = promisify(execFile);
const require = createRequire(new URL('../package.json', import.meta.url));

const byNpm = (name: string) =>
  ({ ok: false, missing: `${name}: npm ci --ignore-scripts --prefix bench` }) as const;

async function peerModule<T>(name: string): Promise<T | undefined> {
  try {
    return (await import(require.resolve(name))) as T;
  } catch {
    return undefined;
  }
}

/** The roll-up by hand, compiled. */
export async function rollUpInC(products: number): Promise<Peer<number>> {
  const folder = await mkdtemp(join(tmpdir(), 'shapan-bench-'));
  try {
    const program = join(folder, 'roll-up');
    const source = fileURLToPath(new URL('roll-up.c', import.meta.url));
    await execute('gcc', ['-O3', '-march=native', '-o', program, source]);
    const { stdout } = await execute(program, [String(products)]);
    return { ok: true, value: Number(stdout.split(' ')[0]) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return { ok: false, missing: 'gcc: install a C compiler' };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Duck {
  readonly DuckDBInstance: {
    create(path: string, options: Record<string, string>): Promise<{ connect(): Promise<DuckConnection> }>;
  };
}

interface DuckConnection {
  run(sql: string): Promise<unknown>;
  closeSync(): void;
}

/** Two threads, metrics as columns; the spread rounds the running sum, so that the total is right. */
export async function inDuckDb(products: number): Promise<Peer<{ rollUp: number; spread: number }>> {
  const duck = await peerModule<Duck>('@duckdb/node-api');
  if (!duck) return byNpm('DuckDB');
  const instance = await duck.DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const value = (metric: number): string => `(100000 + (i * 7919 + ${metric}) % 5000000)::BIGINT`;
  await connection.run(`CREATE TABLE leaf AS SELECT i AS id,
    (i // ${products * MONTHS * 10})::INT AS grp, (i // ${products * MONTHS})::INT AS region,
    (i // ${MONTHS} % ${products})::INT AS product, (i % ${MONTHS} // 3)::INT AS quarter, (i % ${MONTHS})::INT AS month,
    ${value(0)} AS a, ${value(1)} AS b, ${value(2)} AS c FROM range(${REGIONS * products * MONTHS}) t(i)`);
  const rollUp = await least(5, 2, () =>
    connection.run(`CREATE OR REPLACE TEMP TABLE total AS SELECT grp, region, product, quarter, month,
      sum(a) AS a, sum(b) AS b, sum(c) AS c
      FROM leaf GROUP BY ROLLUP(grp, region), ROLLUP(product), ROLLUP(quarter, month)`),
  );
  const spread = await least(5, 2, () =>
    connection.run(`CREATE OR REPLACE TEMP TABLE spread AS
      SELECT id, (round(running) - lag(round(running), 1, 0) OVER (ORDER BY id))::BIGINT AS a
      FROM (SELECT id, sum(a * 1.1657::DOUBLE) OVER (ORDER BY id) AS running FROM leaf)`),
  );
  connection.closeSync();
  return { ok: true, value: { rollUp, spread } };
}

interface Sheet {
  readonly HyperFormula: {
    buildFromArray(
      cells: readonly (readonly unknown[])[],
      options: { licenseKey: string; undoLimit: number },
    ): SheetEngine;
  };
}

interface SheetEngine {
  setCellContents(at: { sheet: number; row: number; col: number }, content: unknown): unknown;
  destroy(): void;
}

/**
 * A workbook of about 200,000 leaves with a formula for every total; milliseconds of one edit and of one spread. All leaves
 * are written in one step and nothing is kept for undo: written one by one, each would walk through what undo keeps of
 * those before it, and 200,000 would not end within the hour.
 */
export async function inHyperFormula(): Promise<Peer<{ leaves: number; edit: number; spread: number }>> {
  const sheet = await peerModule<Sheet>('hyperformula');
  if (!sheet) return byNpm('HyperFormula');
  const products = 83;
  const values = amounts(REGIONS * products * MONTHS, 0);
  const options = { licenseKey: 'gpl-v3', undoLimit: 0 };
  const engine = sheet.HyperFormula.buildFromArray(workbook(products, values), options);
  let turn = 0;
  const edit = await least(50, 1, async () => {
    turn += 1;
    const leaf = (turn * 7_919) % values.length;
    engine.setCellContents({ sheet: 0, row: Math.floor(leaf / MONTHS), col: leaf % MONTHS }, turn);
  });
  const spread = await least(3, 1, async () => {
    turn += 1;
    const lines = Array.from({ length: REGIONS * products }, (_, line) =>
      Array.from(values.subarray(line * MONTHS, (line + 1) * MONTHS), (value) =>
        Math.round(value * (1 + turn / 1e4)),
      ),
    );
    engine.setCellContents({ sheet: 0, row: 0, col: 0 }, lines);
  });
  engine.destroy();
  return { ok: true, value: { leaves: values.length, edit, spread } };
}

/** Lines of region × product first; then the totals of each region, of each group's products, of groups, of all. */
function workbook(products: number, values: Float64Array): unknown[][] {
  const letters = 'ABCDEFGHIJKLMNOPQ';
  const quarters = ['A', 'D', 'G', 'J'];
  const lines: unknown[][] = [];
  for (let line = 0; line < REGIONS * products; line++) {
    const row = line + 1;
    lines.push([
      ...values.subarray(line * MONTHS, (line + 1) * MONTHS),
      ...quarters.map((from, q) => `=SUM(${from}${row}:${letters[q * 3 + 2]}${row})`),
      `=SUM(M${row}:P${row})`,
    ]);
  }
  const rowOf = (region: number, product: number): number => region * products + product + 1;
  const add = (rows: readonly number[]): number => {
    lines.push([...letters].map((letter) => `=SUM(${rows.map((row) => `${letter}${row}`).join(',')})`));
    return lines.length;
  };
  const regions = Array.from({ length: REGIONS }, (_, r) => {
    lines.push(
      [...letters].map((letter) => `=SUM(${letter}${rowOf(r, 0)}:${letter}${rowOf(r, products - 1)})`),
    );
    return lines.length;
  });
  const groupProducts = Array.from({ length: GROUPS }, (_, g) =>
    Array.from({ length: products }, (_p, p) => add(tenOf(g).map((r) => rowOf(r, p)))),
  );
  for (let p = 0; p < products; p++) add(groupProducts.map((rows) => rows[p]!));
  const groups = Array.from({ length: GROUPS }, (_, g) => add(tenOf(g).map((r) => regions[r]!)));
  add(groups);
  return lines;
}

const tenOf = (group: number): number[] => Array.from({ length: 10 }, (_, i) => group * 10 + i);

/** Least milliseconds of processor time, per thread. */
async function least(rounds: number, threads: number, work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const begin = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(begin);
    best = Math.min(best, (user + system) / 1_000 / threads);
  }
  return best;
}

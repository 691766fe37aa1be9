import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readTables } from '../../src/rooms/documents/read-table.ts';
import { readTablesInWorker } from '../../src/rooms/documents/table-worker.ts';
import { writeXlsx } from '../../src/rooms/documents/write-table.ts';
import { codes, onlySheet, read, utf8 } from './table-fixtures.ts';

const csv = (rows: number) =>
  utf8(
    Array.from({ length: rows }, (_, at) => `${at},"客户 ${at}, 有限公司",2026-01-31,${at}.25,备注`).join(
      '\n',
    ),
  );

describe('in a thread', () => {
  test('the table is the one read here', async () => {
    const bytes = await writeXlsx(
      ['一', '二'].map((name) => ({
        name,
        columns: [{ header: name }],
        rows: Array.from({ length: 3 }, (_, at) => [{ type: 'number', text: String(at) }] as const),
      })),
    );
    expect(await readTablesInWorker(bytes, 'a.xlsx')).toEqual(await readTables(bytes, 'a.xlsx'));
    expect(await readTablesInWorker(utf8('a;b'), 'a.csv', { delimiter: ',' })).toEqual(
      await readTables(utf8('a;b'), 'a.csv', { delimiter: ',' }),
    );
  });

  test('refusals come through as they are', async () => {
    expect(codes(await readTablesInWorker(new Uint8Array(), 'a.csv'))).toEqual(['FILE_EMPTY']);
  });

  test('this thread goes on working while 20 MB are read', async () => {
    const bytes = csv(330_000);
    expect(bytes.length).toBeGreaterThan(20_000_000);
    // Turns of the event loop are counted, not measured: a blocked thread would have none between two portions.
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    const sheet = onlySheet(await readTablesInWorker(bytes, 'big.csv', {}, { milliseconds: 60_000 }));
    clearInterval(ticking);
    expect(sheet.rows).toHaveLength(330_000);
    expect(sheet.rows.at(-1)).toMatchObject({ row: 330_000, cells: [{ text: '329999' }, {}, {}, {}, {}] });
    expect(turns).toBeGreaterThan(50);
  }, 90_000);

  test('a deadline ends the reading', async () => {
    expect(codes(await readTablesInWorker(csv(200_000), 'a.csv', {}, { milliseconds: 50 }))).toEqual([
      'FILE_TIMEOUT',
    ]);
  });

  test('a memory limit ends the reading, not the server', async () => {
    const result = await readTablesInWorker(csv(200_000), 'a.csv', {}, { heapMegabytes: 24 });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: 'FILE_TOO_LARGE', params: { limit: 'memory' } }],
    });
  });
});

describe('one file after the other', () => {
  const started = async (work: () => Promise<unknown>): Promise<number> => {
    let threads = 0;
    const count = () => {
      threads += 1;
    };
    process.on('worker', count);
    await work();
    process.off('worker', count);
    return threads;
  };
  const rowsOf = async (text: string) =>
    onlySheet(await readTablesInWorker(utf8(text), 'a.csv')).rows.map(({ cells }) => cells.length);

  test('is read in the thread of the one before, a refused one included, and gets nothing of it', async () => {
    await rowsOf('a,b\n1,2');
    const threads = await started(async () => {
      expect(codes(await readTablesInWorker(new Uint8Array(), 'a.csv'))).toEqual(['FILE_EMPTY']);
      expect(await rowsOf('a\n1\n2')).toEqual([1, 1, 1]);
      expect(await rowsOf('a,b,c\n1,2,3')).toEqual([3, 3]);
    });
    expect(threads).toBe(0);
  });

  test('is read in two threads at the same moment, and a third waits for one of them', async () => {
    const texts = ['a\n1', 'a,b\n1,2', 'a,b,c\n1,2,3'];
    expect(await Promise.all(texts.map(rowsOf))).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(await started(() => Promise.all(texts.map(rowsOf)))).toBe(0);
  });

  test('is never read in a thread that missed its deadline', async () => {
    const threads = await started(async () => {
      await Promise.all(
        [csv(200_000), csv(200_000)].map((big) => readTablesInWorker(big, 'a.csv', {}, { milliseconds: 50 })),
      );
      expect(await rowsOf('a\n1')).toEqual([1, 1]);
    });
    expect(threads).toBe(1);
  });
});

describe('in the ways the server is started', () => {
  const repository = fileURLToPath(new URL('../../../../', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'table-worker-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const program = (module: string) => `
    import { readTablesInWorker } from ${JSON.stringify(module)};
    const result = await readTablesInWorker(new TextEncoder().encode('区域,目标\\n华东,500'), 'a.csv');
    process.stdout.write(JSON.stringify(result));
  `;
  const run = (nodeArguments: readonly string[], file: string) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [...nodeArguments, file], {
      encoding: 'utf8',
      cwd: folder,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return read(JSON.parse(stdout)).sheets.map(({ rows }) => rows.length);
  };

  test('from the sources with tsx', () => {
    const file = join(folder, 'from-sources.mts');
    writeFileSync(file, program(new URL('../../src/rooms/documents/table-worker.ts', import.meta.url).href));
    const tsx = createRequire(import.meta.url).resolve('tsx');
    expect(run(['--conditions=shapan-source', '--import', tsx], file)).toEqual([2]);
  }, 60_000);

  test('compiled, with nothing but Node', () => {
    compile(repository, folder);
    const file = join(folder, 'from-dist.mjs');
    writeFileSync(file, program(join(folder, 'server/src/rooms/documents/table-worker.js')));
    expect(run([], file)).toEqual([2]);
  }, 120_000);
});

/** The documents room and the engine as `tsc` would ship them, laid out so that package names resolve. */
function compile(repository: string, folder: string): void {
  const base = JSON.parse(readFileSync(join(repository, 'tsconfig.base.json'), 'utf8'));
  const packages = join(repository, 'packages');
  const compilerOptions = {
    ...base.compilerOptions,
    composite: false,
    incremental: false,
    declaration: false,
    declarationMap: false,
    sourceMap: false,
    noCheck: true,
    types: ['node'],
    typeRoots: [join(repository, 'node_modules/@types')],
    rootDir: packages,
    outDir: folder,
  };
  const include = ['engine/src', 'server/src/rooms/documents'].map((room) => join(packages, room));
  const config = join(folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ compilerOptions, include }));
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  spawnSync(process.execPath, [tsc, '-p', config]);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  mkdirSync(join(folder, 'node_modules/@shapan/engine'), { recursive: true });
  writeFileSync(
    join(folder, 'node_modules/@shapan/engine/package.json'),
    '{"name":"@shapan/engine","type":"module","exports":"./main.js"}',
  );
  writeFileSync(
    join(folder, 'node_modules/@shapan/engine/main.js'),
    `export * from ${JSON.stringify(join(folder, 'engine/src/index.js'))};`,
  );
  symlinkSync(join(repository, 'node_modules/hucre'), join(folder, 'node_modules/hucre'));
}

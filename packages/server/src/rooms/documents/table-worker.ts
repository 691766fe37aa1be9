import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { ok, type Problem, problem, type Result, refuse } from '@shapan/engine';
import { limits, type ReadOptions, type ReadOutcome, type TableRow } from './table.ts';
import { createTurns } from './turns.ts';

/**
 * `readTables` in a thread of its own, behind a memory limit and a deadline: no file, however hostile, stops the
 * server from answering. The table comes back in portions, each asked for when the one before has been taken in,
 * because unpacking a whole table at once would itself block this thread for seconds.
 */
export async function readTablesInWorker(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
  bounds: WorkerBounds = {},
): Promise<Result<ReadOutcome>> {
  return readers.run(() => readInThread(bytes, fileName, options, bounds));
}

/**
 * Each reader may take half a gigabyte and a core. More at a time would only make all of them miss their deadline; who
 * waits has not begun, and the deadline is counted from the beginning.
 */
const readers = createTurns(2);

async function readInThread(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
  bounds: WorkerBounds,
): Promise<Result<ReadOutcome>> {
  const { heapMegabytes = limits.workerHeapMegabytes, milliseconds = limits.workerMilliseconds } = bounds;
  const job: WorkerJob = { ...entry, bytes, fileName, options };
  const worker = new Worker(bootstrap, {
    eval: true,
    workerData: job,
    execArgv: isSource ? ['--conditions=shapan-source'] : [],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    name: 'read-table',
  });
  try {
    return await outcomeOf(worker, milliseconds);
  } finally {
    await worker.terminate();
  }
}

export interface WorkerBounds {
  readonly heapMegabytes?: number;
  readonly milliseconds?: number;
}

export interface WorkerJob extends WorkerEntry {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly options: ReadOptions;
}

/** The thread's side of the conversation; the rows of sheet `sheet` follow the outcome that announces it. */
export type WorkerMessage =
  | { readonly kind: 'outcome'; readonly outcome: ReadOutcome }
  | { readonly kind: 'rows'; readonly sheet: number; readonly rows: readonly TableRow[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

interface WorkerEntry {
  readonly entryUrl: string;
  /** In source mode: the module whose `register` lets the thread import TypeScript. */
  readonly loaderUrl?: string;
}

/**
 * The entry is this module's neighbour in whatever form this module runs: `.js` from `dist`, `.ts` from the sources.
 * Node 20 cannot start a thread on a `.ts` file, so the thread starts on these lines of JavaScript and imports the
 * entry, in source mode through tsx and with the condition that finds the other packages' sources.
 */
const bootstrap = `
const { loaderUrl, entryUrl } = require('node:worker_threads').workerData;
(async () => {
  if (loaderUrl) (await import(loaderUrl)).register();
  await import(entryUrl);
})();
`;
const isSource = import.meta.url.endsWith('.ts');
const entry: WorkerEntry = isSource
  ? {
      entryUrl: new URL('./table-worker-entry.ts', import.meta.url).href,
      loaderUrl: import.meta.resolve('tsx/esm/api'),
    }
  : { entryUrl: new URL('./table-worker-entry.js', import.meta.url).href };

function outcomeOf(worker: Worker, milliseconds: number): Promise<Result<ReadOutcome>> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => {
      resolve(refuse(problem('FILE_TIMEOUT', undefined, { seconds: Math.ceil(milliseconds / 1000) })));
    }, milliseconds);
    let outcome: ReadOutcome | undefined;
    const rows = new Map<number, TableRow[]>();
    const settle = (result: Result<ReadOutcome>) => {
      clearTimeout(deadline);
      resolve(result);
    };
    const unreadable = (detail: string) => settle(refuse(problem('FILE_UNREADABLE', undefined, { detail })));
    worker.on('message', async (message: WorkerMessage) => {
      if (message.kind === 'refused') return settle(refuse(...message.problems));
      if (message.kind === 'outcome') outcome = message.outcome;
      if (message.kind === 'rows') rows.set(message.sheet, append(rows.get(message.sheet), message.rows));
      if (message.kind === 'done') return settle(assemble(outcome, rows));
      await nextTurn();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage('next');
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        settle(refuse(problem('FILE_TOO_LARGE', undefined, { limit: 'memory' })));
      else unreadable(error.message.slice(0, 200));
    });
    worker.on('exit', (code) => unreadable(`the reader ended with ${code}`));
  });
}

function append(rows: TableRow[] | undefined, more: readonly TableRow[]): TableRow[] {
  if (!rows) return [...more];
  rows.push(...more);
  return rows;
}

function assemble(
  outcome: ReadOutcome | undefined,
  rows: ReadonlyMap<number, TableRow[]>,
): Result<ReadOutcome> {
  if (!outcome) return refuse(problem('FILE_UNREADABLE'));
  return ok({
    ...outcome,
    sheets: outcome.sheets.map((sheet, at) => ({ ...sheet, rows: rows.get(at) ?? [] })),
  });
}

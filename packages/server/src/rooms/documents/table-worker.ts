import { setImmediate as nextTurn } from 'node:timers/promises';
import { ok, type Problem, problem, type Result, refuse } from '@shapan/engine';
import { endReader, keepReader, type ReaderThread, takeReader } from './reader-threads.ts';
import { limits, type ReadOptions, type ReadOutcome, type TableRow } from './table.ts';
import { createTurns } from './turns.ts';

/**
 * `readTables` in another thread, behind a memory limit and a deadline: no file, however hostile, stops the
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
  const thread = takeReader(bounds.heapMegabytes);
  const job: WorkerJob = { bytes, fileName, options };
  const { result, isWhole } = await outcomeOf(thread, job, bounds.milliseconds ?? limits.workerMilliseconds);
  if (isWhole) keepReader(thread);
  else await endReader(thread);
  return result;
}

export interface WorkerBounds {
  readonly heapMegabytes?: number;
  readonly milliseconds?: number;
}

export interface WorkerJob {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly options: ReadOptions;
}

/**
 * The thread's side of the conversation; the rows of sheet `sheet` follow the outcome that announces it. Whatever came
 * before, `done` ends it: the thread waits for the next file.
 */
export type WorkerMessage =
  | { readonly kind: 'outcome'; readonly outcome: ReadOutcome }
  | { readonly kind: 'rows'; readonly sheet: number; readonly rows: readonly TableRow[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'done' };

interface Reading {
  readonly result: Result<ReadOutcome>;
  /** The thread has answered to the end and can read another file. */
  readonly isWhole: boolean;
}

function outcomeOf({ worker }: ReaderThread, job: WorkerJob, milliseconds: number): Promise<Reading> {
  return new Promise((resolve) => {
    const failed = (one: Problem) => {
      clearTimeout(deadline);
      resolve({ result: refuse(one), isWhole: false });
    };
    const deadline = setTimeout(() => {
      failed(problem('FILE_TIMEOUT', undefined, { seconds: Math.ceil(milliseconds / 1000) }));
    }, milliseconds);
    let outcome: ReadOutcome | undefined;
    let problems: readonly Problem[] | undefined;
    const rows = new Map<number, TableRow[]>();
    worker.on('message', async (message: WorkerMessage) => {
      if (message.kind === 'done') {
        clearTimeout(deadline);
        return resolve({ result: problems ? refuse(...problems) : assemble(outcome, rows), isWhole: true });
      }
      if (message.kind === 'refused') {
        problems = message.problems;
        return;
      }
      if (message.kind === 'outcome') outcome = message.outcome;
      else rows.set(message.sheet, append(rows.get(message.sheet), message.rows));
      await nextTurn();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage('next');
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        failed(problem('FILE_TOO_LARGE', undefined, { limit: 'memory' }));
      else failed(problem('FILE_UNREADABLE', undefined, { detail: error.message.slice(0, 200) }));
    });
    worker.on('exit', (code) =>
      failed(problem('FILE_UNREADABLE', undefined, { detail: `the reader ended with ${code}` })),
    );
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(job);
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

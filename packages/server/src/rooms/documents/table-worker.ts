import { setImmediate as nextTurn } from 'node:timers/promises';
import { ok, type Problem, problem, type Result, refuse } from '@shapan/engine';
import type { ProjectFile } from './project/model.ts';
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

/** The same thread reads a Microsoft Project file; what it answers is small beside the file. */
export async function readProjectInWorker(
  bytes: Uint8Array,
  fileName: string,
  bounds: WorkerBounds = {},
): Promise<Result<ProjectFile>> {
  return readers.run(() => {
    let project: ProjectFile | undefined;
    const listener: Listener<ProjectFile> = {
      take(message) {
        if (message.kind === 'project') project = message.project;
      },
      result: () => (project ? ok(project) : refuse(problem('FILE_UNREADABLE'))),
    };
    return talk({ bytes, fileName, options: {}, isProject: true }, bounds, listener);
  });
}

async function readInThread(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
  bounds: WorkerBounds,
): Promise<Result<ReadOutcome>> {
  let outcome: ReadOutcome | undefined;
  const rows = new Map<number, TableRow[]>();
  return talk({ bytes, fileName, options }, bounds, {
    take(message) {
      if (message.kind === 'outcome') outcome = message.outcome;
      if (message.kind === 'rows') rows.set(message.sheet, append(rows.get(message.sheet), message.rows));
    },
    result: () => assemble(outcome, rows),
  });
}

async function talk<T>(job: WorkerJob, bounds: WorkerBounds, listener: Listener<T>): Promise<Result<T>> {
  const thread = takeReader(bounds.heapMegabytes);
  const { result, isWhole } = await outcomeOf(
    thread,
    job,
    bounds.milliseconds ?? limits.workerMilliseconds,
    listener,
  );
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
  /** Not a table, but a project file. */
  readonly isProject?: boolean;
}

/**
 * The thread's side of the conversation. `begun` comes when its programs are loaded and it opens the file; the rows of
 * sheet `sheet` follow the outcome that announces it. Whatever came before, `done` ends it: the thread waits for the next
 * file.
 */
export type WorkerMessage =
  | { readonly kind: 'begun' }
  | { readonly kind: 'outcome'; readonly outcome: ReadOutcome }
  | { readonly kind: 'rows'; readonly sheet: number; readonly rows: readonly TableRow[] }
  | { readonly kind: 'project'; readonly project: ProjectFile }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'done' };

/** Who takes in what the thread says, portion by portion, and says what came of it. */
interface Listener<T> {
  take(message: WorkerMessage): void;
  result(): Result<T>;
}

interface Reading<T> {
  readonly result: Result<T>;
  /** The thread has answered to the end and can read another file. */
  readonly isWhole: boolean;
}

function outcomeOf<T>(
  { worker }: ReaderThread,
  job: WorkerJob,
  milliseconds: number,
  listener: Listener<T>,
): Promise<Reading<T>> {
  return new Promise((resolve) => {
    const failed = (one: Problem) => {
      clearTimeout(deadline);
      resolve({ result: refuse(one), isWhole: false });
    };
    const giveUp = () =>
      failed(problem('FILE_TIMEOUT', undefined, { seconds: Math.ceil(milliseconds / 1000) }));
    // A thread that starts on a busy machine takes its time; that is not the fault of the file.
    let deadline = setTimeout(giveUp, limits.workerStartMilliseconds + milliseconds);
    let problems: readonly Problem[] | undefined;
    worker.on('message', async (message: WorkerMessage) => {
      if (message.kind === 'begun') {
        clearTimeout(deadline);
        deadline = setTimeout(giveUp, milliseconds);
        return;
      }
      if (message.kind === 'done') {
        clearTimeout(deadline);
        return resolve({ result: problems ? refuse(...problems) : listener.result(), isWhole: true });
      }
      if (message.kind === 'refused') {
        problems = message.problems;
        return;
      }
      listener.take(message);
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

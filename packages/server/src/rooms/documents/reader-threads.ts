import { Worker } from 'node:worker_threads';
import { limits } from './table.ts';

/**
 * Threads that read tables. Starting one takes a hundred times as long as reading a small file in it, and one import
 * reads its file three times; so a thread that has answered waits a while for the next file. One that failed, ran out
 * of memory or was given up is never used again.
 */
export interface ReaderThread {
  readonly worker: Worker;
  readonly heapMegabytes: number;
}

/** How long a thread waits for work; it keeps neither the program running nor anything of the last file. */
const IDLE_MS = 60_000;

const idle = new Map<ReaderThread, NodeJS.Timeout>();

/** A thread nobody else uses. */
export function takeReader(heapMegabytes: number = limits.workerHeapMegabytes): ReaderThread {
  for (const [thread, ending] of idle) {
    if (thread.heapMegabytes !== heapMegabytes) continue;
    clearTimeout(ending);
    idle.delete(thread);
    hearNothing(thread.worker);
    thread.worker.ref();
    return thread;
  }
  const worker = new Worker(bootstrap, {
    eval: true,
    workerData: entry,
    execArgv: isSource ? ['--conditions=shapan-source'] : [],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    name: 'read-table',
  });
  return { worker, heapMegabytes };
}

/** Give a thread back that has answered and is whole. */
export function keepReader(thread: ReaderThread): void {
  const { worker } = thread;
  const ending = setTimeout(() => endReader(thread), IDLE_MS);
  ending.unref();
  idle.set(thread, ending);
  hearNothing(worker);
  // It has nothing to do; should it end all the same, the next file gets another one.
  worker.on('error', () => forget(thread));
  worker.on('exit', () => forget(thread));
  worker.unref();
}

export async function endReader(thread: ReaderThread): Promise<void> {
  forget(thread);
  await thread.worker.terminate();
}

function forget(thread: ReaderThread): void {
  clearTimeout(idle.get(thread));
  idle.delete(thread);
}

/** Each by its name: the thread listens to itself as well, to know whether somebody waits for it. */
function hearNothing(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
}

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

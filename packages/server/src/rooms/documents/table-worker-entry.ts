import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { readTables } from './read-table.ts';
import type { WorkerJob, WorkerMessage } from './table-worker.ts';

/** The thread started by `readTablesInWorker`; see there for the conversation. */
const portionCells = 20_000;

async function serve(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('table-worker-entry runs in a worker thread only');
  const send = async (message: WorkerMessage) => {
    const asked = once(port, 'message');
    port.postMessage(message);
    await asked;
  };
  const { bytes, fileName, options } = workerData as WorkerJob;
  const result = await readTables(bytes, fileName, options);
  if (!result.ok) {
    port.postMessage({ kind: 'refused', problems: result.problems } satisfies WorkerMessage);
    return;
  }
  const outcome = result.value;
  await send({
    kind: 'outcome',
    outcome: { ...outcome, sheets: outcome.sheets.map((sheet) => ({ ...sheet, rows: [] })) },
  });
  for (const [sheet, { rows }] of outcome.sheets.entries()) {
    for (let from = 0; from < rows.length; ) {
      let to = from;
      for (let cells = 0; to < rows.length && cells < portionCells; to += 1)
        cells += rows[to]?.cells.length ?? 0;
      await send({ kind: 'rows', sheet, rows: rows.slice(from, to) });
      from = to;
    }
  }
  port.postMessage({ kind: 'done' } satisfies WorkerMessage);
}

await serve();

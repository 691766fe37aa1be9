import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { readTables } from './read-table.ts';
import type { WorkerJob, WorkerMessage } from './table-worker.ts';

/** The thread started by `takeReader`, one file after the other; see `table-worker.ts` for the conversation. */
const portionCells = 20_000;

const port = parentPort;
if (!port) throw new Error('table-worker-entry runs in a worker thread only');

const say = (message: WorkerMessage): void => port.postMessage(message);

async function send(message: WorkerMessage): Promise<void> {
  const asked = once(port as NonNullable<typeof port>, 'message');
  say(message);
  await asked;
}

async function read({ bytes, fileName, options, isProject }: WorkerJob): Promise<void> {
  if (isProject) {
    // Loaded where it is needed: most files are tables.
    const { readMspdi } = await import('./project/read-mspdi.ts');
    say({ kind: 'begun' });
    const project = readMspdi(bytes, fileName);
    return project.ok
      ? send({ kind: 'project', project: project.value })
      : say({ kind: 'refused', problems: project.problems });
  }
  say({ kind: 'begun' });
  const result = await readTables(bytes, fileName, options);
  if (!result.ok) return say({ kind: 'refused', problems: result.problems });
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
}

for (;;) {
  const [job] = (await once(port, 'message')) as [WorkerJob];
  await read(job);
  say({ kind: 'done' });
}

/** A program that holds a data directory, as a process of its own: started, killed and asked by the tests. */
import pg from 'pg';
import { DatabaseError, startEmbedded } from '../../src/database/index.ts';

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

try {
  const database = await startEmbedded({
    directory: process.argv[2] as string,
    log,
    listener: (event) => say({ event: event.type }),
  });
  const { connection, pid, adopted } = database;
  process.once('SIGTERM', async () => {
    await database.stop();
    say({ stopped: true });
  });
  say({ ready: { connection, serverPid: pid, adopted } });
  if (process.argv[3] === 'write') await writeUntilKilled(connection);
} catch (error) {
  if (!(error instanceof DatabaseError)) throw error;
  say({ refused: { code: error.code, params: error.params } });
}

/** Says every number only after its commit was acknowledged. */
async function writeUntilKilled(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query('CREATE TABLE IF NOT EXISTS written (n int PRIMARY KEY)');
  const { rows } = await client.query<{ n: number }>('SELECT coalesce(max(n), 0) AS n FROM written');
  for (let n = (rows[0]?.n ?? 0) + 1; ; n += 1) {
    await client.query('INSERT INTO written VALUES ($1)', [n]);
    say({ acknowledged: n });
  }
}

/** A whole server in a process of its own, to be killed. Prints its address, and the database's process id. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, serve } from '../../src/index.ts';

const config = readConfig(process.env);
const server = await serve(config);
const pid = readFileSync(join(config.dataDirectory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0];
process.stdout.write(`${JSON.stringify({ url: server.url, postmaster: Number(pid) })}\n`);
process.once('SIGTERM', () => {
  void server.close().then(() => process.exit(0));
});

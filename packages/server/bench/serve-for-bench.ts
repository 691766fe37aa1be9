/** The server, in a process of its own. Prints its address. */
import { readConfig, serve } from '../src/index.ts';

const server = await serve(readConfig(process.env));
process.stdout.write(`${server.url}\n`);
process.once('SIGTERM', () => {
  void server.close().then(() => process.exit(0));
});

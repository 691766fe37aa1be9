import type { TestProject } from 'vitest/node';
import { startSystemPostgres } from './system-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    systemPostgres: string;
  }
}

/** One server of the machine's own PostgreSQL for the whole run; every file makes databases of its own on it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startSystemPostgres();
  if (!server) throw new Error('This run needs a PostgreSQL of the machine');
  process.stdout.write(
    `The server's tests run a second time, on PostgreSQL ${server.major} of this machine.\n`,
  );
  project.provide('systemPostgres', server.url);
  return () => server.stop();
}

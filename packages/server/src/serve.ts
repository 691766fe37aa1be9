import { v7 as uuidv7 } from 'uuid';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { openDatabase } from './database/open-database.ts';
import { connectionOf } from './database/pool.ts';
import type { Deps } from './deps.ts';
import { DRAIN_MS } from './http/drain.ts';
import { createLive } from './live/live.ts';
import { createBookCache } from './rooms/plan/book-cache.ts';
import { keepSnapshotSoon } from './rooms/plan/snapshot-keeper.ts';

const MAX_CACHED_BOOKS = 100;
/** A connection that will not close must not keep the server from stopping. */
const LAST_RESORT_MS = DRAIN_MS + 2_000;

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Hears what is being done, for the person who waits. */
  readonly progress?: (step: 'database' | 'app') => void;
  /** By which every day and time is told; the machine's by itself. */
  readonly clock?: Deps['clock'];
}

/** Open the database, build the app, listen. */
export async function serve(
  config: Config,
  { progress = () => undefined, clock = () => new Date() }: ServeOptions = {},
): Promise<Server> {
  progress('database');
  const log = quietLog;
  const database = await openDatabase({
    directory: config.dataDirectory,
    log,
    ...(config.databaseUrl !== undefined && { databaseUrl: config.databaseUrl }),
    ...(config.appDatabaseUrl !== undefined && { appDatabaseUrl: config.appDatabaseUrl }),
  });
  progress('app');
  const live = createLive({ connection: connectionOf(database.pool), log });
  const deps: Deps = {
    pool: database.pool,
    log,
    clock,
    timeZone: config.timeZone,
    evidenceBytes: config.evidenceBytes,
    newId: uuidv7,
    books: createBookCache({
      maxBooks: MAX_CACHED_BOOKS,
      snapshotDue: (book) => keepSnapshotSoon(deps, book),
    }),
    live,
  };
  const closeGround = async () => {
    await live.close();
    await database.close();
  };
  try {
    const app = await buildApp(deps, config);
    const url = await app.listen({ port: config.port, host: config.host });
    return {
      url,
      async close() {
        // Requests first, then whatever they stand on.
        const closed = app.close();
        await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, LAST_RESORT_MS).unref())]);
        await closeGround();
      },
    };
  } catch (error) {
    // An address that cannot be listened on must not leave a database running, nor this process with it.
    await closeGround();
    throw error;
  }
}

const quietLog = {
  info: () => undefined,
  warn: (details: object, message: string): void => say('warn', details, message),
  error: (details: object, message: string): void => say('error', details, message),
};

function say(level: string, details: object, message: string): void {
  const { err } = details as { err?: Error };
  process.stderr.write(`${new Date().toISOString()} ${level} ${message}${err ? `: ${err.message}` : ''}\n`);
}

import pg from 'pg';
import type { DatabaseLog } from './log.ts';
import { PipelinedClient } from './pipelined-client.ts';
import { typeParsers } from './type-parsers.ts';

export interface PoolOptions {
  readonly log: DatabaseLog;
  readonly max?: number;
  /**
   * Deadline of each statement, from when the one before it was answered, for a network that swallows answers. Above every
   * `statement_timeout` used on this pool, so that a server that does answer gets the first word.
   */
  readonly queryTimeoutMs?: number;
  /** How values arrive; left out, as everywhere in this program: `type-parsers.ts`. */
  readonly types?: pg.CustomTypesConfig;
  readonly applicationName?: string;
}

/** A pool that survives a restart of the server and never waits without end. */
export function createPool(connection: pg.PoolConfig, options: PoolOptions): pg.Pool {
  const { log, max = 10, queryTimeoutMs = 10_000, applicationName = 'shapan', types = typeParsers } = options;
  const pool = new pg.Pool({
    ...connection,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    Client: PipelinedClient,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    // A statement need not wait for the answer to the one before it: `open-transaction.ts`.
    pipeline: true,
    idleTimeoutMillis: 30_000,
    types,
  });
  // Without listeners a restart of PostgreSQL ends the process: idle connections report to the pool,
  // connections in use (between two statements of a transaction) only to themselves.
  // While the pool ends its connections, losing them is no news.
  const warn = (error: Error, message: string): void => {
    if (!pool.ending) log.warn({ err: error }, message);
  };
  pool.on('error', (error) => warn(error, 'an idle database connection was lost'));
  pool.on('connect', (client) => {
    client.on('error', (error) => warn(error, 'a database connection was lost'));
  });
  return pool;
}

/** How the pool connects, for a connection outside it. The password must be named: the driver hides it from copies. */
export function connectionOf({ options }: pg.Pool): pg.PoolConfig {
  const { types: _, ...connection } = options;
  return { ...connection, ...(options.password !== undefined && { password: options.password }) };
}

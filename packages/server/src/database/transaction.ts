import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg, { type Pool, type PoolClient } from 'pg';
import { DatabaseError } from './errors.ts';
import { type OpenTransaction, openTransaction } from './open-transaction.ts';
import { databaseError } from './sqlstate.ts';
import type { Tx } from './tx.ts';
import { workspaceSetting } from './workspace-setting.ts';

export interface TransactionOptions {
  /** Whose rows row-level security shows; without it, none. */
  readonly workspaceId?: string;
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  /** How often the work is tried in all when other transactions get in its way. */
  readonly attempts?: number;
  /** The work asks all it has to ask before it waits for an answer, and writes nothing: one round trip in all. */
  readonly inOneBreath?: boolean;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A decision about millions of leaves takes its time on a busy machine; a process that hangs for longer has died. */
const idleTimeoutMs = 120_000;

/**
 * Run `work` in one READ COMMITTED transaction and answer what it answers.
 *
 * `work` may run several times (deadlock, lock wait, serialization), each time on a fresh transaction: it may
 * touch nothing but the database through the connection it is given.
 *
 * @throws DatabaseError – `COMMIT_UNKNOWN` when the connection broke during COMMIT, which is never retried.
 * Errors of `work` that are not the database's pass through as they are.
 */
export async function withTransaction<T>(
  pool: Pool,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const begin = beginStatement(pool, options);
  const { attempts = 4, inOneBreath = false } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(pool, begin, work, inOneBreath);
    } catch (error) {
      const again =
        error instanceof DatabaseError && error.code === 'CONCURRENT_CHANGE' && attempt < attempts;
      if (!again) throw error;
    }
    // Rivals that collided once should not start in step again.
    await sleep(Math.random() * 20 * 2 ** attempt);
  }
}

async function attemptOnce<T>(
  pool: Pool,
  begin: string,
  work: (tx: Tx) => Promise<T>,
  isOneBreath: boolean,
): Promise<T> {
  const client = await connected(pool).catch((error: unknown) => {
    throw databaseError(error);
  });
  const open = openTransaction(client, begin);
  let broken = false;
  try {
    const working = work(open.tx);
    const ended = isOneBreath ? commit(open) : undefined;
    // Whichever fails first, the work's own error says more than what follows from it.
    ended?.catch(() => undefined);
    const result = await working;
    await (ended ?? commit(open));
    return result;
  } catch (error) {
    await open.end();
    const cause = reasonOf(error, open);
    broken = !(await rolledBack(client, cause));
    throw isFromDriver(cause) ? databaseError(cause) : cause;
  } finally {
    client.release(broken);
  }
}

/** So often is asked for a connection that could not be waited for. */
const CONNECT_ATTEMPTS = 3;

/**
 * A connection of the pool, whose clock also counts what this thread does meanwhile. One that is given up while the thread
 * was busy most of the time – a decision about millions of leaves – has not been waited for, and is asked for again.
 */
async function connected(pool: Pool): Promise<PoolClient> {
  for (let attempt = 1; ; attempt += 1) {
    const before = performance.eventLoopUtilization();
    try {
      return await pool.connect();
    } catch (error) {
      const { utilization } = performance.eventLoopUtilization(before);
      if (attempt === CONNECT_ATTEMPTS || utilization < 0.5) throw error;
    }
  }
}

/**
 * A statement fails because of one before it that nobody waited for; an unknown outcome stays unknown. Where `BEGIN` was
 * refused, the work saw nothing – no workspace was set – and whatever it made of that is not so.
 */
function reasonOf(error: unknown, open: OpenTransaction): unknown {
  const refusal = open.refusal();
  if (refusal !== undefined) return refusal;
  if (!isFromDriver(error)) return error;
  const isUnknown = error instanceof DatabaseError && error.code === 'COMMIT_UNKNOWN';
  return isUnknown ? error : (open.failure() ?? error);
}

async function commit(open: OpenTransaction): Promise<void> {
  const { command } = await open.commit().catch((error: unknown) => {
    const known = databaseError(error);
    if (known.code !== 'DATABASE_UNAVAILABLE') throw known;
    throw new DatabaseError('COMMIT_UNKNOWN', 'The connection was lost during COMMIT', {}, error);
  });
  const failure = open.failure();
  if (failure !== undefined) throw failure;
  // The server answers ROLLBACK, not an error, when an earlier failure was swallowed by the work.
  if (command !== 'COMMIT') {
    throw new DatabaseError('DATABASE_FAILURE', 'A failed statement was ignored, so nothing was committed');
  }
}

/** `false` when the connection cannot be trusted any more and must not go back to the pool. */
async function rolledBack(client: PoolClient, error: unknown): Promise<boolean> {
  const code = isFromDriver(error) ? databaseError(error).code : undefined;
  if (code === 'DATABASE_UNAVAILABLE' || code === 'COMMIT_UNKNOWN') return false;
  return client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
}

/** An answer of the server, or one of the driver's few own errors of a lost connection. */
function isFromDriver(error: unknown): boolean {
  if (error instanceof DatabaseError || error instanceof pg.DatabaseError) return true;
  return error instanceof Error && databaseError(error).code !== 'DATABASE_FAILURE';
}

function beginStatement(pool: Pool, options: TransactionOptions): string {
  const { workspaceId, statementTimeoutMs = 8_000, lockTimeoutMs = 4_000 } = options;
  const deadline = pool.options.query_timeout;
  if (deadline && statementTimeoutMs >= deadline) {
    throw new RangeError(`statementTimeoutMs ${statementTimeoutMs} is not below the pool's ${deadline}`);
  }
  if (workspaceId !== undefined && !uuid.test(workspaceId)) {
    throw new DatabaseError('INVALID_VALUE', 'A workspace id is a UUID', { sqlstate: null });
  }
  // SET takes no parameters, hence whole numbers and a checked UUID inside the text. These statements touch
  // no table, so they may share one round trip.
  return [
    'BEGIN ISOLATION LEVEL READ COMMITTED',
    `SET LOCAL statement_timeout = ${milliseconds(statementTimeoutMs)}`,
    `SET LOCAL lock_timeout = ${milliseconds(lockTimeoutMs)}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${idleTimeoutMs}`,
    ...(workspaceId === undefined ? [] : [`SET LOCAL ${workspaceSetting} = '${workspaceId}'`]),
  ].join('; ');
}

function milliseconds(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${value} is not a number of milliseconds`);
  return value;
}

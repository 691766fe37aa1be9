import type { QueryResult, QueryResultRow } from 'pg';
import type { Tx } from './tx.ts';

/** An answer as large as a plan is unpacked by the same thread that watches the clock: it has its time. */
const LONG_MS = 120_000;

/**
 * Ask what may take its time, because question or answer holds all numbers of a plan. The driver waits for it as long as
 * the server works on it, and the server works on it and on the rest of the transaction for as long.
 */
export function askLong<Row extends QueryResultRow>(
  tx: Tx,
  text: string,
  values: unknown[],
): Promise<QueryResult<Row>> {
  // A question like any other, so that it need not wait for the transaction to be open.
  tx.tell(`SELECT set_config('statement_timeout', $1, true)`, [`${LONG_MS}ms`]);
  const config = { text, values, query_timeout: LONG_MS + 5_000 };
  return tx.query<Row>(config);
}

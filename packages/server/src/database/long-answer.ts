import type { QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { CopiedQuestion, CopiedRows } from './copied-rows.ts';
import type { Field } from './copy-format.ts';
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
  takeTime(tx);
  return tx.query<Row>(patiently(text), values);
}

/**
 * Ask for rows with very many bytes in them, as they lie: fields in the order in which `select` names them, for
 * `copy-format.ts` to read. A copy takes no parameters, so what `select` depends on stands in it as `quoteLiteral` gives it.
 */
export async function askCopied(tx: Tx, select: string): Promise<readonly (readonly Field[])[]> {
  takeTime(tx);
  const question: CopiedQuestion = {
    ...patiently(`COPY (${select}) TO STDOUT (FORMAT binary)`),
    copied: true,
  };
  const answer: unknown = await tx.query(question);
  return (answer as CopiedRows).rows;
}

/** Tell the database what may take its time, in the same way. */
export function tellLong(
  tx: Tx,
  text: string,
  values: readonly unknown[],
  hear?: (result: QueryResult) => void,
): void {
  takeTime(tx);
  tx.tell(patiently(text), values, hear);
}

/** A question like any other, so that it need not wait for the transaction to be open. */
const takeTime = (tx: Tx): void =>
  tx.tell(`SELECT set_config('statement_timeout', $1, true)`, [`${LONG_MS}ms`]);

function patiently(text: string): QueryConfig {
  const config = { text, query_timeout: LONG_MS + 5_000 };
  return config;
}

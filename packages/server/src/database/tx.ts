import type { PoolClient, QueryConfig, QueryResult } from 'pg';

/** A connection that can be asked. */
export type Connection = Pick<PoolClient, 'query'>;

/** An open transaction: all that stores may do with the database is ask it. */
export interface Tx extends Connection {
  /**
   * Tell the database something whose answer nobody waits for: it travels together with whatever is asked or told next.
   * If it fails, the transaction fails with its error, at the next question or at the end. `hear` gets the answer, before
   * the transaction is over.
   */
  tell(
    statement: string | QueryConfig,
    values: readonly unknown[],
    hear?: (result: QueryResult) => void,
  ): void;
}

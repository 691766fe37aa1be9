import type { Pool, QueryConfig, QueryResult } from 'pg';
import { type TransactionOptions, withTransaction } from './transaction.ts';
import type { Tx } from './tx.ts';

/**
 * For who asks now and then, thinks in between, and writes nothing: every question travels in a transaction of its own,
 * together with what was told since the one before. However long somebody thinks, no lock, no connection and no moment of
 * the database is held meanwhile. In a transaction of READ COMMITTED each question sees a moment of its own as well.
 */
export function askingOf(pool: Pool, options: Omit<TransactionOptions, 'inOneBreath'>): Tx {
  let told: Parameters<Tx['tell']>[] = [];
  const query = (statement: string | QueryConfig, values?: unknown[]): Promise<QueryResult> => {
    const before = told;
    told = [];
    const ask = (tx: Tx): Promise<QueryResult> => {
      for (const one of before) tx.tell(...one);
      return tx.query(statement, values);
    };
    return withTransaction(pool, ask, { ...options, inOneBreath: true });
  };
  return {
    query: query as Tx['query'],
    tell(...one) {
      told.push(one);
    },
  };
}

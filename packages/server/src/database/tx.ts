import type { PoolClient } from 'pg';

/** An open transaction (or a connection with none): all that stores may do with the database is ask it. */
export type Tx = Pick<PoolClient, 'query'>;

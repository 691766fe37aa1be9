import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { grantToApp, withTransaction } from '../../src/database/index.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { type SystemPostgres, startSystemPostgres, systemPostgresBinaries } from '../system-postgres.ts';

/** The engines a test can run on here: always the embedded one, and the machine's own PostgreSQL if it has one. */
export const engines: readonly ('embedded' | 'system')[] = systemPostgresBinaries()
  ? ['embedded', 'system']
  : ['embedded'];

export const ours = randomUUID();
export const theirs = randomUUID();

const table = [
  `CREATE TABLE item (workspace_id uuid NOT NULL, id int NOT NULL, n int NOT NULL CONSTRAINT item_n_ck CHECK (n >= 0),
     CONSTRAINT item_pk PRIMARY KEY (workspace_id, id))`,
  `ALTER TABLE item ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE item FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY item_workspace ON item
     USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))`,
];

/** For every test of the file: a table of two workspaces with two rows of zero each, guarded like the product's. */
export function itemTable(engine: 'embedded' | 'system'): () => TestDatabase {
  let system: SystemPostgres | undefined;
  let database: TestDatabase;

  beforeAll(async () => {
    if (engine === 'system') system = await startSystemPostgres();
    database = await testDatabase({ url: system?.url });
    for (const statement of table) await database.ownerPool.query(statement);
    const { rows } = await database.pool.query<{ role: string }>('SELECT current_user AS role');
    await grantToApp(database.ownerPool, rows[0]?.role as string);
  });
  afterAll(async () => {
    await database.close();
    await system?.stop();
  });
  beforeEach(async () => {
    for (const workspaceId of [ours, theirs]) {
      await withTransaction(
        database.pool,
        async (tx) => {
          await tx.query('DELETE FROM item WHERE workspace_id = $1', [workspaceId]);
          await tx.query('INSERT INTO item SELECT $1, id, 0 FROM generate_series(1, 2) AS id', [workspaceId]);
        },
        { workspaceId },
      );
    }
  });
  return () => database;
}

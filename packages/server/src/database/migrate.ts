import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool, PoolClient } from 'pg';
import { DatabaseError } from './errors.ts';
import { splitStatements } from './split-statements.ts';
import { databaseError } from './sqlstate.ts';
import type { Connection } from './tx.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Any fixed number; every program that migrates this database agrees on it. */
export const migrationLock = 7_319_402_551;

/** A migration may rebuild a large table; the pool's deadline for ordinary statements does not apply. */
const patienceMs = 24 * 60 * 60 * 1000;

/**
 * Bring the database to this program's version: forward only, each file once, in one transaction of its own,
 * one process at a time. A file, once applied anywhere, is never edited.
 *
 * @throws DatabaseError MIGRATION_EDITED, MIGRATION_MISNAMED, MIGRATION_FAILED, or DATABASE_NEWER when the
 * database has seen migrations this program does not know.
 */
export async function migrate(
  owner: Pool,
  directory = migrationsDirectory(),
): Promise<{ readonly applied: readonly string[] }> {
  const migrations = await readMigrations(directory);
  const client = await owner.connect();
  try {
    await run(client, `SELECT pg_advisory_lock(${migrationLock})`);
    try {
      return { applied: await applyMissing(client, migrations) };
    } finally {
      await run(client, `SELECT pg_advisory_unlock(${migrationLock})`).catch(() => undefined);
    }
  } finally {
    client.release();
  }
}

/** `migrations/` beside this package's manifest, from the sources as from the build. */
export function migrationsDirectory(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'package.json'))) at = dirname(at);
  return join(at, 'migrations');
}

export async function readMigrations(directory = migrationsDirectory()): Promise<readonly Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d.*\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (file, index) => {
      const name = file.slice(0, -'.sql'.length);
      const expected = String(index + 1).padStart(4, '0');
      if (!new RegExp(`^${expected}_[a-z0-9_]+$`).test(name)) {
        throw new DatabaseError(
          'MIGRATION_MISNAMED',
          `Migration ${file} should be called ${expected}_some_words.sql: numbers go up by one.`,
          { migration: name, expected },
        );
      }
      // A checkout may change line ends; that is not an edit.
      const sql = (await readFile(join(directory, file), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function applyMissing(client: PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  await run(
    client,
    `CREATE TABLE IF NOT EXISTS migration (
       name text CONSTRAINT migration_pk PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL)`,
  );
  const done = await run<{ name: string; checksum: string }>(client, 'SELECT name, checksum FROM migration');
  const checksums = new Map(done.map(({ name, checksum }) => [name, checksum]));
  refuseUnknown(migrations, checksums);
  const applied: string[] = [];
  for (const migration of migrations) {
    const checksum = checksums.get(migration.name);
    if (checksum === undefined) {
      await applyOne(client, migration);
      applied.push(migration.name);
    } else if (checksum !== migration.checksum) {
      throw new DatabaseError(
        'MIGRATION_EDITED',
        `Migration ${migration.name} was changed after it had been applied. Restore the file and write a new migration instead.`,
        { migration: migration.name },
      );
    }
  }
  return applied;
}

function refuseUnknown(migrations: readonly Migration[], done: ReadonlyMap<string, string>): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...done.keys()].filter((name) => !known.has(name)).sort();
  if (unknown[0] === undefined) return;
  throw new DatabaseError(
    'DATABASE_NEWER',
    `The database was migrated by a newer program (${unknown[0]} is unknown to this one). Use the newer program.`,
    { migration: unknown[0] },
  );
}

async function applyOne(client: PoolClient, migration: Migration): Promise<void> {
  let statement = 'BEGIN';
  try {
    await run(client, statement);
    await applyIn(client, migration, (next) => {
      statement = next;
    });
    statement = 'COMMIT';
    await run(client, statement);
  } catch (error) {
    await run(client, 'ROLLBACK').catch(() => undefined);
    const known = databaseError(error);
    if (known.code === 'DISK_FULL' || known.code === 'DATABASE_UNAVAILABLE') throw known;
    throw new DatabaseError(
      'MIGRATION_FAILED',
      `Migration ${migration.name} failed and was rolled back: ${known.message}`,
      { migration: migration.name, statement: statement.slice(0, 200), detail: known.message },
      error,
    );
  }
}

/** A migration inside a transaction of the caller's; `told` hears each statement before it runs. */
export async function applyIn(
  tx: Connection,
  migration: Migration,
  told: (statement: string) => void = () => undefined,
): Promise<void> {
  for (const statement of splitStatements(migration.sql)) {
    told(statement);
    await run(tx, statement);
  }
  await run(tx, 'INSERT INTO migration (name, checksum, applied_at) VALUES ($1, $2, $3)', [
    migration.name,
    migration.checksum,
    new Date().toISOString(),
  ]);
}

async function run<Row>(client: Connection, text: string, values: unknown[] = []): Promise<Row[]> {
  const query = { text, values, query_timeout: patienceMs };
  return (await client.query(query)).rows as Row[];
}

import type { Pool } from 'pg';
import { migrationLock, migrationsDirectory, readMigrations } from '../database/migrate.ts';
import { quoteIdentifier } from '../database/quote.ts';
import { withTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/tx.ts';
import { BackupError } from './backup-error.ts';
import { type Manifest, newer, readBackupFile } from './backup-file.ts';
import { backupTables, settingsTable, type Table } from './backup-tables.ts';
import { goBack, goForward, lentTo, levelOf } from './restore-level.ts';
import { type VerifiedBackup, verifyBackup } from './verify-backup.ts';

export interface RestoreOptions {
  /** As the owner of the tables of a migrated database that holds nothing yet. */
  readonly pool: Pool;
  readonly file: string;
  readonly migrationsDirectory?: string;
}

export interface RestoreReport {
  readonly manifest: Manifest;
  readonly rows: number;
  readonly counts: Readonly<Record<string, number>>;
}

const batchRows = 1_000;
const batchBytes = 4 * 1024 * 1024;

/**
 * Everything of a backup into an empty database, in one transaction: all of it or nothing. The file is verified
 * from end to end before the first row is written, and again while it is read. A backup of an earlier program goes
 * through the migrations it has missed.
 *
 * @throws BackupError, DatabaseError
 */
export async function restore({
  pool,
  file,
  migrationsDirectory: directory = migrationsDirectory(),
}: RestoreOptions): Promise<RestoreReport> {
  const verified = await verifyBackup(file);
  const level = levelOf(await readMigrations(directory), verified.manifest.migrations);
  return withTransaction(
    pool,
    async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(${migrationLock})`);
      await tx.query(`SET LOCAL DateStyle = 'ISO'; SET LOCAL idle_in_transaction_session_timeout = 0`);
      await refuseNewer(tx, file, verified.manifest);
      await refuseFull(tx, await backupTables(tx));
      const roles = await lentTo(tx);
      await goBack(tx, level);
      const tables = await backupTables(tx);
      const counts = await insertAll(tx, file, tables, verified.manifest.workspace === null);
      refuseDifference(verified, counts);
      await goForward(tx, level, roles, directory);
      return { manifest: verified.manifest, rows: verified.rows, counts };
    },
    { statementTimeoutMs: 0, lockTimeoutMs: 4_000, attempts: 1 },
  );
}

async function refuseNewer(tx: Tx, file: string, manifest: Manifest): Promise<void> {
  const { rows } = await tx.query<{ name: string }>('SELECT name FROM migration ORDER BY name');
  const known = new Set(rows.map(({ name }) => name));
  const unknown = manifest.migrations.find((name) => !known.has(name));
  if (unknown !== undefined) throw newer(file, unknown, rows.at(-1)?.name ?? 'none');
}

async function refuseFull(tx: Tx, tables: readonly Table[]): Promise<void> {
  // Whoever signs up or makes a workspace meanwhile waits until we are through.
  await tx.query('LOCK TABLE auth_user, workspace_directory IN SHARE ROW EXCLUSIVE MODE');
  await clearRemains(tx);
  for (const { name } of tables) {
    if (name === settingsTable) continue;
    const { rows } = await tx.query<{ full: boolean }>(
      `SELECT EXISTS (SELECT FROM ${quoteIdentifier(name)}) AS full`,
    );
    if (!rows[0]?.full) continue;
    throw new BackupError(
      'RESTORE_NOT_EMPTY',
      `The database holds something already (in ${name}). Restore into a new data directory or an empty database.`,
      { table: name },
    );
  }
}

/** Where the last workspace was removed, the ids it left taken and accounts that open nothing make way. */
async function clearRemains(tx: Tx): Promise<void> {
  const { rows } = await tx.query(`SELECT FROM workspace_directory WHERE removed_at IS NULL LIMIT 1`);
  if (rows.length > 0) return;
  await tx.query(`DELETE FROM workspace_directory`);
  await tx.query(`DELETE FROM auth_user`);
}

async function insertAll(
  tx: Tx,
  file: string,
  tables: readonly Table[],
  wholeInstallation: boolean,
): Promise<Record<string, number>> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const counts: Record<string, number> = {};
  let into: Insertion | undefined;
  // The secret that was made when this database was first started gives way to the one of the backup.
  if (wholeInstallation) await tx.query(`DELETE FROM ${settingsTable}`);
  for await (const line of readBackupFile(file)) {
    if (line.type === 'table') {
      await into?.finish();
      into = insertion(tx, matching(byName.get(line.table), line), (count) => {
        counts[line.table] = (counts[line.table] ?? 0) + count;
      });
    } else if (line.type === 'row') {
      await into?.add(line.json);
    }
  }
  await into?.finish();
  return counts;
}

/** The table as the file knows it: its columns by name, whatever their order. */
function matching(table: Table | undefined, line: { table: string; columns: readonly string[] }): Table {
  const columns = line.columns.map((name) => table?.columns.find((column) => column.name === name));
  const missing = line.columns.find((_, i) => columns[i] === undefined);
  if (table && missing === undefined) return { ...table, columns: columns as Table['columns'][number][] };
  const reason = table ? `column ${missing} is unknown` : 'the table is unknown';
  throw new BackupError('RESTORE_MISMATCH', `${line.table} does not fit this database: ${reason}.`, {
    table: line.table,
    reason,
  });
}

interface Insertion {
  add(json: string): Promise<void>;
  finish(): Promise<void>;
}

/** Rows of one table, written in batches that belong to one workspace each (row-level security binds owners too). */
function insertion(tx: Tx, table: Table, inserted: (count: number) => void): Insertion {
  const at = table.columns.findIndex(({ name }) => name === 'workspace_id');
  const statement = insertStatement(table);
  let batch: (string | null)[][] = [];
  let bytes = 0;
  let workspace: string | null = null;

  async function finish(): Promise<void> {
    if (batch.length === 0) return;
    if (workspace !== null) await tx.query(`SELECT set_config('app.workspace', $1, true)`, [workspace]);
    const values = table.columns.map((_, column) => batch.map((row) => row[column] ?? null));
    const { rowCount } = await tx.query({ text: statement, values });
    inserted(rowCount ?? 0);
    batch = [];
    bytes = 0;
  }

  // Where rows refer to rows of the same table the order does not matter within one statement.
  const isFull = (): boolean => !table.refersToItself && (batch.length >= batchRows || bytes >= batchBytes);
  return {
    async add(json) {
      const row = JSON.parse(json) as (string | null)[];
      const owner = at < 0 ? null : (row[at] ?? null);
      if (owner !== workspace || isFull()) await finish();
      workspace = owner;
      batch.push(row);
      bytes += json.length;
    },
    finish,
  };
}

function insertStatement({ name, columns }: Table): string {
  const names = columns.map((column) => quoteIdentifier(column.name));
  const values = columns.map(({ type }, i) =>
    type === 'bytea' ? `decode(c${i}, 'base64')` : `c${i}::${type}`,
  );
  const arrays = columns.map((_, i) => `$${i + 1}::text[]`);
  const aliases = columns.map((_, i) => `c${i}`);
  return `INSERT INTO ${quoteIdentifier(name)} (${names.join(', ')})
    SELECT ${values.join(', ')} FROM unnest(${arrays.join(', ')}) AS given (${aliases.join(', ')})`;
}

function refuseDifference(
  { counts: expected }: VerifiedBackup,
  counts: Readonly<Record<string, number>>,
): void {
  for (const [table, count] of Object.entries(expected)) {
    const found = counts[table] ?? 0;
    if (found === count) continue;
    throw new BackupError(
      'RESTORE_MISMATCH',
      `${table} got ${found} rows instead of ${count}; nothing was kept.`,
      {
        table,
        reason: `${found} of ${count} rows`,
      },
    );
  }
}

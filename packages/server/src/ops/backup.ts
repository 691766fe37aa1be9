import { stat } from 'node:fs/promises';
import type { Pool } from 'pg';
import { quoteIdentifier } from '../database/quote.ts';
import { databaseError } from '../database/sqlstate.ts';
import { withTransaction } from '../database/transaction.ts';
import type { Connection } from '../database/tx.ts';
import { BackupError } from './backup-error.ts';
import { backupFormat, type Manifest, writeBackupFile } from './backup-file.ts';
import { backupTables, partOfWorkspace, seesEverything, type Table } from './backup-tables.ts';
import { writeLastBackup } from './last-backup.ts';
import { type VerifiedBackup, verifyBackup } from './verify-backup.ts';

export interface BackupOptions {
  /** As the owner of the tables. */
  readonly pool: Pool;
  readonly file: string;
  readonly program: string;
  readonly now: Date;
  /** Only this workspace, with the accounts of its people; without it the whole installation. */
  readonly workspace?: string | undefined;
}

export interface BackupReport {
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Rows per round trip; rows with binary content may be megabytes each. */
const narrowBatch = 1_000;
const wideBatch = 16;

/**
 * One consistent picture of everything, as of one moment, while everybody goes on working. The file is read back
 * and verified before this says that it is done.
 *
 * @throws BackupError, DatabaseError
 */
export async function backup(options: BackupOptions): Promise<BackupReport> {
  const { pool, file, workspace, now } = options;
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseError(error);
  });
  let verified: VerifiedBackup;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    verified = await writeBackupFile(file, contentOf(client, options), verifyBackup);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error instanceof BackupError ? error : databaseError(error);
  } finally {
    client.release();
  }
  const { counts, rows } = verified;
  const { size: bytes } = await stat(file);
  if (workspace === undefined) {
    await withTransaction(pool, (tx) => writeLastBackup(tx, { at: now.toISOString(), bytes, rows }));
  }
  return { file, bytes, rows, counts };
}

async function* contentOf(tx: Connection, options: BackupOptions): AsyncGenerator<string> {
  const { program, now, workspace = null } = options;
  await tx.query(`SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL statement_timeout = 0`);
  const reach = await reachOf(tx, workspace);
  const { rows } = await tx.query<{ name: string }>('SELECT name FROM migration ORDER BY name');
  const manifest: Manifest = {
    shapan: 'backup',
    format: backupFormat,
    program,
    migrations: rows.map(({ name }) => name),
    createdAt: now.toISOString(),
    workspace,
  };
  yield lineOf(manifest);
  const counts: Record<string, number> = {};
  for (const table of await backupTables(tx)) {
    counts[table.name] = 0;
    yield lineOf({ table: table.name, columns: table.columns.map(({ name }) => name) });
    for await (const batch of rowsOf(tx, table, reach)) {
      counts[table.name] = (counts[table.name] ?? 0) + batch.length;
      yield batch.map(lineOf).join('');
    }
  }
  yield lineOf({ counts });
}

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;

interface Reach {
  readonly workspace: string | null;
  /** Workspaces to name one after the other, when row-level security binds this role too; else `null`. */
  readonly oneByOne: readonly string[] | null;
}

/**
 * A backup under row-level security would be silently partial. Whoever may look past it says so explicitly – then
 * PostgreSQL refuses rather than filters – and everybody else names every workspace in turn.
 */
async function reachOf(tx: Connection, workspace: string | null): Promise<Reach> {
  const { rows } = await tx.query<{ id: string }>(
    // A database of an earlier level, which is saved before it is brought forward, has no such column.
    `SELECT workspace_id::text AS id FROM workspace_directory d
     WHERE to_jsonb(d) ->> 'removed_at' IS NULL ORDER BY workspace_id`,
  );
  const known = rows.map(({ id }) => id);
  if (workspace !== null && !known.includes(workspace)) {
    throw new BackupError('BACKUP_WORKSPACE_UNKNOWN', `There is no workspace ${workspace}.`, { workspace });
  }
  if (await seesEverything(tx)) {
    await tx.query('SET LOCAL row_security = off');
    return { workspace, oneByOne: null };
  }
  return { workspace, oneByOne: workspace === null ? known : [workspace] };
}

async function* rowsOf(
  tx: Connection,
  table: Table,
  { workspace, oneByOne }: Reach,
): AsyncGenerator<unknown[][]> {
  if (table.ofWorkspace && oneByOne) {
    for (const id of oneByOne) {
      await tx.query(`SELECT set_config('app.workspace', $1, true)`, [id]);
      yield* cursorOver(tx, table, 'workspace_id = $1', id);
    }
    return;
  }
  if (workspace === null) return yield* cursorOver(tx, table, 'true', null);
  const part = partOfWorkspace(table);
  if (part !== undefined) yield* cursorOver(tx, table, part, workspace);
}

async function* cursorOver(
  tx: Connection,
  table: Table,
  where: string,
  workspace: string | null,
): AsyncGenerator<unknown[][]> {
  const columns = table.columns.map(
    ({ name, type }) => `${quoteIdentifier(name)}${type === 'bytea' ? '' : '::text'}`,
  );
  const order = table.primaryKey.map(quoteIdentifier).join(', ');
  const batch = table.columns.some(({ type }) => type === 'bytea') ? wideBatch : narrowBatch;
  await tx.query(
    `DECLARE backup_rows NO SCROLL CURSOR FOR SELECT ${columns.join(', ')} FROM ${quoteIdentifier(table.name)}
     WHERE ${where}${order && ` ORDER BY ${order}`}`,
    workspace === null ? [] : [workspace],
  );
  for (;;) {
    const { rows } = await tx.query<(string | Buffer | null)[]>({
      text: `FETCH ${batch} FROM backup_rows`,
      rowMode: 'array',
    });
    if (rows.length > 0)
      yield rows.map((row) =>
        row.map((value) => (Buffer.isBuffer(value) ? value.toString('base64') : value)),
      );
    if (rows.length < batch) break;
  }
  await tx.query('CLOSE backup_rows');
}

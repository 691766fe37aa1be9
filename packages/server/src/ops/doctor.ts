import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Config } from '../config.ts';
import {
  DatabaseError,
  type DatabaseLog,
  databaseError,
  freeBytes,
  migrationsDirectory,
  rolePowers,
} from '../database/index.ts';
import { BackupError } from './backup-error.ts';
import { readLastBackup } from './last-backup.ts';
import { connectAsOwner, type OwnerConnection } from './owner-connection.ts';

/** One thing that was looked at. A code keeps its meaning for ever; words are the shell's. */
export interface Finding {
  readonly code: FindingCode;
  readonly level: 'ok' | 'warn' | 'fail';
  readonly params: Readonly<Record<string, string | number | null>>;
}

export type FindingCode =
  | 'VERSION' // program, node
  | 'DATA_DIRECTORY' // directory; warn: mode = others may look inside
  | 'FREE_SPACE' // freeMb, neededMb
  | 'DATABASE' // kind, version, pid; fail: code, detail
  | 'DURABILITY' // fail or warn: setting, value
  | 'APP_ROLE' // role; warn: there is none; fail: it can look past row-level security
  | 'MIGRATIONS' // applied; warn: pending; fail: unknown
  | 'BACKUP'; // at, days; warn: none or old

const DAY_MS = 24 * 60 * 60 * 1000;
const backupIsOldAfterDays = 7;

/** Looks at everything that keeps data safe and changes nothing. */
export async function examine(config: Config, log: DatabaseLog, now: Date): Promise<readonly Finding[]> {
  const findings: Finding[] = [
    finding('VERSION', 'ok', { program: config.version, node: process.versions.node }),
  ];
  if (config.databaseUrl === undefined) findings.push(...(await examineDirectory(config)));
  let connection: OwnerConnection;
  try {
    connection = await connectAsOwner(config, log);
  } catch (error) {
    return [...findings, ofFailure(error)];
  }
  try {
    findings.push(await examineServer(connection));
    findings.push(await examineDurability(connection), await examineAppRole(connection));
    findings.push(await examineMigrations(connection.pool), await examineBackup(connection.pool, now));
    return findings;
  } catch (error) {
    return [...findings, ofFailure(error)];
  } finally {
    await connection.close();
  }
}

function finding(code: FindingCode, level: Finding['level'], params: Finding['params'] = {}): Finding {
  return { code, level, params };
}

function ofFailure(error: unknown): Finding {
  const known = error instanceof BackupError || error instanceof DatabaseError ? error : databaseError(error);
  return finding('DATABASE', 'fail', { code: known.code, detail: known.message });
}

async function examineDirectory({ dataDirectory, minimumFreeBytes }: Config): Promise<readonly Finding[]> {
  if (!existsSync(dataDirectory))
    return [finding('DATA_DIRECTORY', 'fail', { directory: dataDirectory, mode: null })];
  const { mode } = await stat(join(dataDirectory, 'postgres')).catch(() => stat(dataDirectory));
  const open = (mode & 0o077) !== 0;
  const free = await freeBytes(dataDirectory);
  return [
    finding('DATA_DIRECTORY', open ? 'warn' : 'ok', {
      directory: dataDirectory,
      mode: (mode & 0o777).toString(8),
    }),
    finding('FREE_SPACE', free < minimumFreeBytes ? 'fail' : 'ok', {
      freeMb: Math.floor(free / 1e6),
      neededMb: Math.floor(minimumFreeBytes / 1e6),
    }),
  ];
}

async function examineServer({ pool, kind, runningPid }: OwnerConnection): Promise<Finding> {
  const { rows } = await pool.query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
  );
  return finding('DATABASE', 'ok', { kind, version: rows[0]?.version ?? '', pid: runningPid });
}

async function examineDurability({ pool, kind }: OwnerConnection): Promise<Finding> {
  // A managed server may promise durability in its own way (copies instead of page images), so there it is a warning.
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const { rows } = await pool.query<{ value: string }>('SELECT current_setting($1) AS value', [setting]);
    const value = rows[0]?.value ?? '';
    const safe = value === 'on' || (setting === 'synchronous_commit' && value.startsWith('remote_'));
    if (!safe) return finding('DURABILITY', kind === 'embedded' ? 'fail' : 'warn', { setting, value });
  }
  return finding('DURABILITY', 'ok');
}

async function examineAppRole({ appPool }: OwnerConnection): Promise<Finding> {
  if (!appPool) return finding('APP_ROLE', 'warn', { role: null });
  const { name, superuser, bypassesRls, ownsTables } = await rolePowers(appPool);
  return finding('APP_ROLE', superuser || bypassesRls || ownsTables ? 'fail' : 'ok', { role: name });
}

async function examineMigrations(pool: Pool): Promise<Finding> {
  const known = (await readdir(migrationsDirectory()))
    .filter((name) => /^\d.*\.sql$/.test(name))
    .map((name) => name.slice(0, -'.sql'.length));
  const { rows: present } = await pool.query<{ table: string | null }>(
    `SELECT to_regclass('migration')::text AS table`,
  );
  const { rows } = present[0]?.table
    ? await pool.query<{ name: string }>('SELECT name FROM migration')
    : { rows: [] };
  const applied = rows.map(({ name }) => name);
  const unknown = applied.find((name) => !known.includes(name));
  if (unknown !== undefined) return finding('MIGRATIONS', 'fail', { unknown });
  const pending = known.filter((name) => !applied.includes(name));
  if (pending.length > 0) return finding('MIGRATIONS', 'warn', { pending: pending.join(', ') });
  return finding('MIGRATIONS', 'ok', { applied: applied.length });
}

async function examineBackup(pool: Pool, now: Date): Promise<Finding> {
  const { rows } = await pool.query<{ table: string | null }>(
    `SELECT to_regclass('instance_setting')::text AS table`,
  );
  const last = rows[0]?.table ? await readLastBackup(pool) : null;
  if (!last) return finding('BACKUP', 'warn', { at: null });
  const days = Math.floor((now.getTime() - Date.parse(last.at)) / DAY_MS);
  return finding('BACKUP', days > backupIsOldAfterDays ? 'warn' : 'ok', { at: last.at, days });
}

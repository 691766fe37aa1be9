import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { DatabaseError } from './errors.ts';
import { migrationLock, migrationsDirectory } from './migrate.ts';
import { quoteIdentifier, quoteLiteral } from './quote.ts';
import { splitStatements } from './split-statements.ts';
import { withTransaction } from './transaction.ts';
import type { Tx } from './tx.ts';

/**
 * Two roles. The *owner* owns the tables and runs migrations and backups. The *app* role is what requests
 * run as: it logs in by itself, can neither change a table's shape nor look past row-level security, and
 * gains nothing from RESET ROLE.
 */
export const appRole = 'shapan_app';

const rights = 'LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION';

/** Make the app's login role, or bring an existing one back to its few rights. */
export async function ensureAppRole(owner: Pool, role: string, password: string): Promise<void> {
  const name = quoteIdentifier(role);
  await withTransaction(owner, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(${migrationLock})`);
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    if (rowCount === 0) await client.query(`CREATE ROLE ${name}`);
    await client.query(`ALTER ROLE ${name} ${rights} PASSWORD ${quoteLiteral(password)}`);
  });
}

/**
 * Say what the app's role may do, anew at every start and in one transaction: every table is readable and
 * writable, then `grants.sql` beside the migrations takes away what must not be (no UPDATE or DELETE on a
 * log) or adds other schemas. The role is written `:"app_role"` there.
 */
export async function grantToApp(
  owner: Pool,
  role: string,
  directory = migrationsDirectory(),
): Promise<void> {
  await withTransaction(owner, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(${migrationLock})`);
    await grantIn(client, role, directory);
  });
}

/** The same in a transaction of the caller's, who holds the migration lock. */
export async function grantIn(tx: Tx, role: string, directory: string): Promise<void> {
  const name = quoteIdentifier(role);
  const file = await readFile(join(directory, 'grants.sql'), 'utf8').catch(() => '');
  const statements = [
    `GRANT USAGE ON SCHEMA public TO ${name}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${name}`,
    `REVOKE INSERT, UPDATE, DELETE ON migration FROM ${name}`,
    ...splitStatements(file.replaceAll(':"app_role"', name)),
  ];
  for (const statement of statements) await tx.query(statement);
}

export interface RolePowers {
  readonly name: string;
  readonly superuser: boolean;
  readonly bypassesRls: boolean;
  /** Owns tables, or may act as their owner. */
  readonly ownsTables: boolean;
}

export async function rolePowers(pool: Pool): Promise<RolePowers> {
  const { rows } = await pool.query<RolePowers>(`
    SELECT r.rolname AS name, r.rolsuper AS superuser, r.rolbypassrls AS "bypassesRls",
           EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema'
                      AND n.nspname NOT LIKE 'pg\\_%' AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS "ownsTables"
      FROM pg_roles r WHERE r.rolname = current_user`);
  return rows[0] as RolePowers;
}

/** Asserted at every start: with any of these powers row-level security would be decoration. */
export async function assertAppRole(pool: Pool): Promise<void> {
  const powers = await rolePowers(pool);
  if (!powers.superuser && !powers.bypassesRls && !powers.ownsTables) return;
  throw new DatabaseError(
    'ROLE_TOO_POWERFUL',
    `The database role "${powers.name}" can look past the borders between workspaces. Give the app a login role that is neither superuser nor owner of the tables.`,
    { ...powers },
  );
}

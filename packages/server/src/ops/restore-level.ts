import { applyIn, type Migration } from '../database/migrate.ts';
import { quoteIdentifier } from '../database/quote.ts';
import { grantIn } from '../database/roles.ts';
import type { Tx } from '../database/tx.ts';

/**
 * A backup of an earlier program fits the tables of that program. So they are made as they were then, filled, and
 * brought forward by the same migrations that a database of that age goes through – all in the restore's transaction.
 */
export interface Level {
  /** Migrations that the backup's database had seen. */
  readonly past: readonly Migration[];
  /** Those it had not. */
  readonly since: readonly Migration[];
}

export function levelOf(migrations: readonly Migration[], seen: readonly string[]): Level {
  return {
    past: migrations.filter(({ name }) => seen.includes(name)),
    since: migrations.filter(({ name }) => !seen.includes(name)),
  };
}

/** Back to the tables of then; what the (empty) tables of today looked like is forgotten. */
export async function goBack(tx: Tx, { past, since }: Level): Promise<void> {
  if (since.length === 0) return;
  const { rows } = await tx.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
       AND NOT relispartition AND relname <> 'migration'`,
  );
  const names = rows.map(({ name }) => quoteIdentifier(name));
  if (names.length > 0) await tx.query(`DROP TABLE ${names.join(', ')} CASCADE`);
  await tx.query('DELETE FROM migration');
  for (const migration of past) await applyIn(tx, migration);
}

/** Forward to the tables of today, lent to the same roles as before. */
export async function goForward(
  tx: Tx,
  { since }: Level,
  roles: readonly string[],
  directory: string,
): Promise<void> {
  if (since.length === 0) return;
  for (const migration of since) await applyIn(tx, migration);
  for (const role of roles) await grantIn(tx, role, directory);
}

/** Roles other than the owner that may use the tables. */
export async function lentTo(tx: Tx): Promise<readonly string[]> {
  const { rows } = await tx.query<{ role: string }>(
    `SELECT DISTINCT r.rolname AS role
     FROM pg_class c, aclexplode(c.relacl) AS a JOIN pg_roles r ON r.oid = a.grantee
     WHERE c.oid = to_regclass('public.workspace') AND a.grantee <> c.relowner`,
  );
  return rows.map(({ role }) => role);
}

import type { Connection } from '../database/tx.ts';

/** A table as the database itself describes it, so that no migration can add one that backups forget. */
export interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly primaryKey: readonly string[];
  readonly ofWorkspace: boolean;
  /** Has a foreign key to itself. */
  readonly refersToItself: boolean;
  readonly refersTo: readonly string[];
}

/**
 * Sessions, pending confirmations, links for a new password and answers to be given again do not outlive a move: people sign in again.
 * Applied migrations are the target's own.
 */
const leftOut: ReadonlySet<string> = new Set([
  'migration',
  'auth_session',
  'auth_verification',
  'request_key',
  'reset_directory',
]);

/** Holds settings and secrets of the installation, not of a workspace; filled at the first start. */
export const settingsTable = 'instance_setting';

/** Every table that a backup holds, each after those it refers to. */
export async function backupTables(tx: Connection): Promise<readonly Table[]> {
  const { rows } = await tx.query<Omit<Table, 'ofWorkspace' | 'refersToItself'>>(`
    SELECT c.relname AS name,
      (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
         FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          AND a.attgenerated = '') AS columns,
      coalesce((SELECT json_agg(a.attname ORDER BY k.n)
         FROM pg_constraint p, unnest(p.conkey) WITH ORDINALITY AS k (attnum, n), pg_attribute a
        WHERE p.conrelid = c.oid AND p.contype = 'p' AND a.attrelid = c.oid AND a.attnum = k.attnum), '[]') AS "primaryKey",
      coalesce((SELECT json_agg(DISTINCT f.relname) FROM pg_constraint r JOIN pg_class f ON f.oid = r.confrelid
        WHERE r.conrelid = c.oid AND r.contype = 'f'), '[]') AS "refersTo"
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY c.relname`);
  const tables = rows
    .filter(({ name }) => !leftOut.has(name))
    .map((row) => ({
      ...row,
      ofWorkspace: row.columns.some(({ name }) => name === 'workspace_id'),
      refersToItself: row.refersTo.includes(row.name),
    }));
  return parentsFirst(tables);
}

function parentsFirst(tables: readonly Table[]): readonly Table[] {
  const ordered = new Map<string, Table>();
  const byName = new Map(tables.map((table) => [table.name, table]));
  const visit = (table: Table, below: readonly string[]): void => {
    if (ordered.has(table.name)) return;
    for (const parent of table.refersTo) {
      const found = byName.get(parent);
      if (found && !below.includes(parent)) visit(found, [...below, parent]);
    }
    ordered.set(table.name, table);
  };
  for (const table of tables) visit(table, [table.name]);
  return [...ordered.values()];
}

/** What of a table belongs to one workspace ($1); `undefined` = nothing. */
export function partOfWorkspace(table: Table): string | undefined {
  if (table.ofWorkspace) return 'workspace_id = $1';
  const people = 'SELECT user_id FROM user_workspace WHERE workspace_id = $1';
  if (table.name === 'auth_user') return `"id" IN (${people})`;
  if (table.name === 'auth_account') return `"userId" IN (${people})`;
  return undefined;
}

/** May this role read and write every row, or only those of the workspace it names? */
export async function seesEverything(tx: Connection): Promise<boolean> {
  const { rows } = await tx.query<{ all: boolean }>(
    `SELECT rolsuper OR rolbypassrls AS all FROM pg_roles WHERE rolname = current_user`,
  );
  return rows[0]?.all ?? false;
}

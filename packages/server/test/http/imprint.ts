import type { Pool } from 'pg';

/** What keeps answers, sessions and shortcuts, not what people typed. */
const asides = ['request_key', 'auth_session', 'snapshot'];

/** Per table the number of rows and the last transaction that wrote one: any change of content changes it. */
export async function imprint(ownerPool: Pool): Promise<Record<string, string>> {
  const { rows } = await ownerPool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL ($1) ORDER BY relname`,
    [asides],
  );
  const states = rows.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) AS state FROM ${name}`,
  );
  const found = await ownerPool.query<{ name: string; state: string }>(states.join(' UNION ALL '));
  return Object.fromEntries(found.rows.map(({ name, state }) => [name, state]));
}

import { MAX_AMOUNT } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import { refused } from '../../http/refused.ts';

/** Rows of the ledger of actuals and of its roll-up. Nothing here decides anything. */
export interface LedgerRow {
  readonly importId: string;
  /** Number of the row in the file it came from. */
  readonly row: number;
  readonly source: string;
  readonly sourceKey: string;
  readonly metric: string;
  readonly date: string;
  /** How many days, up to `date`, the amount is about. */
  readonly days: number;
  readonly coordinate: Readonly<Record<string, string>>;
  readonly amount: number;
  readonly weight: number | null;
}

const COLUMNS = `import_id AS "importId", row_number AS row, source, source_key AS "sourceKey", metric_id AS metric,
  on_date AS date, days, coordinate, amount, weight`;

export async function insertLedgerRows(
  tx: Tx,
  workspaceId: string,
  rows: readonly LedgerRow[],
  { position, live }: { readonly position: number; readonly live: boolean },
): Promise<void> {
  await tx.query(
    `INSERT INTO actual (workspace_id, import_id, row_number, source, source_key, metric_id, on_date, days, coordinate,
       amount, weight, live, position)
     SELECT $1, x."importId", x.row, x.source, x."sourceKey", x.metric, x.date, x.days, x.coordinate, x.amount, x.weight,
       $3, $4
     FROM jsonb_to_recordset($2::jsonb) AS x("importId" uuid, row integer, source text, "sourceKey" text, metric text,
       date date, days integer, coordinate jsonb, amount bigint, weight bigint)`,
    [workspaceId, JSON.stringify(rows), live, position],
  );
}

/** Within which a key names one row: one row of a source may speak of several metrics. */
export interface KeySpace {
  readonly workspaceId: string;
  readonly metric: string;
  readonly source: string;
}

/** Live rows that carry one of these keys. */
export async function liveRowsByKey(
  tx: Tx,
  { workspaceId, metric, source }: KeySpace,
  keys: readonly string[],
): Promise<readonly LedgerRow[]> {
  const { rows } = await tx.query<LedgerRow>(
    `SELECT ${COLUMNS} FROM actual
     WHERE workspace_id = $1 AND metric_id = $4 AND source = $2 AND source_key = ANY($3::text[]) AND live`,
    [workspaceId, source, keys, metric],
  );
  return rows;
}

/**
 * Decides anew what counts among the rows that share a key with an import: of each key the row of the latest import that
 * stands, whatever came, went or came back in between. Nothing is ever rewritten but whether a row counts.
 */
export async function settleImport(tx: Tx, workspaceId: string, importId: string): Promise<void> {
  await rollUp(tx, workspaceId, await setLive(tx, [workspaceId, importId], false), -1);
  await rollUp(tx, workspaceId, await setLive(tx, [workspaceId, importId], true), 1);
}

async function setLive(
  tx: Tx,
  [workspaceId, importId]: readonly [workspaceId: string, importId: string],
  live: boolean,
): Promise<readonly LedgerRow[]> {
  const { rows } = await tx.query<LedgerRow>(
    `WITH own AS (
       SELECT metric_id, source, source_key FROM actual WHERE workspace_id = $1 AND import_id = $2
     ), latest AS (
       SELECT DISTINCT ON (metric_id, source, source_key) metric_id, source, source_key, import_id
       FROM actual JOIN own USING (metric_id, source, source_key)
       WHERE workspace_id = $1 AND EXISTS (SELECT 1 FROM record WHERE record.workspace_id = $1
         AND record.book_id = $1 AND record.kind = 'import' AND record.record_id = import_id::text)
       ORDER BY metric_id, source, source_key, position DESC, import_id DESC
     )
     UPDATE actual SET live = $3
     WHERE workspace_id = $1 AND live <> $3
       AND (metric_id, source, source_key) IN (SELECT metric_id, source, source_key FROM own)
       AND ((metric_id, source, source_key, import_id) IN (SELECT * FROM latest)) = $3
     RETURNING ${COLUMNS}`,
    [workspaceId, importId, live],
  );
  return rows;
}

interface RolledCell {
  readonly metric: string;
  readonly key: string;
  readonly date: string;
  readonly days: number;
  readonly coordinate: LedgerRow['coordinate'];
  amount: number;
  weight: number | null;
  count: number;
}

/** Add to (or, with `sign` −1, take from) the day × coordinate cells what these rows hold. */
export async function rollUp(
  tx: Tx,
  workspaceId: string,
  rows: readonly LedgerRow[],
  sign: 1 | -1,
): Promise<void> {
  if (rows.length === 0) return;
  const cells = new Map<string, RolledCell>();
  for (const { metric, date, days, coordinate, amount, weight } of rows) {
    const key = coordinateKey(coordinate);
    const id = `${metric} ${date} ${days} ${key}`;
    const cell: RolledCell = cells.get(id) ?? {
      metric,
      key,
      date,
      days,
      coordinate,
      amount: 0,
      weight: null,
      count: 0,
    };
    cell.amount += sign * amount;
    if (weight !== null) cell.weight = (cell.weight ?? 0) + sign * weight;
    cell.count += sign;
    cells.set(id, cell);
  }
  const { rows: summed } = await tx.query<{ inRange: boolean }>(
    `INSERT INTO actual_cell (workspace_id, metric_id, coordinate_key, on_date, days, coordinate, amount, weight, row_count)
     SELECT $1, x.metric, x.key, x.date, x.days, x.coordinate, x.amount, x.weight, x.count
     FROM jsonb_to_recordset($2::jsonb) AS x(metric text, key text, date date, days integer, coordinate jsonb, amount bigint,
       weight bigint, count integer)
     ON CONFLICT (workspace_id, metric_id, coordinate_key, on_date, days) DO UPDATE
     SET amount = actual_cell.amount + excluded.amount,
         weight = CASE WHEN excluded.weight IS NULL THEN actual_cell.weight
                       ELSE coalesce(actual_cell.weight, 0) + excluded.weight END,
         row_count = actual_cell.row_count + excluded.row_count
     RETURNING greatest(abs(amount), abs(weight)) <= ${MAX_AMOUNT} AS "inRange"`,
    [workspaceId, JSON.stringify([...cells.values()])],
  );
  if (summed.some(({ inRange }) => !inRange)) throw refused('OUT_OF_RANGE', { max: MAX_AMOUNT }, 'amount');
  if (sign === -1) {
    await tx.query(`DELETE FROM actual_cell WHERE workspace_id = $1 AND row_count <= 0`, [workspaceId]);
    await forgetWeights(tx, workspaceId, [...cells.values()]);
  }
}

/** A cell of whose rows none says a weight any more has none: not 0. `cells`: from which rows were just taken. */
async function forgetWeights(
  tx: Tx,
  workspaceId: string,
  cells: readonly Pick<RolledCell, 'metric' | 'key' | 'date' | 'days' | 'weight'>[],
): Promise<void> {
  const weighted = cells.filter(({ weight }) => weight !== null);
  if (weighted.length === 0) return;
  await tx.query(
    `UPDATE actual_cell AS cell SET weight = NULL
     FROM jsonb_to_recordset($2::jsonb) AS x(metric text, key text, date date, days integer)
     WHERE cell.workspace_id = $1 AND cell.metric_id = x.metric AND cell.coordinate_key = x.key
       AND cell.on_date = x.date AND cell.days = x.days AND cell.weight = 0
       AND NOT EXISTS (SELECT 1 FROM actual WHERE actual.workspace_id = $1 AND actual.metric_id = x.metric
         AND actual.on_date = x.date AND actual.days = x.days AND actual.coordinate = cell.coordinate
         AND actual.live AND actual.weight IS NOT NULL)`,
    [workspaceId, JSON.stringify(weighted)],
  );
}

/** The same coordinate gives the same key, whatever the order in which it names its dimensions. */
export function coordinateKey(coordinate: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(coordinate).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface CellRow {
  readonly date: string;
  readonly from: string;
  readonly coordinate: Readonly<Record<string, string>>;
  readonly amount: number;
  readonly weight: number | null;
}

export async function readCells(
  tx: Tx,
  workspaceId: string,
  metric: string,
  range: { readonly from: string; readonly to: string },
): Promise<readonly CellRow[]> {
  const { rows } = await tx.query<CellRow>(
    `SELECT on_date AS date, on_date - days + 1 AS "from", coordinate, amount, weight FROM actual_cell
     WHERE workspace_id = $1 AND metric_id = $2 AND on_date >= $3 AND on_date - days < $4
     ORDER BY on_date, coordinate_key`,
    [workspaceId, metric, range.from, range.to],
  );
  return rows;
}

/** The rows behind a number, newest first. `members`: every row names one member of each set. */
export async function readLedger(
  tx: Tx,
  workspaceId: string,
  query: {
    readonly metric: string;
    readonly from: string;
    readonly to: string;
    readonly members: readonly { readonly dimension: string; readonly ids: readonly string[] }[];
    readonly limit: number;
    readonly offset: number;
  },
): Promise<readonly LedgerRow[]> {
  const places = query.members
    .map((_, i) => ` AND coordinate->>$${7 + 2 * i} = ANY($${8 + 2 * i}::text[])`)
    .join('');
  const { rows } = await tx.query<LedgerRow>(
    `SELECT ${COLUMNS} FROM actual
     WHERE workspace_id = $1 AND metric_id = $2 AND on_date BETWEEN $3 AND $4 AND live${places}
     ORDER BY on_date DESC, import_id, row_number LIMIT $5 OFFSET $6`,
    [
      workspaceId,
      query.metric,
      query.from,
      query.to,
      query.limit,
      query.offset,
      ...query.members.flatMap(({ dimension, ids }) => [dimension, ids]),
    ],
  );
  return rows;
}

/**
 * File names of the imports that stand and have rows at one of these members, without the imports that go themselves.
 * Rows that do not count at present may count again.
 */
export async function importsNaming(
  tx: Tx,
  workspaceId: string,
  members: readonly string[],
  without: readonly string[],
): Promise<readonly { readonly name: string; readonly rows: number }[]> {
  const { rows } = await tx.query<{ name: string; rows: number }>(
    `SELECT min(record.fields->>'fileName') AS name, count(*)::integer AS rows
     FROM actual JOIN record ON record.workspace_id = $1 AND record.book_id = $1 AND record.kind = 'import'
       AND record.record_id = import_id::text
     WHERE actual.workspace_id = $1 AND import_id::text <> ALL($3::text[])
       AND jsonb_path_query_array(coordinate, '$.*') ?| $2::text[]
     GROUP BY import_id ORDER BY import_id`,
    [workspaceId, members, without],
  );
  return rows;
}

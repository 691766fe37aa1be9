import { IntegerReader } from '@shapan/contract';
import {
  isUnder,
  leafInTable,
  leafOfSlot,
  type Place,
  rowOf,
  slotOf,
  type TargetLayout,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import { IntegerWriter } from './pack.ts';

/** Where the numbers of an entry came from: a file, and for every leaf the row of it. */
export interface EntrySource {
  readonly fileName: string;
  readonly sheetName: string;
  /** Addresses of leaves as the cube stores them, and for each the row of the file, counted as the file's own program counts them. */
  readonly cells: readonly number[];
  readonly rows: readonly number[];
}

interface SourceKey {
  readonly workspaceId: string;
  readonly bookId: string;
  readonly target: string;
}

/** Keep where the numbers of an entry came from, in the transaction that writes the entry. */
export async function keepSource(
  tx: Tx,
  { workspaceId, bookId, target }: SourceKey,
  position: number,
  { fileName, sheetName, cells, rows }: EntrySource,
): Promise<void> {
  const places = new IntegerWriter();
  places.writeUnsigned(cells.length);
  places.writeAscending(cells);
  places.writeAscending(rows);
  await tx.query(
    `INSERT INTO entry_source (workspace_id, book_id, position, target_id, file_name, sheet_name, places)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [workspaceId, bookId, position, target, fileName, sheetName, places.finish()],
  );
}

/**
 * The sources of entries by their position. What brings back an import that was undone – the undoing of an undoing, as
 * often as wanted – has the source of that import.
 */
export async function readSources(
  tx: Tx,
  { workspaceId, bookId, target }: SourceKey,
  positions: readonly number[],
): Promise<ReadonlyMap<number, EntrySource>> {
  const { rows } = await tx.query<{
    position: number;
    fileName: string;
    sheetName: string;
    places: Buffer;
  }>(
    `WITH RECURSIVE origin (position, at, depth) AS (
       SELECT position, position, 0 FROM change
       WHERE workspace_id = $1 AND book_id = $2 AND position = ANY($4::bigint[])
       UNION ALL
       SELECT origin.position, change.undoes, origin.depth + 1 FROM origin
       JOIN change ON change.workspace_id = $1 AND change.book_id = $2 AND change.position = origin.at
       WHERE change.undoes IS NOT NULL)
     SELECT origin.position, file_name AS "fileName", sheet_name AS "sheetName", places FROM origin
     JOIN entry_source ON workspace_id = $1 AND book_id = $2 AND entry_source.position = origin.at
     WHERE target_id = $3 AND origin.depth % 2 = 0`,
    [workspaceId, bookId, target, positions],
  );
  return new Map(
    rows.map(({ position, fileName, sheetName, places }) => {
      const reader = new IntegerReader(places);
      const count = reader.readUnsigned();
      const cells = reader.readAscending(count);
      return [position, { fileName, sheetName, cells, rows: reader.readAscending(count) }];
    }),
  );
}

/** Rows of the file that hold the numbers at or below a place, in ascending order, each once. */
export function sourceRows(
  { cells, rows }: EntrySource,
  layout: TargetLayout,
  place: Place,
): readonly number[] {
  const { frame } = layout;
  const found = new Set<number>();
  cells.forEach((cell, i) => {
    const leaf = leafOfSlot(frame.time, slotOf(cell));
    const row = rows[i];
    if (row !== undefined && leaf >= 0 && isUnder(frame, place, rowOf(leafInTable(layout, cell)), leaf))
      found.add(row);
  });
  return [...found].sort((a, b) => a - b);
}

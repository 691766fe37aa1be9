import { IntegerReader } from '@shapan/contract';
import {
  isUnder,
  leafInTable,
  leafOfSlot,
  type Place,
  rowOf,
  slotOf,
  statedNumberId,
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
  /** Totals' own numbers by the ids of their records, each with the row that it came from. */
  readonly totals: readonly { readonly id: string; readonly row: number }[];
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
  { fileName, sheetName, cells, rows, totals }: EntrySource,
): Promise<void> {
  const places = new IntegerWriter();
  places.writeUnsigned(cells.length);
  places.writeAscending(cells);
  places.writeAscending(rows);
  places.writeUnsigned(totals.length);
  for (const { id } of totals) for (const part of partsOfId(id)) places.writeUnsigned(part);
  places.writeAscending(totals.map(({ row }) => row));
  await tx.query(
    `INSERT INTO entry_source (workspace_id, book_id, position, target_id, file_name, sheet_name, places)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [workspaceId, bookId, position, target, fileName, sheetName, places.finish()],
  );
}

/** 32 hexadecimal digits as four whole numbers, and back. */
const partsOfId = (id: string): readonly number[] =>
  [0, 8, 16, 24].map((at) => Number.parseInt(id.slice(at, at + 8), 16));

const idOfParts = (parts: readonly number[]): string =>
  parts.map((part) => part.toString(16).padStart(8, '0')).join('');

/** Sources that were kept before totals were end after the leaves. */
function readTotals(reader: IntegerReader): EntrySource['totals'] {
  const count = reader.isAtEnd ? 0 : reader.readUnsigned();
  const ids = Array.from({ length: count }, () =>
    idOfParts(Array.from({ length: 4 }, () => reader.readUnsigned())),
  );
  const rows = reader.readAscending(count);
  return ids.map((id, i) => ({ id, row: rows[i] ?? 0 }));
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
      const rowsOfCells = reader.readAscending(count);
      const totals = readTotals(reader);
      return [position, { fileName, sheetName, cells, rows: rowsOfCells, totals }];
    }),
  );
}

/**
 * Rows of the file that hold the number of a place or those below it, in ascending order, each once. A total that was given
 * its own number is not made of what is below.
 */
export function sourceRows(
  { cells, rows, totals }: EntrySource,
  layout: TargetLayout,
  place: Place,
): readonly number[] {
  const { frame } = layout;
  const id = totals.length > 0 ? statedNumberId(layout, place) : undefined;
  const own = totals.filter((one) => one.id === id);
  if (own.length > 0) return own.map(({ row }) => row);
  const found = new Set<number>();
  cells.forEach((cell, i) => {
    const leaf = leafOfSlot(frame.time, slotOf(cell));
    const row = rows[i];
    if (row !== undefined && leaf >= 0 && isUnder(frame, place, rowOf(leafInTable(layout, cell)), leaf))
      found.add(row);
  });
  return [...found].sort((a, b) => a - b);
}

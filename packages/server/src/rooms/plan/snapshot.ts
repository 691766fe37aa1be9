import {
  addRows,
  type BookState,
  type Cube,
  type CubeShape,
  cellAddress,
  coordinateOf,
  createCube,
  createState,
  isPresent,
  type PlanRecord,
  readLeaf,
  rowCount,
  setCells,
  setRowsPresent,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import { IntegerReader, IntegerWriter, join, split } from './pack.ts';

/**
 * A whole state in one `bytea`, so that opening a book reads one row instead of its history. The same layout as a
 * packed change: a JSON part (records, shapes, rows), then the leaves as variable-length integers.
 */
interface PackedHead {
  readonly records: readonly PlanRecord[];
  readonly cubes: readonly PackedCube[];
}

interface PackedCube {
  readonly target: string;
  readonly shape: CubeShape | null;
  /** What the leaves are laid out by, also for a target that is hidden. */
  readonly layout: CubeShape;
  readonly rows: readonly (readonly string[])[];
  readonly absent: readonly number[];
  /** Leaves with a value, per part. */
  readonly counts: readonly number[];
}

/** `canonical`: independent of the order in which records and rows came, and without what is hidden. */
export function packState(state: BookState, options: { canonical?: boolean } = {}): Buffer {
  const columns = new IntegerWriter();
  const records = [...state.records.values()].flatMap(({ byId }) => [...byId.values()]);
  const cubes: PackedCube[] = [];
  for (const [target, { shape, cube }] of state.cubes) {
    if (!cube || (options.canonical && !shape)) continue;
    cubes.push(
      options.canonical
        ? packCanonical(target, shape, cube, columns)
        : packCube(target, shape, cube, columns),
    );
  }
  const head: PackedHead = options.canonical
    ? {
        records: records.map(sortedFields).sort(byKindAndId),
        cubes: cubes.sort((a, b) => (a.target < b.target ? -1 : 1)),
      }
    : { records, cubes };
  return join(Buffer.from(JSON.stringify(head)), columns.finish());
}

export function unpackState(packed: Buffer, position: number): BookState {
  const { json, rest } = split(packed);
  const columns = new IntegerReader(rest);
  const head = JSON.parse(json) as PackedHead;
  const state = createState(position);
  for (const record of head.records) {
    const found = state.records.get(record.kind);
    if (found) found.byId.set(record.id, record);
    else state.records.set(record.kind, { owner: state, byId: new Map([[record.id, record]]) });
  }
  for (const { target, shape, layout, rows, absent, counts } of head.cubes) {
    const cube = createCube(layout);
    addRows(cube, rows);
    setRowsPresent(cube, absent, false);
    counts.forEach((count, part) =>
      setCells(cube, part, columns.readAscending(count), columns.readNullable(count)),
    );
    state.cubes.set(target, { shape, cube });
  }
  return state;
}

function packCube(target: string, shape: CubeShape | null, cube: Cube, columns: IntegerWriter): PackedCube {
  const { dimensions, parts, firstSlot, slotCount } = cube;
  const rows = Array.from({ length: rowCount(cube) }, (_, row) => coordinateOf(cube, row));
  const absent = rows.flatMap((_, row) => (isPresent(cube, row) ? [] : [row]));
  const order = rows.map((_, row) => row);
  const counts = writeLeaves(cube, order, columns);
  return { target, shape, layout: { dimensions, parts, firstSlot, slotCount }, rows, absent, counts };
}

/** Rows in coordinate order and only those of the breakdown: what a reader would call the content. */
function packCanonical(
  target: string,
  shape: CubeShape | null,
  cube: Cube,
  columns: IntegerWriter,
): PackedCube {
  const { dimensions, parts, firstSlot, slotCount } = cube;
  const named = Array.from({ length: rowCount(cube) }, (_, row) => ({
    row,
    name: JSON.stringify(coordinateOf(cube, row)),
  }))
    .filter(({ row }) => isPresent(cube, row))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const order = named.map(({ row }) => row);
  const counts = writeLeaves(cube, order, columns);
  const rows = order.map((row) => coordinateOf(cube, row));
  return { target, shape, layout: { dimensions, parts, firstSlot, slotCount }, rows, absent: [], counts };
}

function writeLeaves(cube: Cube, order: readonly number[], columns: IntegerWriter): number[] {
  return Array.from({ length: cube.parts }, (_, part) => {
    const cells: number[] = [];
    const values: number[] = [];
    order.forEach((row, place) => {
      for (let slot = cube.firstSlot; slot < cube.firstSlot + cube.slotCount; slot++) {
        const value = readLeaf(cube, part, row, slot);
        if (value === null) continue;
        cells.push(cellAddress(place, slot));
        values.push(value);
      }
    });
    columns.writeAscending(cells);
    columns.writeNullable(values);
    return cells.length;
  });
}

function sortedFields(record: PlanRecord): PlanRecord {
  const fields = Object.fromEntries(Object.entries(record.fields).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { kind: record.kind, id: record.id, fields };
}

function byKindAndId(a: PlanRecord, b: PlanRecord): number {
  return `${a.kind}/${a.id}` < `${b.kind}/${b.id}` ? -1 : 1;
}

/** The newest snapshot not after `position`, as a state. */
export async function readSnapshot(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  position: number,
): Promise<BookState | undefined> {
  const { rows } = await tx.query<{ position: number; state: Buffer }>(
    `SELECT position, state FROM snapshot
     WHERE workspace_id = $1 AND book_id = $2 AND position <= $3 ORDER BY position DESC LIMIT 1`,
    [workspaceId, bookId, position],
  );
  return rows[0] && unpackState(rows[0].state, rows[0].position);
}

export async function writeSnapshot(
  tx: Tx,
  workspaceId: string,
  bookId: string,
  state: BookState,
): Promise<void> {
  await tx.query(
    `INSERT INTO snapshot (workspace_id, book_id, position, state) VALUES ($1, $2, $3, $4)
     ON CONFLICT (workspace_id, book_id, position) DO NOTHING`,
    [workspaceId, bookId, state.position, packState(state)],
  );
  await tx.query(`DELETE FROM snapshot WHERE workspace_id = $1 AND book_id = $2 AND position < $3`, [
    workspaceId,
    bookId,
    state.position,
  ]);
}

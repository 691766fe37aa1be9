import {
  type BookState,
  type Cube,
  type CubeShape,
  cellAddress,
  coordinateOf,
  isPresent,
  type PlanRecord,
  readLeaf,
  rowCount,
} from '@shapan/engine';
import { IntegerWriter, join } from './pack.ts';

/**
 * A state as bytes that depend on its content alone, not on the order in which records and rows came, and without what
 * is hidden. Fingerprints of versions are made of them, so this form never changes.
 */
interface CanonicalCube {
  readonly target: string;
  readonly shape: CubeShape | null;
  readonly layout: CubeShape;
  readonly rows: readonly (readonly string[])[];
  readonly absent: readonly number[];
  /** Leaves with a value, per part. */
  readonly counts: readonly number[];
}

export function canonicalBytes(state: BookState): Buffer {
  const columns = new IntegerWriter();
  const records = [...state.records.values()].flatMap(({ byId }) => [...byId.values()]);
  const cubes: CanonicalCube[] = [];
  for (const [target, { shape, cube }] of state.cubes) {
    if (cube && shape) cubes.push(canonicalCube(target, shape, cube, columns));
  }
  const head = {
    records: records.map(sortedFields).sort(byKindAndId),
    cubes: cubes.sort((a, b) => (a.target < b.target ? -1 : 1)),
  };
  return join(Buffer.from(JSON.stringify(head)), columns.finish());
}

/** Rows in coordinate order and only those of the breakdown: what a reader would call the content. */
function canonicalCube(target: string, shape: CubeShape, cube: Cube, columns: IntegerWriter): CanonicalCube {
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

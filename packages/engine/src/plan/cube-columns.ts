import { invariant } from '../foundation/result.ts';
import type { CubeShape } from './change.ts';
import { type Cube, createCube, rowCount } from './cube.ts';
import { rowTableOf } from './rows.ts';

/**
 * The rows and leaves of a cube as they lie, to be kept or sent: reading them back costs little more than copying.
 * Rows are in the order of their numbers.
 */
export interface CubeColumns {
  /** Member ids that the rows name, per dimension. */
  readonly members: readonly (readonly string[])[];
  /** Per dimension and row a place in `members`; −1 in every dimension = a row that is not told. */
  readonly codes: readonly Int32Array[];
  /** 1 = in the breakdown. */
  readonly present: Uint8Array;
  /** Per part. */
  readonly leaves: readonly LeafColumn[];
}

/**
 * Numbers of one part, row by row, in whole smallest units: integers of 32 bits where all fit, else doubles. Without
 * `places` every period of the window has its value, −2^31 or NaN = no entry; with them, which is smaller where most have
 * none, only those at these places (row × periods + period, ascending).
 */
export interface LeafColumn {
  readonly places: Int32Array | null;
  readonly values: Int32Array | Float64Array;
}

/** No entry in a column of 32-bit integers, where it is no amount. */
const NO_ENTRY = -0x80000000;

/** What of a row may be told: all, nothing, or by slot which of its leaves. */
export type Told = boolean | ((slot: number) => boolean);

/** A cube as columns. Rows that are not told keep their number and say nothing: no member, no leaf. */
export function columnsOf(cube: Cube, toldOf: (row: number) => Told = () => true): CubeColumns {
  const count = rowCount(cube);
  const told = Array.from({ length: count }, (_, row) => toldOf(row));
  const coded = cube.rows.interned.map(({ ids }, d) => codesOf(cube.rows.columns[d]!, ids, told));
  return {
    members: coded.map(({ members }) => members),
    codes: coded.map(({ codes }) => codes),
    present: cube.rows.present.slice(0, count).map((present, row) => (told[row] === false ? 0 : present)),
    leaves: cube.tables.map((_, part) => leavesOf(cube, part, told)),
  };
}

function codesOf(column: Int32Array, ids: readonly string[], told: readonly Told[]) {
  const members: string[] = [];
  const places = new Int32Array(ids.length).fill(-1);
  const codes = new Int32Array(told.length).fill(-1);
  for (let row = 0; row < told.length; row++) {
    if (told[row] === false) continue;
    const code = column[row]!;
    if (places[code] === -1) places[code] = members.push(ids[code]!) - 1;
    codes[row] = places[code]!;
  }
  return { members, codes };
}

function leavesOf(cube: Cube, part: number, told: readonly Told[]): LeafColumn {
  const { entries, isNarrow } = extentOf(cube, part, told);
  const size = told.length * cube.slotCount;
  const column = (length: number) => (isNarrow ? new Int32Array(length) : new Float64Array(length));
  if (entries * (isNarrow ? 2 : 1.5) < size) {
    const sparse = { places: new Int32Array(entries), values: column(entries) };
    let next = 0;
    eachEntry(cube, part, told, (place, value) => {
      sparse.places[next] = place;
      sparse.values[next++] = value;
    });
    return sparse;
  }
  const values = column(size).fill(isNarrow ? NO_ENTRY : Number.NaN);
  eachEntry(cube, part, told, (place, value) => {
    values[place] = value;
  });
  return { places: null, values };
}

function extentOf(cube: Cube, part: number, told: readonly Told[]): { entries: number; isNarrow: boolean } {
  let entries = 0;
  let isNarrow = true;
  eachEntry(cube, part, told, (_, value) => {
    entries++;
    if (value <= NO_ENTRY || value > 0x7fffffff) isNarrow = false;
  });
  return { entries, isNarrow };
}

function eachEntry(
  cube: Cube,
  part: number,
  told: readonly Told[],
  visit: (place: number, value: number) => void,
): void {
  const { firstSlot, slotCount, rowsPerPage } = cube;
  const { pages } = cube.tables[part]!;
  pages.forEach((page, number) => {
    if (page === undefined) return;
    const first = number * rowsPerPage;
    const rows = Math.min(rowsPerPage, told.length - first);
    for (let row = 0; row < rows; row++) {
      const teller = told[first + row]!;
      if (teller === false) continue;
      const from = row * slotCount;
      const place = (first + row) * slotCount;
      for (let i = 0; i < slotCount; i++) {
        const value = page.values[from + i]!;
        if (value === value && (teller === true || teller(firstSlot + i))) visit(place + i, value);
      }
    }
  });
}

/**
 * The cube that columns stand for. Throws `InvariantError` for columns that do not belong together. Rows that are not told
 * keep their number under names that no member has, outside the breakdown.
 */
export function cubeOfColumns(shape: CubeShape, columns: CubeColumns): Cube {
  const { members, codes, present, leaves } = columns;
  const count = present.length;
  const dimensions = shape.dimensions.length;
  invariant(members.length === dimensions && codes.length === dimensions, 'a column for each dimension');
  invariant(
    codes.every(
      (column, d) =>
        column.length === count && column.every((code) => code >= -1 && code < members[d]!.length),
    ),
    'codes of members',
  );
  const size = count * shape.slotCount;
  invariant(
    leaves.length === shape.parts && leaves.every((column) => isWithin(column, size)),
    'leaves of the rows',
  );
  const cube = createCube(shape);
  const named = codes.map((column, d) => withNames(column, members[d]!));
  cube.rows = rowTableOf(
    cube.owner,
    named.map((one) => one.members),
    named.map((one) => one.codes),
    present,
  );
  leaves.forEach((column, part) => fillPages(cube, part, column));
  return cube;
}

function withNames(column: Int32Array, members: readonly string[]) {
  if (!column.includes(-1)) return { members, codes: column };
  const all = [...members];
  const codes = column.map((code, row) => (code === -1 ? all.push(`hidden ${row}`) - 1 : code));
  return { members: all, codes };
}

const isWithin = ({ places, values }: LeafColumn, size: number): boolean =>
  places === null
    ? values.length === size
    : values.length === places.length && places.every((place) => place >= 0 && place < size);

function fillPages(cube: Cube, part: number, { places, values }: LeafColumn): void {
  const size = cube.rowsPerPage * cube.slotCount;
  if (places !== null) return fillSparsely(cube, part, places, values);
  const { pages } = cube.tables[part]!;
  for (let from = 0, number = 0; from < values.length; from += size, number++) {
    const column = values.subarray(from, from + size);
    const page = new Float64Array(size).fill(Number.NaN);
    const entries = column instanceof Int32Array ? copyNarrow(column, page) : copyWide(column, page);
    // A page without an entry is absent.
    if (entries > 0) pages[number] = { owner: cube.owner, values: page };
  }
}

function fillSparsely(cube: Cube, part: number, places: Int32Array, values: Int32Array | Float64Array): void {
  const { pages } = cube.tables[part]!;
  const size = cube.rowsPerPage * cube.slotCount;
  for (let i = 0; i < places.length; i++) {
    const number = Math.floor(places[i]! / size);
    const page = (pages[number] ??= {
      owner: cube.owner,
      values: new Float64Array(size).fill(Number.NaN),
    });
    page.values[places[i]! - number * size] = values[i]!;
  }
}

function copyNarrow(column: Int32Array, into: Float64Array): number {
  let entries = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (value === NO_ENTRY) continue;
    into[i] = value;
    entries++;
  }
  return entries;
}

function copyWide(column: Float64Array, into: Float64Array): number {
  into.set(column);
  let entries = 0;
  for (let i = 0; i < column.length; i++) if (column[i] === column[i]) entries++;
  return entries;
}

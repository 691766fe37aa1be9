import { isAmount, MAX_AMOUNT } from '../foundation/amount.ts';
import { invariant } from '../foundation/result.ts';
import type { CubeShape } from './change.ts';
import { copyRowTable, createRowTable, findRow, internRow, type RowTable } from './rows.ts';

/**
 * The leaves of one target: for every coordinate (a *row*) and leaf period (a *slot*) an exact integer in
 * the metric's smallest unit, or nothing. Totals are not here; they are derived (SPR-T1, `totals.ts`).
 *
 * A cube is a handle that its functions write to. `forkCube` gives a second handle in O(1); from then on
 * each side copies the page it is about to write, so a what-if costs what it edits.
 */
export interface Cube {
  readonly dimensions: readonly string[];
  readonly parts: 1 | 2;
  firstSlot: number;
  slotCount: number;
  rowsPerPage: number;
  rows: RowTable;
  /** One per part. */
  readonly tables: PageTable[];
  owner: object;
  /** The same leaves in other rows; hears of every write, and goes when rows or window change. */
  mirror: Mirror | null;
}

/** A cube with the leaves of another one at addresses of its own. */
export interface Mirror {
  /** Where a leaf of the other cube stands in this one. */
  readonly address: (cell: number) => number;
  readonly cube: Cube;
}

/** Pages of whole rows; a page that was never written is absent. */
interface PageTable {
  readonly owner: object;
  /** No leaf was ever larger, with either sign; it never comes down again while the window stays. */
  peak: number;
  readonly pages: (Page | undefined)[];
}

interface Page {
  readonly owner: object;
  /** Row by row, `slotCount` values each; NaN = no entry. */
  readonly values: Float64Array;
}

const slotsPerRow = 2 ** 20;
const cellsPerPage = 4096;

/** A leaf as one number, stable when the window or the dictionary grows: row × 2^20 + slot. */
export const cellAddress = (row: number, slot: number): number => row * slotsPerRow + slot;

/** Row number of a cell address. */
export const rowOf = (cell: number): number => Math.floor(cell / slotsPerRow);

/** Slot of a cell address: the absolute ordinal of its leaf period, below 2^20. */
export const slotOf = (cell: number): number => cell % slotsPerRow;

/**
 * An empty cube: no rows, no entries. Throws `InvariantError` for a window that is empty, not whole, negative, or ends
 * beyond slot 2^20.
 */
export function createCube(shape: CubeShape): Cube {
  checkWindow(shape.firstSlot, shape.slotCount);
  const owner = {};
  return {
    dimensions: shape.dimensions,
    parts: shape.parts,
    firstSlot: shape.firstSlot,
    slotCount: shape.slotCount,
    rowsPerPage: rowsPerPage(shape.slotCount),
    rows: createRowTable(owner, shape.dimensions.length),
    tables: Array.from({ length: shape.parts }, () => ({ owner, peak: 0, pages: [] })),
    owner,
    mirror: null,
  };
}

/** A second handle on the same leaves. Neither side sees what the other writes from now on. */
export function forkCube(cube: Cube): Cube {
  cube.owner = {};
  const mirror = cube.mirror && { ...cube.mirror, cube: forkCube(cube.mirror.cube) };
  return { ...cube, tables: [...cube.tables], owner: {}, mirror };
}

/**
 * Put coordinates (one member id per dimension) into the breakdown; answers their row numbers. A coordinate that left
 * comes back under its old number, with its values.
 */
export function addRows(cube: Cube, coordinates: readonly (readonly string[])[]): number[] {
  const rows = ownRows(cube);
  rows.revision += 1;
  return coordinates.map((coordinate) => {
    invariant(coordinate.length === cube.dimensions.length, 'a row has one member of each dimension');
    const row = internRow(rows, coordinate);
    rows.present[row] = 1;
    return row;
  });
}

/** Let rows leave or re-enter the breakdown. Their values stay where they are. */
export function setRowsPresent(cube: Cube, rowNumbers: readonly number[], present: boolean): void {
  const rows = ownRows(cube);
  rows.revision += 1;
  for (const row of rowNumbers) {
    invariant(row >= 0 && row < rows.count, 'a row that exists');
    rows.present[row] = present ? 1 : 0;
  }
}

/** Row number of a coordinate, or −1; absent rows are found too. */
export function rowIndex(cube: Cube, coordinate: readonly string[]): number {
  return findRow(cube.rows, coordinate);
}

/** Whether a row number is in the breakdown; `false` for −1, for rows that left, and for numbers not given yet. */
export function isPresent(cube: Cube, row: number): boolean {
  return row < cube.rows.count && cube.rows.present[row] === 1;
}

/** Member ids of a row, in the order of the dimensions. */
export function coordinateOf(cube: Cube, row: number): string[] {
  return cube.rows.interned.map((dimension, d) => dimension.ids[cube.rows.columns[d]![row]!]!);
}

/** How many rows were ever added, absent ones included. */
export const rowCount = (cube: Cube): number => cube.rows.count;

/** Leaves in the breakdown: present rows × periods of the window. */
export function leafCount(cube: Cube): number {
  let present = 0;
  for (let row = 0; row < cube.rows.count; row++) present += cube.rows.present[row]!;
  return present * cube.slotCount;
}

/** A leaf's number in the smallest unit, or `null`: no entry. Outside the window there is none. */
export function readLeaf(cube: Cube, part: number, row: number, slot: number): number | null {
  const column = slot - cube.firstSlot;
  if (column < 0 || column >= cube.slotCount) return null;
  const per = cube.rowsPerPage;
  const page = cube.tables[part]?.pages[Math.floor(row / per)];
  const value = page?.values[(row % per) * cube.slotCount + column];
  return value === undefined || Number.isNaN(value) ? null : value;
}

/**
 * Copy `count` neighbouring leaves of a row, NaN = no entry, to `into` at `offset`. The slots must lie in
 * the window. This is the bulk read of roll-ups and spreads.
 */
export function copyLeaves(
  cube: Cube,
  part: number,
  row: number,
  slot: number,
  count: number,
  into: Float64Array,
  offset: number,
): void {
  const page = pageOf(cube, part, row);
  if (page === undefined) {
    into.fill(Number.NaN, offset, offset + count);
    return;
  }
  const { values } = page;
  const from = (row % cube.rowsPerPage) * cube.slotCount + slot - cube.firstSlot;
  for (let i = 0; i < count; i++) into[offset + i] = values[from + i]!;
}

/** The same of many rows, one after the other. */
export function copyRows(
  cube: Cube,
  part: number,
  rows: Int32Array,
  slot: number,
  count: number,
  into: Float64Array,
): void {
  const { rowsPerPage, slotCount } = cube;
  const { pages } = cube.tables[part]!;
  const column = slot - cube.firstSlot;
  for (let i = 0; i < rows.length; ) {
    const row = rows[i]!;
    const page = Math.floor(row / rowsPerPage);
    const end = (page + 1) * rowsPerPage;
    // Neighbours are copied as they lie.
    let next = i + 1;
    while (next < rows.length && rows[next] === row + next - i && rows[next]! < end) next++;
    const values = pages[page]?.values;
    const from = (row - page * rowsPerPage) * slotCount + column;
    if (values === undefined) into.fill(Number.NaN, i * count, next * count);
    else if (count === slotCount) into.set(values.subarray(from, from + (next - i) * count), i * count);
    else {
      for (let k = i * count, line = from; k < next * count; k += count, line += slotCount) {
        for (let j = 0; j < count; j++) into[k + j] = values[line + j]!;
      }
    }
    i = next;
  }
}

/**
 * Copy leaves of many rows to where each row starts in another array: the leaf of `columns[i]` (slot −
 * `firstSlot`) goes to `starts[r] + places[i]`, 0 where it has no entry; answers how many have none.
 */
export function scatterLeaves(
  cube: Cube,
  part: number,
  rows: Int32Array,
  columns: Int32Array,
  into: Float64Array,
  starts: Int32Array,
  places: Int32Array,
): number {
  const { rowsPerPage, slotCount } = cube;
  const { pages } = cube.tables[part]!;
  const width = columns.length;
  const first = columns[0]!;
  const slots = columns[width - 1]! - first + 1;
  const span = places[width - 1]! - places[0]! + 1;
  const neighbours = slots === width && span === width;
  let empty = 0;
  let page = -1;
  let values: Float64Array | undefined;
  for (let r = 0; r < rows.length; r++) {
    let within = rows[r]! - page * rowsPerPage;
    if (page < 0 || within < 0 || within >= rowsPerPage) {
      page = Math.floor(rows[r]! / rowsPerPage);
      within = rows[r]! - page * rowsPerPage;
      values = pages[page]?.values;
    }
    if (values === undefined) {
      empty += width;
      for (let i = 0; i < width; i++) into[starts[r]! + places[i]!] = 0;
      continue;
    }
    const from = within * slotCount;
    if (neighbours) {
      const into0 = starts[r]! + places[0]!;
      for (let i = 0; i < width; i++) {
        const value = values[from + first + i]!;
        const filled = value === value;
        into[into0 + i] = filled ? value : 0;
        if (!filled) empty++;
      }
      continue;
    }
    for (let i = 0; i < width; i++) {
      const value = values[from + columns[i]!]!;
      const filled = value === value;
      into[starts[r]! + places[i]!] = filled ? value : 0;
      if (!filled) empty++;
    }
  }
  return empty;
}

/** The same walk: puts 0 where there is an entry. */
export function clearEntries(
  cube: Cube,
  part: number,
  rows: Int32Array,
  columns: Int32Array,
  into: Int32Array,
  starts: Int32Array,
  places: Int32Array,
): void {
  for (let r = 0; r < rows.length; r++) {
    const values = pageOf(cube, part, rows[r]!)?.values;
    if (values === undefined) continue;
    const from = (rows[r]! % cube.rowsPerPage) * cube.slotCount;
    for (let i = 0; i < columns.length; i++) {
      const value = values[from + columns[i]!]!;
      if (value === value) into[starts[r]! + places[i]!] = 0;
    }
  }
}

function pageOf(cube: Cube, part: number, row: number): Page | undefined {
  return cube.tables[part]!.pages[Math.floor(row / cube.rowsPerPage)];
}

/**
 * Write leaves by address; `null` or NaN takes the entry away. Values are whole smallest units. Throws `InvariantError`
 * for an address outside the rows and the window, and for a value that is no amount.
 */
export function setCells(
  cube: Cube,
  part: number,
  cells: ArrayLike<number>,
  values: ArrayLike<number | null>,
): void {
  if (cells instanceof Float64Array && values instanceof Float64Array) {
    setColumns(cube, part, cells, values);
    return;
  }
  const { firstSlot, slotCount } = cube;
  const per = cube.rowsPerPage;
  const size = per * slotCount;
  let page = -1;
  let target: Float64Array = new Float64Array(0);
  // Cells of one row follow each other more often than not: where it lies is worked out once.
  let begin = Number.NaN;
  let line = 0;
  for (let i = 0; i < cells.length; i++) {
    let column = cells[i]! - begin;
    if (!(column >= 0 && column < slotsPerRow)) {
      const row = Math.floor(cells[i]! / slotsPerRow);
      if (!(row >= 0 && row < cube.rows.count)) invariant(false, 'a leaf of this cube');
      const number = Math.floor(row / per);
      if (number !== page) {
        page = number;
        target = ownPage(cube, part, number, size);
      }
      begin = row * slotsPerRow;
      line = (row - number * per) * slotCount - firstSlot;
      column = cells[i]! - begin;
    }
    if (column < firstSlot || column >= firstSlot + slotCount) invariant(false, 'a leaf of this cube');
    target[line + column] = stored(values[i]);
  }
  raisePeak(cube, part, values);
  const { mirror } = cube;
  if (mirror) setCells(mirror.cube, part, Array.from(cells, mirror.address), values);
}

/** The same for columns as a spread makes them, row after row: a page and a row are looked up once for all their cells. */
function setColumns(cube: Cube, part: number, cells: Float64Array, values: Float64Array): void {
  const size = cube.rowsPerPage * cube.slotCount;
  for (let i = 0; i < cells.length; ) {
    const row = Math.floor(cells[i]! / slotsPerRow);
    if (!(row >= 0 && row < cube.rows.count)) invariant(false, 'a leaf of this cube');
    const page = Math.floor(row / cube.rowsPerPage);
    i = setInPage(cube, page, ownPage(cube, part, page, size), cells, values, i);
  }
  raisePeak(cube, part, values);
}

/** After the cells themselves: whoever wrote one has a table of their own. */
function raisePeak(cube: Cube, part: number, values: ArrayLike<number | null>): void {
  const table = cube.tables[part]!;
  let { peak } = table;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] ?? 0);
    if (size > peak) peak = size;
  }
  if (peak > table.peak) table.peak = peak;
}

/** A size that no leaf of a part exceeds, known without looking at them. */
export const peakOf = (cube: Cube, part: number): number => cube.tables[part]!.peak;

/** Cells from `i` on, as long as they lie in this page; answers the next one. */
function setInPage(
  { rowsPerPage, rows, firstSlot, slotCount }: Cube,
  page: number,
  target: Float64Array,
  cells: Float64Array,
  values: Float64Array,
  start: number,
): number {
  const first = page * rowsPerPage;
  const end = Math.min(first + rowsPerPage, rows.count);
  let i = start;
  while (i < cells.length) {
    const row = Math.floor(cells[i]! / slotsPerRow);
    if (!(row >= first && row < end)) return i;
    const begin = row * slotsPerRow + firstSlot;
    const line = (row - first) * slotCount;
    const from = i;
    for (; i < cells.length; i++) {
      const column = cells[i]! - begin;
      if (!(column >= 0 && column < slotCount)) break;
      const value = values[i]!;
      const usual = value >= 0 && value <= MAX_AMOUNT && Math.trunc(value) === value;
      target[line + column] = usual ? value + 0 : stored(value);
    }
    // A cell that ends a row belongs to another one; the first one has to be in the window.
    if (i === from) invariant(false, 'a leaf of this cube');
  }
  return i;
}

function stored(value: number | null | undefined): number {
  if (value === null || value === undefined || value !== value) return Number.NaN;
  if (!isAmount(value)) invariant(false, 'leaves are exact integers');
  return value + 0; // −0 would be a second zero
}

/** Move the window of leaf periods. Every entry must fit into the new one. */
export function setWindow(cube: Cube, firstSlot: number, slotCount: number): void {
  checkWindow(firstSlot, slotCount);
  const old = { ...cube, tables: [...cube.tables] };
  cube.mirror = null;
  const line = new Float64Array(old.slotCount);
  cube.firstSlot = firstSlot;
  cube.slotCount = slotCount;
  cube.rowsPerPage = rowsPerPage(slotCount);
  for (let part = 0; part < cube.parts; part++) {
    cube.tables[part] = { owner: cube.owner, peak: 0, pages: [] };
    for (let row = 0; row < cube.rows.count; row++) {
      copyLeaves(old, part, row, old.firstSlot, old.slotCount, line, 0);
      const cells: number[] = [];
      const values: number[] = [];
      line.forEach((value, i) => {
        if (Number.isNaN(value)) return;
        cells.push(cellAddress(row, old.firstSlot + i));
        values.push(value);
      });
      setCells(cube, part, cells, values);
    }
  }
}

function checkWindow(firstSlot: number, slotCount: number): void {
  const last = firstSlot + slotCount;
  invariant(
    Number.isInteger(firstSlot) && Number.isInteger(slotCount) && firstSlot >= 0 && slotCount > 0,
    'a window of whole periods',
  );
  invariant(last <= slotsPerRow, 'slots below 2^20');
}

function rowsPerPage(slotCount: number): number {
  return Math.max(1, Math.floor(cellsPerPage / slotCount));
}

function ownRows(cube: Cube): RowTable {
  cube.mirror = null;
  if (cube.rows.owner !== cube.owner) cube.rows = copyRowTable(cube.rows, cube.owner);
  return cube.rows;
}

function ownPage(cube: Cube, part: number, number: number, size: number): Float64Array {
  let table = cube.tables[part]!;
  if (table.owner !== cube.owner) {
    table = { owner: cube.owner, peak: table.peak, pages: table.pages.slice() };
    cube.tables[part] = table;
  }
  const page = table.pages[number];
  if (page?.owner === cube.owner) return page.values;
  const values = page === undefined ? new Float64Array(size).fill(Number.NaN) : page.values.slice();
  table.pages[number] = { owner: cube.owner, values };
  return values;
}

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
export interface PageTable {
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

/** One more than the largest slot. */
export const slotsPerRow = 2 ** 20;
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

/** A size that no leaf of a part exceeds, known without looking at them. */
export const peakOf = (cube: Cube, part: number): number => cube.tables[part]!.peak;

/** Throws `InvariantError` for a window that no cube can have. */
export function checkWindow(firstSlot: number, slotCount: number): void {
  const last = firstSlot + slotCount;
  invariant(
    Number.isInteger(firstSlot) && Number.isInteger(slotCount) && firstSlot >= 0 && slotCount > 0,
    'a window of whole periods',
  );
  invariant(last <= slotsPerRow, 'slots below 2^20');
}

/** A page holds as many whole rows as fit into its usual size, but always one. */
export function rowsPerPage(slotCount: number): number {
  return Math.max(1, Math.floor(cellsPerPage / slotCount));
}

function ownRows(cube: Cube): RowTable {
  cube.mirror = null;
  if (cube.rows.owner !== cube.owner) cube.rows = copyRowTable(cube.rows, cube.owner);
  return cube.rows;
}

import type { CellsChanged } from '../../plan/change.ts';
import { type Cube, cellAddress, forkCube, readLeaf, rowOf, slotOf } from '../../plan/cube.ts';
import { setCells } from '../../plan/cube-write.ts';
import { copyWithNames, internRow, type RowTable } from '../../plan/rows.ts';
import type { Era } from './eras.ts';
import type { StintTree } from './stint-tree.ts';

/**
 * A row whose members stand in several places one after the other counts as several *lines*, each with the leaves of its
 * own time: that of the last era under the number of the row, the earlier ones beside all rows. So one tree can hold them
 * all, and every leaf lies in exactly one place. Nothing of it is stored: the lines live in a mirror of the cube.
 */
export interface Stints {
  /** The rows of the cube and the further lines. */
  readonly rows: RowTable;
  /** From the address of a stored leaf to that in its line. */
  readonly line: (cell: number) => number;
  /** The other way round. */
  readonly stored: (cell: number) => number;
  /** Whether a line has a leaf in this slot. */
  readonly owns: (line: number, slot: number) => boolean;
  /** Rows that are several lines, each with its line in every era. */
  readonly split: ReadonlyMap<number, Int32Array>;
  readonly eraOf: (slot: number) => number;
}

/** `null` where every row stands in one place all the time. */
export function stintsOf(
  cube: Cube,
  trees: readonly StintTree[],
  eras: readonly Era[],
  slots: readonly number[],
): Stints | null {
  if (trees.every(({ places }) => places.size === 0)) return null;
  const rows = copyWithNames(cube.rows, {});
  const stored = rows.count;
  const moved = trees.map(({ places }, d) => cube.rows.interned[d]!.ids.map((id) => places.get(id)));
  const split = new Map<number, Int32Array>();
  const rowOfLine: number[] = [];
  for (let row = 0; row < stored; row++) {
    const codes = cube.rows.columns.map((column) => column[row]!);
    if (rows.present[row] === 0 || !codes.some((code, d) => moved[d]![code])) continue;
    const names = (era: number): string[] =>
      codes.map((code, d) => {
        const node = moved[d]![code]?.[era];
        return node === undefined ? cube.rows.interned[d]!.ids[code]! : trees[d]!.tree.ids[node]!;
      });
    split.set(
      row,
      Int32Array.from(eras, (_, era) => internRow(rows, names(era))),
    );
    while (rowOfLine.length < rows.count - stored) rowOfLine.push(row);
  }
  rows.present.fill(1, stored, rows.count);
  return { rows, split, ...addresses(split, rowOfLine, stored, eraBySlot(eras, slots)) };
}

function addresses(
  split: ReadonlyMap<number, Int32Array>,
  rowOfLine: readonly number[],
  stored: number,
  eraOf: (slot: number) => number,
): Omit<Stints, 'rows' | 'split'> {
  const rowOfAny = (line: number): number => (line < stored ? line : rowOfLine[line - stored]!);
  return {
    eraOf,
    line: (cell) => {
      const lines = split.get(rowOf(cell));
      return lines ? cellAddress(lines[eraOf(slotOf(cell))]!, slotOf(cell)) : cell;
    },
    stored: (cell) => cellAddress(rowOfAny(rowOf(cell)), slotOf(cell)),
    owns: (line, slot) => {
      const lines = split.get(rowOfAny(line));
      return lines === undefined || lines[eraOf(slot)] === line;
    },
  };
}

/** Slots ascend; one outside the window belongs to the nearest era. */
function eraBySlot(eras: readonly Era[], slots: readonly number[]): (slot: number) => number {
  const starts = eras.map(({ from }) => slots[from]!);
  return (slot) =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= slot),
    );
}

/** The cube in lines: made when first asked for, from then on kept up to date by every write. */
export function inLines(cube: Cube, stints: Stints): Cube {
  if (cube.mirror?.address === stints.line) return cube.mirror.cube;
  cube.mirror = null;
  const mirror = forkCube(cube);
  mirror.rows = stints.rows;
  for (let part = 0; part < cube.parts; part++) moveLeaves(cube, mirror, part, stints);
  cube.mirror = { address: stints.line, cube: mirror };
  return mirror;
}

/** The mirror begins with all leaves in the rows; those of another line go there. */
function moveLeaves(cube: Cube, mirror: Cube, part: number, stints: Stints): void {
  const cells: number[] = [];
  const values: (number | null)[] = [];
  for (const row of stints.split.keys()) {
    for (let slot = cube.firstSlot; slot < cube.firstSlot + cube.slotCount; slot++) {
      const value = readLeaf(cube, part, row, slot);
      const from = cellAddress(row, slot);
      const to = stints.line(from);
      if (value === null || to === from) continue;
      cells.push(to, from);
      values.push(value, null);
    }
  }
  setCells(mirror, part, cells, values);
}

/** What was decided about lines, as the cube stores it. */
export const storedChange = (stints: Stints | null, change: CellsChanged): CellsChanged =>
  stints === null ? change : { ...change, cells: change.cells.map(stints.stored) };

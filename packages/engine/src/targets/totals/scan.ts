import { type Cube, readLeaf } from '../../plan/cube.ts';
import { copyLeaves, copyRows } from '../../plan/cube-rows.ts';
import { type Frame, leavesUnder, type Place, rowsUnder } from '../frame.ts';
import type { TimeTree } from '../tree.ts';

/** Sum and number of entries below a place; `entries` 0 means the total is null, not 0 (SPR-T56). */
export interface Sum {
  readonly sum: number;
  readonly entries: number;
}

/** The leaf periods `[from, to)` (as positions) of a time node that lie in the cube's window. */
export function leavesInWindow(cube: Cube, time: TimeTree, node: number): { from: number; to: number } {
  let { from, to } = leavesUnder(time, node);
  while (from < to && time.slots[from]! < cube.firstSlot) from++;
  while (to > from && time.slots[to - 1]! >= cube.firstSlot + cube.slotCount) to--;
  return { from, to };
}

/** Copy the leaves `[from, to)` of a row, NaN = no entry; the periods must lie in the window. */
export function copyPeriods(
  cube: Cube,
  time: TimeTree,
  part: number,
  row: number,
  from: number,
  to: number,
  into: Float64Array,
  offset: number,
): void {
  const first = time.slots[from]!;
  if (time.slots[to - 1]! - first === to - 1 - from) {
    copyLeaves(cube, part, row, first, to - from, into, offset);
    return;
  }
  for (let leaf = from; leaf < to; leaf++) {
    into[offset + leaf - from] = readLeaf(cube, part, row, time.slots[leaf]!) ?? Number.NaN;
  }
}

/** The same of many rows, one after the other. */
export function copyScope(
  cube: Cube,
  time: TimeTree,
  part: number,
  rows: Int32Array,
  from: number,
  to: number,
  into: Float64Array,
): void {
  if (from === to || rows.length === 0) return;
  const first = time.slots[from]!;
  if (time.slots[to - 1]! - first === to - 1 - from) {
    copyRows(cube, part, rows, first, to - from, into);
    return;
  }
  for (let i = 0; i < rows.length; i++) {
    copyPeriods(cube, time, part, rows[i]!, from, to, into, i * (to - from));
  }
}

/** Sum and number of entries under a place, by visiting its leaves: the definition of a total. */
export function sumLeaves(cube: Cube, frame: Frame, part: number, place: Place): Sum {
  const { from, to } = leavesInWindow(cube, frame.time, place.time);
  const line = new Float64Array(to - from);
  let sum = 0;
  let entries = 0;
  if (from === to) return { sum, entries };
  for (const row of rowsUnder(frame, place)) {
    copyPeriods(cube, frame.time, part, row, from, to, line, 0);
    for (let i = 0; i < line.length; i++) {
      const value = line[i]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      entries++;
    }
  }
  return { sum, entries };
}

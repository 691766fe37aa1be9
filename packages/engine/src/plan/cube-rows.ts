import type { Cube } from './cube.ts';

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
  const page = cube.tables[part]!.pages[Math.floor(row / cube.rowsPerPage)];
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

/** Rows of a cube where they lie: `slotCount` leaves each, one row after the other from `start` on. */
export interface RowRun {
  values: Float64Array;
  start: number;
  rows: number;
}

/**
 * Of the rows `[begin, end)` of a list the first and all that lie right behind it in the cube, in the list's order; `false`
 * where they have never been written.
 */
export function neighboursOf(
  cube: Cube,
  part: number,
  rows: Int32Array,
  begin: number,
  end: number,
  into: RowRun,
): boolean {
  const { rowsPerPage, slotCount } = cube;
  const row = rows[begin]!;
  const page = Math.floor(row / rowsPerPage);
  const values = cube.tables[part]!.pages[page]?.values;
  if (values === undefined) return false;
  const most = Math.min(end - begin, (page + 1) * rowsPerPage - row);
  let next = 1;
  while (next < most && rows[begin + next] === row + next) next++;
  into.values = values;
  into.start = (row - page * rowsPerPage) * slotCount;
  into.rows = next;
  return true;
}

import { cellAddress, rowOf, slotOf } from './cube.ts';

/**
 * Leaves as runs of neighbours in a row, three numbers each: row, slot of the first, and where its numbers begin in the
 * columns that go with it – they end where those of the next run begin. Most of a spread is a run a row: a twelfth of
 * the addresses, and whoever writes them looks a row up once.
 */
export type LeafRuns = Int32Array;

/** Numbers of each run. */
export const runSize = 3;

/** The address of each of `count` leaves. */
export function cellsOfRuns(runs: LeafRuns, count: number): number[] {
  const cells: number[] = [];
  for (let r = 0, i = 0; r < runs.length; r += runSize) {
    const first = cellAddress(runs[r]!, runs[r + 1]!) - i;
    for (const end = endOfRun(runs, r, count); i < end; i++) cells.push(first + i);
  }
  return cells;
}

/** Addresses in any order as runs: as many leaves together as follow each other. */
export function runsOfCells(cells: ArrayLike<number>): LeafRuns {
  const runs: number[] = [];
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    if (i === 0 || cell !== cells[i - 1]! + 1 || slotOf(cell) === 0) runs.push(rowOf(cell), slotOf(cell), i);
  }
  return Int32Array.from(runs);
}

/** Where the numbers of the run at `r` end. */
export const endOfRun = (runs: LeafRuns, r: number, count: number): number =>
  r + runSize < runs.length ? runs[r + runSize + 2]! : count;

import type { Cube } from '../../plan/cube.ts';
import { neighboursOf, type RowRun } from '../../plan/cube-rows.ts';
import type { Frame } from '../frame.ts';
import { mostRows, type RowReader } from './roll-up.ts';
import { copyPeriods, leavesInWindow } from './scan.ts';

/** Fewer neighbours than this are better copied together with the rows after them. */
const fewRows = 16;

/** Leaf periods without an entry that a reader has met. */
export interface Gaps {
  count: number;
}

/**
 * Rows for a roll-up, 0 for no entry. Where the leaf periods are those of the cube, neighbouring rows that lack nothing
 * are read where they stand; all others are copied.
 */
export function leafReader(cube: Cube, frame: Frame, part: number, gaps: Gaps): RowReader {
  const { slots } = frame.time;
  const width = slots.length;
  const first = cube.firstSlot;
  const isWhole = width === cube.slotCount && slots[0] === first && slots[width - 1] === first + width - 1;
  const copies = new Float64Array(mostRows * width);
  const run: RowRun = { values: copies, start: 0, rows: 0 };
  return (begin, end) => {
    const most = Math.min(end, begin + mostRows);
    if (isWhole && neighboursOf(cube, part, frame.order, begin, most, run)) {
      const isLong = run.rows >= fewRows || begin + run.rows === end;
      if (isLong && !hasGap(run.values, run.start, run.start + run.rows * width)) return run;
    }
    copyRows(cube, frame, part, begin, most, copies);
    gaps.count += fillGaps(copies, (most - begin) * width);
    return { values: copies, start: 0, rows: most - begin };
  };
}

/** The same rows with 1 for each leaf period without an entry, and 0 for all others. */
export function gapReader(cube: Cube, frame: Frame, part: number): RowReader {
  const width = frame.time.slots.length;
  const marks = new Float64Array(mostRows * width);
  return (begin, end) => {
    const most = Math.min(end, begin + mostRows);
    copyRows(cube, frame, part, begin, most, marks);
    markGaps(marks, (most - begin) * width);
    return { values: marks, start: 0, rows: most - begin };
  };
}

/** Every row once: for counting them. */
export function rowCounter(): RowReader {
  const ones = new Float64Array(mostRows).fill(1);
  return (begin, end) => ({ values: ones, start: 0, rows: Math.min(mostRows, end - begin) });
}

/** Rows `[begin, end)` of the order, NaN = no entry, outside the cube's window too. */
function copyRows(
  cube: Cube,
  { order, time }: Frame,
  part: number,
  begin: number,
  end: number,
  into: Float64Array,
): void {
  const width = time.slots.length;
  const { from, to } = leavesInWindow(cube, time, 0);
  if (to - from < width) into.fill(Number.NaN);
  if (from === to) return;
  for (let i = begin; i < end; i++)
    copyPeriods(cube, time, part, order[i]!, from, to, into, (i - begin) * width + from);
}

/** Four sums, so that an addition need not wait for the one before. One NaN makes its sum NaN. */
function hasGap(values: Float64Array, from: number, to: number): boolean {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let k = from;
  for (; k + 3 < to; k += 4) {
    a += values[k]!;
    b += values[k + 1]!;
    c += values[k + 2]!;
    d += values[k + 3]!;
  }
  for (; k < to; k++) a += values[k]!;
  const sum = a + b + c + d;
  return sum !== sum;
}

function fillGaps(values: Float64Array, count: number): number {
  let gaps = 0;
  for (let k = 0; k < count; k++) {
    if (values[k] === values[k]) continue;
    values[k] = 0;
    gaps++;
  }
  return gaps;
}

function markGaps(values: Float64Array, count: number): void {
  for (let k = 0; k < count; k++) values[k] = values[k] === values[k] ? 0 : 1;
}

import type { GridColumn } from './model.ts';

/**
 * The widths of columns in a window: as they are where they fill it, and where they leave room, the columns that may grow
 * take it in the measure of their widths, each up to its most. Whole pixels, never more than the window in all.
 */
export function grown(columns: readonly GridColumn[], room: number): readonly number[] {
  const widths = columns.map(({ width }) => width);
  const mostOf = (index: number): number => columns[index]?.grow ?? 0;
  for (let left = room - sum(widths); left > 0; left = room - sum(widths)) {
    const growing = [...widths.keys()].filter((index) => (widths[index] ?? 0) < mostOf(index));
    const whole = sum(growing.map((index) => widths[index] ?? 0));
    const before = left;
    for (const index of growing) {
      const width = widths[index] ?? 0;
      const part = Math.min(Math.floor((before * width) / whole), mostOf(index) - width, left);
      widths[index] = width + part;
      left -= part;
    }
    if (left < before) continue;
    // What is less than a pixel for each goes to the first that has room for it.
    const first = growing.find((index) => (widths[index] ?? 0) + left <= mostOf(index));
    if (first !== undefined) widths[first] = (widths[first] ?? 0) + left;
    break;
  }
  return widths;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

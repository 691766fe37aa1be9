import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/** Where each of several lines begins, and where the last one ends. */
export function offsets(sizes: readonly number[]): readonly number[] {
  const result = [0];
  for (const size of sizes) result.push((result.at(-1) ?? 0) + size);
  return result;
}

/** Where a window from `start` to `end` must begin so that a line is inside it. */
export function nearest(start: number, end: number, line: number, size: number): number {
  if (line < start || size > end - start) return line;
  return line + size > end ? start + line + size - end : start;
}

/** The active line is always drawn: the keyboard and screen readers stand on it. */
export function withIndex(range: Range, index: number): number[] {
  const drawn = defaultRangeExtractor(range);
  if (index < 0 || index >= range.count || drawn.includes(index)) return drawn;
  return [...drawn, index].sort((a, b) => a - b);
}

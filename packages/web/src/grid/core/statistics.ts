import { factsOf } from './facts.ts';
import type { CellRange, GridModel } from './model.ts';
import { cellCount, cellsOf } from './range.ts';

/** What a status bar says about a selection. Sum and average are in the unit of `numeric`. */
export interface SelectionStatistics {
  readonly cells: number;
  /** Cells with a number behind them. */
  readonly numbers: number;
  /** Null without numbers, or when a sum of whole numbers leaves the range in which it is exact. */
  readonly sum: number | null;
  readonly average: number | null;
}

/** Beyond this many cells a status bar would hold up the keyboard. */
const largestSelection = 250_000;

/** Null for a selection too large to read at once. */
export function selectionStatistics(model: GridModel, range: CellRange): SelectionStatistics | null {
  const cells = cellCount(range);
  if (cells > largestSelection) return null;
  let numbers = 0;
  let sum = 0;
  let lost = 0;
  let whole = true;
  for (const cell of cellsOf(range)) {
    const value = factsOf(model, cell).numeric;
    if (typeof value !== 'number') continue;
    numbers += 1;
    whole &&= Number.isInteger(value);
    // Neumaier: keep what the rounding of each step loses.
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  const total = sum + lost;
  const exact = !whole || Number.isSafeInteger(total);
  return {
    cells,
    numbers,
    sum: numbers > 0 && exact ? total : null,
    average: numbers > 0 ? total / numbers : null,
  };
}

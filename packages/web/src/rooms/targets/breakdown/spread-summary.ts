import type { Change } from '@shapan/engine';
import { coordinateOf, type Fraction, type Place, readFraction, rowOf } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';

/** What an entry would do, in few numbers (SPR-T87). */
export interface SpreadSummary {
  readonly leaves: number;
  readonly rows: number;
  /** The coordinates that move most, the largest first. */
  readonly movers: readonly Mover[];
  /** The edited cells before and after. */
  readonly before: Fraction | null;
  readonly after: Fraction | null;
  /** How the total of the whole target moves. */
  readonly net: number;
}

export interface Mover {
  readonly coordinate: readonly string[];
  readonly difference: number;
}

/** `place`: the cell that was typed; rates are summed by their numerators. */
export function spreadSummary(
  table: TargetTable,
  changes: readonly Change[],
  place: Place,
  most = 5,
): SpreadSummary {
  const { layout, totals } = table;
  const byRow = new Map<number, number>();
  const parts = [0, 0];
  let leaves = 0;
  for (const change of changes) {
    if (change.type !== 'cells.changed') continue;
    // A number typed on a formula moves a driver: how many leaves is all that can be said of them here.
    if (layout.totals === 'computed') leaves += change.cells.length;
    if (change.target !== layout.target.id) continue;
    change.cells.forEach((cell, i) => {
      const difference = (change.after[i] ?? 0) - (change.before[i] ?? 0);
      leaves += 1;
      if (change.part === 0) byRow.set(rowOf(cell), (byRow.get(rowOf(cell)) ?? 0) + difference);
      parts[change.part] = (parts[change.part] ?? 0) + difference;
    });
  }
  const movers = [...byRow]
    .filter(([, difference]) => difference !== 0)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, most)
    .map(([row, difference]) => ({ coordinate: coordinateOf(layout.cube, row), difference }));
  const before = readFraction(totals, place);
  return {
    leaves,
    rows: byRow.size,
    movers,
    before,
    after: shifted(before, parts, layout.cube.parts),
    net: parts[0] ?? 0,
  };
}

function shifted(before: Fraction | null, parts: readonly number[], count: 1 | 2): Fraction | null {
  const numerator = (before?.numerator ?? 0) + (parts[0] ?? 0);
  if (count === 1) return { numerator, denominator: 1 };
  const denominator = (before?.denominator ?? 0) + (parts[1] ?? 0);
  return denominator === 0 ? null : { numerator, denominator };
}

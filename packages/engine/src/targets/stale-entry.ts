import { type Problem, problem } from '../foundation/problem.ts';
import type { TargetEntry } from './command.ts';
import type { Place } from './frame.ts';
import type { TargetLayout } from './layout.ts';
import { tableTotals } from './table-totals.ts';
import { nearestUnits, readFraction } from './totals.ts';

/** Somebody else changed what the typist saw (SPR-T85): named with both numbers, at most one problem. */
export function staleEntry(
  layout: TargetLayout,
  { expect }: TargetEntry,
  place: Place,
  path: string,
): readonly Problem[] {
  if (expect === undefined) return [];
  if (layout.cube.parts !== 1)
    return [problem('KIND', `${path}.expect`, { aggregation: layout.aggregation })];
  // One number is asked for: it is summed for itself alone.
  const shown = readFraction(tableTotals(layout, { denseLimit: 0 }), place);
  const theirs = shown && nearestUnits(shown);
  if (theirs === expect) return [];
  return [problem('STALE', `${path}.expect`, { field: 'value', yours: expect, theirs })];
}

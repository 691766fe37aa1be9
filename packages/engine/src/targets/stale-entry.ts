import { type Problem, problem } from '../foundation/problem.ts';
import type { TargetEntry } from './command.ts';
import type { Place } from './frame.ts';
import type { TargetLayout } from './layout.ts';
import { tableTotals } from './table-totals.ts';
import { nearestUnits, readFraction } from './totals.ts';

interface PlacedEntry {
  readonly entry: TargetEntry;
  readonly place: Place;
  readonly path: string;
}

/** A few numbers are summed each for itself alone; for more all totals are added up once. */
const fewReads = 16;

/** Somebody else changed what the typist saw (SPR-T85): named with both numbers, the first hundred of them. */
export function staleEntries(layout: TargetLayout, entries: readonly PlacedEntry[]): readonly Problem[] {
  const expecting = entries.filter(({ entry }) => entry.expect !== undefined);
  const [first] = expecting;
  if (!first) return [];
  if (layout.cube.parts !== 1)
    return [problem('KIND', `${first.path}.expect`, { aggregation: layout.aggregation })];
  const totals = tableTotals(layout, expecting.length > fewReads ? {} : { denseLimit: 0 });
  const stale: Problem[] = [];
  for (const { entry, place, path } of expecting) {
    const shown = readFraction(totals, place);
    const theirs = shown && nearestUnits(shown);
    const yours = entry.expect ?? null;
    if (theirs !== yours) stale.push(problem('STALE', `${path}.expect`, { field: 'value', yours, theirs }));
    if (stale.length === 100) break;
  }
  return stale;
}

import { type Problem, problem } from '../foundation/problem.ts';
import type { BookState } from '../plan/state.ts';
import type { TargetEntry } from './command.ts';
import type { Place } from './frame.ts';
import { currencyOf, planRates } from './plan-rates.ts';
import { totalsForReads } from './table-totals.ts';
import type { TargetLayout } from './target-layout.ts';
import { nearestUnits, readFraction } from './totals.ts';
import type { Money } from './typed-currency.ts';
import { readTypedAmount } from './typed-number.ts';

interface PlacedEntry {
  readonly entry: TargetEntry;
  readonly place: Place;
  readonly path: string;
}

/**
 * What the typist went by is another by now (SPR-T85): the number in the cell, or – where another currency was typed – a
 * plan rate (SPR-T86). Named with the cell and both numbers, the first hundred of them.
 */
export function staleEntries(
  layout: TargetLayout,
  master: BookState,
  entries: readonly PlacedEntry[],
  nameOf: (place: Place) => string,
): readonly Problem[] {
  const told = entries.filter(({ entry }) => entry.expect !== undefined || entry.typed !== undefined);
  const [first] = told;
  if (!first) return [];
  if (layout.cube.parts !== 1) {
    const field = first.entry.expect === undefined ? 'typed' : 'expect';
    return [problem('KIND', `${first.path}.${field}`, { aggregation: layout.aggregation })];
  }
  const totals = totalsForReads(layout, told.length);
  const money = { currency: currencyOf(layout.metric), rates: planRates(master, layout) };
  const stale: Problem[] = [];
  for (const { entry, place, path } of told) {
    const shown = readFraction(totals, place);
    const theirs = shown && nearestUnits(shown);
    const yours = entry.expect ?? null;
    if (entry.expect !== undefined && theirs !== yours)
      stale.push(problem('STALE', `${path}.expect`, { field: 'value', cell: nameOf(place), yours, theirs }));
    else if (entry.typed !== undefined) stale.push(...convertedOtherwise(layout, entry, theirs, money, path));
    if (stale.length >= 100) break;
  }
  return stale;
}

function convertedOtherwise(
  { decimals }: TargetLayout,
  { typed = '', value = null }: TargetEntry,
  currentAmount: number | null,
  money: Money,
  path: string,
): readonly Problem[] {
  const read = readTypedAmount(typed, { ...money, currentAmount, decimals });
  if (!read.ok) return read.problems.map((one) => ({ ...one, path: `${path}.typed` }));
  const theirs = read.value.amount;
  return theirs === value
    ? []
    : [problem('STALE', `${path}.typed`, { field: 'value', yours: value, theirs })];
}

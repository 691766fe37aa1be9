import { nearestUnits, type Place, readFraction } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';

/**
 * What the target has today at the places of a proposal, in smallest units: of a mean the mean over all of them.
 * `null` = it has none, for its rows have not come.
 */
export function presentValue({ layout, totals }: TargetTable, places: readonly Place[]): number | null {
  if (places.length === 0) return null;
  const isMean = layout.behaviour === 'average' || layout.behaviour === 'weightedAverage';
  const filled = places.flatMap((at) => readFraction(totals, at) ?? []);
  if (filled.length === 0) return 0;
  const numerator = filled.reduce((sum, one) => sum + one.numerator, 0);
  const denominator = isMean ? filled.reduce((sum, one) => sum + one.denominator, 0) : 1;
  return nearestUnits({ numerator, denominator });
}

import type { Cube } from '../../plan/cube.ts';
import type { Place } from '../frame.ts';
import { extremeLeaf } from '../totals/extreme.ts';
import { leavesInWindow, type Sum, sumLeaves } from '../totals/scan.ts';
import type { Fraction } from '../totals.ts';
import { behaviourOf } from './landing.ts';
import type { SpreadInput } from './request.ts';

export const plain = ({ sum, entries }: Sum): Fraction | null =>
  entries === 0 ? null : { numerator: sum, denominator: 1 };

/** What a cell shows, by visiting its leaves: numerator ÷ denominator, or `null`. */
export function shownAt(input: SpreadInput, cube: Cube, place: Place): Fraction | null {
  const { frame, aggregation } = input;
  const behaviour = behaviourOf(input);
  if (aggregation === 'max' || aggregation === 'min')
    return plain(extremeLeaf(cube, frame, 0, place, aggregation));
  if (behaviour === 'flow') {
    const numerator = sumLeaves(cube, frame, 0, place);
    if (cube.parts === 1) return plain(numerator);
    const { sum: denominator } = sumLeaves(cube, frame, 1, place);
    return numerator.entries === 0 || denominator === 0 ? null : { numerator: numerator.sum, denominator };
  }
  const { from, to } = leavesInWindow(cube, frame.time, place.time);
  const periods: number[] = [];
  const days: number[] = [];
  for (let leaf = from; leaf < to; leaf++) {
    const { sum, entries } = sumLeaves(cube, frame, 0, { ...place, time: frame.time.leafNodes[leaf]! });
    if (entries === 0) continue;
    periods.push(sum);
    days.push(frame.time.days[leaf]!);
  }
  if (periods.length === 0) return null;
  if (behaviour === 'average') {
    return { numerator: periods.reduce((sum, one) => sum + one, 0), denominator: periods.length };
  }
  if (behaviour === 'weightedAverage') {
    const numerator = periods.reduce((sum, one, i) => sum + one * days[i]!, 0);
    return { numerator, denominator: days.reduce((sum, one) => sum + one, 0) };
  }
  return { numerator: behaviour === 'first' ? periods[0]! : periods.at(-1)!, denominator: 1 };
}

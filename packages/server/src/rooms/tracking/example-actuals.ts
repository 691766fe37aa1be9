import {
  addDays,
  type Cube,
  coordinateOf,
  isPresent,
  readLeaf,
  rowCount,
  splitAmount,
  type TargetLayout,
} from '@shapan/engine';
import type { NewActual } from './ledger.ts';

/** How the demo company did against its targets, period by period; one row leads, the other lags and catches up. */
const COURSES: readonly (readonly number[])[] = [
  [0.98, 0.95, 1.04],
  [0.78, 0.91, 0.99],
];

/** How a month's sales lie over its weeks: the last days weigh most, as they do. */
const WEEKS = [2, 3, 2, 4] as const;

/** Sales for every leaf of a target's stored cube that has a number, up to and including `until`. */
export function exampleActuals(
  cube: Cube,
  { periods }: Pick<TargetLayout, 'periods'>,
  until: string,
): readonly NewActual[] {
  const actuals: NewActual[] = [];
  for (let row = 0; row < rowCount(cube); row++) {
    if (!isPresent(cube, row)) continue;
    const members = coordinateOf(cube, row);
    const coordinate = Object.fromEntries(
      cube.dimensions.map((dimension, d) => [dimension, members[d] as string]),
    );
    periods.forEach((period, i) => {
      const target = readLeaf(cube, 0, row, period.slot);
      const course = COURSES[row % COURSES.length] ?? [];
      if (target === null) return;
      const parts = splitAmount(Math.round(target * (course[i % course.length] ?? 1)), WEEKS);
      if (!parts.ok) return;
      parts.value.forEach((amount, week) => {
        const date = addDays(period.from, 3 + 7 * week);
        if (date > until || date > period.to) return;
        const number = actuals.length + 1;
        actuals.push({ row: number, key: `${number}`, date, coordinate, amount, weight: null });
      });
    });
  }
  return actuals;
}

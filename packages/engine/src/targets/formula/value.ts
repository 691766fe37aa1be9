import { type Formula, foldFormula } from '../../foundation/formula.ts';
import {
  addRatios,
  divideRatios,
  multiplyRatios,
  negateRatio,
  type Ratio,
  ratio,
  reduceRatio,
  roundRatio,
} from '../../foundation/ratio.ts';
import { partsOf } from '../../plan/measure.ts';
import type { PlanRecord } from '../../plan/record.ts';
import type { Place } from '../frame.ts';
import type { Driver, FormulaView, TargetLayout } from '../target-layout.ts';
import type { Fraction } from '../totals.ts';

/**
 * Formulas count in units, not in smallest units: a rate is its quotient, a percentage its share – 30 % is 0.3 –,
 * money its yuan. `null` is no value.
 */
export type Value = Ratio | null;

/** The value of a formula: exact, from the drivers' values at one place. */
export const valueOf = (formula: Formula, driverAt: (key: string) => Value): Value =>
  foldFormula<Value>(formula, {
    number: (value) => value,
    metric: driverAt,
    negate: (of) => of && negateRatio(of),
    // As in every sum, what is missing adds nothing; what is missing has no product.
    add: (left, right) => (left && right ? reduceRatio(addRatios(left, right)) : (left ?? right)),
    subtract: (left, right) =>
      left && right
        ? reduceRatio(addRatios(left, negateRatio(right)))
        : (left ?? (right && negateRatio(right))),
    multiply: (left, right) => left && right && reduceRatio(multiplyRatios(left, right)),
    divide: (left, right) =>
      left && right && right.numerator !== 0n ? reduceRatio(divideRatios(left, right)) : null,
  });

/** How many smallest units – or, of a rate, quotients – one unit in a formula is. */
export function scaleOf({ fields }: PlanRecord): bigint {
  if (partsOf(fields['aggregation']) === 2) return 1n;
  return 10n ** BigInt(Number(fields['decimals'] ?? 0)) * (fields['unit'] === 'percent' ? 100n : 1n);
}

/** What a cell shows as a value of formulas, and back. */
export const unitsOf = ({ numerator, denominator }: Fraction, metric: PlanRecord): Ratio =>
  ratio(BigInt(numerator), BigInt(denominator) * scaleOf(metric));

/** The value in smallest units, exactly where its parts fit into amounts, otherwise to 15 digits. */
export function shownOf(value: Ratio, metric: PlanRecord): Fraction {
  const { numerator, denominator } = reduceRatio(multiplyRatios(value, ratio(scaleOf(metric))));
  if (isSafe(numerator) && isSafe(denominator))
    return { numerator: Number(numerator), denominator: Number(denominator) };
  for (let decimals = 9; decimals > 0; decimals--) {
    const scaled = roundRatio(ratio(numerator * 10n ** BigInt(decimals), denominator));
    if (isSafe(scaled)) return { numerator: Number(scaled), denominator: 10 ** decimals };
  }
  return { numerator: Number(roundRatio(ratio(numerator, denominator))), denominator: 1 };
}

const isSafe = (whole: bigint): boolean =>
  whole <= 9_007_199_254_740_991n && whole >= -9_007_199_254_740_991n;

/**
 * What a formula's cells show, when `read` answers what the drivers' cells do: targets, or what was reached of them. A
 * place that a driver's table does not have, and a driver without a table, has no value.
 */
export function formulaReader(
  layout: TargetLayout,
  { formula, drivers }: FormulaView,
  read: (driver: Driver, place: Place) => Fraction | null,
): (place: Place) => Fraction | null {
  const readers = new Map(drivers.map((driver) => [driver.key, driverReader(layout, driver, read)]));
  return (place) => {
    const value = valueOf(formula, (key) => readers.get(key)?.(place) ?? null);
    return value && shownOf(value, layout.metric);
  };
}

/** Reads a driver's value at places of the formula's own table. */
export function driverReader(
  layout: TargetLayout,
  driver: Driver,
  read: (driver: Driver, place: Place) => Fraction | null,
): (place: Place) => Value {
  const at = driver.layout && placeIn(layout, driver.layout);
  return (place) => {
    const there = at?.(place);
    const shown = there ? read(driver, there) : null;
    return shown && unitsOf(shown, driver.metric);
  };
}

/** The same place in another table with the same dimensions, found by the ids of members and periods. */
export function placeIn(from: TargetLayout, to: TargetLayout): (place: Place) => Place | null {
  const ours = from.cube.dimensions;
  const maps = to.cube.dimensions.map((dimension, d) => {
    const tree = from.frame.trees[ours.indexOf(dimension)];
    return tree
      ? Int32Array.from(tree.ids, (id) => to.frame.trees[d]?.index.get(id) ?? -1)
      : new Int32Array(0);
  });
  const times = Int32Array.from(from.frame.time.ids, (id) => to.frame.time.index.get(id) ?? -1);
  return (place) => {
    const time = times[place.time] ?? -1;
    if (time < 0) return null;
    const members: number[] = [];
    for (const [d, dimension] of to.cube.dimensions.entries()) {
      const node = place.members[ours.indexOf(dimension)] ?? 0;
      const there = maps[d]?.[node < 0 ? ~node : node] ?? -1;
      if (there < 0) return null;
      members.push(node < 0 ? ~there : there);
    }
    return { members, time };
  };
}

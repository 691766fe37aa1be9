import { ratio, roundedShare, roundRatio } from '../../foundation/ratio.ts';
import type { Fraction, Place, TargetLayout } from '../../targets/index.ts';
import { type Added, unitsOfNumber } from './lay.ts';

/**
 * How a place stands: everything is expected to come; some is missing (`short`); it is missing and no initiative names
 * the place or anything that shares some of it (`bare`). `open`: there is no target, or one that asks for a band.
 */
export type CoverageState = 'covered' | 'short' | 'bare' | 'open';

/**
 * A place's target beside what would come anyway and what initiatives add (COV-1). Whole numbers in the metric's smallest
 * unit, of rates in hundredths of what is read (percentages in hundredths of a point); `null` = not known.
 */
export interface CoverageFigures {
  readonly target: number | null;
  /** What would come without any initiative. */
  readonly baseline: number | null;
  readonly added: Added;
  /** Baseline and all that is expected. */
  readonly reached: number;
  /** What is missing with that; negative = more than asked. Nothing of the metrics that stay in a band. */
  readonly uncovered: number | null;
  readonly state: CoverageState;
}

/** What would come without any initiative, in units of coverage; `null` = nobody knows. */
export type BaselineOf = (place: Place) => number | null;

/** A place's figures; `isNamed`: an initiative names it or what shares some of it, which is asked only where something is missing. */
export function figuresOf(
  layout: TargetLayout,
  target: number | null,
  baseline: number | null,
  added: Added,
  isNamed: () => boolean,
): CoverageFigures {
  const reached = (baseline ?? 0) + added.expected;
  const uncovered = missingOf(layout, target, reached);
  return { target, baseline, added, reached, uncovered, state: stateOf(uncovered, isNamed) };
}

const stateOf = (uncovered: number | null, isNamed: () => boolean): CoverageState => {
  if (uncovered === null) return 'open';
  if (uncovered <= 0) return 'covered';
  return isNamed() ? 'short' : 'bare';
};

/** What is missing to a target with what is reached; `null` where nothing is asked, or a band. */
export function missingOf({ metric }: TargetLayout, target: number | null, reached: number): number | null {
  const direction = metric.fields['direction'];
  if (target === null || direction === 'band') return null;
  return direction === 'down' ? reached - target : target - reached;
}

/** A number of the target, or of its history, in whole units of coverage. */
export function coverageUnits(layout: TargetLayout, fraction: Fraction | null): number | null {
  if (!fraction || fraction.denominator === 0) return null;
  const { numerator, denominator } = fraction;
  const units = unitsOfNumber(layout);
  if (denominator === 1 && units === 1 && Number.isSafeInteger(numerator)) return numerator;
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator))
    return Math.round((numerator / denominator) * units);
  return roundedShare(numerator, units, denominator);
}

/** amount × here ÷ all, of two numbers of a target, to the nearest unit; `null` where there is nothing to divide by. */
export function shareOfAmount(amount: number, here: Fraction, all: Fraction): number | null {
  if (all.numerator === 0 || all.denominator === 0 || here.denominator === 0) return null;
  if (here.denominator === 1 && all.denominator === 1 && isWhole(here) && isWhole(all))
    return roundedShare(amount, here.numerator, all.numerator);
  if (!isWhole(here) || !isWhole(all))
    return Math.round(amount * (here.numerator / here.denominator) * (all.denominator / all.numerator));
  const over = BigInt(amount) * BigInt(here.numerator) * BigInt(all.denominator);
  return Number(roundRatio(ratio(over, BigInt(here.denominator) * BigInt(all.numerator))));
}

const isWhole = ({ numerator, denominator }: Fraction): boolean =>
  Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);

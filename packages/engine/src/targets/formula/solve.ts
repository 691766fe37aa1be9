import { type Formula, foldFormula } from '../../foundation/formula.ts';
import {
  addRatios,
  divideRatios,
  multiplyRatios,
  negateRatio,
  type Ratio,
  ratio,
  reduceRatio,
} from '../../foundation/ratio.ts';
import type { Value } from './value.ts';

/**
 * A formula as a function of one driver x: (a + b·x) ÷ (c + d·x). Whatever takes one driver once – and much that takes
 * it more often, such as `leads × rate − leads × cost` – is of this form and is solved exactly.
 */
interface Quotient {
  readonly above: Line;
  readonly below: Line;
}

/** base + slope·x. */
interface Line {
  readonly base: Ratio;
  readonly slope: Ratio;
}

/** No value, or a function that is not a quotient of lines: squares of the driver have two answers or none. */
type Solvable = Quotient | null | 'curved';

const zero = ratio(0n);
const constant = (value: Ratio): Quotient => ({
  above: { base: value, slope: zero },
  below: { base: ratio(1n), slope: zero },
});

/**
 * What one driver would have to be so that the formula is the wanted value, others as they are; exact. `null` when no
 * number of this driver does it: it has no influence there, or none that can be solved for.
 */
export function solveFor(
  formula: Formula,
  key: string,
  others: (key: string) => Value,
  wanted: Ratio,
): Ratio | null {
  const function_ = asQuotient(formula, key, others);
  if (function_ === null || function_ === 'curved') return null;
  const { above, below } = function_;
  const slope = minus(multiplyRatios(wanted, below.slope), above.slope);
  if (slope.numerator === 0n) return null;
  const answer = reduceRatio(divideRatios(minus(above.base, multiplyRatios(wanted, below.base)), slope));
  const divisor = addRatios(below.base, multiplyRatios(below.slope, answer));
  return divisor.numerator === 0n ? null : answer;
}

function asQuotient(formula: Formula, key: string, others: (key: string) => Value): Solvable {
  return foldFormula<Solvable>(formula, {
    number: constant,
    metric: (named) => {
      if (named === key) return { above: { base: zero, slope: ratio(1n) }, below: constant(zero).below };
      const value = others(named);
      return value && constant(value);
    },
    negate: (of) => (isQuotient(of) ? { ...of, above: times(of.above, negateRatio(ratio(1n))) } : of),
    add: (left, right) => sum(left, right, ratio(1n)),
    subtract: (left, right) => sum(left, right, ratio(-1n)),
    multiply: (left, right) =>
      both(left, right, (a, b) => quotient(product(a.above, b.above), product(a.below, b.below))),
    divide: (left, right) =>
      both(left, right, (a, b) => quotient(product(a.above, b.below), product(a.below, b.above))),
  });
}

const isQuotient = (one: Solvable): one is Quotient => one !== null && one !== 'curved';

/** What is missing has no product (SPR-T56). */
function both(left: Solvable, right: Solvable, of: (a: Quotient, b: Quotient) => Solvable): Solvable {
  if (left === null || right === null) return null;
  return left === 'curved' || right === 'curved' ? 'curved' : of(left, right);
}

/** What is missing adds nothing. */
function sum(left: Solvable, right: Solvable, sign: Ratio): Solvable {
  if (left === null) return isQuotient(right) ? { ...right, above: times(right.above, sign) } : right;
  if (right === null) return left;
  return both(left, right, (a, b) => {
    const [mine, theirs] = [product(a.above, b.below), product(b.above, a.below)];
    if (mine === null || theirs === null) return 'curved';
    return quotient(plus(mine, times(theirs, sign)), product(a.below, b.below));
  });
}

const quotient = (above: Line | null, below: Line | null): Solvable =>
  above === null || below === null ? 'curved' : { above, below };

/** `null` when both depend on the driver. */
function product(a: Line, b: Line): Line | null {
  if (a.slope.numerator !== 0n && b.slope.numerator !== 0n) return null;
  return a.slope.numerator === 0n ? times(b, a.base) : times(a, b.base);
}

const times = ({ base, slope }: Line, by: Ratio): Line => ({
  base: reduceRatio(multiplyRatios(base, by)),
  slope: reduceRatio(multiplyRatios(slope, by)),
});

const plus = (a: Line, b: Line): Line => ({
  base: reduceRatio(addRatios(a.base, b.base)),
  slope: reduceRatio(addRatios(a.slope, b.slope)),
});

const minus = (a: Ratio, b: Ratio): Ratio => addRatios(a, negateRatio(b));

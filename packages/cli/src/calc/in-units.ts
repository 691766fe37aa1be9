import { type Problem, unitScale } from '@shapan/engine';

type Params = NonNullable<Problem['params']>;

/** Params that are amounts, whoever says them. */
const amounts: ReadonlySet<string> = new Set(
  'amount gross fixed min max least most value need take difference first second largest total other'.split(
    ' ',
  ),
);

/** What a notice tells as a fraction: the nearest goal is an amount over a number, the nearest rate one over another. */
const fractions: Readonly<Record<string, readonly string[]>> = {
  NEAREST_GOAL: ['numerator'],
  NEAREST_RATE: ['numerator', 'denominator'],
};

/** The engine speaks of smallest units, an answer of the metric's own unit. */
export const amountsInUnits = (params: Params, decimals: number, code = ''): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const isAmount =
        typeof value === 'number' && (amounts.has(name) || (fractions[code]?.includes(name) ?? false));
      return [name, isAmount ? value / unitScale(decimals) : value];
    }),
  );

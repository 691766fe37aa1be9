import type { Notice } from '@shapan/engine';
import type { MetricFormat } from '../targets/metric-format.ts';

/** A number of a move's effect: amounts with all their decimals, rates as the table of their metric shows them. */
export function effectText(
  format: MetricFormat,
  params: Notice['params'],
  name: 'before' | 'after' | 'whole',
): string {
  const units = params?.[name];
  if (typeof units !== 'number') return '–';
  const numerator = params?.[`${name}Numerator`];
  const denominator = params?.[`${name}Denominator`];
  if (format.twoPart && typeof numerator === 'number' && typeof denominator === 'number')
    return format.shown({ numerator, denominator });
  // A rate over 1 is a whole number already, in no smaller unit.
  return format.twoPart ? format.shown({ numerator: units, denominator: 1 }) : format.exactAmount(units);
}

/** Effects that say something: totals that have a number before or after, and wholes that have one to keep. */
export const tellingEffects = (notices: readonly Notice[]) => ({
  moves: notices.filter(
    ({ code, params }) =>
      code === 'MOVES_TOTAL' && (isNumber(params?.['before']) || isNumber(params?.['after'])),
  ),
  wholes: notices.filter(({ code, params }) => code === 'KEEPS_WHOLE' && isNumber(params?.['whole'])),
});

const isNumber = (value: unknown): value is number => typeof value === 'number';

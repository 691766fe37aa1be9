import { isAmount, MAX_AMOUNT } from '../foundation/amount.ts';
import { decimalOfNumber } from '../foundation/decimal.ts';
import { type Problem, problem } from '../foundation/problem.ts';
import type { DecideContext } from './context.ts';
import type { Kind } from './kind.ts';
import { type Fields, sameValue } from './record.ts';
import { findRecord } from './state.ts';

/** How many numbers a leaf of such a metric holds: a value, or numerator and denominator. */
export const partsOf = (aggregation: unknown): 1 | 2 =>
  aggregation === 'ratio' || aggregation === 'wavg' ? 2 : 1;

/**
 * Three-point estimates of what adds to a target are counted in that target's unit. When the record moves to a target of
 * another unit, to none or from none, numbers that stay would silently mean something else: `OTHER_UNIT`, unless the
 * same command gives them anew (`given`) or empties them.
 */
export function checkMeasure(
  context: DecideContext,
  kind: Kind,
  [before, after]: readonly [before: Fields, after: Fields],
  given: ReadonlySet<string>,
): readonly Problem[] {
  if (kind.fields['target']?.type !== 'reference' || sameValue(before['target'], after['target'])) return [];
  const [from, to] = [measureOf(context, before), measureOf(context, after)];
  if (from?.scale === to?.scale && from?.unit === to?.unit) return [];
  return Object.entries(kind.fields)
    .filter(([name, { type }]) => type === 'estimate' && !given.has(name))
    .filter(([name]) => (after[name] ?? null) !== null && sameValue(before[name], after[name]))
    .map(([field]) =>
      problem('OTHER_UNIT', `fields.${field}`, { field, from: from?.unit ?? null, to: to?.unit ?? null }),
    );
}

/** Rates are told to hundredths of what is read: of a percentage point. */
export const RATE_DECIMALS = 2;

/**
 * Three-point estimates (`given`) of what adds to a target are whole smallest units, as its cells are, and no more than a
 * cell can hold; of a rate, which has none, what is read, to hundredths. Else `NUMBER_TOO_PRECISE` or `OUT_OF_RANGE`.
 */
export function checkPrecision(
  context: DecideContext,
  kind: Kind,
  fields: Fields,
  given: ReadonlySet<string>,
): readonly Problem[] {
  const measure = kind.fields['target']?.type === 'reference' ? measureOf(context, fields) : undefined;
  if (!measure) return [];
  const places = measure.isRate ? RATE_DECIMALS : 0;
  return Object.entries(kind.fields)
    .filter(([name, { type }]) => type === 'estimate' && given.has(name) && (fields[name] ?? null) !== null)
    .flatMap(([name]) => {
      const value = fields[name];
      // What is no estimate at all is refused for that.
      const parts = typeof value === 'object' && value !== null ? Object.entries(value) : [];
      const told = measure.isRate ? places : measure.decimals;
      return parts.flatMap(([part, amount]) =>
        checkPart(Number(amount), `fields.${name}.${part}`, [places, told]),
      );
    });
}

function checkPart(
  amount: number,
  path: string,
  [places, told]: readonly [number, number],
): readonly Problem[] {
  const decimal = decimalOfNumber(amount);
  if (!decimal) return [];
  if (decimal.exponent < -places) return [problem('NUMBER_TOO_PRECISE', path, { decimals: told })];
  const isInRange = isAmount(Math.round(amount * 10 ** places));
  return isInRange ? [] : [problem('OUT_OF_RANGE', path, { min: -MAX_AMOUNT, max: MAX_AMOUNT })];
}

/** What numbers about the record's target are counted in; nothing without a target. */
function measureOf({ state, master }: DecideContext, fields: Fields) {
  const target = findRecord(state, 'target', String(fields['target'] ?? ''));
  const metric = target && findRecord(master, 'metric', String(target.fields['metric']))?.fields;
  if (!metric) return undefined;
  return {
    isRate: partsOf(metric['aggregation']) === 2,
    decimals: Number(metric['decimals'] ?? 0),
    unit: String(metric['unit']),
    scale: `${Number(metric['decimals'])} ${String(metric['currency'] ?? '')}`,
  };
}

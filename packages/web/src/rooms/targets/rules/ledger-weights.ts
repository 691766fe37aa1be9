import type { MetricFormat } from '../metric-format.ts';
import { inUnitOf } from '../shown-unit.ts';
import { followsLedger, type RuleDraft } from './rule-draft.ts';

type Format = Pick<MetricFormat, 'edit' | 'unitLabel'>;

/** Of the ledger a period's weight is millionths of a year's whole, a member's an amount in smallest units. */
const inPercent = (weight: number): string => `${inUnitOf(String(weight), '万')}%`;

/**
 * The weights as they are read: those of the ledger in the unit of the table, and of periods in percent, exact; typed ones as
 * they were typed.
 */
export function shownWeights(draft: RuleDraft, { edit }: Format): RuleDraft['weights'] {
  if (!followsLedger(draft)) return draft.weights;
  const shown = (weight: string): string => {
    if (!/^\d+$/.test(weight)) return weight;
    return draft.by === 'time'
      ? inPercent(Number(weight))
      : edit({ numerator: Number(weight), denominator: 1 });
  };
  return Object.fromEntries(Object.entries(draft.weights).map(([id, weight]) => [id, shown(weight)]));
}

/** What weights of the ledger are counted in; empty where they are parts of a whole or nobody's unit. */
export const weightUnit = (draft: RuleDraft, { unitLabel }: Format): string =>
  followsLedger(draft) && draft.by !== 'time' ? unitLabel : '';

/** One weight typed anew: all of them are typed weights from now on, in the proportions that were shown. */
export const typedWeight = (
  draft: RuleDraft,
  format: Format,
  id: string,
  weight: string,
): Pick<RuleDraft, 'weights' | 'fromLedger'> => ({
  weights: { ...shownWeights(draft, format), [id]: weight },
  fromLedger: '',
});

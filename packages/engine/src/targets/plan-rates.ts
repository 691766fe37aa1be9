import { decimalOfNumber } from '../foundation/decimal.ts';
import { type Ratio, ratioFromDecimal } from '../foundation/ratio.ts';
import { LAST_DAY } from '../plan/parents.ts';
import type { PlanRecord } from '../plan/record.ts';
import { type BookState, recordsOf } from '../plan/state.ts';
import type { TargetLayout } from './target-layout.ts';

/** What one unit of another currency is worth in the metric's own, by ISO 4217 code of the other. */
export type PlanRates = ReadonlyMap<string, Ratio>;

/** Of a metric that is no money, or names no currency: nothing can be converted into it. */
export const noRates: PlanRates = new Map();

/** ISO 4217 of a metric that is money and says which. */
export const currencyOf = ({ fields }: PlanRecord): string | undefined =>
  fields['unit'] === 'money' && typeof fields['currency'] === 'string' ? fields['currency'] : undefined;

/**
 * The rates at which numbers typed for a target are converted (SPR-T86): of each other currency the one that began last
 * on or before the first day of the target, so that a later budget rate moves nothing of an earlier plan.
 */
export function planRates(master: BookState, { metric, target }: TargetLayout): PlanRates {
  const own = currencyOf(metric);
  if (own === undefined) return noRates;
  const day = String(target.fields['from']);
  const began = new Map<string, string>();
  const rates = new Map<string, Ratio>();
  for (const { fields } of recordsOf(master, 'fxRate')) {
    const currency = String(fields['currency']);
    const from = String(fields['from'] ?? '');
    const rate = decimalOfNumber(Number(fields['rate']));
    if (fields['into'] !== own || from > day || from < (began.get(currency) ?? '') || !rate) continue;
    began.set(currency, from);
    rates.set(currency, ratioFromDecimal(rate));
  }
  return rates;
}

/**
 * Currencies that have no rate for a target yet, and from which day on there is one: of each the first. By ISO 4217 code;
 * days as `YYYY-MM-DD`. For saying why a number is refused, not for converting it.
 */
export function ratesToCome(master: BookState, layout: TargetLayout): ReadonlyMap<string, string> {
  const own = currencyOf(layout.metric);
  const known = planRates(master, layout);
  const days = new Map<string, string>();
  for (const { fields } of recordsOf(master, 'fxRate')) {
    const currency = String(fields['currency']);
    const from = String(fields['from'] ?? '');
    if (own === undefined || fields['into'] !== own || known.has(currency)) continue;
    if (from < (days.get(currency) ?? LAST_DAY)) days.set(currency, from);
  }
  return days;
}

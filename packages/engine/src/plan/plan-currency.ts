import type { PlanRecord } from './record.ts';
import { type BookState, recordsOf } from './state.ts';

/**
 * The currency of a plan, by its ISO 4217 code: what all money in its records counts the smallest unit of (NEED-1). It is the
 * workspace's when the plan was made and stands in the brief. `null`: the brief names none.
 */
export function planCurrency(state: BookState): string | null {
  const [brief] = recordsOf(state, 'brief');
  return brief ? currencyIn(brief) : null;
}

/** The currency that a brief names; `null` where it names none. */
export function currencyIn({ fields: { currency } }: PlanRecord): string | null {
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : null;
}

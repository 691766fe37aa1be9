import { type BookState, recordsOf } from './state.ts';

/**
 * The currency of a plan, by its ISO 4217 code: what all money in its records counts the smallest unit of (NEED-1). It is the
 * workspace's when the plan was made and stands in the brief. `null`: the brief names none.
 */
export function planCurrency(state: BookState): string | null {
  const code = recordsOf(state, 'brief')[0]?.fields['currency'];
  return typeof code === 'string' && /^[A-Z]{3}$/.test(code) ? code : null;
}

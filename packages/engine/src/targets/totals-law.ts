/**
 * Where the number of a total comes from, by aggregation kind (DOMAIN-5), and so what typing one means (SPR-T78):
 *
 * - `spread`: it follows from the leaves by adding up, and a typed one is spread over them;
 * - `extreme`: it is the largest or smallest leaf; only what is done to every leaf can move it;
 * - `stated`: nobody can derive it; each place has a number of its own, kept beside the leaves;
 * - `computed`: it follows from other metrics; a typed one is reached by one of them (SPR-T39);
 * - `leaves`: a formula metric without a formula: only leaves have numbers.
 */
export type TotalsLaw = 'spread' | 'extreme' | 'stated' | 'computed' | 'leaves';

const laws: Readonly<Record<string, TotalsLaw>> = {
  sum: 'spread',
  last: 'spread',
  ratio: 'spread',
  wavg: 'spread',
  max: 'extreme',
  min: 'extreme',
  distinct: 'stated',
  manual: 'stated',
};

/** The law of an aggregation kind; `computed` is for formula metrics that have a formula. */
export const totalsLawOf = (aggregation: string, hasFormula: boolean): TotalsLaw =>
  laws[aggregation] ?? (hasFormula ? 'computed' : 'leaves');

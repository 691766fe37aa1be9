import { problem, type Result } from '@shapan/engine';
import { amountOfDecimal } from './exact-decimal.ts';
import type { ImportRow, RowError } from './read-rows.ts';

/** The numbers of a row in smallest units, a weight in whole ones; or what keeps it from having them. */
export function amountsOf(
  { row, amountColumn: column, ...read }: Pick<ImportRow, 'row' | 'amountColumn' | 'amount' | 'weight'>,
  decimals: number,
  rounding: 'exact' | 'round',
): { readonly amount: number; readonly weight: number | null } | RowError {
  const wrong = ({ problems }: Extract<Result<number>, { ok: false }>): RowError => ({
    row,
    column,
    problem: problems[0] ?? problem('INVALID'),
    value: null,
  });
  const amount = amountOfDecimal(read.amount, decimals, rounding);
  if (!amount.ok) return wrong(amount);
  const weight = read.weight && amountOfDecimal(read.weight, 0, rounding);
  if (weight && !weight.ok) return wrong(weight);
  return { amount: amount.value, weight: weight && weight.value };
}

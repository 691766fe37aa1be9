import { type BookState, findRecord, readFraction, type Totals } from '@shapan/engine';
import type { BreakdownCell } from './model.ts';
import type { Refusal } from './use-send.ts';

/** A refusal, and which of the holds it names were there when it was told. */
export interface ToldRefusal extends Refusal {
  readonly seen: readonly string[];
}

export const toldWith = (refusal: Refusal, state: BookState): ToldRefusal => ({
  ...refusal,
  seen: refusal.holds.filter((id) => findRecord(state, 'hold', id) !== undefined),
});

/**
 * Whether what a refusal says is still so: the holds it names are there, and its cell shows what it did. However it came –
 * a release, another number, an undo, somebody else –, what is settled is not told any longer.
 */
export function stillStands(
  { seen, cell }: Pick<ToldRefusal, 'seen'> & { readonly cell?: Pick<BreakdownCell, 'place' | 'value'> },
  state: BookState,
  totals: Totals,
): boolean {
  if (seen.some((id) => findRecord(state, 'hold', id) === undefined)) return false;
  if (!cell) return true;
  const now = readFraction(totals, cell.place);
  return (
    now?.numerator === cell.value?.numerator &&
    (now?.denominator ?? null) === (cell.value?.denominator ?? null)
  );
}

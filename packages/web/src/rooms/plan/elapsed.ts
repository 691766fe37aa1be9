import { daysFrom } from '../../app/dates.ts';

/** The share of a period's days that is over at the end of `today`: 0 before it begins, 1 from its last day on. */
export function elapsedShare(
  { from, to }: { readonly from: string; readonly to: string },
  today: string,
): number {
  const days = daysFrom(from, to) + 1;
  if (!Number.isFinite(days) || days <= 0) return 0;
  return Math.min(1, Math.max(0, (daysFrom(from, today) + 1) / days));
}

import type { DateRange, PlainDate } from '../foundation/date.ts';
import { type DayBasis, weightBetween } from '../foundation/day-weight.ts';

/** How much of a window is over (时间进度), measured in the weight of the basis. */
export interface TimeElapsed {
  /** Weight of the days from the first to the as-of day, that day included. */
  readonly elapsed: number;
  /** Weight of all days of the window. */
  readonly total: number;
  /** elapsed ÷ total, from 0 to 1; `null` when no day of the window has weight. */
  readonly share: number | null;
}

/**
 * The as-of day counts as elapsed: actuals "to date" contain that day's sales. Before the window nothing has
 * elapsed; from its last day on, everything has.
 */
export function timeElapsed(basis: DayBasis, window: DateRange, asOf: PlainDate): TimeElapsed {
  const total = weightBetween(basis, window.from, window.to);
  // On the last day the share is exactly 1, whatever the rounding of the weights.
  const elapsed = asOf >= window.to ? total : weightBetween(basis, window.from, asOf);
  return { elapsed, total, share: total > 0 ? elapsed / total : null };
}

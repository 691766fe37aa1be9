import { memberOf } from '../plan/parents.ts';
import type { BookState } from '../plan/state.ts';
import { findRecord } from '../plan/state.ts';
import type { Place } from './frame.ts';
import type { TargetLayout } from './target-layout.ts';
import { readTotal, type Totals } from './totals.ts';

/** What a manager must deliver beside what was handed out below (SPR-T96). Amounts in the metric's smallest unit. */
export interface OverAssignment {
  /** The cell's own number: the sum of everything below it, padding included. */
  readonly toDeliver: number;
  /** The same without padding members. */
  readonly handedOut: number;
  /** handedOut − toDeliver: positive = more was handed out than must be delivered. */
  readonly over: number;
}

/**
 * Over-assignment below a cell along one dimension (its number): padding members hold it with the opposite sign, so that
 * everything below still adds up to the cell. `null` where there is no padding member below it.
 */
export function overAssignment(
  layout: TargetLayout,
  master: BookState,
  totals: Totals,
  at: Place,
  dimension: number,
): OverAssignment | null {
  const tree = layout.frame.trees[dimension]!;
  const node = at.members[dimension]!;
  let padding: number | null = null;
  // Nothing stands below a member's own row.
  const end = node < 0 ? node : tree.end[node]!;
  for (let below = node + 1; below < end; below++) {
    if (findRecord(master, 'dimensionMember', memberOf(tree.ids[below]!))?.fields['padding'] !== true)
      continue;
    padding =
      (padding ?? 0) + (readTotal(totals, { ...at, members: at.members.with(dimension, below) }) ?? 0);
    below = tree.end[below]! - 1;
  }
  if (padding === null) return null;
  const toDeliver = readTotal(totals, at) ?? 0;
  // Adding 0 turns a −0 into 0.
  return { toDeliver, handedOut: toDeliver - padding, over: 0 - padding + 0 };
}

import type { AttainmentView } from '@shapan/contract';
import type { CellPlace, LeafPeriod, TargetLayout } from '@shapan/engine';

/** What closed periods fell short of, and the periods that are still open. Amounts in the metric's smallest unit. */
export interface Shortfall {
  readonly closed: readonly LeafPeriod[];
  readonly open: readonly LeafPeriod[];
  /** Target − actual over the closed periods; negative = more was reached. `null` = not known. */
  readonly amount: number | null;
}

/** The leaf periods below a cell, divided by the last day that counts as over. */
export function periodsAround(
  { frame, periods }: Pick<TargetLayout, 'frame' | 'periods'>,
  at: CellPlace,
  until: string,
): Pick<Shortfall, 'closed' | 'open'> {
  const node = frame.time.index.get(at.time) ?? 0;
  const from = frame.time.firstLeaf[node] ?? 0;
  const to = frame.time.firstLeaf[frame.time.end[node] ?? 0] ?? 0;
  const slots = new Set(frame.time.slots.subarray(from, to));
  const inside = periods.filter(({ slot }) => slots.has(slot));
  return { closed: inside.filter((one) => one.to <= until), open: inside.filter((one) => one.to > until) };
}

/** The shortfall of one member over the closed periods, as the ledger has it. */
export function shortfallOf(
  view: AttainmentView | undefined,
  at: CellPlace,
  closed: readonly LeafPeriod[],
): number | null {
  if (!view) return null;
  let amount = 0;
  for (const { id } of closed) {
    const place = view.places.find(
      (one) => one.time === id && one.members.every((member, d) => member === at.members[d]),
    );
    if (!place) return null;
    amount += (place.target?.numerator ?? 0) - (place.actual?.numerator ?? 0);
  }
  return amount;
}

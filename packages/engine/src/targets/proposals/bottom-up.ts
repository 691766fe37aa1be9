import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, recordsOf } from '../../plan/state.ts';
import { covers, leavesUnder, meetOf, type Place, samePlace } from '../frame.ts';
import { placeOf, type TargetLayout } from '../layout.ts';
import { readTotal, type Totals } from '../totals.ts';
import { cellOfProposal, proposedValue } from './decide.ts';

/** A proposal that counts, at its cell. */
export interface PlacedProposal {
  readonly record: PlanRecord;
  readonly at: Place;
  /** In the metric's smallest unit. */
  readonly value: number;
}

/**
 * The proposals of a target that count: open, countered and accepted ones, of several for one cell the latest. Larger
 * cells first.
 */
export function proposalsOf(state: BookState, layout: TargetLayout): readonly PlacedProposal[] {
  const placed: PlacedProposal[] = [];
  for (const record of recordsOf(state, 'proposal')) {
    const { target, answer } = record.fields;
    if (target !== layout.target.id || answer === 'declined' || answer === 'withdrawn') continue;
    const cell = cellOfProposal({ state }, record);
    const at = cell && placeOf(layout.frame, cell);
    if (!at) continue;
    const before = placed.findIndex((one) => samePlace(layout.frame, one.at, at));
    if (before >= 0) placed.splice(before, 1);
    placed.push({ record, at, value: proposedValue(record) });
  }
  return placed.sort((a, b) => levelOf(layout, a.at) - levelOf(layout, b.at));
}

const levelOf = ({ frame }: TargetLayout, { members, time }: Place): number =>
  members.reduce((sum, node, d) => sum + frame.trees[d]!.depth[node]!, frame.time.depth[time]!);

/** A cell from both sides. Amounts in the metric's smallest unit, `null` = no entry. */
export interface BothSides {
  readonly topDown: number | null;
  /** What comes from below: proposals where there are some, the target itself everywhere else. `null`: no proposals. */
  readonly bottomUp: number | null;
  /** Bottom-up − top-down: negative = people promise less than is asked of them. */
  readonly gap: number;
  /** Proposals in it. */
  readonly proposals: number;
  /** Proposals left out because they cross one that counts: their leaves would count twice. */
  readonly crossing: number;
}

/**
 * Top-down beside bottom-up at one cell (SPR-T93). The largest proposals inside count, each instead of the target's own
 * number there; a proposal for the cell itself speaks for all below.
 */
export function bothSides(
  layout: TargetLayout,
  totals: Totals,
  proposals: readonly PlacedProposal[],
  at: Place,
): BothSides {
  const { frame } = layout;
  const counted: PlacedProposal[] = [];
  let gap = 0;
  let crossing = 0;
  let inside = 0;
  for (const one of proposals) {
    if (!covers(frame, at, one.at) || !endsWith(layout, at, one.at)) continue;
    inside += 1;
    if (counted.some((larger) => covers(frame, larger.at, one.at))) continue;
    if (counted.some((other) => meetOf(frame, other.at, one.at) !== null)) {
      crossing += 1;
      continue;
    }
    counted.push(one);
    gap += one.value - (readTotal(totals, one.at) ?? 0);
  }
  const topDown = readTotal(totals, at);
  return {
    topDown,
    bottomUp: inside === 0 ? null : (topDown ?? 0) + gap,
    gap,
    proposals: inside,
    crossing,
  };
}

/** A balance is that of its last period: what is proposed for an earlier one says nothing of it (SPR-T40). */
function endsWith({ frame, behaviour }: TargetLayout, outer: Place, inner: Place): boolean {
  if (behaviour !== 'last') return true;
  return leavesUnder(frame.time, outer.time).to === leavesUnder(frame.time, inner.time).to;
}

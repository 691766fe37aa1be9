import { daysBetween } from '../../foundation/date.ts';
import { invariant } from '../../foundation/result.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, recordsOf } from '../../plan/state.ts';
import { covers, leavesUnder, meetOf, type Place, samePlace } from '../frame.ts';
import { leavesThere, placesOf, type TargetLayout } from '../layout.ts';
import { splitAmount } from '../split.ts';
import { readTotal, type Totals } from '../totals.ts';
import { cellOfProposal, proposedValue } from './decide.ts';

/** A proposal that counts, at its cell. */
export interface PlacedProposal {
  readonly record: PlanRecord;
  /** Never none; several where its member has moved in its time: they are one cell, one after the other. */
  readonly places: readonly Place[];
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
    const places = cell ? placesOf(layout.frame, cell).filter((at) => counts(layout, at)) : [];
    if (places.length === 0) continue;
    const before = placed.findIndex((one) => sameCell(layout, one.places, places));
    if (before >= 0) placed.splice(before, 1);
    placed.push({ record, places, value: proposedValue(record) });
  }
  return placed.sort((a, b) => levelOf(layout, a.places[0]!) - levelOf(layout, b.places[0]!));
}

/** Whether a place has what the number of its period is made of: a balance is that of one end of it alone (SPR-T40). */
function counts({ frame, behaviour }: TargetLayout, at: Place): boolean {
  const leaves = leavesThere(frame, at);
  const { from, to } = leavesUnder(frame.time, at.time);
  if (behaviour === 'last') return leaves.includes(to - 1);
  return behaviour === 'first' ? leaves.includes(from) : leaves.length > 0;
}

const sameCell = ({ frame }: TargetLayout, a: readonly Place[], b: readonly Place[]): boolean =>
  a.length === b.length && a.every((at, i) => samePlace(frame, at, b[i]!));

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
  const counted: Place[] = [];
  let gap = 0;
  let crossing = 0;
  let inside = 0;
  for (const one of proposals) {
    const parts = partsOf(layout, totals, one).filter(
      (part) => covers(frame, at, part.at) && endsWith(layout, at, part.at),
    );
    inside += Number(parts.length > 0);
    const open = parts.filter((part) => !counted.some((larger) => covers(frame, larger, part.at)));
    const apart = open.filter((part) => !counted.some((other) => meetOf(frame, other, part.at)));
    crossing += Number(apart.length < open.length);
    for (const part of apart) {
      counted.push(part.at);
      gap += part.value - (readTotal(totals, part.at) ?? 0);
    }
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

/**
 * What a proposal says of each of its places: shared as the target's own numbers there, so that an agreed number leaves no
 * gap in any of them; by their days where those give no shares.
 */
function partsOf(
  { frame, periods }: TargetLayout,
  totals: Totals,
  { places, value }: PlacedProposal,
): readonly { readonly at: Place; readonly value: number }[] {
  if (places.length === 1) return [{ at: places[0]!, value }];
  const daysOf = (leaf: number): number => daysBetween(periods[leaf]!.from, periods[leaf]!.to);
  const byNumbers = splitAmount(
    value,
    places.map((at) => readTotal(totals, at) ?? 0),
  );
  const shares = byNumbers.ok
    ? byNumbers
    : splitAmount(
        value,
        places.map((at) => leavesThere(frame, at).reduce((days, leaf) => days + daysOf(leaf), 0)),
      );
  if (!shares.ok) invariant(false, 'a place has days');
  return places.map((at, i) => ({ at, value: shares.value[i]! }));
}

/** A balance is that of its last period: what is proposed for an earlier one says nothing of it (SPR-T40). */
function endsWith({ frame, behaviour }: TargetLayout, outer: Place, inner: Place): boolean {
  if (behaviour !== 'last') return true;
  return leavesUnder(frame.time, outer.time).to === leavesUnder(frame.time, inner.time).to;
}

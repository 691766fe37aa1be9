import { daysBetween } from '../../foundation/date.ts';
import { invariant } from '../../foundation/result.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, recordsOf } from '../../plan/state.ts';
import type { CellPlace } from '../command.ts';
import { covers, leavesUnder, meetOf, type Place, samePlace } from '../frame.ts';
import { leavesThere, placesOf } from '../layout.ts';
import { splitAmount } from '../split.ts';
import type { TargetLayout } from '../target-layout.ts';
import { leavesWithEntry, nearestUnits, readFraction, type Totals } from '../totals.ts';
import { cellOfProposal, proposedValue } from './agreed.ts';

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
    const places = cell ? placesCounted(layout, cell) : [];
    if (places.length === 0) continue;
    const before = placed.findIndex((one) => sameCell(layout, one.places, places));
    if (before >= 0) placed.splice(before, 1);
    placed.push({ record, places, value: proposedValue(record) });
  }
  return placed.sort((a, b) => levelOf(layout, a.places[0]!) - levelOf(layout, b.places[0]!));
}

/** The places that a proposal's number is made of: several where its member has moved in its time. */
export const placesCounted = (layout: TargetLayout, cell: CellPlace): readonly Place[] =>
  placesOf(layout.frame, cell).filter((at) => counts(layout, at));

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

/**
 * Whether the target has become another number since a proposal was accepted: what was agreed then is no number that still
 * comes from below (SPR-T93).
 */
export function isOvertaken(
  layout: TargetLayout,
  totals: Totals,
  { record, places, value }: PlacedProposal,
): boolean {
  if (record.fields['answer'] !== 'accepted') return false;
  const shown = places.flatMap((at) => readFraction(totals, at) ?? []);
  const numerator = shown.reduce((sum, one) => sum + one.numerator, 0);
  const weight = shown.reduce((sum, one) => sum + one.denominator, 0);
  const denominator = isMean(layout) || shown.length === 1 ? weight : 1;
  // Where whole units do not reach the agreed mean, the nearest are it.
  return shown.length === 0 || Math.abs(numerator - value * denominator) * 2 > denominator;
}

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
 * number there; a proposal for the cell itself speaks for all below. An accepted one no longer counts once the target has
 * become another number there. Of a mean each counts as many periods as it speaks of.
 */
export function bothSides(
  layout: TargetLayout,
  totals: Totals,
  proposals: readonly PlacedProposal[],
  at: Place,
): BothSides {
  const { frame } = layout;
  const counted: Place[] = [];
  let change = 0;
  let crossing = 0;
  let inside = 0;
  for (const one of proposals) {
    if (isOvertaken(layout, totals, one)) continue;
    const parts = partsOf(layout, totals, one.places, one.value).filter(
      (part) => covers(frame, at, part.at) && endsWith(layout, at, part.at),
    );
    inside += Number(parts.length > 0);
    const open = parts.filter((part) => !counted.some((larger) => covers(frame, larger, part.at)));
    const apart = open.filter((part) => !counted.some((other) => meetOf(frame, other, part.at)));
    crossing += Number(apart.length < open.length);
    for (const part of apart) {
      counted.push(part.at);
      change += part.sum - sumAt(layout, totals, part.at).sum;
    }
  }
  const shown = readFraction(totals, at);
  const topDown = shown && nearestUnits(shown);
  const numerator = (shown?.numerator ?? 0) + change;
  const denominator = countedIn(layout, totals, at, counted);
  const bottomUp = inside === 0 ? null : nearestUnits({ numerator, denominator });
  const gap = bottomUp === null ? 0 : bottomUp - (topDown ?? 0);
  return { topDown, bottomUp, gap, proposals: inside, crossing };
}

const isMean = ({ behaviour }: TargetLayout): boolean =>
  behaviour === 'average' || behaviour === 'weightedAverage';

/** A number as something that adds up: of a mean the sum over its periods, and how much they count together. */
interface Sum {
  readonly sum: number;
  readonly weight: number;
}

function sumAt(layout: TargetLayout, totals: Totals, at: Place): Sum {
  const shown = readFraction(totals, at);
  if (shown) return { sum: shown.numerator, weight: shown.denominator };
  return { sum: 0, weight: weightOf(layout, leavesThere(layout.frame, at)) };
}

/** How much leaf periods count in a mean (SPR-T40). */
function weightOf({ frame, behaviour }: TargetLayout, leaves: Iterable<number>): number {
  if (behaviour === 'average') return [...leaves].length;
  if (behaviour !== 'weightedAverage') return 1;
  return [...leaves].reduce((sum, leaf) => sum + frame.time.days[leaf]!, 0);
}

/** The periods that a mean would have: those with an entry, and where a proposal fills empty ones those as well. */
function countedIn(layout: TargetLayout, totals: Totals, at: Place, parts: readonly Place[]): number {
  if (!isMean(layout)) return 1;
  const leaves = new Set(leavesWithEntry(totals, at));
  for (const part of parts) {
    const filled = leavesWithEntry(totals, part);
    for (const leaf of filled.length > 0 ? filled : leavesThere(layout.frame, part)) leaves.add(leaf);
  }
  return weightOf(layout, leaves) || 1;
}

/**
 * What a proposal says of each of its places, as something that adds up: shared as the target's own numbers there, so that
 * an agreed number leaves no gap in any of them. Where those give no shares by their days, of a mean the same everywhere.
 */
function partsOf(
  layout: TargetLayout,
  totals: Totals,
  places: readonly Place[],
  value: number,
): readonly { readonly at: Place; readonly sum: number }[] {
  const own = places.map((at) => sumAt(layout, totals, at));
  if (places.length === 1) return [{ at: places[0]!, sum: value * own[0]!.weight }];
  const whole = isMean(layout) ? own.reduce((sum, { weight }) => sum + weight, 0) : 1;
  const byNumbers = splitAmount(
    value * whole,
    own.map(({ sum }) => sum),
  );
  const shares = byNumbers.ok ? byNumbers.value : sharesOfTime(layout, places, own, value);
  return places.map((at, i) => ({ at, sum: shares[i]! }));
}

function sharesOfTime(
  layout: TargetLayout,
  places: readonly Place[],
  own: readonly Sum[],
  value: number,
): readonly number[] {
  if (isMean(layout)) return own.map(({ weight }) => value * weight);
  const { frame, periods } = layout;
  const daysOf = (leaf: number): number => daysBetween(periods[leaf]!.from, periods[leaf]!.to);
  const shares = splitAmount(
    value,
    places.map((at) => leavesThere(frame, at).reduce((days, leaf) => days + daysOf(leaf), 0)),
  );
  if (!shares.ok) invariant(false, 'a place has days');
  return shares.value;
}

/** What a mean over several places says of each of them, in whole units. */
export const meansOf = (
  layout: TargetLayout,
  totals: Totals,
  places: readonly Place[],
  value: number,
): readonly number[] =>
  partsOf(layout, totals, places, value).map(({ at, sum }) =>
    nearestUnits({ numerator: sum, denominator: sumAt(layout, totals, at).weight }),
  );

/** A balance is that of one end of its period: what is proposed for another part of it says nothing of it (SPR-T40). */
function endsWith({ frame, behaviour }: TargetLayout, outer: Place, inner: Place): boolean {
  const [whole, part] = [outer, inner].map(({ time }) => leavesUnder(frame.time, time));
  if (behaviour === 'first') return whole!.from === part!.from;
  return behaviour !== 'last' || whole!.to === part!.to;
}

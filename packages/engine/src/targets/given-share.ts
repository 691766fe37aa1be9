import { isPresent, readLeaf, rowIndex } from '../plan/cube.ts';
import { type BookState, cubeOf } from '../plan/state.ts';
import type { TargetEntry } from './command.ts';
import { existsIn } from './existence.ts';
import { covers, isUnder, meetOf, type Place } from './frame.ts';
import { closedSlots, membersOf, placeOf, type TargetLayout } from './layout.ts';
import type { Hold } from './spread/request.ts';
import { contextOf, gatherScope, guards, type Scope } from './spread/scope.ts';

/** What the parts of an entry were in proportion to: their own numbers, nothing but their count, another target. */
export type GivenBasis = 'self' | 'equal' | 'reference';

/**
 * Why a cell got what it got of an entry (SPR-T89). Amounts are whole smallest units and signed; weights are in the unit
 * of their basis, 1 a leaf for `equal`.
 */
export interface GivenShare {
  readonly basis: GivenBasis;
  /** The weight of the cell among all that could change. */
  readonly weight: number;
  readonly of: number;
  /** What there was to hand out: the typed number less what could not change. */
  readonly amount: number;
  /** What of the entry could not change, and which holds kept it. */
  readonly fixed: number;
  readonly holds: readonly string[];
  /** What comes to the cell before whole units are rounded, rounded down; with what it holds that could not change. */
  readonly due: number;
}

/** The innermost entry that a cell lies under, of one gesture; `undefined` when all of them were made elsewhere. */
export function shapingEntry(
  { frame }: Pick<TargetLayout, 'frame'>,
  entries: readonly TargetEntry[],
  cell: Place,
): TargetEntry | undefined {
  let found: { readonly entry: TargetEntry; readonly place: Place } | undefined;
  for (const entry of entries) {
    const place = placeOf(frame, entry.at);
    if (!place || !covers(frame, place, cell)) continue;
    if (!found || covers(frame, found.place, place)) found = { entry, place };
  }
  return found?.entry;
}

/**
 * The share of an entry that came to a cell below it, from the state right before the entry. `null` where the method
 * promises no shares (it copies, grows or moves), for rates, and where the cell is not below the entry.
 */
export function givenShare(
  { state, master }: { readonly state: BookState; readonly master: BookState },
  layout: TargetLayout,
  entry: TargetEntry,
  cell: Place,
  holds: readonly Hold[],
): GivenShare | null {
  const place = placeOf(layout.frame, entry.at);
  const { value } = entry;
  const spreads = typeof value === 'number' && layout.totals === 'spread' && layout.cube.parts === 1;
  if (!place || !spreads || !isPlain(entry) || !covers(layout.frame, place, cell)) return null;
  // Held shares and limits move whole units of their own; what they did is no share.
  const shaped = holds.some(
    ({ keeps, at }) => keeps !== 'value' && keeps !== 'total' && meetOf(layout.frame, at, place) !== null,
  );
  if (shaped) return null;
  const exists = existsIn(layout, master);
  const standsIn = layout.organisation.stints?.owns;
  const closed = closedSlots(layout);
  const input = { ...layout, holds, closed, exists, standsIn, nonNegative: 'kept' as const };
  const gathered = gatherScope(contextOf(input), place);
  if (!gathered.ok) return null;
  const weigh = weighing(state, layout, entry, gathered.value);
  if (!weigh) return null;
  return shareIn(layout, gathered.value, cell, value, weigh);
}

/** A number in place of another one, over all leaves below, by nothing but its method. */
function isPlain(entry: TargetEntry): boolean {
  const { action = 'replace', mode = 'allocate', filter = 'all', selection, skip, granularity } = entry;
  const usual = action === 'replace' && mode === 'allocate' && filter === 'all' && entry.asOf === undefined;
  return usual && selection === undefined && skip === undefined && granularity === undefined;
}

interface Weighing {
  readonly basis: GivenBasis;
  /** Weight of the k-th leaf of the scope. */
  readonly of: (k: number) => number;
}

const ownMethods: ReadonlySet<string> = new Set(['proportional']);
const equalMethods: ReadonlySet<string> = new Set(['equal', 'equalLeaves', 'equalAllocation']);
const referenceMethods: ReadonlySet<string> = new Set(['relativeProportional', 'like', 'weightedAllocation']);

function weighing(
  state: BookState,
  layout: TargetLayout,
  { method = 'proportional', reference }: TargetEntry,
  scope: Scope,
): Weighing | null {
  const own = (k: number): number => scope.values[k] || 0;
  if (equalMethods.has(method)) return { basis: 'equal', of: () => 1 };
  if (referenceMethods.has(method)) return fromReference(state, layout, reference, scope);
  if (!ownMethods.has(method)) return null;
  const free = freeOf(scope);
  if (free.some((k) => own(k) !== 0)) return { basis: 'self', of: own };
  // Nothing to be in proportion to: equally over what is empty, or over all where nothing is (SPR-T58).
  const empty = free.some((k) => Number.isNaN(scope.values[k]));
  return { basis: 'equal', of: (k) => (!empty || Number.isNaN(scope.values[k]) ? 1 : 0) };
}

function fromReference(
  state: BookState,
  { cube, frame }: TargetLayout,
  reference: string | undefined,
  scope: Scope,
): Weighing | null {
  const other = reference === undefined ? undefined : cubeOf(state, reference)?.cube;
  if (!other || other.dimensions.join() !== cube.dimensions.join()) return null;
  const width = scope.to - scope.from;
  return {
    basis: 'reference',
    of: (k) => {
      const row = Math.floor(k / width);
      const there = rowIndex(other, membersOf({ cube }, scope.rows[row]!));
      const slot = frame.time.slots[scope.from + k - row * width]!;
      return isPresent(other, there) ? (readLeaf(other, 0, there, slot) ?? 0) : 0;
    },
  };
}

const freeOf = ({ guard }: Scope): readonly number[] =>
  Array.from(guard.keys()).filter((k) => guard[k] === guards.free);

function shareIn(
  { frame }: TargetLayout,
  scope: Scope,
  cell: Place,
  value: number,
  weigh: Weighing,
): GivenShare | null {
  const width = scope.to - scope.from;
  let fixed = 0;
  let fixedHere = 0;
  let weight = 0;
  let of = 0;
  for (let k = 0; k < scope.guard.length; k++) {
    const row = Math.floor(k / width);
    const here = isUnder(frame, cell, scope.rows[row]!, scope.from + k - row * width);
    if (scope.guard[k] === guards.free) {
      const one = weigh.of(k);
      of += one;
      if (here) weight += one;
    } else {
      const kept = scope.values[k] || 0;
      fixed += kept;
      if (here) fixedHere += kept;
    }
  }
  if (of === 0) return null;
  const amount = value - fixed;
  const due = fixedHere + Number(floorDiv(BigInt(amount) * BigInt(weight), BigInt(of)));
  return { basis: weigh.basis, weight, of, amount, fixed, holds: scope.holds, due };
}

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

import { isPresent, readLeaf, rowIndex } from '../plan/cube.ts';
import { type BookState, cubeOf } from '../plan/state.ts';
import type { TargetEntry } from './command.ts';
import { existsIn } from './existence.ts';
import { covers, isUnder, meetOf, type Place } from './frame.ts';
import { closedSlots, membersOf, placeOf } from './layout.ts';
import type { Hold } from './spread/request.ts';
import { contextOf, gatherScope, guards, type Scope } from './spread/scope.ts';
import type { TargetLayout } from './target-layout.ts';
import { waitingRows } from './waiting.ts';

/**
 * What the parts of an entry were in proportion to: their own numbers, nothing but their count, another target, or what
 * was named for the time when nothing is there yet.
 */
export type GivenBasis = 'self' | 'equal' | 'reference' | 'nearer';

/** Where weights were read: a target, and the position of the log after which it was so; `null` = right before the entry. */
export interface GivenSource {
  readonly target: string;
  readonly asOf: number | null;
}

/**
 * Why a cell got what it got of an entry (SPR-T89). Amounts are whole smallest units and signed; weights are in the unit
 * of their basis, 1 a leaf for `equal`.
 */
export interface GivenShare {
  readonly basis: GivenBasis;
  /** Of `reference` and `nearer`; `null` for the others. */
  readonly source: GivenSource | null;
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

/** The plan right before the entry, the master data, and the plan as it was after earlier entries, for one with `asOf`. */
export interface GivenBooks {
  readonly state: BookState;
  readonly master: BookState;
  readonly past?: (position: number) => BookState | undefined;
}

/**
 * The share of an entry that came to a cell below it, from the state right before the entry. `null` where the method
 * promises no shares (it copies, grows or moves), for rates, where the cell is not below the entry, and where an earlier state that it
 * names is not known.
 */
export function givenShare(
  books: GivenBooks,
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
  const exists = existsIn(layout, books.master);
  const standsIn = layout.organisation.stints?.owns;
  const closed = closedSlots(layout);
  const waits = waitingRows(layout, books.master, [place]);
  const input = { ...layout, holds, closed, exists, standsIn, waits, nonNegative: 'kept' as const };
  const gathered = gatherScope(contextOf(input), place);
  if (!gathered.ok) return null;
  const weigh = weighing(books, layout, entry, gathered.value);
  if (!weigh) return null;
  return shareIn(layout, gathered.value, cell, value, weigh);
}

/** A number in place of another one, over all leaves below, by nothing but its method. */
function isPlain(entry: TargetEntry): boolean {
  const { action = 'replace', mode = 'allocate', filter = 'all', selection, skip, granularity } = entry;
  const usual = action === 'replace' && mode === 'allocate' && filter === 'all';
  return usual && selection === undefined && skip === undefined && granularity === undefined;
}

interface Weighing {
  readonly basis: GivenBasis;
  readonly source: GivenSource | null;
  /** Weight of the k-th leaf of the scope. */
  readonly of: (k: number) => number;
}

const ownMethods: ReadonlySet<string> = new Set(['proportional']);
const equalMethods: ReadonlySet<string> = new Set(['equal', 'equalLeaves', 'equalAllocation']);
const referenceMethods: ReadonlySet<string> = new Set(['relativeProportional', 'like', 'weightedAllocation']);

function weighing(
  books: GivenBooks,
  layout: TargetLayout,
  entry: TargetEntry,
  scope: Scope,
): Weighing | null {
  const { method = 'proportional', reference, nearer, asOf } = entry;
  const own = (k: number): number => scope.values[k] || 0;
  if (equalMethods.has(method)) return { basis: 'equal', source: null, of: () => 1 };
  // Of an earlier time without a name it is this target itself (SPR-T58).
  const itself = asOf === undefined ? undefined : layout.target.id;
  if (referenceMethods.has(method))
    return fromTarget(books, layout, scope, { basis: 'reference', target: reference ?? itself, asOf });
  if (!ownMethods.has(method)) return null;
  const free = freeOf(scope);
  if (free.some((k) => own(k) !== 0)) return { basis: 'self', source: null, of: own };
  // Nothing to be in proportion to: what was named for that, unless what stays is all there is (SPR-T57, SPR-T58).
  const near = nearer ?? itself;
  if (near !== undefined && !scope.values.some((value) => value === value && value !== 0)) {
    const named = fromTarget(books, layout, scope, { basis: 'nearer', target: near, asOf });
    if (!named) return null;
    const positive = (k: number): number => Math.max(named.of(k), 0);
    if (free.some((k) => positive(k) > 0)) return { ...named, of: positive };
  }
  // Equally over what is empty, or over all where nothing is.
  const empty = free.some((k) => Number.isNaN(scope.values[k]));
  return {
    basis: 'equal',
    source: null,
    of: (k) => (!empty || Number.isNaN(scope.values[k]) ? 1 : 0),
  };
}

interface NamedBasis {
  readonly basis: 'reference' | 'nearer';
  readonly target: string | undefined;
  readonly asOf: number | undefined;
}

function fromTarget(
  { state, past }: GivenBooks,
  { cube, frame }: TargetLayout,
  scope: Scope,
  { basis, target, asOf }: NamedBasis,
): Weighing | null {
  const then = asOf === undefined ? state : past?.(asOf);
  const other = then && target !== undefined ? cubeOf(then, target)?.cube : undefined;
  if (!other || target === undefined || other.dimensions.join() !== cube.dimensions.join()) return null;
  const width = scope.to - scope.from;
  return {
    basis,
    source: { target, asOf: asOf ?? null },
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
  const { basis, source } = weigh;
  return { basis, source, weight, of, amount, fixed, holds: scope.holds, due };
}

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

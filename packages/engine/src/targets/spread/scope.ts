import type { Problem, ProblemCode } from '../../foundation/problem.ts';
import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { type Cube, cellAddress, rowOf, slotOf } from '../../plan/cube.ts';
import {
  covers,
  type Frame,
  isUnder,
  leavesUnder,
  meetOf,
  type Place,
  placeAbove,
  rowsUnder,
  stretchUnder,
} from '../frame.ts';
import { indexPlaces, meeting, type PlaceIndex } from '../place-index.ts';
import { copyScope, leavesInWindow } from '../totals/scan.ts';
import { isLeafNode, leafOfSlot } from '../tree.ts';
import { isMean, landing } from './landing.ts';
import { type Limit, rangeBetween } from './range.ts';
import type { Hold, SpreadInput } from './request.ts';

/**
 * The leaves under a place, rows × leaf periods, in canonical order, and for each whether it may change
 * (the free set, SPR-T5) or what keeps it.
 */
export interface Scope {
  readonly place: Place;
  readonly rows: Int32Array;
  /** Leaf periods `[from, to)` as positions in the time tree. */
  readonly from: number;
  readonly to: number;
  /** `to − from` numbers per row; NaN = no entry. */
  readonly values: Float64Array;
  readonly guard: Uint8Array;
  /** Ids of the holds that protect something here. */
  readonly holds: readonly string[];
  /** Bound holds inside (SPR-T64). */
  readonly limits: readonly Limit[];
  /** Rows that take no share by default (SPR-T96). */
  readonly waits?: ((row: number) => boolean) | undefined;
}

/** Where the leaves of a scope stand. */
export type Span = Pick<Scope, 'place' | 'rows' | 'from' | 'to'>;

/** Why a leaf stays. 0 is free; several reasons at once: the strongest is kept. */
export const guards = {
  free: 0,
  held: 1,
  settled: 2,
  forbidden: 3,
  closed: 4,
  aside: 5,
  outside: 6,
  computed: 7,
  elsewhere: 8,
  padding: 9,
  typed: 10,
  committed: 11,
} as const;

/** Decided single cells are looked up one by one: a pasted block stays linear in its size. */
export interface Settled {
  readonly places: PlaceIndex<Place>;
  readonly cells: Set<number>;
}

export const nothingSettled = (frame: Frame): Settled => ({
  places: indexPlaces<Place>(frame),
  cells: new Set(),
});

/** The holds of an input by their number, where they keep something. */
export const indexHolds = (input: SpreadInput): PlaceIndex<number> =>
  indexPlaces(
    input.frame,
    (input.holds ?? []).map(({ keeps, at }, item) => ({
      place: keeps === 'bound' ? landing(input, at) : at,
      item,
    })),
  );

export interface ScopeContext {
  readonly input: SpreadInput;
  readonly cube: Cube;
  readonly part: 0 | 1;
  /** Places whose leaves other entries of the same commit have decided (SPR-T81). */
  readonly settled: Settled;
  readonly holds: PlaceIndex<number>;
  /** Holds that are themselves being restored and must not protect against that. */
  readonly except: readonly Hold[];
}

/** A state in which no entry has decided anything yet. */
export const contextOf = (
  input: SpreadInput,
  part: 0 | 1 = 0,
  except: readonly Hold[] = [],
): ScopeContext => ({
  input,
  cube: input.cube,
  part,
  settled: nothingSettled(input.frame),
  holds: indexHolds(input),
  except,
});

/** Sizes are checked before anything is allocated (SPR-T10). */
export const defaultMaxCells = 20_000_000;

export function gatherScope(context: ScopeContext, place: Place): Result<Scope> {
  const { input, cube, part } = context;
  const { frame } = input;
  const rows = rowsUnder(frame, place);
  const { from, to } = leavesInWindow(cube, frame.time, place.time);
  const width = to - from;
  const max = input.maxCells ?? defaultMaxCells;
  if (rows.length * width > max) {
    return refuse(problem('TOO_LARGE', 'at', { n: rows.length * width, max }));
  }
  const values = new Float64Array(rows.length * width);
  copyScope(cube, frame.time, part, rows, from, to, values);
  const scope = {
    place,
    rows,
    from,
    to,
    values,
    guard: new Uint8Array(values.length),
    holds: [] as string[],
    limits: [] as Limit[],
    waits: input.waits,
  };
  const near = meeting(context.holds, place).sort((a, b) => a - b);
  const holds = near.map((i) => input.holds![i]!).filter((hold) => !context.except.includes(hold));
  // What somebody holds is told as held, whatever else would keep it.
  const keeping = new Set(
    [...holds.filter(({ because }) => because), ...holds.filter(({ because }) => !because)].filter((hold) =>
      protectHold(input, scope, hold),
    ),
  );
  for (const hold of holds) {
    if (hold.keeps === 'bound') addLimit(input, scope, hold);
    else if (keeping.has(hold) && hold.because !== 'padding') scope.holds.push(hold.id);
  }
  markSettled(frame, scope, context.settled);
  markForbidden(input, scope);
  markClosed(input, scope);
  markOutside(input, scope);
  markComputed(input, scope);
  markElsewhere(input, scope);
  return ok(scope);
}

function markSettled(frame: Frame, scope: Scope, settled: Settled): void {
  for (const place of meeting(settled.places, scope.place)) mark(frame, scope, place, guards.settled);
  // Whichever are fewer are looked up among the others.
  if (scope.guard.length <= settled.cells.size) {
    for (let k = 0; k < scope.guard.length; k++)
      if (settled.cells.has(addressIn(frame, scope, k))) scope.guard[k] = guards.settled;
    return;
  }
  const width = scope.to - scope.from;
  for (const cell of settled.cells) {
    const leaf = leafOfSlot(frame.time, slotOf(cell));
    if (!isUnder(frame, scope.place, rowOf(cell), leaf)) continue;
    scope.guard[indexOfRow(frame, scope.rows, rowOf(cell)) * width + leaf - scope.from] = guards.settled;
  }
}

/** Whether a place is one cell at the bottom of every tree. */
export function isCell(frame: Frame, { members, time }: Place): boolean {
  return (
    members.every((node, d) => node < 0 || isLeafNode(frame.trees[d]!, node)) && isLeafNode(frame.time, time)
  );
}

/**
 * A value hold protects each leaf below it; a total hold protects them against entries above it (SPR-T45); a share hold
 * against entries that do not move the parent as well (SPR-T52). Whether it keeps any leaf.
 */
function protectHold(input: SpreadInput, scope: Scope, hold: Hold): boolean {
  const { frame } = input;
  if (hold.keeps === 'bound') return false;
  if (hold.keeps !== 'value' && !covers(frame, scope.place, hold.at)) return false;
  const above = hold.share && placeAbove(frame, hold.at, hold.share.along);
  if (above && covers(frame, scope.place, above)) return false;
  return mark(frame, scope, hold.at, guards[hold.because ?? 'held']);
}

/** A floor or cap on something inside the scope. Around it, and for a mean, the check afterwards decides. */
function addLimit(input: SpreadInput, scope: Scope & { limits: Limit[] }, hold: Hold): void {
  const { frame } = input;
  const place = landing(input, hold.at);
  if (!covers(frame, scope.place, place)) return;
  const { from, to } = leavesInWindow(input.cube, frame.time, place.time);
  if (isMean(input) && to - from > 1) return;
  const leaves = indicesUnder(frame, scope, place);
  if (leaves.length === 0) return;
  scope.limits.push({ id: hold.id, place, leaves, ...rangeBetween(hold.floor, hold.cap) });
}

/** The leaves of a place by their index in a scope that covers it. */
function indicesUnder(frame: Frame, scope: Scope, place: Place): readonly number[] {
  const width = scope.to - scope.from;
  const { from, to } = leavesUnder(frame.time, place.time);
  const first = Math.max(scope.from, from) - scope.from;
  const last = Math.min(scope.to, to) - scope.from;
  const found: number[] = [];
  for (const row of rowsUnder(frame, place)) {
    const base = indexOfRow(frame, scope.rows, row) * width;
    for (let leaf = first; leaf < last; leaf++) found.push(base + leaf);
  }
  return found;
}

function mark(frame: Frame, scope: Scope, place: Place, guard: number): boolean {
  const meeting = covers(frame, scope.place, place) ? place : meetOf(frame, scope.place, place);
  if (meeting === null) return false;
  const { time } = frame;
  const width = scope.to - scope.from;
  const first = Math.max(scope.from, time.firstLeaf[meeting.time]!);
  const last = Math.min(scope.to, time.firstLeaf[time.end[meeting.time]!]!);
  if (first >= last) return false;
  const { from, to, sorted } = stretchUnder(frame, meeting);
  const rows = sorted === frame.trees.length ? frame.order : rowsUnder(frame, meeting);
  const end = rows === frame.order ? to : rows.length;
  const begin = rows === frame.order ? from : 0;
  for (let i = begin; i < end; i++) {
    const at = indexOfRow(frame, scope.rows, rows[i]!) * width - scope.from;
    for (let j = first; j < last; j++) scope.guard[at + j] = guard;
  }
  return begin < end;
}

/** Rows are in canonical order, so a row is found by its rank; mostly no others lie between those of a scope. */
export function indexOfRow({ rank }: Frame, rows: Int32Array, row: number): number {
  const wanted = rank[row]!;
  const guess = wanted - rank[rows[0]!]!;
  if (rows[guess] === row) return guess;
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rank[rows[middle]!]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function markForbidden(input: SpreadInput, scope: Scope): void {
  const { writable, frame } = input;
  if (writable === undefined) return;
  const width = scope.to - scope.from;
  scope.rows.forEach((row, i) => {
    for (let j = 0; j < width; j++) {
      if (!writable(row, frame.time.slots[scope.from + j]!)) scope.guard[i * width + j] = guards.forbidden;
    }
  });
}

function markClosed(input: SpreadInput, scope: Scope): void {
  const { closed, frame } = input;
  if (closed === undefined || closed.size === 0) return;
  const width = scope.to - scope.from;
  for (let j = 0; j < width; j++) {
    if (!closed.has(frame.time.slots[scope.from + j]!)) continue;
    for (let i = j; i < scope.guard.length; i += width) scope.guard[i] = guards.closed;
  }
}

/** A member that does not exist in a period has nothing to receive there (SPR-T43). */
function markOutside({ exists, frame }: SpreadInput, scope: Scope): void {
  if (exists === undefined) return;
  const width = scope.to - scope.from;
  scope.rows.forEach((row, i) => {
    for (let j = 0; j < width; j++) {
      if (!exists(row, frame.time.slots[scope.from + j]!)) scope.guard[i * width + j] = guards.outside;
    }
  });
}

/** What a rule produces is nobody's to write, whatever else would keep it (SPR-T80). */
function markComputed({ computed, frame }: SpreadInput, scope: Scope): void {
  if (computed === undefined) return;
  const width = scope.to - scope.from;
  scope.rows.forEach((row, i) => {
    for (let j = 0; j < width; j++) {
      if (computed(row, frame.time.slots[scope.from + j]!)) scope.guard[i * width + j] = guards.computed;
    }
  });
}

/** A line without a leaf in a period: there is nothing to keep and nothing to count. */
function markElsewhere({ standsIn, frame }: SpreadInput, scope: Scope): void {
  if (standsIn === undefined) return;
  const width = scope.to - scope.from;
  scope.rows.forEach((row, i) => {
    for (let j = 0; j < width; j++) {
      if (!standsIn(row, frame.time.slots[scope.from + j]!)) scope.guard[i * width + j] = guards.elsewhere;
    }
  });
}

/** Address of the k-th leaf of a scope. */
export function addressIn(frame: Frame, scope: Scope, k: number): number {
  const width = scope.to - scope.from;
  const row = Math.floor(k / width);
  return cellAddress(scope.rows[row]!, frame.time.slots[scope.from + k - row * width]!);
}

/** How many leaves stay, by reason; what stands elsewhere is none of them. */
export interface Staying {
  readonly held: number;
  readonly settled: number;
  readonly forbidden: number;
  readonly closed: number;
  readonly outside: number;
  readonly computed: number;
  /** What nobody holds, by `KeptBecause`; not named where there are none. */
  readonly padding?: number;
  readonly typed?: number;
  readonly committed?: number;
}

export function countGuards({ guard }: Scope): Staying {
  const counts = new Int32Array(Object.keys(guards).length);
  for (let k = 0; k < guard.length; k++) if (guard[k] !== guards.free) counts[guard[k]!]! += 1;
  return stayingBy(counts);
}

/** Counts by the numbers of `guards`, with their names. */
export function stayingBy(counts: Int32Array): Staying {
  const of = (reason: keyof Staying): number => counts[guards[reason]]!;
  const kept = (['padding', 'typed', 'committed'] as const).filter((reason) => of(reason) > 0);
  return {
    held: of('held'),
    settled: of('settled'),
    forbidden: of('forbidden'),
    closed: of('closed'),
    outside: of('outside'),
    computed: of('computed'),
    ...Object.fromEntries(kept.map((reason) => [reason, of(reason)])),
  };
}

/**
 * Nothing may change here, but something would have to: names the conflict and what keeps the leaves
 * (SPR-T55). A scope that is wholly closed or wholly forbidden says that instead; so does one where all that the commit has
 * not decided itself is closed, as beside a share that was typed.
 */
export function nothingFree(scope: Scope, amount: number, params: Record<string, number> = {}): Problem {
  const counts = countGuards(scope);
  const all = scope.guard.filter((guard) => guard !== guards.elsewhere).length;
  if (all > 0 && counts.closed === all) return problem('CLOSED', 'at', { amount });
  if (all > 0 && counts.forbidden === all) return problem('FORBIDDEN', 'at', { amount });
  const others = counts.closed > 0 && counts.settled + counts.closed === all;
  const code = others ? 'OTHERS_CLOSED' : 'NO_FREE_CELL';
  return problem(code, 'at', { amount, holds: scope.holds.join(','), ...counts, ...params });
}

/**
 * What is said where a hold asks for something beside an entry that cannot be had. The entry itself was the asker's to make:
 * where all that would have to follow is out of their reach, it is the hold that stands in the way (SPR-T55), and where all
 * of it is closed, that.
 */
export const asHeld = (code: ProblemCode): ProblemCode =>
  code === 'FORBIDDEN' ? 'NO_FREE_CELL' : code === 'CLOSED' ? 'OTHERS_CLOSED' : code;

import type { Problem, ProblemCode } from '../../foundation/problem.ts';
import { covers, type Frame, meets, type Place, samePlace } from '../frame.ts';
import { addPlace } from '../place-index.ts';
import { sumLeaves } from '../totals/scan.ts';
import { freeSet } from './basis.ts';
import { curvesOf, readBounded } from './bounded.ts';
import { isCrossing } from './crossing.ts';
import { type Range, rangeOf } from './curve.ts';
import { isFill, isMean, isRate, landing } from './landing.ts';
import { nameOf } from './name.ts';
import { rangeParams } from './range.ts';
import type { Hold, SpreadInput, SpreadRequest } from './request.ts';
import { contextOf, gatherScope, type Scope } from './scope.ts';
import { type Answer, mostWork, reachAround, tryRange } from './tried-range.ts';
import { allocations } from './weigh.ts';

const explained: ReadonlySet<ProblemCode> = new Set([
  'NO_FREE_CELL',
  'OTHERS_CLOSED',
  'BOUNDS',
  'SIGN_FLIP',
  'TWO_WAY_INFEASIBLE',
]);

/** Refused entries of one gesture that are told a range: each is found by trying the whole gesture about a hundred times. */
const mostRanges = 3;

/**
 * Refusals with the range of numbers the refused entry can be typed as, as things stand and the other entries as they are
 * (SPR-T55): `min` and `max`, `null` = no end there; `unsure` the ends of these that are
 * accepted but may not be the last; `untried` leaves and entries where trying would take too many; the ids of the totals, shares and bounds that they are `reckonedFrom`. One that several entries came to together is said of the
 * first whose place the hold that refuses has to do with and which has such numbers. Of many refused entries only the first few are told a range.
 */
export function withRanges(
  answer: Answer,
  input: SpreadInput,
  requests: readonly SpreadRequest[],
  problems: readonly Problem[],
): Problem[] {
  const known = new Map<number, EntryRange>();
  const work = mostWork / Math.min(mostRanges, requests.length);
  const rangeOf = (index: number): EntryRange => {
    if (!known.has(index) && known.size < mostRanges)
      known.set(index, rangeOfEntry(answer, input, requests, { index, work }));
    return known.get(index) ?? {};
  };
  return problems.map((found) => {
    if (!explained.has(found.code)) return found;
    const { min: _min, max: _max, ...params } = found.params ?? {};
    const about = entriesOf(input, requests, found);
    // Where the conflict is with another of them there is nothing to tell of this one.
    const index = about.find((one) => Object.keys(rangeOf(one)).length > 0) ?? about[0];
    if (index === undefined) return { ...found, params };
    const path = requests.length === 1 || isNumbered(found) ? found.path : `${index}.${found.path ?? 'at'}`;
    const cell = requests.length > 1 && { cell: nameOf(input, requests[index]!.at) };
    return {
      code: found.code,
      ...(path !== undefined && { path }),
      params: { ...params, ...cell, ...rangeOf(index) },
    };
  });
}

const isNumbered = ({ path }: Problem): boolean => /^\d+(\.|$)/.test(path ?? '');

/** Which entry a refusal is about: the one that it names, or those whose places the hold that refuses has to do with. */
function entriesOf(
  input: SpreadInput,
  requests: readonly SpreadRequest[],
  found: Problem,
): readonly number[] {
  if (requests.length === 1) return [0];
  if (isNumbered(found)) return [Number.parseInt(found.path!, 10)];
  const ids = new Set(String(found.params?.['within'] ?? found.params?.['holds'] ?? '').split(','));
  const places = (input.holds ?? []).filter(({ id }) => ids.has(id)).map(({ at }) => landing(input, at));
  const meetsOne = ({ at }: SpreadRequest): boolean => places.some((place) => meets(input.frame, place, at));
  return requests.flatMap((request, i) => (meetsOne(request) ? [i] : [])).slice(0, mostRanges);
}

type EntryRange = Readonly<Record<string, string | number | null>>;

function rangeOfEntry(
  answer: Answer,
  input: SpreadInput,
  requests: readonly SpreadRequest[],
  { index, work }: { readonly index: number; readonly work: number },
): EntryRange {
  const reach = reachAround(input, requests);
  const reckoned = reach.holds.length > 0 && { reckonedFrom: reach.holds.join(',') };
  const read = requests.length === 1 ? feasibleRange(input, requests[0]!) : null;
  if (read && read.lo <= read.hi) return { ...rangeParams(read), ...reckoned };
  const range = tryRange(answer, input, requests, index, { ...reach, work });
  if (range === null) return {};
  if ('untried' in range) return { ...range, ...reckoned };
  const unsure = range.unsure.length > 0 && { unsure: range.unsure.join(',') };
  return { ...rangeParams(range), ...unsure, ...reckoned };
}

/**
 * What a cell can be made to show by this request, whatever number is typed, read off its floors, caps and holds in one
 * pass; `null` where it has to be tried: shares that follow, totals that cross, several that absorb.
 */
function feasibleRange(input: SpreadInput, request: SpreadRequest): Range | null {
  const { holds = [], cube, frame } = input;
  if (!allocations[request.method] || request.selection !== undefined) return null;
  if (isMean(input) || isFill(input) || isRate(input)) return null;
  const place = landing(input, request.at);
  const part = request.part ?? 0;
  if (holds.some(({ keeps }) => keeps === 'share')) return null;
  const around = holds
    .filter(({ keeps, at }) => keeps !== 'value' && isAround(input, place, landing(input, at)))
    .map((hold) => ({ hold, at: landing(input, hold.at) }));
  const totals = around.filter(({ hold }) => hold.keeps === 'total');
  // The innermost held total absorbs; what lies further out does not notice (SPR-T49).
  const inner = totals.filter(({ at }) => !totals.some((one) => isInside(frame, one.at, at)));
  const between = around.some(({ at }) => inner.some((one) => isInside(frame, at, one.at)));
  const across = holds.some(
    ({ keeps, at }) =>
      keeps !== 'value' && inner.some((one) => isCrossing(frame, landing(input, at), one.at)),
  );
  const several = inner.some((one) => !samePlace(frame, one.at, inner[0]!.at));
  if (between || across || several || around.some(({ at }) => !covers(frame, at, place))) return null;
  let range = attainable(input, place, request, []);
  for (const { hold, at } of around) {
    // A held total does not move, and so stays between its own floor and cap.
    const still = (one: Place): boolean => hold.keeps === 'bound' && samePlace(frame, one, at);
    if (inner.some((one) => isInside(frame, one.at, at) || still(one.at))) continue;
    const sum = sumLeaves(cube, frame, part, at).sum;
    const open = around.filter((one) => one.hold.keeps === 'bound' || samePlace(frame, one.at, at));
    const others: SpreadRequest = { at, method: 'proportional', part };
    const beside = attainable(
      input,
      at,
      others,
      open.map((one) => one.hold),
      place,
    );
    if (range === null || beside === null) return null;
    const now = sum - sumLeaves(cube, frame, part, place).sum;
    const kept: Range =
      hold.keeps === 'total'
        ? { lo: sum - beside.hi, hi: sum - beside.lo }
        : { lo: (hold.floor ?? -Infinity) - now, hi: (hold.cap ?? Infinity) - now };
    range = { lo: Math.max(range.lo, kept.lo), hi: Math.min(range.hi, kept.hi) };
  }
  return range;
}

/** Whether a place is a true part of another. */
const isInside = (frame: Frame, inner: Place, outer: Place): boolean =>
  covers(frame, outer, inner) && !covers(frame, inner, outer);

const isAround = ({ frame }: SpreadInput, place: Place, at: Place): boolean =>
  isInside(frame, place, at) || isCrossing(frame, at, place);

/** What the free leaves of a place can make together with the fixed ones; `without`: a place decided already. */
function attainable(
  input: SpreadInput,
  place: Place,
  request: SpreadRequest,
  except: readonly Hold[],
  without?: Place,
): Range | null {
  const { frame, cube } = input;
  const context = contextOf(input, request.part, except);
  if (without) addPlace(context.settled.places, without, without);
  const gathered = gatherScope(context, place);
  if (!gathered.ok) return null;
  const scope = gathered.value;
  const set = freeSet(scope, request.filter);
  // Where there is nothing and nothing may be, not even 0 can be typed.
  if (set.count === 0 && set.entries === 0) return null;
  const inside = without ? sumLeaves(cube, frame, request.part ?? 0, without).sum : 0;
  const fixed = set.fixed - inside;
  const weights = movable(scope, set, request);
  if (weights === null) return null;
  const bounded = readBounded(frame, scope, request, set, weights, false);
  if (!bounded.ok) return null;
  const totals = scope.limits.filter(({ leaves }) => leaves.length > 1);
  if (bounded.value.nodes.length <= totals.length) return null; // floors and caps that cross
  const floored = input.nonNegative === true || (input.nonNegative === 'kept' && !hasNegative(scope));
  const ranges = bounded.value.ranges.map(({ lo, hi }) => ({ lo: floored ? Math.max(lo, 0) : lo, hi }));
  const made = curvesOf({ ...bounded.value, ranges });
  if ('stuck' in made) return null;
  const { lo, hi } = rangeOf(made.whole);
  return { lo: lo + fixed, hi: hi + fixed };
}

const hasNegative = ({ values }: Scope): boolean => values.some((value) => value < 0);

/** Which free leaves move at all; `null` where positive and negative ones pull against each other. */
function movable(scope: Scope, set: ReturnType<typeof freeSet>, request: SpreadRequest): Float64Array | null {
  const weights = new Float64Array(scope.values.length);
  const own = request.method === 'proportional' && scope.values.length > 1;
  if (own && set.gross !== Math.abs(set.free)) return null;
  for (let k = 0; k < weights.length; k++) {
    if (set.counted[k] === 0) continue;
    const value = scope.values[k]!;
    const moves =
      own && set.gross > 0
        ? value !== 0 && value === value
        : !own || !set.fixedNonZero || value !== value || request.filter === 'emptyOnly';
    weights[k] = moves ? 1 : 0;
  }
  return weights;
}

import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { covers, type Frame, meetOf, meets, type Place } from '../frame.ts';
import { indexPlaces, meeting, type PlaceIndex } from '../place-index.ts';
import { allocate, type Written } from './allocate.ts';
import { type Budget, type Draft, settle, takeStep } from './draft.ts';
import { rowsFirst, sizeOf } from './entry-order.ts';
import { type Miss, type Solved, solveManyFamilies } from './many-families.ts';
import {
  cutPieces,
  type Family,
  familyOf,
  isLeafUnder,
  type Piece,
  type Pieces,
  scopeOfPiece,
} from './pieces.ts';
import type { Hold, Multiway, Notice } from './request.ts';
import type { Scope } from './scope.ts';
import { solveTwoFamilies } from './two-families.ts';
import type { Wanted } from './wanted.ts';

/** Whether two places share leaves although neither lies in the other. */
export function isCrossing(frame: Frame, a: Place, b: Place): boolean {
  return meets(frame, a, b) && !covers(frame, a, b) && !covers(frame, b, a);
}

/**
 * Totals that cross – regions and products, say – need the same leaves: what each of their meetings receives is decided
 * for all of them at once, then spread inside by proportion. Two families are met exactly whenever that is possible at
 * all (SPR-T73 to T75); for three and more see `solveManyFamilies` (SPR-T72). Afterwards every one of the places is
 * settled.
 *
 * Refuses with `TWO_WAY_INFEASIBLE` when no such numbers exist, and with `MULTIWAY_UNPROVEN` when none are known.
 */
export function fitCrossing(
  draft: Draft,
  part: 0 | 1,
  wanted: readonly Wanted[],
  wish: Multiway = {},
  except: readonly Hold[] = [],
): Result<null> {
  const { frame, holds = [] } = draft.input;
  const sized = wanted.map((one) => ({ ...one, size: sizeOf(frame, one.place) }));
  for (const group of crossingGroups(frame, sized.sort(rowsFirst(frame)))) {
    const families = familiesOf(frame, group);
    // A held total protects its leaves against entries above it, and only against those (SPR-T45).
    const apart = holds.filter(
      ({ keeps, at }) => keeps === 'total' && !group.some(({ place }) => covers(frame, place, at)),
    );
    const around = group.map(({ place }) => place).reduce((a, b) => placeAround(frame, a, b));
    const notices: Notice[] = [];
    const taken = takeStep(
      draft,
      around,
      part,
      (scope) => fitFamilies(frame, scope, families, wish, notices, draft.budget),
      [...except, ...apart],
    );
    if (!taken.ok) return taken;
    draft.notices.push(...notices);
    for (const { place } of group) settle(draft, place, part);
  }
  return ok(null);
}

/** Totals connected by crossings, the smaller group first: one may lie inside a total of another. */
function crossingGroups(frame: Frame, wanted: readonly Wanted[]): Wanted[][] {
  const index = indexWanted(frame, wanted);
  const left = new Set(wanted);
  const groups: Wanted[][] = [];
  for (const start of left) {
    left.delete(start);
    const group = new Set([start]);
    for (const one of group) {
      for (const other of meeting(index, one.place)) {
        if (!left.has(other) || !isCrossing(frame, one.place, other.place)) continue;
        left.delete(other);
        group.add(other);
      }
    }
    groups.push(wanted.filter((one) => group.has(one)));
  }
  const inside = (a: Wanted[], b: Wanted[]): boolean =>
    a.some((one) => b.some((other) => covers(frame, other.place, one.place)));
  return groups.sort((a, b) => Number(inside(b, a)) - Number(inside(a, b)));
}

const indexWanted = (frame: Frame, wanted: readonly Wanted[]): PlaceIndex<Wanted> =>
  indexPlaces(
    frame,
    wanted.map((item) => ({ place: item.place, item })),
  );

/**
 * Each total stands in the first family in which it crosses none, so the families that come first are the ones of the
 * dimensions that come first. Where two families are enough, two are found.
 */
function familiesOf(frame: Frame, group: readonly Wanted[]): Family[] {
  const sides = twoSides(frame, group);
  if (sides !== null) return sides.map((side) => familyOf(frame, side));
  const families: Wanted[][] = [];
  for (const one of group.toSorted((a, b) => spread(a) - spread(b))) {
    const home = families.find((family) => !family.some(({ place }) => isCrossing(frame, place, one.place)));
    if (home === undefined) families.push([one]);
    else home.push(one);
  }
  return families.map((family) => familyOf(frame, family));
}

/** Totals of the first dimensions before those of later ones, time last. */
const spread = ({ place }: Wanted): number =>
  place.members.reduce((rank, node, d) => rank + (node === 0 ? 2 ** (place.members.length - d) : 0), 0) +
  (place.time === 0 ? 1 : 0);

function twoSides(frame: Frame, group: readonly Wanted[]): [Wanted[], Wanted[]] | null {
  const index = indexWanted(frame, group);
  const side = new Map<Wanted, 0 | 1>([[group[0]!, 0]]);
  for (const [one, here] of side) {
    for (const other of meeting(index, one.place)) {
      if (!isCrossing(frame, one.place, other.place)) continue;
      if (side.get(other) === here) return null;
      if (!side.has(other)) side.set(other, here === 0 ? 1 : 0);
    }
  }
  return [group.filter((one) => side.get(one) === 0), group.filter((one) => side.get(one) === 1)];
}

function placeAround(frame: Frame, a: Place, b: Place): Place {
  const { trees, time } = frame;
  return {
    members: a.members.map((node, d) => nodeAround(trees[d]!, node, b.members[d]!)),
    time: nodeAround(time, a.time, b.time),
  };
}

function nodeAround({ parent, end }: { parent: Int32Array; end: Int32Array }, a: number, b: number): number {
  if (a === b) return a;
  let node = a < 0 ? ~a : a;
  const other = b < 0 ? ~b : b;
  while (other < node || other >= end[node]!) node = parent[node]!;
  return node;
}

function fitFamilies(
  frame: Frame,
  scope: Scope,
  families: readonly Family[],
  wish: Multiway,
  notices: Notice[],
  budget: Budget,
): Result<Written> {
  const cut = cutPieces(frame, scope, families);
  const solved = solve(families, cut.pieces, wish, budget);
  if (!solved.ok) return solved;
  notices.push(...solved.value.notices);
  const after = scope.values.slice();
  for (const at of cut.pieces.keys()) {
    const filled = fillPiece(frame, scope, cut, at, solved.value.amounts[at]!, after);
    if (!filled.ok) return filled;
  }
  const parked = settleMisses(frame, scope, families, solved.value, wish, after);
  if (!parked.ok) return parked;
  notices.push(...parked.value);
  const nothingBelow = families.every(({ wanted }) => wanted.every(({ value }) => value >= 0));
  return ok({ after, promise: null, notices: [], ...(nothingBelow && { nothingBelow }) });
}

function solve(
  families: readonly Family[],
  pieces: readonly Piece[],
  wish: Multiway,
  budget: Budget,
): Result<Solved> {
  // Where nothing is there yet, every free leaf weighs the same (SPR-T58).
  const empty = pieces.every(({ gross }) => gross === 0);
  const weights = pieces.map(({ count, free }) => (empty ? count : free));
  if (families.length > 2) return solveManyFamilies(families, pieces, weights, wish, budget);
  const amounts = solveTwoFamilies(families as [Family, Family], pieces, weights);
  return amounts.ok ? ok({ amounts: amounts.value, notices: [], misses: [] }) : amounts;
}

function fillPiece(
  frame: Frame,
  whole: Scope,
  cut: Pieces,
  at: number,
  amount: number,
  after: Float64Array,
): Result<null> {
  const { free, fixed } = cut.pieces[at]!;
  if (amount === free) return ok(null);
  const { scope, home } = scopeOfPiece(frame, whole, cut, at);
  const value = fixed + amount;
  const written = allocate(frame, scope, { at: scope.place, method: 'proportional', value });
  if (!written.ok) return written;
  home.forEach((there, k) => {
    if (cut.pieceOf[there] === at) after[there] = written.value.after[k]!;
  });
  return ok(null);
}

/** What totals miss is told where they are released, and made good on the named leaf of each where it is parked (SPR-T72). */
function settleMisses(
  frame: Frame,
  scope: Scope,
  families: readonly Family[],
  { misses }: Solved,
  { park }: Multiway,
  after: Float64Array,
): Result<Notice[]> {
  const notices: Notice[] = [];
  for (const { family, total, units } of misses as readonly Miss[]) {
    const { place, name } = families[family]!.wanted[total]!;
    if (park === undefined) {
      notices.push({ code: 'RELEASED', params: { total: name, units } });
      continue;
    }
    const meeting = meetOf(frame, place, park);
    const leaves =
      meeting === null ? [] : [...after.keys()].filter((k) => isLeafUnder(frame, scope, k, meeting));
    const [leaf] = leaves;
    if (leaf === undefined || leaves.length > 1) {
      return refuse(problem('INVALID', 'park', { expected: 'one leaf in each total', total: name }));
    }
    if (scope.guard[leaf] !== 0) return refuse(problem('NO_FREE_CELL', 'park', { amount: units, holds: '' }));
    const now = after[leaf]!;
    after[leaf] = (now === now ? now : 0) + units;
    notices.push({ code: 'MISS_PARKED', params: { total: name, units } });
  }
  return ok(notices);
}

/** Totals that cross in a way nothing can be said about: methods that do not promise an amount. */
export const unproven = (totals: number): Problem => problem('MULTIWAY_UNPROVEN', 'at', { totals });

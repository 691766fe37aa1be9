import { problem } from '../../foundation/problem.ts';
import { ok, refuse, type Result } from '../../foundation/result.ts';
import { covers, meetOf, ownRow, type Place, rowsUnder } from '../frame.ts';
import { leavesInWindow, sumLeaves } from '../totals/scan.ts';
import { childrenOf, isLeafNode } from '../tree.ts';
import { freeSet } from './basis.ts';
import { cubeOf, type Draft, scopeOf } from './draft.ts';
import { percentOf } from './each.ts';
import { apportionBig, integerWeights, roundedQuotient } from './exact.ts';
import type { SpreadMethod, SpreadRequest } from './request.ts';

/** One entry of a method that consists of several: this place is to show this amount. */
export interface StepEntry {
  readonly place: Place;
  readonly value: number;
}

type Planner = (draft: Draft, place: Place, request: SpreadRequest) => Result<readonly StepEntry[]>;

const planners: Partial<Record<SpreadMethod, Planner>> = {
  straightLine: planLine,
  growth: planGrowth,
  pattern: planPattern,
  transfer: planTransfer,
  distribute: planTransfer,
  assign: planTransfer,
  unassigned: planUnassigned,
};

export const isStepMethod = (method: SpreadMethod): boolean => planners[method] !== undefined;

/** Break a method down into entries at sub-totals that do not overlap. */
export function planSteps(draft: Draft, place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  return planners[request.method]!(draft, place, request);
}

/** A sub-total of a method, what it shows and what of that cannot change. */
interface Cell {
  readonly place: Place;
  readonly free: number;
  readonly fixed: number;
  readonly sum: number;
}

function cellsAt(draft: Draft, places: readonly Place[], part: 0 | 1): Result<Cell[]> {
  const cells: Cell[] = [];
  for (const place of places) {
    const scope = scopeOf(draft, place, part);
    if (!scope.ok) return scope;
    const set = freeSet(scope.value);
    cells.push({ place, free: set.count, fixed: set.fixed, sum: set.fixed + set.free });
  }
  return ok(cells);
}

/** The ordered dimension: the only one that varies under the place, or the named one, or time (SPR-T25). */
function orderedDimension(draft: Draft, place: Place, request: SpreadRequest): Result<number | 'time'> {
  if (request.along !== undefined) return ok(request.along);
  const { frame, cube } = draft.input;
  const { from, to } = leavesInWindow(cube, frame.time, place.time);
  if (to - from > 1) return ok('time');
  const rows = rowsUnder(frame, place);
  const varying = frame.position.flatMap((nodes, d) =>
    rows.some((row) => nodes[row] !== nodes[rows[0]!]) ? [d] : [],
  );
  if (varying.length > 1) return refuse(problem('REQUIRED', 'along'));
  return ok(varying[0] ?? 'time');
}

/** The leaves of the ordered dimension under a place, each with everything else below it. */
function orderedLeaves(draft: Draft, place: Place, along: number | 'time'): Place[] {
  const { frame, cube } = draft.input;
  if (along === 'time') {
    const { from, to } = leavesInWindow(cube, frame.time, place.time);
    return Array.from(frame.time.leafNodes.subarray(from, to), (time) => ({ ...place, time }));
  }
  const tree = frame.trees[along]!;
  const nodes = new Set(Array.from(rowsUnder(frame, place), (row) => frame.position[along]![row]!));
  return [...nodes]
    .sort((a, b) => a - b)
    .map((node) => withMember(place, along, isLeafNode(tree, node) ? node : ownRow(node)));
}

function withMember(place: Place, d: number, node: number): Place {
  return { members: place.members.with(d, node), time: place.time };
}

/** SPR-T25: positions are counted over the whole range; cells in which nothing may change keep their number. */
function planLine(draft: Draft, place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  const { from, to } = request;
  if (from === undefined) return refuse(problem('REQUIRED', 'from', { method: 'straightLine' }));
  if (to === undefined) return refuse(problem('REQUIRED', 'to', { method: 'straightLine' }));
  const cells = orderedCells(draft, place, request);
  if (!cells.ok) return cells;
  const n = cells.value.length;
  if (n === 1 && from !== to) return refuse(problem('LINE_OF_ONE', 'at'));
  const steps = BigInt(Math.max(1, n - 1));
  const start = BigInt(from) * steps;
  const rise = BigInt(to) - BigInt(from);
  return ok(
    cells.value.flatMap((cell, k) =>
      cell.free === 0 ? [] : [{ place: cell.place, value: roundedQuotient(start + rise * BigInt(k), steps) }],
    ),
  );
}

function orderedCells(draft: Draft, place: Place, request: SpreadRequest): Result<Cell[]> {
  const along = orderedDimension(draft, request.along === 'time' ? request.at : place, request);
  if (!along.ok) return along;
  // A line over the periods of a balance sets each period, although its total is only the last one's.
  const base = along.value === 'time' ? request.at : place;
  return cellsAt(draft, orderedLeaves(draft, base, along.value), request.part ?? 0);
}

/** SPR-T26: a·(1+p)^(k−1), each from the exact power; or in these proportions so that the total is V. */
function planGrowth(draft: Draft, place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  const { from, percent, value } = request;
  if (percent === undefined) return refuse(problem('REQUIRED', 'percent', { method: 'growth' }));
  if (percent < -100) return refuse(problem('OUT_OF_RANGE', 'percent', { value: percent, min: -100 }));
  if (from === undefined && value === undefined) {
    return refuse(problem('REQUIRED', 'from', { method: 'growth' }));
  }
  const cells = orderedCells(draft, place, request);
  if (!cells.ok) return cells;
  const { num, den } = percentOf(percent);
  const base = den + num;
  const last = cells.value.length - 1;
  if (from !== undefined) {
    return ok(
      cells.value.flatMap((cell, k) => {
        if (cell.free === 0) return [];
        const exact = BigInt(from) * base ** BigInt(k);
        return [{ place: cell.place, value: roundedQuotient(exact, den ** BigInt(k)) }];
      }),
    );
  }
  const weights = cells.value.map((_, k) => base ** BigInt(k) * den ** BigInt(last - k));
  return shareOut(cells.value, weights, value!, request);
}

/** Amounts by weight into the cells that can take some, on top of what is fixed in each (SPR-T13). */
function shareOut(
  cells: readonly Cell[],
  weights: readonly bigint[],
  value: number,
  request: SpreadRequest,
): Result<readonly StepEntry[]> {
  const open = cells.flatMap((cell, i) => (cell.free > 0 ? [{ cell, weight: weights[i]! }] : []));
  const fixed = cells.reduce((sum, cell) => sum + cell.fixed, 0);
  const onTop = (request.action ?? 'replace') !== 'replace';
  const amount = onTop ? (request.action === 'add' ? value : -value) : value - fixed;
  if (open.length === 0) {
    return amount === 0 ? ok([]) : refuse(problem('NO_FREE_CELL', 'at', { amount, holds: '' }));
  }
  if (open.every(({ weight }) => weight === 0n)) return refuse(problem('BASIS_ZERO', 'pattern'));
  const parts = apportionBig(
    amount,
    open.map(({ weight }) => weight),
  );
  return ok(
    open.map(({ cell }, i) => ({ place: cell.place, value: (onTop ? cell.sum : cell.fixed) + parts[i]! })),
  );
}

/** SPR-T34: weights for the children of a total in their order. */
function planPattern(draft: Draft, place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  const { value, pattern } = request;
  if (value === undefined) return refuse(problem('REQUIRED', 'value', { method: 'pattern' }));
  if (pattern === undefined) return refuse(problem('REQUIRED', 'pattern', { method: 'pattern' }));
  const along = orderedDimension(draft, place, request);
  if (!along.ok) return along;
  const children = childPlaces(draft, place, along.value);
  if (children.length === 0) return refuse(problem('INVALID', 'at', { method: 'pattern' }));
  const items = fitPattern(pattern, children.length);
  if (!items.ok) return items;
  const cells = cellsAt(draft, children, request.part ?? 0);
  if (!cells.ok) return cells;
  const weights = integerWeights(items.value.map((item) => (typeof item === 'number' ? item : 0)));
  if (weights === null) return refuse(problem('OUT_OF_RANGE', 'pattern'));
  const negative = weights.find((weight) => weight < 0);
  if (negative !== undefined) return refuse(problem('BASIS_NEGATIVE', 'pattern', { value: negative }));
  const copies = cells.value.filter((cell, i) => items.value[i] === 'P' && cell.free > 0);
  // A child that is left alone counts as fixed; one that repeats the parent's number makes no share smaller.
  const shared = cells.value.flatMap((cell, i) =>
    items.value[i] === 'P' ? [] : [items.value[i] === '!' ? { ...cell, free: 0, fixed: cell.sum } : cell],
  );
  const sharedWeights = weights.filter((_, i) => items.value[i] !== 'P').map(BigInt);
  const entries = copies.map(({ place: at }) => ({ place: at, value }));
  if (copies.length > 0) draft.notices.push({ code: 'NO_PROMISE', params: { leaves: copies.length } });
  if (!items.value.some((item) => typeof item === 'number')) return ok(entries);
  const parts = shareOut(shared, sharedWeights, value, request);
  return parts.ok ? ok([...entries, ...parts.value]) : parts;
}

type PatternItem = number | 'P' | '!';

function fitPattern(pattern: readonly (PatternItem | '*')[], count: number): Result<readonly PatternItem[]> {
  const repeats = pattern.at(-1) === '*';
  const items = (repeats ? pattern.slice(0, -1) : pattern).filter((item): item is PatternItem => item !== '*');
  if (items.length === 0 || (!repeats && items.length !== count)) {
    return refuse(problem('INVALID', 'pattern', { expected: count, given: items.length }));
  }
  return ok(Array.from({ length: count }, (_, i) => items[i % items.length]!));
}

/** Children with leaves, in order; a member's own row comes before what is below it. */
function childPlaces(draft: Draft, place: Place, along: number | 'time'): Place[] {
  const { frame, cube } = draft.input;
  if (along === 'time') {
    return childrenOf(frame.time, place.time)
      .filter((node) => {
        const { from, to } = leavesInWindow(cube, frame.time, node);
        return from < to;
      })
      .map((time) => ({ ...place, time }));
  }
  const node = place.members[along]!;
  if (node < 0) return [];
  return [ownRow(node), ...childrenOf(frame.trees[along]!, node)]
    .map((child) => withMember(place, along, child))
    .filter((child) => rowsUnder(frame, child).length > 0);
}

/** SPR-T35, SPR-T36: an amount leaves the source and enters the target; *assign* leaves the source as it is. */
function planTransfer(draft: Draft, _at: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  const { method, source, target } = request;
  const part = request.part ?? 0;
  const { frame } = draft.input;
  if (target === undefined) return refuse(problem('REQUIRED', 'target', { method }));
  if (source === undefined && method !== 'assign') return refuse(problem('REQUIRED', 'source', { method }));
  const into = sumLeaves(cubeOf(draft), frame, part, target).sum;
  const held = source === undefined ? 0 : sumLeaves(cubeOf(draft), frame, part, source).sum;
  const amount = request.value ?? (method === 'distribute' ? held : undefined);
  if (amount === undefined) return refuse(problem('REQUIRED', 'value', { method }));
  const arrival = { place: target, value: into + amount };
  if (method === 'assign' || source === undefined) return ok([arrival]);
  if (meetOf(frame, source, target) !== null) return refuse(problem('CONTRADICTION', 'target', { method }));
  return ok([{ place: source, value: held - amount }, arrival]);
}

/** SPR-T38: the difference goes to one named leaf, everybody else keeps their number. */
function planUnassigned(draft: Draft, at: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  const { value, target } = request;
  if (value === undefined) return refuse(problem('REQUIRED', 'value', { method: 'unassigned' }));
  if (target === undefined) return refuse(problem('REQUIRED', 'target', { method: 'unassigned' }));
  const { frame } = draft.input;
  if (!covers(frame, at, target)) return refuse(problem('INVALID', 'target', { method: 'unassigned' }));
  const part = request.part ?? 0;
  const total = sumLeaves(cubeOf(draft), frame, part, at).sum;
  const parked = sumLeaves(cubeOf(draft), frame, part, target).sum;
  return ok([{ place: target, value: parked + value - total }]);
}


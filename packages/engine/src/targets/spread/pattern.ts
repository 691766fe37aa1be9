import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { ownRow, type Place, rowsUnder } from '../frame.ts';
import { leavesInWindow } from '../totals/scan.ts';
import { childrenOf } from '../tree.ts';
import { readReference } from './basis.ts';
import { type Draft, scopeOf } from './draft.ts';
import { integerWeights, roundedQuotient } from './exact.ts';
import { type Cell, cellsAt, orderedDimension, type StepEntry, shareOut, withMember } from './ordered.ts';
import type { SpreadRequest } from './request.ts';

/** SPR-T34: weights for the children of a total in their order. */
export function planPattern(
  draft: Draft,
  place: Place,
  request: SpreadRequest,
): Result<readonly StepEntry[]> {
  const { value, pattern } = request;
  if (pattern === undefined) return refuse(problem('REQUIRED', 'pattern', { method: 'pattern' }));
  const found = patternCells(draft, place, request);
  if (!found.ok) return found;
  const children = found.value;
  if (children.length === 0) return refuse(problem('INVALID', 'at', { method: 'pattern' }));
  const items = fitPattern(pattern, children.length);
  if (!items.ok) return items;
  const top = request.selection === undefined ? request.at : undefined;
  const cells = cellsAt(draft, children, request.part ?? 0, top);
  if (!cells.ok) return cells;
  const weights = integerWeights(items.value.map((item) => (typeof item === 'number' ? item : 0)));
  if (weights === null) return refuse(problem('OUT_OF_RANGE', 'pattern'));
  const negative = items.value.findIndex((item) => typeof item === 'number' && item < 0);
  if (negative >= 0) {
    const at = pattern.indexOf(items.value[negative]!);
    return refuse(problem('BASIS_NEGATIVE', `pattern[${at}]`, { value: Number(items.value[negative]) }));
  }
  if (value === undefined) return planOwnSources(draft, cells.value, items.value, weights, request);
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

/** The children of a total, or the selected cells, in their order. */
function patternCells(draft: Draft, place: Place, request: SpreadRequest): Result<readonly Place[]> {
  if (request.selection !== undefined) return ok([request.at, ...request.selection]);
  const along = orderedDimension(draft, place, request);
  return along.ok ? ok(childPlaces(draft, place, along.value)) : along;
}

/** Each child takes its own source's amount times its share of the factors, instead of one total (SPR-T34). */
function planOwnSources(
  draft: Draft,
  cells: readonly Cell[],
  items: readonly PatternItem[],
  weights: readonly number[],
  request: SpreadRequest,
): Result<readonly StepEntry[]> {
  const { reference, part = 0 } = request;
  if (reference === undefined) return refuse(problem('REQUIRED', 'value', { method: 'pattern' }));
  if (items.includes('P')) return refuse(problem('INVALID', 'pattern', { given: 'P' }));
  const factors = weights.reduce((sum, weight) => sum + weight, 0);
  if (factors === 0) return refuse(problem('BASIS_ZERO', 'pattern'));
  const entries: StepEntry[] = [];
  for (const [i, { place, free }] of cells.entries()) {
    if (items[i] === '!' || free === 0) continue;
    const scope = scopeOf(draft, place, part);
    if (!scope.ok) return scope;
    const read = readReference(draft.input.frame, scope.value, reference);
    if (!read.ok) return read;
    const source = read.value.reduce((sum, one) => (Number.isNaN(one) ? sum : sum + one), 0);
    const value = roundedQuotient(BigInt(source) * BigInt(weights[i]!), BigInt(factors));
    entries.push({ place, value });
  }
  draft.notices.push({ code: 'NO_PROMISE', params: { leaves: entries.length } });
  return ok(entries);
}

type PatternItem = number | 'P' | '!';

function fitPattern(pattern: readonly (PatternItem | '*')[], count: number): Result<readonly PatternItem[]> {
  const repeats = pattern.at(-1) === '*';
  const items = (repeats ? pattern.slice(0, -1) : pattern).filter(
    (item): item is PatternItem => item !== '*',
  );
  if (items.length === 0 || (!repeats && items.length !== count)) {
    return refuse(problem('INVALID', 'pattern', { expected: count, given: items.length }));
  }
  return ok(Array.from({ length: count }, (_, i) => items[i % items.length]!));
}

/**
 * Children with leaves, in order; a member's own row comes before what is below it. An only child is no choice: the
 * weights are for what is below that.
 */
function childPlaces(draft: Draft, place: Place, along: number | 'time'): Place[] {
  const children = along === 'time' ? childPeriods(draft, place) : childMembers(draft, place, along);
  const [only] = children;
  if (children.length !== 1 || only === undefined) return children;
  const below = childPlaces(draft, only, along);
  return below.length > 0 ? below : children;
}

function childPeriods({ input: { frame, cube } }: Draft, place: Place): Place[] {
  return childrenOf(frame.time, place.time)
    .filter((node) => {
      const { from, to } = leavesInWindow(cube, frame.time, node);
      return from < to;
    })
    .map((time) => ({ ...place, time }));
}

function childMembers({ input: { frame } }: Draft, place: Place, along: number): Place[] {
  const node = place.members[along]!;
  if (node < 0) return [];
  return [ownRow(node), ...childrenOf(frame.trees[along]!, node)]
    .map((child) => withMember(place, along, child))
    .filter((child) => rowsUnder(frame, child).length > 0);
}

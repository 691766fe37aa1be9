import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { ownRow, type Place, rowsUnder } from '../frame.ts';
import { leavesInWindow } from '../totals/scan.ts';
import { childrenOf } from '../tree.ts';
import type { Draft } from './draft.ts';
import { integerWeights } from './exact.ts';
import { cellsAt, orderedDimension, type StepEntry, shareOut, withMember } from './ordered.ts';
import type { SpreadRequest } from './request.ts';

/** SPR-T34: weights for the children of a total in their order. */
export function planPattern(
  draft: Draft,
  place: Place,
  request: SpreadRequest,
): Result<readonly StepEntry[]> {
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
  const items = (repeats ? pattern.slice(0, -1) : pattern).filter(
    (item): item is PatternItem => item !== '*',
  );
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

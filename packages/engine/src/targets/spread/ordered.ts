import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { covers, ownRow, type Place, placeAbove, rowsUnder } from '../frame.ts';
import { leavesInWindow } from '../totals/scan.ts';
import { isLeafNode } from '../tree.ts';
import { freeSet } from './basis.ts';
import { type Draft, scopeOf } from './draft.ts';
import { apportionBig } from './exact.ts';
import type { SpreadRequest } from './request.ts';
import { nothingFree } from './scope.ts';

/** One entry of a method that consists of several: this place is to show this amount. */
export interface StepEntry {
  readonly place: Place;
  readonly value: number;
}

/** A sub-total of a method, what it shows and what of that cannot change. */
export interface Cell {
  readonly place: Place;
  readonly free: number;
  readonly fixed: number;
  readonly sum: number;
  /** Leaves below it with an entry. */
  readonly entries: number;
}

/** `top`: the cell above them that was typed; without one each of them was typed itself. */
export function cellsAt(draft: Draft, places: readonly Place[], part: 0 | 1, top?: Place): Result<Cell[]> {
  const cells: Cell[] = [];
  for (const place of places) {
    const scope = scopeOf(draft, place, part);
    if (!scope.ok) return scope;
    const { count, fixed, free, entries } = freeSet(scope.value);
    const sum = fixed + free;
    const stays = top !== undefined && isHeldBetween(draft, top, place);
    cells.push(
      stays ? { place, free: 0, fixed: sum, sum, entries } : { place, free: count, fixed, sum, entries },
    );
  }
  return ok(cells);
}

/** A held total between the typed cell and one below protects that one, as it protects its leaves (SPR-T45). */
function isHeldBetween({ input }: Draft, top: Place, place: Place): boolean {
  const { frame, holds = [] } = input;
  return holds.some(({ keeps, at, share }) => {
    if (keeps !== 'total' && keeps !== 'share') return false;
    const whole = share && placeAbove(frame, at, share.along);
    if (whole && covers(frame, top, whole)) return false;
    return covers(frame, top, at) && covers(frame, at, place);
  });
}

/** The refusal of a method that found nothing it may write below the typed cell (SPR-T55); `null` when there is something. */
export function nothingToWrite(
  draft: Draft,
  cells: readonly Cell[],
  { at, part = 0 }: SpreadRequest,
): Problem | null {
  if (cells.some(({ free }) => free > 0)) return null;
  const scope = scopeOf(draft, at, part);
  return scope.ok ? nothingFree(scope.value, 0) : (scope.problems[0] ?? null);
}

/** The cells of a line in their order: the selected ones, or the leaves of the ordered dimension under the place. */
export function orderedCells(draft: Draft, place: Place, request: SpreadRequest): Result<Cell[]> {
  const { selection, part = 0 } = request;
  if (selection !== undefined) return cellsAt(draft, [request.at, ...selection], part);
  const along = orderedDimension(draft, request.along === 'time' ? request.at : place, request);
  if (!along.ok) return along;
  // A line over the periods of a balance sets each period, although its total is only the last one's.
  const base = along.value === 'time' ? request.at : place;
  return cellsAt(draft, orderedLeaves(draft, base, along.value), part, request.at);
}

/** The ordered dimension: the only one that varies under the place, or the named one, or time (SPR-T25). */
export function orderedDimension(
  draft: Draft,
  place: Place,
  request: SpreadRequest,
): Result<number | 'time'> {
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
export function orderedLeaves(draft: Draft, place: Place, along: number | 'time'): Place[] {
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

export function withMember(place: Place, d: number, node: number): Place {
  return { members: place.members.with(d, node), time: place.time };
}

/** Amounts by weight into the cells that can take some, on top of what is fixed in each (SPR-T13). */
export function shareOut(
  cells: readonly Cell[],
  weights: readonly bigint[],
  value: number,
  request: SpreadRequest,
): Result<readonly StepEntry[]> {
  const open = cells.flatMap((cell, i) => (cell.free > 0 ? [{ cell, weight: weights[i]! }] : []));
  const fixed = cells.reduce((sum, cell) => sum + cell.fixed, 0);
  const onTop = (request.action ?? 'replace') !== 'replace';
  const amount = onTop ? addedBy(cells, value, request) : value - fixed;
  if (open.length === 0) {
    return amount === 0 ? ok([]) : refuse(problem('NO_FREE_CELL', 'at', { amount, holds: '' }));
  }
  if (open.every(({ weight }) => weight === 0n)) {
    // Nothing needs no proportions.
    if (amount !== 0) return refuse(problem('BASIS_ZERO', 'pattern'));
    return ok(open.map(({ cell }) => ({ place: cell.place, value: onTop ? cell.sum : cell.fixed })));
  }
  const { residue, method } = request;
  // A list of shares has no leaf that could take what its parts leave over.
  if (residue === 'location') return refuse(problem('INVALID', 'residue', { residue, method }));
  const parts = apportionBig(
    amount,
    open.map(({ weight }) => weight),
    residue,
  );
  return ok(
    open.map(({ cell }, i) => ({ place: cell.place, value: (onTop ? cell.sum : cell.fixed) + parts[i]! })),
  );
}

/** What is laid on top: the typed number, or what is missing of the total that was reckoned from it already. */
function addedBy(cells: readonly Cell[], value: number, { action, shows }: SpreadRequest): number {
  if (shows !== undefined) return shows - cells.reduce((sum, cell) => sum + cell.sum, 0);
  return action === 'add' ? value : -value;
}

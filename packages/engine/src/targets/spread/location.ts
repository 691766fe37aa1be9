import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { covers, type Frame, leavesUnder, type Place, rowsUnder } from '../frame.ts';
import type { Parts } from './descend.ts';
import { exactShare } from './exact-share.ts';
import type { SpreadRequest } from './request.ts';
import { guards, indexOfRow, nothingFree, type Scope } from './scope.ts';

/**
 * Where in the scope the named leaf stands, or `null` when none is named. Refuses with `REQUIRED` (a residue that wants a
 * place has none), `INVALID` (no single leaf of the scope) and `NO_FREE_CELL` (a leaf that may not change).
 */
export function locate(frame: Frame, scope: Scope, request: SpreadRequest): Result<number | null> {
  const { location, residue } = request;
  if (location === undefined) {
    return residue === 'location' ? refuse(problem('REQUIRED', 'location', { residue })) : ok(null);
  }
  const k = leafIn(frame, scope, location);
  if (k === null) return refuse(problem('INVALID', 'location', { expected: 'one leaf of the edited cell' }));
  if (scope.guard[k] === guards.free) return ok(k);
  const { code, params } = nothingFree(scope, 0);
  return refuse(problem(code, 'location', params));
}

function leafIn(frame: Frame, scope: Scope, location: Place): number | null {
  if (!covers(frame, scope.place, location)) return null;
  const rows = rowsUnder(frame, location);
  const { from, to } = leavesUnder(frame.time, location.time);
  if (rows.length !== 1 || to - from !== 1 || from < scope.from || to > scope.to) return null;
  return indexOfRow(frame, scope.rows, rows[0]!) * (scope.to - scope.from) + from - scope.from;
}

/**
 * Every leaf the floor of its exact share, and all that is left to one leaf: the residue stands in a place of its own
 * instead of being strewn over the leaves (SPR-T68). Negative amounts are mirrored (SPR-T66). Weights are integers and
 * not in sum 0. `null`: parts leave the range of exact numbers.
 */
export function floorsAndRest(weights: Float64Array, amount: number, at: number): Parts | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const size = Math.abs(amount);
  const sign = amount < 0 ? -1 : 1;
  const whole = Math.abs(total);
  const parts = new Float64Array(weights.length);
  let left = size;
  for (let k = 0; k < weights.length; k++) {
    const weight = total < 0 ? -weights[k]! : weights[k]!;
    if (weight === 0) continue;
    const { floor } = exactShare(size, weight, whole);
    if (Math.abs(floor) > Number.MAX_SAFE_INTEGER) return null;
    left -= floor;
    parts[k] = floor === 0 ? 0 : sign * floor;
  }
  parts[at]! += left === 0 ? 0 : sign * left;
  return { parts, units: left };
}

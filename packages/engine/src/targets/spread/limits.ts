import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { Frame } from '../frame.ts';
import type { FreeSet } from './basis.ts';
import type { Range } from './curve.ts';
import type { Limit } from './range.ts';
import type { LeafLimit, SpreadRequest } from './request.ts';
import type { Scope } from './scope.ts';

export const hasLimits = (scope: Scope, request: SpreadRequest): boolean =>
  scope.limits.length > 0 || request.floor !== undefined || request.cap !== undefined;

/** What each leaf of a scope may be, from the bound holds on single leaves and the bounds of the request. */
export function leafRanges(frame: Frame, scope: Scope, request: SpreadRequest): Result<Range[]> {
  const width = scope.to - scope.from;
  const ranges: Range[] = [];
  for (let k = 0; k < scope.values.length; k++) {
    const row = scope.rows[Math.floor(k / width)]!;
    const slot = frame.time.slots[scope.from + (k % width)]!;
    const lo = limitAt(request.floor, row, slot) ?? -Infinity;
    const hi = limitAt(request.cap, row, slot) ?? Infinity;
    if (lo > hi) return refuse(problem('BOUNDS', 'cap', { amount: lo - hi, min: lo, max: hi, holds: '' }));
    ranges.push({ lo, hi });
  }
  for (const { id, leaves, lo, hi } of scope.limits) {
    if (leaves.length !== 1) continue;
    const known = ranges[leaves[0]!]!;
    const both = { lo: Math.max(known.lo, lo), hi: Math.min(known.hi, hi) };
    if (both.lo > both.hi) {
      const params = { amount: both.lo - both.hi, min: both.lo, max: both.hi, holds: id };
      return refuse(problem('BOUNDS', 'at', params));
    }
    ranges[leaves[0]!] = both;
  }
  return ok(ranges);
}

/** Whether every leaf that the entry counts is within its ends already, an empty one counting as 0. */
export function isWithinEnds(
  frame: Frame,
  scope: Scope,
  { floor, cap }: SpreadRequest,
  { counted }: FreeSet,
): boolean {
  if (floor === undefined && cap === undefined) return true;
  const width = scope.to - scope.from;
  for (let k = 0; k < scope.values.length; k++) {
    if (counted[k] === 0) continue;
    const row = scope.rows[Math.floor(k / width)]!;
    const slot = frame.time.slots[scope.from + (k % width)]!;
    const value = scope.values[k]! || 0;
    if (value < (limitAt(floor, row, slot) ?? -Infinity) || value > (limitAt(cap, row, slot) ?? Infinity))
      return false;
  }
  return true;
}

function limitAt(limit: LeafLimit | undefined, row: number, slot: number): number | null {
  return typeof limit === 'function' ? limit(row, slot) : (limit ?? null);
}

/**
 * The bound holds on totals that nest, the largest first, each with the nearest one around it. One that crosses another
 * is left to the check afterwards: it holds there or refuses the entry.
 */
export function nestLimits(limits: readonly Limit[], leaves: number): readonly Limit[] {
  const totals = limits
    .filter((one) => one.leaves.length > 1)
    .sort((a, b) => b.leaves.length - a.leaves.length || (a.id < b.id ? -1 : 1));
  const nested: Limit[] = [];
  // The innermost one around each leaf so far: all leaves of one that crosses none have the same.
  const innermost = new Int32Array(leaves);
  for (const one of totals) {
    const around = innermost[one.leaves[0]!]!;
    if (one.leaves.some((leaf) => innermost[leaf] !== around)) continue;
    nested.push(one);
    for (const leaf of one.leaves) innermost[leaf] = nested.length;
  }
  return nested;
}

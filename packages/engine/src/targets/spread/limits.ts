import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { cellAddress, rowOf, slotOf } from '../../plan/cube.ts';
import { covers, type Frame, isUnder, type Place } from '../frame.ts';
import { leafOfSlot } from '../tree.ts';
import type { Range } from './curve.ts';
import type { LeafLimit, SpreadRequest } from './request.ts';
import type { Scope } from './scope.ts';

/** A bound hold inside a scope (SPR-T64): its leaves by their index there, and what they may make together. */
export interface Limit extends Range {
  readonly id: string;
  readonly place: Place;
  readonly leaves: readonly number[];
}

export const unlimited: Range = { lo: -Infinity, hi: Infinity };

export const rangeBetween = (floor: number | undefined, cap: number | undefined): Range => ({
  lo: floor ?? -Infinity,
  hi: cap ?? Infinity,
});

/** How far a number lies outside its range: negative below the floor, positive above the cap. */
export function beyond(value: number, { lo, hi }: Range): number {
  if (value < lo) return value - lo;
  return value > hi ? value - hi : 0;
}

/** Ends of a range as a problem says them; `null` = no end there. */
export const rangeParams = ({ lo, hi }: Range): { min: number | null; max: number | null } => ({
  min: lo === -Infinity ? null : lo,
  max: hi === Infinity ? null : hi,
});

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

function limitAt(limit: LeafLimit | undefined, row: number, slot: number): number | null {
  return typeof limit === 'function' ? limit(row, slot) : (limit ?? null);
}

/** The leaves of a place by their index in a scope that covers it. */
export function indicesUnder(frame: Frame, scope: Scope, place: Place): number[] {
  const width = scope.to - scope.from;
  const found: number[] = [];
  scope.rows.forEach((row, i) => {
    for (let j = 0; j < width; j++) {
      const cell = cellAddress(row, frame.time.slots[scope.from + j]!);
      const leaf = leafOfSlot(frame.time, slotOf(cell));
      if (isUnder(frame, place, rowOf(cell), leaf)) found.push(i * width + j);
    }
  });
  return found;
}

/**
 * The bound holds on totals that nest, the largest first, each with the nearest one around it. One that crosses another
 * is left to the check afterwards: it holds there or refuses the entry.
 */
export function nestLimits(frame: Frame, limits: readonly Limit[]): readonly Limit[] {
  const totals = limits
    .filter(({ leaves }) => leaves.length > 1)
    .sort((a, b) => b.leaves.length - a.leaves.length || (a.id < b.id ? -1 : 1));
  const nested: Limit[] = [];
  for (const one of totals) {
    const leaves = new Set(one.leaves);
    const crosses = nested.some(
      (other) => !covers(frame, other.place, one.place) && other.leaves.some((leaf) => leaves.has(leaf)),
    );
    if (!crosses) nested.push(one);
  }
  return nested;
}

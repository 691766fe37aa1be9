import type { Place } from '../frame.ts';
import type { Range } from './curve.ts';

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

import type { Place } from '../frame.ts';

/** A total that is to be true at the end: typed, or held. */
export interface Wanted {
  readonly place: Place;
  readonly value: number;
  /** How a refusal calls it. */
  readonly name: string;
}

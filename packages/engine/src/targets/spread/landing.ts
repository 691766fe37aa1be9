import type { Place } from '../frame.ts';
import { leavesInWindow } from '../totals/scan.ts';
import type { TimeBehaviour } from '../totals.ts';
import type { SpreadInput } from './request.ts';

export const behaviourOf = (input: SpreadInput): TimeBehaviour =>
  input.aggregation === 'last' ? 'last' : (input.behaviour ?? 'flow');

export const isRate = (input: SpreadInput): boolean =>
  input.aggregation === 'ratio' || input.aggregation === 'wavg';

/**
 * Where an entry really lands: a number typed at a longer period of an opening or closing balance is the
 * number of its first or last leaf period (SPR-T40).
 */
export function landing(input: SpreadInput, place: Place): Place {
  const behaviour = behaviourOf(input);
  if (behaviour !== 'first' && behaviour !== 'last') return place;
  const { time } = input.frame;
  const { from, to } = leavesInWindow(input.cube, time, place.time);
  if (from === to) return place;
  return { members: place.members, time: time.leafNodes[behaviour === 'first' ? from : to - 1]! };
}

/** The largest or smallest leaf speaks for a larger place, over time too: no period is more than another. */
export const isExtreme = (input: SpreadInput): boolean =>
  input.aggregation === 'max' || input.aggregation === 'min';

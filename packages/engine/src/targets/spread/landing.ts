import type { Place } from '../frame.ts';
import { leavesInWindow } from '../totals/scan.ts';
import type { TimeBehaviour } from '../totals.ts';
import type { SpreadInput } from './request.ts';

/** How periods add up; `fill` differs from `flow` only in what typing at a longer period does (`isFill`). */
export function behaviourOf({
  aggregation,
  behaviour = 'flow',
}: SpreadInput): Exclude<TimeBehaviour, 'fill'> {
  if (aggregation === 'last') return behaviour === 'fill' || behaviour === 'flow' ? 'last' : behaviour;
  return behaviour === 'fill' ? 'flow' : behaviour;
}

/** Whether a number typed at a longer period is copied into each of its leaf periods (SPR-T40, SPR-T41). */
export const isFill = ({ behaviour }: SpreadInput): boolean => behaviour === 'fill';

/** A mean over time, of periods alike or by their days. */
export const isMean = (input: SpreadInput): boolean => behaviourOf(input).toLowerCase().endsWith('average');

export const isRate = (input: SpreadInput): boolean =>
  input.aggregation === 'ratio' || input.aggregation === 'wavg';

/** Whether a total is made of its leaves' numbers by adding them, those of one period at least (SPR-T78). */
export const addsUp = ({ aggregation }: SpreadInput): boolean => addingUp.has(aggregation);

const addingUp: ReadonlySet<string> = new Set(['sum', 'last', 'ratio', 'wavg']);

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

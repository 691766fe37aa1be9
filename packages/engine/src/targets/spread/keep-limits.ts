import { type Problem, problem } from '../../foundation/problem.ts';
import { sumLeaves } from '../totals/scan.ts';
import type { Fraction } from '../totals.ts';
import type { Range } from './curve.ts';
import { cubeOf, type Draft } from './draft.ts';
import { isMean, landing } from './landing.ts';
import { beyond, rangeBetween } from './range.ts';
import { shownAt } from './shown.ts';

/**
 * Every number with a floor or cap that an entry has moved, wherever it was typed, still lies between them (SPR-T64).
 * A bound moves nobody: an entry that would leave it is refused, with what is missing or too much.
 */
export function brokenLimits(draft: Draft): Problem[] {
  const { input } = draft;
  const bounds = (input.holds ?? []).filter(({ keeps }) => keeps === 'bound');
  if (bounds.length === 0 || draft.steps.length === 0) return [];
  const after = cubeOf(draft);
  return bounds.flatMap(({ id, at, floor, cap }) => {
    const place = landing(input, at);
    const was = sumLeaves(input.cube, input.frame, 0, place);
    const is = sumLeaves(after, input.frame, 0, place);
    const range = rangeBetween(floor, cap);
    const shown = isMean(input) ? shownAt(input, after, place) : null;
    // What is emptied counts as 0 (SPR-T56): it would be a way around the floor.
    const amount = shown ? meanBeyond(shown, range) : beyond(is.sum, range);
    const moved = was.sum !== is.sum || was.entries !== is.entries;
    if (!moved || amount === 0) return [];
    return [problem('BOUNDS', 'at', { amount, holds: id, within: id })];
  });
}

/** A floor or cap on a mean is one for what is shown, not for the sum of its periods; in whole units, away from zero. */
function meanBeyond(shown: Fraction, { lo, hi }: Range): number {
  const { numerator, denominator } = shown;
  const missed = beyond(numerator, { lo: lo * denominator, hi: hi * denominator }) / denominator;
  return missed < 0 ? Math.floor(missed) : Math.ceil(missed);
}

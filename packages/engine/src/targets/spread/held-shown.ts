import { type Problem, problem } from '../../foundation/problem.ts';
import type { Fraction } from '../totals.ts';
import { cubeOf, type Draft } from './draft.ts';
import { addsUp, behaviourOf, isExtreme } from './landing.ts';
import { shownAt } from './shown.ts';

/**
 * Held totals that are no sums: where the largest leaf or one period speaks for the others, or their mean does, nothing
 * that absorbs makes a total right again. One that shows something else than before refuses the entry (SPR-T45).
 *
 * Totals with numbers of their own are not among them: no leaf moves those (SPR-T78).
 */
export function movedTotals(draft: Draft): Problem[] {
  const { input } = draft;
  const derived = isExtreme(input) || (addsUp(input) && behaviourOf(input) !== 'flow');
  const held = derived ? (input.holds ?? []).filter(({ keeps }) => keeps === 'total') : [];
  if (held.length === 0 || draft.steps.length === 0) return [];
  const after = cubeOf(draft);
  return held
    .filter(({ at }) => !isSame(shownAt(input, input.cube, at), shownAt(input, after, at)))
    .map(({ id }) => problem('NO_FREE_CELL', 'at', { holds: id, within: id }));
}

function isSame(a: Fraction | null, b: Fraction | null): boolean {
  if (a === null || b === null) return a === b;
  return BigInt(a.numerator) * BigInt(b.denominator) === BigInt(b.numerator) * BigInt(a.denominator);
}

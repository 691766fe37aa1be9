import { type BookState, findRecord, type Problem } from '@shapan/engine';
import type { ErrorCode } from '../error.ts';
import { holdInside } from './hold-policy.ts';
import type { Parts } from './parts.ts';

/** A refusal as somebody may know it. */
export interface ToldRefusal extends Omit<Problem, 'code'> {
  readonly code: ErrorCode;
}

/**
 * What an engine's refusal says to who works in a part of the organisation. How much is possible below a hold that reaches
 * out of the part – or out of what was released of it (SPR-T93) – is reckoned from numbers outside it, and so is how far a
 * number misses: such a refusal names the holds, which of them are
 * soft, and nothing more (`HELD_OUTSIDE`). Where only the range of what is possible
 * is reckoned from such a hold, only the range is left out. Of numbers that are not the asker's to
 * change it is not told by how much they would.
 */
export function toldRefusal(
  problem: Problem,
  { state, parts }: { readonly state: BookState; readonly parts: Parts },
): ToldRefusal {
  if (parts.of().size === 0 || !problem.params) return problem;
  const { holds, amount: _, ...params } = problem.params;
  if (problem.code === 'FORBIDDEN')
    return { ...problem, params: { ...params, ...(holds !== undefined && { holds }) } };
  const outside = (ids: unknown): boolean =>
    typeof ids === 'string' &&
    ids.split(',').some((id) => {
      const hold = findRecord(state, 'hold', id);
      if (!hold) return false;
      return !holdInside(hold, { state, territory: parts.of(String(hold.fields['target'])) });
    });
  if (outside(holds)) {
    return {
      code: 'HELD_OUTSIDE',
      ...(problem.path !== undefined && { path: problem.path }),
      params: { holds: holds ?? null, ...(params['soft'] !== undefined && { soft: params['soft'] }) },
    };
  }
  if (!outside(problem.params['reckonedFrom'])) return problem;
  const {
    min: _min,
    max: _max,
    untried: _untried,
    unsure: _unsure,
    reckonedFrom: _from,
    ...known
  } = problem.params;
  return { ...problem, params: known };
}

import type { BookState } from '../../plan/state.ts';
import {
  type Contribution,
  type CoverageShift,
  type CoverageSight,
  contributionOf,
  coverageShift,
  type Waiting,
} from '../../strategy/index.ts';
import type { MovedTask } from './consequence.ts';
import { expectedAfter } from './expected-after.ts';
import type { PlanSchedule } from './plan-schedule.ts';
import { expectedFinish } from './read-schedule.ts';

/** What a move does to the coverage of one target. */
export interface TargetShift extends CoverageShift {
  readonly target: string;
}

/** What is known of a plan's coverage while a bar is held. */
export interface CoverageBooks {
  readonly state: BookState;
  readonly waiting: Waiting;
  /** How a target is covered as tasks are expected to end now; nothing of one that has no table. */
  readonly sightOf: (target: string) => CoverageSight | undefined;
}

/**
 * What moves of tasks do to the coverage of targets whose contributions wait for them (COV-9). Costs what the moves change:
 * targets that no such contribution names are not looked at.
 */
export function coverageAfter(
  plan: PlanSchedule,
  moved: readonly MovedTask[],
  { state, waiting, sightOf }: CoverageBooks,
): readonly TargetShift[] {
  if (waiting.size === 0) return [];
  const ends = expectedAfter(plan, moved);
  const standing = expectedFinish(plan);
  const changed = new Map<string, Contribution[]>();
  for (const task of ends.keys()) {
    for (const record of waiting.get(task) ?? []) {
      const was = contributionOf(state, record, { finishOf: standing });
      const is = contributionOf(state, record, { finishOf: (one) => ends.get(one) ?? standing(one) });
      if (!is || is.effect?.from === was?.effect?.from) continue;
      const known = changed.get(is.target);
      if (known) known.push(is);
      else changed.set(is.target, [is]);
    }
  }
  return [...changed].flatMap(([target, contributions]) => {
    const sight = sightOf(target);
    const shift = sight && coverageShift(sight, contributions);
    return shift ? [{ target, ...shift }] : [];
  });
}

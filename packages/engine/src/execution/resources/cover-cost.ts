import { roundedShare } from '../../foundation/ratio.ts';
import type { BookState } from '../../plan/state.ts';
import { type Coverage, expectedByInitiative } from '../../strategy/index.ts';
import { budgetOf } from './budget.ts';

/** What an initiative costs, beside what it is expected to add to one target. */
export interface CoverCost {
  /** Money planned for it, in smallest units of the plan's currency. */
  readonly planned: number;
  /**
   * The same for one main unit of the target – one yuan, one customer, one percentage point – of what it is expected to add to
   * all of it, to the nearest smallest unit of the currency; where less is better, of what it takes away. `null`: it is
   * expected to change nothing.
   */
  readonly perUnit: number | null;
}

/** Of initiatives that add to a target, by id, as far as their needs say money (COV-11). */
export function coverCosts(state: BookState, coverage: Coverage): ReadonlyMap<string, CoverCost> {
  const expected = expectedByInitiative(coverage);
  const unit = unitsOfMain(coverage);
  return new Map(
    budgetOf(state).initiatives.flatMap(({ initiative, planned, needs }) => {
      const added = initiative === null ? undefined : expected.get(initiative.id);
      if (initiative === null || added === undefined || planned === null || needs.length === 0) return [];
      const perUnit = added === 0 ? null : roundedShare(planned, unit, Math.abs(added));
      return [[initiative.id, { planned, perUnit }] as const];
    }),
  );
}

/** Units of coverage in one main unit: hundredths of a rate as it is read, smallest units of everything else. */
const unitsOfMain = ({ layout: { cube, decimals } }: Coverage): number =>
  cube.parts === 2 ? 100 : 10 ** decimals;

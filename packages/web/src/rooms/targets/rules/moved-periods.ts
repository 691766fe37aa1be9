import { type Change, type Fraction, type PlanRecord, placeRule, readFraction } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import { totalsAfter } from '../breakdown/spread-summary.ts';

/** What a period has before and after a rule that divides over time. */
export interface MovedPeriod {
  readonly id: string;
  readonly before: Fraction | null;
  readonly after: Fraction | null;
}

/** The periods that a rule divides into and that it changes, in their order; none of a rule that divides among members. */
export function movedPeriods(
  table: TargetTable,
  rule: PlanRecord,
  changes: readonly Change[],
): readonly MovedPeriod[] {
  const placed = placeRule(table.layout, rule);
  const then = totalsAfter(table, changes);
  if (!placed.ok || placed.value.along !== 'time' || !then) return [];
  const { at, parts } = placed.value;
  return parts.flatMap(({ id, node }) => {
    const place = { members: at.members, time: node };
    const [before, after] = [readFraction(table.totals, place), readFraction(then, place)];
    const same = before?.numerator === after?.numerator && before?.denominator === after?.denominator;
    return same ? [] : [{ id, before, after }];
  });
}

import type { DateRange } from '../foundation/date.ts';
import type { Formula } from '../foundation/formula.ts';
import type { Cube } from '../plan/cube.ts';
import type { Parents } from '../plan/parents.ts';
import type { PlanRecord } from '../plan/record.ts';
import type { Frame } from './frame.ts';
import type { Era } from './organisation/eras.ts';
import type { Stints } from './organisation/stints.ts';
import type { TimeBehaviour } from './totals.ts';
import type { TotalsLaw } from './totals-law.ts';

/**
 * A target as a table: its cube seen through the hierarchies that the master data and the calendar give it.
 * Built anew when rows, members or the window change; edits of numbers leave it valid.
 */
export interface TargetLayout {
  readonly target: PlanRecord;
  readonly metric: PlanRecord;
  readonly aggregation: string;
  readonly cube: Cube;
  readonly frame: Frame;
  readonly behaviour: Exclude<TimeBehaviour, 'fill'>;
  /** Periods add up, but a number typed at a longer one is copied into each of them (SPR-T41). */
  readonly fills: boolean;
  /** Where the numbers of totals come from. */
  readonly totals: TotalsLaw;
  /** `false`: totals of this metric do not follow from the leaves below (DOMAIN-5). */
  readonly rollsUp: boolean;
  /** The own numbers of totals by `placeKey`; empty unless `totals` is `stated`. */
  readonly stated: ReadonlyMap<string, number>;
  /** How a formula metric is computed in this plan; `null` unless `totals` is `computed`. */
  readonly formula: FormulaView | null;
  /** Decimals of the smallest unit. */
  readonly decimals: number;
  readonly periods: readonly LeafPeriod[];
  /** Whose parents the table follows, and when. */
  readonly organisation: Organised;
}

/** What a table knows of the organisation over time (ORG-1). */
export interface Organised {
  readonly parents: Parents;
  readonly eras: readonly Era[];
  /** Rows that stand in several places; `cube` is then in lines. `null` = none does. */
  readonly stints: Stints | null;
}

/** A leaf period of a target's window. */
export interface LeafPeriod extends DateRange {
  readonly id: string;
  readonly slot: number;
}

/** A formula metric as one plan computes it. */
export interface FormulaView {
  /** Formula metrics among the drivers are written out, so that only metrics with numbers of their own are named. */
  readonly formula: Formula;
  /** In the order of the formula. */
  readonly drivers: readonly Driver[];
  /** Keys of the drivers in the order in which they are asked to absorb a typed number. */
  readonly absorbing: readonly string[];
}

/** A metric that a formula stands on, and the plan's target for it. */
export interface Driver {
  readonly key: string;
  readonly metric: PlanRecord;
  /** `null`: no target of the plan has this metric with the same dimensions, grain and window. */
  readonly layout: TargetLayout | null;
}

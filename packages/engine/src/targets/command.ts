import type { Fields } from '../plan/record.ts';

/** What somebody asks of the numbers. */
export type TargetCommand = DefineTarget | ChangeRows | EnterTargets | RemoveTarget;

/** A new row of template T1: a metric with its class, and the coordinates over which it is broken down. */
export interface DefineTarget {
  readonly type: 'target.define';
  readonly id: string;
  readonly fields: Fields;
  /** Coordinates of the breakdown: one dimension member per dimension of the target. `[[]]` = no breakdown. */
  readonly rows: readonly (readonly string[])[];
}

/** Coordinates enter or leave the breakdown. Leaving coordinates lose their numbers (and undo brings them back). */
export interface ChangeRows {
  readonly type: 'target.rows';
  readonly target: string;
  readonly add?: readonly (readonly string[])[];
  readonly remove?: readonly (readonly string[])[];
}

export interface RemoveTarget {
  readonly type: 'target.remove';
  readonly target: string;
}

/** Numbers typed at any level, one gesture: a set of promises, not a sequence (SPR-T81). */
export interface EnterTargets {
  readonly type: 'target.enter';
  readonly target: string;
  readonly entries: readonly TargetEntry[];
}

/** A place in a target's table: one tree node per dimension (a member id, or `*` for the top) and one time node. */
export interface CellPlace {
  readonly members: readonly string[];
  readonly time: string;
}

export interface TargetEntry {
  readonly at: CellPlace;
  /** How the number comes true below (SPREADING §4); `proportional` when left out. */
  readonly method?: string;
  /** In the metric's smallest unit, exact. `null` clears. */
  readonly value?: number | null;
  /** Ratio and weighted-average metrics: numerator and denominator of a leaf, or the rate wanted at a total. */
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  readonly rate?: number;
  readonly percent?: number;
  readonly from?: number;
  readonly to?: number;
  readonly action?: 'replace' | 'add' | 'subtract';
  readonly filter?: 'all' | 'populated' | 'nonZero' | 'emptyOnly';
  readonly pattern?: string;
  /** Where the proportions come from: another target of the plan with the same breakdown. */
  readonly reference?: string;
}

import type { Fields } from '../plan/record.ts';
import type { CalendarChoice, CalendarKind } from './calendar/calendar-basis.ts';
import type {
  GivingPart,
  NegativeBasisRule,
  ResidueRule,
  SkipRule,
  SpreadAction,
  SpreadFilter,
  ZeroBasisRule,
} from './spread/request.ts';

/** What somebody asks of the numbers. */
export type TargetCommand =
  | DefineTarget
  | ChangeRows
  | EnterTargets
  | RemoveTarget
  | RunRule
  | ProposeTarget
  | AnswerProposal;

/**
 * A new row of template T1: a metric with its class, and the coordinates over which it is broken down. Refused as
 * `AddRecord`, for its rows as `ChangeRows`, and with `OUT_OF_RANGE` at `fields.from` when the window holds no period.
 */
export interface DefineTarget {
  readonly type: 'target.define';
  readonly id: string;
  readonly fields: Fields;
  /** Coordinates of the breakdown: one dimension member per dimension of the target. `[[]]` = no breakdown. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Coordinates enter or leave the breakdown. Leaving coordinates lose their numbers (and undo brings them back). Refused
 * with `NOT_FOUND`, `TOO_LARGE`, `INVALID` (not one member per dimension), `UNKNOWN_REFERENCE`, `DUPLICATE`, and
 * `REQUIRED` at `remove` when no coordinate would be left.
 */
export interface ChangeRows {
  readonly type: 'target.rows';
  readonly target: string;
  readonly add?: readonly (readonly string[])[];
  readonly remove?: readonly (readonly string[])[];
}

/**
 * A target goes with its numbers; undo brings both back bit for bit. Refused with `NOT_FOUND`, and with `IN_USE` while
 * records point to it.
 */
export interface RemoveTarget {
  readonly type: 'target.remove';
  readonly target: string;
}

/**
 * Numbers typed at any level, one gesture: a set of promises, not a sequence (SPR-T81). Refused as a whole, at
 * `entries[i]` with `UNKNOWN_REFERENCE` (no such place), `KIND` (a total of a metric that does not roll up), `FORBIDDEN`,
 * `REQUIRED`, `OUT_OF_RANGE`, `CONTRADICTION` (one leaf, two numbers), `CLOSED`, and with whatever `spread` refuses; at a
 * field of the entry with `REQUIRED` or `INVALID` when its method needs it or has no use for it (`methodFields`).
 */
export interface EnterTargets {
  readonly type: 'target.enter';
  readonly target: string;
  readonly entries: readonly TargetEntry[];
  /** When totals of three or more dimensions cross and cannot all be met (SPR-T72); left out: a refusal that says so. */
  readonly multiway?: MultiwayEntry;
}

/**
 * A longer search (`steps`, 20,000 when left out), giving the totals that miss up (`release`), or making good what they
 * miss on the one leaf each shares with `park`, the unassigned members for instance.
 */
export interface MultiwayEntry {
  readonly steps?: number;
  readonly release?: boolean;
  readonly park?: CellPlace;
}

/**
 * A breakdown rule divides its number anew by what its drivers say now (SPR-T94); what is held stays. Refused with
 * `NOT_FOUND`, with what `placeRule` and `ruleWeights` refuse, with `BASIS_ZERO` (no weight but zeros), and with whatever
 * `spread` refuses.
 */
export interface RunRule {
  readonly type: 'target.runRule';
  /** Id of the record of kind `breakdownRule`. */
  readonly rule: string;
}

/**
 * A number from below, with what it would take (SPR-T98). Refused with `NOT_FOUND`, `UNKNOWN_REFERENCE` at `at`, `KIND` (a
 * metric that does not roll up, or has two parts), `REQUIRED`, `OUT_OF_RANGE`, and as `AddRecord` for the texts.
 */
export interface ProposeTarget {
  readonly type: 'target.propose';
  /** Of the new record of kind `proposal`. */
  readonly id: string;
  readonly target: string;
  readonly at: CellPlace;
  /** Whole smallest units. */
  readonly value: number;
  readonly reason: string;
  readonly measures?: string;
}

/**
 * An answer to a proposal: `accept` types the number – the counter-proposal's when its proposer accepts that –, `counter`
 * needs `value` and `reason`, `decline` a `reason`, `withdraw` is the proposer's. Refused with `NOT_FOUND`, `STALE` (it
 * has been answered, or the number to accept is another than `value`), `FORBIDDEN` (one's own proposal, or somebody
 * else's to withdraw), `REQUIRED`, `OUT_OF_RANGE`, and as `EnterTargets` when the number cannot be typed.
 */
export interface AnswerProposal {
  readonly type: 'target.answer';
  readonly proposal: string;
  readonly answer: 'accept' | 'counter' | 'decline' | 'withdraw';
  /** Of a counter-proposal; of `accept` the number that was seen. In whole smallest units. */
  readonly value?: number;
  readonly reason?: string;
  /** Of `accept`: soft holds that stand in the way give way, as in an entry (SPR-T53). */
  readonly overSoft?: boolean;
}

/** A place in a target's table: one tree node per dimension (a member id, or `*` for the top) and one time node. */
export interface CellPlace {
  readonly members: readonly string[];
  readonly time: string;
}

/**
 * One number of a gesture, and how it comes true below. Which fields are wanted follows from the method (SPR-T16).
 * Amounts (`value`, `numerator`, `denominator`, `from`, `to`) are whole smallest units, `null` clears, left out = not
 * given; a part that is not given stays.
 */
export interface TargetEntry {
  readonly at: CellPlace;
  /** How the number comes true below (SPR-T16); `proportional` when left out. */
  readonly method?: string;
  /** In the metric's smallest unit, exact. `null` clears. */
  readonly value?: number | null;
  /**
   * What the cell showed when this was typed, in whole smallest units; `null` = nothing. Where it shows something else by
   * now the whole command is refused as `STALE` with both (SPR-T85). Rates know no `expect`: `KIND`.
   */
  readonly expect?: number | null | undefined;
  /**
   * What was typed, where it named another currency (SPR-T86): kept so that the number can say where it comes from. Read
   * at the plan rates it must give `value`, otherwise the command is refused as `STALE` with both, or for what it cannot
   * be read for. Rates know no `typed`: `KIND`.
   */
  readonly typed?: string | undefined;
  /** Ratio and weighted-average metrics: numerator and denominator of a leaf, or the rate wanted at a total. */
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  readonly rate?: number;
  /** What gives way to a rate (SPR-T78): `numerator` when left out. */
  readonly givesWay?: GivingPart | undefined;
  /** Further cells whose sum the number is, together with `at`, in this order; contiguous or not. */
  readonly selection?: readonly CellPlace[] | undefined;
  /** 12.5 means 12.5 %. With `proportional`: of the total, more or less by `action`. */
  readonly percent?: number | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly action?: SpreadAction | undefined;
  readonly mode?: 'allocate' | 'each' | undefined;
  readonly filter?: SpreadFilter | undefined;
  readonly sign?: 'multiplicative' | 'raise' | undefined;
  readonly skip?: SkipRule | undefined;
  readonly residue?: ResidueRule | undefined;
  /** The leaf that takes the residue, or with a granule what is less than one. */
  readonly location?: CellPlace | undefined;
  /** Hand out multiples of this many smallest units. */
  readonly granularity?: number | undefined;
  /** Round fairly both ways (SPR-T70); left out: where the smallest unit is 1 and two dimensions are spread over. */
  readonly fair?: boolean | undefined;
  readonly zeroBasis?: ZeroBasisRule | undefined;
  readonly negativeBasis?: NegativeBasisRule | undefined;
  readonly emptySource?: 'keep' | 'clear' | undefined;
  /** `4 4 5`, `1 P !`, a last `*` repeats. */
  readonly pattern?: string | undefined;
  /** No leaf goes below or above (SPR-T64); in the metric's smallest unit. */
  readonly floor?: number | undefined;
  readonly cap?: number | undefined;
  /** Soft holds may give way where nothing else is free (SPR-T53). */
  readonly overSoft?: boolean | undefined;
  /**
   * What people typed by hand in this planning round stays, as under soft holds of the whole gesture (SPR-T82). Only where
   * the log is: a state alone answers `NOT_FOUND`.
   */
  readonly keepManual?: boolean | undefined;
  /** Where the proportions come from: another target of the plan with the same breakdown. */
  readonly reference?: string | undefined;
  /**
   * A position of the book's log: the other target – or without one this target itself – is read as it was right after
   * that entry (SPR-T27, SPR-T58). Only where the log is: a state alone answers `NOT_FOUND`.
   */
  readonly asOf?: number | undefined;
  /** Formula metrics: key of the driver that absorbs the number (SPR-T39); left out, the metric's own order decides. */
  readonly driver?: string;
  /** Another target to be in proportion to when nothing is there yet. */
  readonly nearer?: string | undefined;
  /** For `calendar`: what periods are weighed by, and what that needs to know. */
  readonly kind?: CalendarKind | undefined;
  readonly weekPattern?: CalendarChoice['weekPattern'];
  readonly week53?: CalendarChoice['week53'];
  readonly past?: CalendarChoice['past'];
  readonly years?: number | undefined;
  /** Id of the ordered dimension of a line or pattern, or `time`; for `unassigned`, the dimension that has such a member. */
  readonly along?: string | undefined;
  /** Where an amount comes from, where it goes to. */
  readonly source?: CellPlace | undefined;
  readonly target?: CellPlace | undefined;
}

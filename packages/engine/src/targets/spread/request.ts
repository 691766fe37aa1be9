import type { Cube } from '../../plan/cube.ts';
import type { Frame, Place } from '../frame.ts';
import type { Fraction, TimeBehaviour } from '../totals.ts';
import type { CellChanges } from './cell-changes.ts';

/** The methods by their identifiers. One name has one meaning (SPR-T16). */
export const spreadMethods = [
  'proportional',
  'equal',
  'equalLeaves',
  'repeat',
  'repeatLeaves',
  'capLeaves',
  'floorLeaves',
  'percent',
  'straightLine',
  'growth',
  'relativeProportional',
  'copyFactor',
  'addFactor',
  'copy',
  'like',
  'clear',
  'zero',
  'equalAllocation',
  'equalIncrement',
  'weightedAllocation',
  'weightedIncrement',
  'share',
  'evenSkip',
  'pattern',
  'calendar',
  'transfer',
  'distribute',
  'assign',
  'predict',
  'unassigned',
  'goalSeek',
] as const;

/**
 * One of `spreadMethods`. `capLeaves` brings every leaf above the number down to it, `floorLeaves` every leaf below it up
 * (SPR-T78). `goalSeek` is for formula metrics: `decide` turns it into an entry for a driver; `spread` refuses it.
 */
export type SpreadMethod = (typeof spreadMethods)[number];

/**
 * What a typed number does to the one that is there: takes its place, is added, is taken away. On a total the total
 * changes so; with methods of mode `each` every leaf does.
 */
export const spreadActions = ['replace', 'add', 'subtract'] as const;

/** One of `spreadActions`; `replace` when left out. */
export type SpreadAction = (typeof spreadActions)[number];

/**
 * Which free leaves an entry may reach; the others count as fixed. `populated`: with an entry, 0 included; `nonZero`;
 * `emptyOnly`: without an entry or 0.
 */
export const spreadFilters = ['all', 'populated', 'nonZero', 'emptyOnly'] as const;

/** One of `spreadFilters`; `all` when left out. */
export type SpreadFilter = (typeof spreadFilters)[number];

/**
 * Leaves that receive nothing, by the value of their basis: none, those without an entry, those at 0, both, or the
 * negative ones. They keep their number (SPR-T32).
 */
export const skipRules = ['nothing', 'missing', 'zero', 'missingAndZero', 'negative'] as const;

/** One of `skipRules`; `nothing` when left out. */
export type SkipRule = (typeof skipRules)[number];

/**
 * Who gets the units that are left after rounding down: the largest remainders (SPR-T65); or all of them the largest or
 * the smallest part, the first of equals; or the one leaf named as `location`. `divisor` rounds in the standard way with
 * one common divisor per node instead (SPR-T67): no leaf ever falls when the total rises.
 */
export const residueRules = ['largestRemainder', 'highest', 'lowest', 'location', 'divisor'] as const;

/** One of `residueRules`; `largestRemainder` when left out. */
export type ResidueRule = (typeof residueRules)[number];

/** Those that are settled level by level. */
export type LevelResidueRule = Exclude<ResidueRule, 'location'>;

/**
 * What happens when there is nothing to be in proportion to (SPR-T58, T59): spread equally with notice `ZERO_BASIS`,
 * refuse with `BASIS_ZERO`, leave the place alone with notice `SKIPPED_ENTRY`, or give the difference to the place named
 * `target` with notice `BASIS_PARKED`.
 */
export const zeroBasisRules = ['equal', 'error', 'skip', 'unassigned'] as const;

/** One of `zeroBasisRules`. Left out: `equal` where the leaves themselves are the basis, `error` for a reference. */
export type ZeroBasisRule = (typeof zeroBasisRules)[number];

/**
 * Negative numbers of a reference (SPR-T61): refuse with `BASIS_NEGATIVE`, use as they are, use their size, take as 0,
 * take as no number, or leave the place alone with notice `SKIPPED_ENTRY`. The leaves' own signs are always kept.
 */
export const negativeBasisRules = ['error', 'keep', 'abs', 'zero', 'missing', 'skip'] as const;

/** One of `negativeBasisRules`; `error` when left out. */
export type NegativeBasisRule = (typeof negativeBasisRules)[number];

/**
 * Which part of a rate gives way when one is typed (SPR-T78): the other one stays. `both`: one grows by the factor by
 * which the other shrinks.
 */
export const givingParts = ['numerator', 'denominator', 'both'] as const;

/** One of `givingParts`; `numerator` when left out. */
export type GivingPart = (typeof givingParts)[number];

/** Another set of leaves with the same coordinates: last year, another version, a driver. Integers or `null`. */
export type Reference = (row: number, slot: number) => number | null;

/** A floor or cap for each leaf: one amount for all of them, or each leaf's own, `null` = none there. */
export type LeafLimit = number | Reference;

/** What somebody typed, and how it is to reach the leaves. Amounts are in the metric's smallest unit. */
export interface SpreadRequest {
  readonly at: Place;
  /**
   * Further cells, contiguous or not: the entry is about `at` and these together, in this order. The typed number is
   * the sum of them all. A cell above another one of them is left out (SPR-T14).
   */
  readonly selection?: readonly Place[] | undefined;
  readonly method: SpreadMethod;
  /** The typed number. On ratio and wavg metrics the rate itself: numerator unit per denominator unit. */
  readonly value?: number | undefined;
  /** 12.5 means 12.5 %. */
  readonly percent?: number | undefined;
  /** What the cell shows afterwards, where that was reckoned already from an addition or a percentage. */
  readonly shows?: number | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly action?: SpreadAction | undefined;
  readonly filter?: SpreadFilter | undefined;
  readonly reference?: Reference | undefined;
  /** Weights of the children, `P` = the parent's number, `!` = left alone; a last `*` repeats or cuts the list. */
  readonly pattern?: readonly (number | 'P' | '!' | '*')[] | undefined;
  /** How a percentage treats negative leaves (SPR-T24). */
  readonly sign?: 'multiplicative' | 'raise' | undefined;
  readonly skip?: SkipRule | undefined;
  readonly residue?: ResidueRule | undefined;
  readonly zeroBasis?: ZeroBasisRule | undefined;
  /** Weights to be in proportion to when the leaves hold nothing yet, instead of equal ones (SPR-T58). */
  readonly nearer?: Reference | undefined;
  readonly negativeBasis?: NegativeBasisRule | undefined;
  /** The one leaf that takes the residue (`residue: 'location'`), and with a granule what is less than one (SPR-T68). */
  readonly location?: Place | undefined;
  /**
   * Round fairly both ways (SPR-T70); `auto`: wherever exactly two dimensions are spread over. Only with
   * `largestRemainder`. Notice `NOT_FAIR` when it could not be done.
   */
  readonly fair?: boolean | 'auto' | undefined;
  /** Hand out multiples of this many smallest units (SPR-T68). */
  readonly granularity?: number | undefined;
  /** The ordered dimension of a line, growth or pattern: its number, or `time`. */
  readonly along?: number | 'time' | undefined;
  /** For ratio and wavg: enter an amount into the numerator (0) or the denominator (1) instead of a rate. */
  readonly part?: 0 | 1 | undefined;
  /** For ratio and wavg: what gives way to a typed rate. */
  readonly givesWay?: GivingPart | undefined;
  readonly source?: Place | undefined;
  readonly target?: Place | undefined;
  /** For `like`: share the number out by the reference, or write it wherever the reference has one (SPR-T29). */
  readonly mode?: 'allocate' | 'each' | undefined;
  /** For `copy`: what an empty source does to a filled target. */
  readonly emptySource?: 'keep' | 'clear' | undefined;
  /** No leaf goes below or above (SPR-T64), for the methods that promise a total. */
  readonly floor?: LeafLimit | undefined;
  readonly cap?: LeafLimit | undefined;
  /** Ids of holds that the asking person may and wants to write through (SPR-T54). */
  readonly release?: readonly string[] | undefined;
  /** Soft holds give way where nothing else is free: the asking person has been told and wants it (SPR-T53). */
  readonly overSoft?: boolean | undefined;
}

/** What a hold keeps (SPR-T51): each number below, the total, the share of the parent, or a floor and a cap. */
export const holdKinds = ['value', 'total', 'share', 'bound'] as const;

/** One of `holdKinds`. */
export type HoldKind = (typeof holdKinds)[number];

/**
 * How strongly a hold keeps it (SPR-T53): `soft` gives way when nothing else is free and somebody confirms it, `firm`
 * until it is released, `system` always.
 */
export const holdStrengths = ['soft', 'firm', 'system'] as const;

/** One of `holdStrengths`; `firm` when left out. */
export type HoldStrength = (typeof holdStrengths)[number];

/** An exact share part ÷ whole, of the total one level up along a dimension (its number) or in time (SPR-T52). */
export interface HeldShare {
  readonly part: number;
  readonly whole: number;
  readonly along: number | 'time';
}

/**
 * What is to happen when totals of three or more families cross and the first two leave the others unmet (SPR-T72). Left
 * out: a short search, then a refusal that says what holds.
 */
export interface Multiway {
  /** Most steps of the searches for whole numbers that keep every total, all together; 0 = none. */
  readonly steps?: number | undefined;
  /** Give up the totals that miss and tell them, instead of refusing. */
  readonly release?: boolean | undefined;
  /** Make what a total misses good on the one leaf it shares with this place – the unassigned members, say. */
  readonly park?: Place | undefined;
}

/**
 * What is left alone though nobody holds it: what was handed out too much (SPR-T96), what was typed by hand, or set against a
 * rule (SPR-T82), and what somebody has committed to (SPR-T95).
 */
export type KeptBecause = 'padding' | 'typed' | 'committed';

/** A record that keeps numbers from changing (SPR-T45, SPR-T51). */
export interface Hold {
  readonly id: string;
  readonly at: Place;
  readonly keeps: HoldKind;
  readonly strength?: HoldStrength | undefined;
  /** For `share`. */
  readonly share?: HeldShare | undefined;
  /** For `bound`: what the number at the place does not go below or above, in smallest units. */
  readonly floor?: number | undefined;
  readonly cap?: number | undefined;
  /** Nobody's hold: why the leaves stay all the same. Left out: somebody holds them. */
  readonly because?: KeptBecause | undefined;
}

/** The state a request is judged against. Nothing in it is changed. */
export interface SpreadInput {
  readonly cube: Cube;
  readonly frame: Frame;
  readonly aggregation: string;
  /** How periods add up; `last` metrics always use `last`. */
  readonly behaviour?: TimeBehaviour | undefined;
  readonly holds?: readonly Hold[] | undefined;
  /** Whether the asking person may write a leaf (role × scope). */
  readonly writable?: ((row: number, slot: number) => boolean) | undefined;
  /** Leaves that a rule produces: not free, counted as `computed`, and never in the way of an entry (SPR-T80). */
  readonly computed?: ((row: number, slot: number) => boolean) | undefined;
  /** Slots of closed periods (SPR-T44). */
  readonly closed?: ReadonlySet<number> | undefined;
  /** Whether a row stands there in a period; where it does not it has no leaf at all (ORG-4). */
  readonly standsIn?: ((row: number, slot: number) => boolean) | undefined;
  /** Whether a leaf's members exist in its period; leaves outside are none of the scope (SPR-T43). */
  readonly exists?: ((row: number, slot: number) => boolean) | undefined;
  /** Rows that take no share by default, unless they hold something or nobody else could (SPR-T96). */
  readonly waits?: ((row: number) => boolean) | undefined;
  /**
   * Metrics that are declared never to be negative refuse a sign flip (SPR-T62). `kept`: what holds nothing negative
   * stays so, unless something negative is typed – no hold pushes a free leaf below zero.
   */
  readonly nonNegative?: boolean | 'kept' | undefined;
  /** For totals of three and more families (SPR-T72). */
  readonly multiway?: Multiway | undefined;
  /** Most steps of searches where `multiway` does not say; 20,000 when left out. */
  readonly searchSteps?: number | undefined;
  /** What a refusal calls a place; by ids when left out. */
  readonly nameOf?: ((place: Place) => string) | undefined;
  /** Most leaves one request may touch (SPR-T10). */
  readonly maxCells?: number | undefined;
}

/** Everything a spread may point out although it succeeds. Amounts in `params` are in the metric's smallest unit. */
export const noticeCodes = [
  'ZERO_BASIS', // nothing to be in proportion to: spread equally over `leaves`
  'NEARER_BASIS', // nothing to be in proportion to: spread over `leaves` in proportion to what was named for that
  'EMPTY_TAKES', // every number in scope is protected: the empty leaves take the amount
  'UNSTABLE', // positives and negatives nearly cancel; `largest` is the largest resulting leaf
  'SIGN_FLIP', // every free leaf changes its sign
  'MIXED_SIGNS', // a percentage over positive and negative leaves; `total` = as asked, `other` = under the other policy
  'OTHER_PERCENT', // a percentage with leaves that stay; `other` = total under the other reading (SPR-T23)
  'ALREADY_EXCEEDED', // closed periods hold more than the typed number; `amount` is left for the open ones (SPR-T44)
  'PROVISIONAL_DAYS', // the notice of holidays is not out for every year of the plan: workdays may still change
  'BASIS_PARKED', // nothing to be in proportion to: `amount` went to the named place
  'SKIPPED', // leaves that stay: `held`, `closed`, `forbidden`, `settled`, `outside` (their member does not exist
  // then), `computed` (a rule produces them), `padding` (SPR-T96), `typed` and `committed` (`KeptBecause`); `holds` =
  // ids of those that keep some of them
  'RESIDUE', // `units` were handed out after flooring; `names`: the first leaves with more than their exact share
  'BELOW_GRANULE', // `amount` made no whole granule; `names`: the leaves that it went to
  'NEAREST_RATE', // whole units do not reach the typed rate; nearest: `numerator` / `denominator`
  'NO_PROMISE', // leaves were set one by one: the total is their sum, not the typed number
  'DRIVER_ABSORBED', // the typed cell is a formula: `driver` changed for it
  'DRIVER_SKIPPED', // `driver` could not: held, closed, not permitted or without influence
  'NEAREST_GOAL', // whole units of the driver do not reach the typed number; nearest: `numerator` / `denominator`
  'ABSORBED', // a held total made others absorb: `hold`, `amount`
  'SEARCHED', // whole numbers that keep the totals of all families were found in `steps`
  'RELEASED', // `total` was given up and misses `units`
  'MISS_PARKED', // what `total` missed, `units`, stands on the named leaf
  'NOT_FAIR', // not rounded fairly both ways; `reason`: `dimensions`, `size` (`cells`, `max`), `range` or `bounds`
  'SKIPPED_ENTRY', // the basis was zero and the request said to skip then
  'SHARED', // a number followed its held share of the total above: `hold`, `amount`
  'YIELDED', // soft holds gave way, as was asked: `holds`
  'KEPT_BY_HAND', // `count` numbers that were typed by hand stayed; `names` of the first
  'KEPT_YIELDED', // … and so many gave way, as was asked
  'RELEASE_TAKEN_BACK', // `count` members, `names` of the first, see these numbers again once they are released anew
  'COMPENSATED', // places of an earlier entry: `back` as they were, `opposite` by its difference, `left` as they are
  'MOVES_TOTAL', // another organisation: `member` of `target` in `plan` shows `after`, not `before`, from the day `from` on
  'KEEPS_WHOLE', // … and the whole of it stays `whole`
] as const;

/** One of `noticeCodes`. Some are spelled like a `ProblemCode`: there the same thing is refused, not told. */
export type NoticeCode = (typeof noticeCodes)[number];

/** Something the person should know before committing. A code with parameters, like a problem. */
export interface Notice {
  readonly code: NoticeCode;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What a place of the request shows before and after, all entries of the gesture together. */
export interface EditedCell {
  readonly at: Place;
  /** What the cell shows: an exact fraction, or `null` for no entry. */
  readonly before: Fraction | null;
  readonly after: Fraction | null;
}

/** What a spread would do; the cube is as before. `cellsChanged` turns `changes` into facts for the log. */
export interface SpreadOutcome {
  /** At most one per part; empty when nothing changes (SPR-T9). */
  readonly changes: readonly CellChanges[];
  /** One per entry, in the order of the request. */
  readonly edited: readonly EditedCell[];
  readonly notices: readonly Notice[];
}

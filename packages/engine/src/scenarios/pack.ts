import type { LinkType } from '../execution/index.ts';
import type { Grain } from '../foundation/period.ts';
import type { DepartmentKey } from './departments.data.ts';
import type { MetricKey } from './metrics.data.ts';
import type { Text } from './text.ts';

/**
 * A ready-made plan as plain data, complete in both languages. Nothing in it knows a date or an id:
 * days are said relative to the period that somebody chooses, and things point to each other by short keys.
 * `instantiate.ts` turns a pack into commands.
 *
 * All amounts are in the metric's main unit (yuan, customers), and percentages in percent; the smallest unit is the
 * business of `numbers.ts`.
 */
export interface Pack {
  readonly scenario: Scenario;
  readonly card: Card;
  readonly purpose: Text;
  readonly essence: Text;
  /** The review rhythm in words. */
  readonly rhythm: Text;
  readonly grain: Grain;
  readonly cadence: Cadence;
  /** Days by which work begins before the period, and goes on after it. */
  readonly leadDays: number;
  readonly followDays: number;
  readonly profile: Profile;
  readonly dimensions: readonly PackDimension[];
  /** The first core target is the one that a wanted total is about. */
  readonly targets: readonly PackTarget[];
  readonly markets: readonly PackMarket[];
  readonly customers: readonly PackCustomer[];
  readonly competitors: readonly PackCompetitor[];
  /** Of our own offer. */
  readonly answers: PackAnswers;
  readonly resources: readonly PackResource[];
  readonly assumptions: readonly PackAssumption[];
  readonly strategies: readonly PackStrategy[];
  readonly initiatives: readonly PackInitiative[];
  readonly differentiators: readonly PackDifferentiator[];
  readonly tasks: readonly PackTask[];
  readonly links: readonly PackLink[];
  readonly needs: readonly PackNeed[];
  readonly risks: readonly PackRisk[];
  readonly reviews: readonly PackReview[];
  readonly evidence?: readonly PackEvidence[];
  /** Only the worked example has a history to tell. */
  readonly deviations?: readonly PackDeviation[];
  readonly lessons?: readonly PackLesson[];
}

export type Scenario = 'launch' | 'expansion' | 'sprint' | 'competition' | 'keyAccounts' | 'blank';

/** What the start page says of a scenario. */
export interface Card {
  readonly name: Text;
  /** The situation it is for. */
  readonly purpose: Text;
  /** What is there when it opens. */
  readonly contents: Text;
  readonly cadence: Text;
}

export type Cadence = 'day' | 'week' | 'xun' | 'month' | 'quarter';
export type Level = 'high' | 'medium' | 'low';

/**
 * A day relative to the period: a share of its length from 0 to 1; days from its first day (negative: before it);
 * days after its last day; or the n-th Monday in it, counted from 0.
 */
export type Moment =
  | number
  | { readonly days: number }
  | { readonly after: number }
  | { readonly monday: number };

export type Window = readonly [from: Moment, to: Moment];

/**
 * How an amount lies over the periods: relative weights, stretched over however many periods there are (`curve`), or
 * repeated with the calendar (`cycle`, by the period's absolute position: months of a quarter, 旬 of a month).
 */
export interface Profile {
  readonly form: 'curve' | 'cycle';
  readonly weights: readonly number[];
}

export interface PackDimension {
  readonly key: string;
  readonly category: 'region' | 'product' | 'customer' | 'channel' | 'owner' | 'custom';
  readonly name: Text;
  /** A parent stands before its children. */
  readonly members: readonly { readonly key: string; readonly name: Text; readonly parent?: string }[];
}

export interface PackTarget {
  readonly metric: MetricKey;
  readonly targetClass: 'core' | 'supporting';
  /** Keys of dimensions; each row names one member of each. */
  readonly dimensions: readonly string[];
  readonly rows: readonly PackRow[];
  /**
   * `split`: the row's amount is shared out over the periods. `repeat`: it holds in every period. `ramp`: it grows
   * in equal steps and is reached in the last period. `end`: it is said of the last period alone.
   */
  readonly over: 'split' | 'repeat' | 'ramp' | 'end';
  readonly profile?: Profile;
  /** Left out where the numbers themselves say it: then it is written from them. */
  readonly breakdown?: Text;
  readonly path: Text;
  /** The same for parts of the breakdown, each by whom it is about. */
  readonly paths?: readonly { readonly at: Readonly<Record<string, string>>; readonly path: Text }[];
  readonly due?: Moment;
  /** Keys of the insights and assumptions that it was set by. */
  readonly evidence?: readonly string[];
  /** Wanted growth in percent; the baseline follows from it. */
  readonly growth?: number;
  /**
   * Instead of a growth: what would come without any initiative, in the main unit; of a quotient what is read, percentages
   * in percent.
   */
  readonly baseline?: number;
  /** Share of the plan in percent. */
  readonly weight: number;
}

/** A coordinate with its sample amount, or the two parts of its sample quotient. */
export interface PackRow {
  readonly at: readonly string[];
  readonly value?: number;
  readonly parts?: readonly [numerator: number, denominator: number];
}

/** `low`, `likely`, `high`. */
export type Range = readonly [low: number, likely: number, high: number];

interface Sourced {
  readonly key: string;
  readonly source: Text;
  readonly confidence: Level;
}

export interface PackMarket extends Sourced {
  readonly statement: Text;
  readonly size: Text;
  readonly growth: Text;
  readonly trend: Text;
}

export interface PackCustomer extends Sourced {
  readonly segment: Text;
  readonly pains: readonly PackPain[];
  readonly priceSensitivity: Level;
  readonly decisionChain: Text;
  readonly buyingTrigger: Text;
}

export interface PackPain {
  readonly key: string;
  readonly name: Text;
  readonly severity: Level;
}

/** How well an offer answers pain points, by their keys. */
export type PackAnswers = Readonly<
  Record<string, { readonly score: 'strong' | 'partial' | 'none'; readonly note: Text }>
>;

export interface PackCompetitor extends Sourced {
  readonly competitor: Text;
  readonly offering: Text;
  readonly price: Text;
  readonly strength: Text;
  readonly weakness: Text;
  readonly recentMove: Text;
  readonly answers: PackAnswers;
}

export interface PackResource {
  readonly key: string;
  readonly name: Text;
  readonly category:
    | 'people'
    | 'skill'
    | 'customerBase'
    | 'productAdvantage'
    | 'budget'
    | 'channel'
    | 'material';
  readonly quantity?: number;
  readonly unit?: Text;
  readonly note: Text;
}

export interface PackAssumption {
  readonly key: string;
  readonly statement: Text;
  readonly range: Range;
  readonly unit: Text;
  readonly evidence: Text;
  readonly reviewOn: Moment;
}

export interface PackStrategy {
  readonly key: string;
  readonly name: Text;
  readonly rationale: Text;
  readonly segment: Text;
  readonly targets: readonly MetricKey[];
  readonly evidence: readonly string[];
}

/** What an initiative adds to one more target or place. */
export interface PackContribution {
  readonly target: MetricKey;
  readonly at?: Readonly<Record<string, string>>;
  readonly contribution: Range;
  /** Instead of the initiative's own. */
  readonly probability?: number;
  readonly effect?: Effect;
}

/** From when on a contribution counts, and the days it takes to grow. */
export interface Effect {
  readonly from: Moment;
  readonly rampDays: number;
}

export interface PackInitiative {
  readonly key: string;
  readonly name: Text;
  readonly approach: Text;
  readonly strategy: string;
  readonly target: MetricKey;
  readonly contributesTo?: readonly MetricKey[];
  /** Dimension key → member key. */
  readonly at?: Readonly<Record<string, string>>;
  /** What it adds to what would come anyway: an amount, or percentage points where the target is a percentage. */
  readonly contribution: Range;
  readonly effect?: Effect;
  readonly also?: readonly PackContribution[];
  readonly expected: Text;
  /** Money that it may take, in yuan. */
  readonly budget?: number;
  readonly probability: number;
  readonly priority: Level;
  readonly window: Window;
  /** Keys of what only this offer has. */
  readonly differentiators?: readonly string[];
  readonly evidence?: readonly string[];
  /** How far it is when the plan opens; `planned` when nothing is said. */
  readonly status?: 'planned' | 'running' | 'done' | 'dropped';
}

export interface PackDifferentiator {
  readonly key: string;
  readonly promise: Text;
  /** Keys of pain points. */
  readonly answers: readonly string[];
  readonly proof: Text;
  readonly gap: Text;
  readonly strategy: string;
}

export interface PackTask {
  readonly key: string;
  readonly name: Text;
  readonly initiative: string;
  readonly window: Window;
  readonly acceptance: Text;
  /** Departments that help. */
  readonly departments: readonly DepartmentKey[];
  readonly priority: Level;
  /** Working days of one person that it takes. */
  readonly effort?: number;
  readonly resources?: Text;
  readonly milestone?: boolean;
  /**
   * How it goes, in a plan that tells: percent done of what its window leaves time for by the day of which the plan tells.
   * Left out, the task has not begun.
   */
  readonly pace?: number;
}

/** The second task waits for the first: for its end unless said otherwise, with so many working days between. */
export type PackLink = readonly [before: string, after: string, relation?: LinkType, lag?: number];

export interface PackNeed {
  readonly name: Text;
  readonly task: string;
  readonly resource?: string;
  readonly category: 'people' | 'budget' | 'material';
  /** Of a budget: money that is planned, in yuan. */
  readonly quantity: number;
  readonly unit: Text;
  readonly committed?: number;
  readonly spent?: number;
  readonly secured?: boolean;
}

export interface PackRisk {
  readonly name: Text;
  readonly category: 'market' | 'competition' | 'resource' | 'execution' | 'supply' | 'credit' | 'compliance';
  readonly probability: Level;
  readonly impact: 'severe' | 'moderate' | 'slight';
  readonly trigger: Text;
  readonly response: Text;
  readonly responseDays: number;
  readonly targets: readonly MetricKey[];
  readonly at?: Readonly<Record<string, string>>;
}

/** A page of the web that backs something up. */
export interface PackEvidence {
  readonly title: Text;
  readonly link: string;
  readonly note: Text;
  readonly supports: readonly (readonly [kind: string, key: string])[];
}

export interface PackReview {
  readonly key: string;
  readonly name: Text;
  readonly on: Moment;
  readonly cadence: Cadence;
  /** What was said; a review with minutes was held. */
  readonly minutes?: Text;
}

export interface PackDeviation {
  readonly key: string;
  readonly name: Text;
  readonly review: string;
  readonly target: MetricKey;
  readonly at?: Readonly<Record<string, string>>;
  /** A day in the week that it is about. */
  readonly week: Moment;
  readonly cause: 'market' | 'competitor' | 'productPrice' | 'execution' | 'resource';
  readonly explanation: Text;
  readonly decision: 'keep' | 'fixExecution' | 'changeInitiative' | 'moveResource';
  readonly adjustment: Text;
  readonly due: Moment;
  /** What somebody has to do because of it. */
  readonly action: Text;
}

export interface PackLesson {
  readonly statement: Text;
  readonly angle: 'objective' | 'strategy' | 'execution' | 'resource' | 'risk';
  readonly verdict: 'keep' | 'improve' | 'stop' | 'start';
  readonly evidence: Text;
  readonly rootCause?: Text;
  readonly recommendation: Text;
  readonly due: Moment;
}

import type { PlainDate } from '../../foundation/date.ts';
import type { PlanRecord } from '../../plan/record.ts';

/** The five letters, in their order. */
export const smartLetters = ['S', 'M', 'A', 'R', 'T'] as const;
/** One of `smartLetters`. */
export type SmartLetter = (typeof smartLetters)[number];

/** How often a plan is looked at, the most often first. */
export const smartCadences = ['day', 'week', 'xun', 'month', 'quarter'] as const;

/**
 * What the rules look at beside the record: plain data, whoever gathered it. Amounts are whole smallest units of the
 * metric. A field that is left out is not known, and its rules warn; `null` and an empty list say that there is none.
 */
export interface SmartContext {
  /** The day it is: whether a target has begun. */
  readonly today?: PlainDate | undefined;
  /** What people call the target; the metric's name when left out. */
  readonly name?: string | undefined;
  readonly metric?: SmartMetric | null | undefined;
  /** What the whole target comes to. */
  readonly value?: number | null | undefined;
  /** Dimension → member: what part of the business it is about, beside the dimensions of the record. */
  readonly coordinate?: Readonly<Record<string, string>> | undefined;
  /** Who answers for it, and what it is compared with, where the record itself does not say. */
  readonly owner?: string | null | undefined;
  readonly baseline?: number | null | undefined;
  /** The same metric and coordinate in earlier periods of the same length, the oldest first. */
  readonly history?: readonly SmartPeriod[] | undefined;
  /** Where actuals of the metric have come from. */
  readonly actualSources?: readonly string[] | undefined;
  readonly initiatives?: readonly SmartInitiative[] | undefined;
  /** What run rate and initiatives come to together, from whoever knows it better than baseline + Σ likely × probability. */
  readonly coverage?: number | null | undefined;
  /** What the people there are can deliver in the window. */
  readonly capacity?: number | null | undefined;
  /** The people who work on its initiatives, and who of them is asked for more than they can give. */
  readonly workload?: SmartWorkload | undefined;
  readonly pipeline?: SmartPipeline | null | undefined;
  /** Chance of attainment in percent; where it is left out what initiatives say tells it, if all of them do (SMT-20). */
  readonly probability?: number | null | undefined;
  /** Days that the plan's targets are about. */
  readonly plan?: { readonly from: PlainDate; readonly to: PlainDate } | undefined;
  readonly cadence?: (typeof smartCadences)[number] | null | undefined;
  /** Days of reviews and milestones. */
  readonly checkpoints?: readonly PlainDate[] | undefined;
  /** Names of the objectives and core targets that it supports. */
  readonly supports?: readonly string[] | undefined;
  /** Fields of the record that are kept from the reader: that they are not there does not say that nobody filled them in. */
  readonly untold?: readonly string[] | undefined;
}

export interface SmartMetric {
  readonly name: string;
  readonly unit?: string | null | undefined;
  readonly decimals: number;
  readonly direction: 'up' | 'down' | 'band';
  readonly source?: string | null | undefined;
}

export interface SmartPeriod {
  readonly period: string;
  readonly value: number | null;
}

export interface SmartInitiative {
  readonly name: string;
  /** What it adds if it delivers; `null` = nobody has said. */
  readonly likely: number | null;
  /** Percent; `null` = nobody has said. */
  readonly probability: number | null;
  /** What it adds at least and at most if it delivers. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

export interface SmartWorkload {
  /** How many people work on its initiatives. */
  readonly people: number;
  /** Names of those who are over-allocated. */
  readonly overloaded: readonly string[];
}

export interface SmartPipeline {
  /** Open deals that close in the window, and what is booked already. */
  readonly open: number;
  readonly booked: number;
  /** Percent of the open amount that is won; `null` = not known. */
  readonly winRate: number | null;
}

/** What the record and its surroundings are for a rule. */
export interface SmartSubject {
  readonly target: Pick<PlanRecord, 'fields'>;
  readonly context: SmartContext;
}

/** Codes of findings; `@shapan/i18n` has a sentence of evidence for each. */
export const smartCodes = [
  'SMART_SET', // something that has to be set is; params: field, value
  'SMART_MISSING', // something that has to be set is not; params: field
  'SMART_UNKNOWN', // not told, so nothing can be said; params: missing
  'SMART_UNTOLD', // kept from the reader, so nothing can be said; params: missing
  'SMART_NAME_CLEAR', // params: name
  'SMART_NAME_VAGUE', // params: name, word
  'SMART_WHOLE', // no part of the business is named
  'SMART_BASELINE_IN_HISTORY', // no baseline, but there is an earlier period; params: period, value
  'SMART_ACTUALS', // params: sources, count
  'SMART_ACTUALS_MISSING', // begun, and nothing has been reported; params: from
  'SMART_ACTUALS_AHEAD', // not begun yet; params: from
  'SMART_GROWTH_INSIDE', // params: growth, low, high (percent), periods
  'SMART_GROWTH_OUTSIDE', // the same
  'SMART_GROWTH_COVERED', // beyond its history, but covered; the same
  'SMART_GROWTH_EASY', // less than its history has ever asked; the same
  'SMART_HISTORY_SHORT', // params: periods, needed
  'SMART_NO_BASE', // nothing that growth could be measured from
  'SMART_COVERED', // params: covered, target, surplus
  'SMART_COVER_SHORT', // params: covered, target, gap
  'SMART_COVER_NOT_NEEDED', // short, but history alone carries it; the same
  'SMART_COVER_UNSAID', // short, but initiatives do not say what they add or how likely; params: the same, names, count
  'SMART_CAPACITY', // params: capacity, target
  'SMART_CAPACITY_SHORT', // params: capacity, target, gap
  'SMART_WORKLOAD', // nobody says what can be delivered, but whoever works on it has the time; params: people
  'SMART_WORKLOAD_OVER', // params: names, count, people
  'SMART_PIPELINE', // params: open, expected, needed
  'SMART_PIPELINE_SHORT', // params: open, expected, needed, gap
  'SMART_PROBABLE', // params: probability
  'SMART_WISH', // below 10 %
  'SMART_TOO_EASY', // above 95 %
  'SMART_SUPPORTS', // params: names, count
  'SMART_SUPPORTS_NOTHING',
  'SMART_INITIATIVES', // params: names, count
  'SMART_INITIATIVES_NONE',
  'SMART_WINDOW', // params: from, to
  'SMART_WINDOW_REVERSED', // params: from, to
  'SMART_WINDOW_INSIDE', // params: from, to, planFrom, planTo
  'SMART_WINDOW_OUTSIDE', // the same
  'SMART_CHECKS', // params: quarters
  'SMART_CHECKS_MISSING', // params: quarters, missing (names), count
] as const;
/** One of `smartCodes`. */
export type SmartCode = (typeof smartCodes)[number];

/** What a rule comes to, the best first. */
export const smartLevels = ['pass', 'warn', 'fail'] as const;
/** One of `smartLevels`. */
export type SmartLevel = (typeof smartLevels)[number];

/** Params are amounts and percentages as exact decimal text, days, names and counts. */
export type SmartParams = Readonly<Record<string, string | number>>;

/** What one rule says, with its evidence. Amounts in `params` are decimal text in the metric's own unit, with its decimals. */
export interface SmartFinding {
  /** Its letter and a number, such as `M3`. */
  readonly rule: string;
  readonly letter: SmartLetter;
  readonly level: SmartLevel;
  readonly code: SmartCode;
  readonly params: SmartParams;
}

/** What one rule answers, before it has its name. */
export type SmartVerdict = Pick<SmartFinding, 'level' | 'code' | 'params'>;

export const pass = (code: SmartCode, params: SmartParams = {}): SmartVerdict => ({
  level: 'pass',
  code,
  params,
});
export const warn = (code: SmartCode, params: SmartParams = {}): SmartVerdict => ({
  level: 'warn',
  code,
  params,
});
export const fail = (code: SmartCode, params: SmartParams = {}): SmartVerdict => ({
  level: 'fail',
  code,
  params,
});

/** Nothing was told of it: no silent pass. */
export const unknown = (missing: string): SmartVerdict => warn('SMART_UNKNOWN', { missing });

/** It may be there: it is kept from the reader. */
export const untold = (missing: string): SmartVerdict => warn('SMART_UNTOLD', { missing });

export const isUntold = ({ context }: SmartSubject, field: string): boolean =>
  context.untold?.includes(field) ?? false;

/** Set, or not: of a field whose emptiness is known. */
export const settled = (field: string, value: unknown): SmartVerdict =>
  value === undefined || value === null || value === ''
    ? fail('SMART_MISSING', { field })
    : pass('SMART_SET', { field, value: String(value) });

/** A list of names as evidence: the first few, and how many there are. */
export const named = (names: readonly string[]): SmartParams => ({
  names: names.slice(0, 5).join(', '),
  count: names.length,
});

/** An amount in the metric's own unit, exactly, whatever its size. */
export function ownUnit({ context }: SmartSubject, amount: bigint | number): string {
  return decimalText(BigInt(amount), context.metric?.decimals ?? 0);
}

/** A whole number of 10^−decimals as decimal text with all its decimals. */
export function decimalText(amount: bigint, decimals: number): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return amount < 0n ? `-${text}` : text;
}

/** The baseline of the record, or the one that was told. */
export const baselineOf = ({ target, context }: SmartSubject): number | null | undefined => {
  const own = target.fields['baseline'];
  return typeof own === 'number' ? own : context.baseline;
};

import { defaultRamp, type Fields, type PlanRecord, type RuleBasis, ruleCalendars } from '@shapan/engine';

/** A rule while somebody fills in its form. */
export interface RuleDraft {
  /** Member id per dimension id; what is not named is the whole. */
  readonly coordinate: Readonly<Record<string, string>>;
  /** A period's id, or empty for the whole. */
  readonly time: string;
  /** A dimension's id, or `time`. */
  readonly by: string;
  readonly level: 'next' | 'leaves';
  readonly basis: RuleBasis;
  readonly calendar: (typeof ruleCalendars)[number];
  /** A target's id; empty: the weights below. */
  readonly source: string;
  /** Typed weights by member or period id. */
  readonly weights: Readonly<Record<string, string>>;
  readonly weightsFrom: string;
  readonly keeps: 'shares' | 'totals';
  readonly keepManual: boolean;
  readonly keepCommitments: boolean;
  readonly ramp: string;
  /** A member's id, or empty: the colleagues. */
  readonly remainder: string;
  readonly auto: boolean;
}

export type RuleDraftProblem = 'source' | 'weights' | 'ramp';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A rule as it stands, or an empty one for the place and the first dimension. */
export function draftOf(
  rule: PlanRecord | null,
  start: { readonly coordinate: Readonly<Record<string, string>>; readonly by: string },
): RuleDraft {
  const fields: Fields = rule?.fields ?? {};
  const weights = (fields['weights'] ?? {}) as Readonly<Record<string, number>>;
  const ramp = (fields['ramp'] as readonly number[] | undefined) ?? defaultRamp;
  const by = rule ? text(fields['dimension']) || 'time' : start.by;
  return {
    coordinate:
      (fields['coordinate'] as RuleDraft['coordinate'] | undefined) ?? (rule ? {} : start.coordinate),
    time: text(fields['time']),
    by,
    level: fields['level'] === 'next' ? 'next' : 'leaves',
    basis: (fields['basis'] as RuleBasis | undefined) ?? 'weights',
    calendar: ruleCalendars.find((one) => one === fields['calendar']) ?? 'workingDays',
    source: text(fields['source']),
    weights: Object.fromEntries(Object.entries(weights).map(([id, weight]) => [id, String(weight)])),
    weightsFrom: text(fields['weightsFrom']),
    keeps: fields['keeps'] === undefined ? keepsFor(by) : (fields['keeps'] as RuleDraft['keeps']),
    keepManual: fields['keepManual'] === true,
    keepCommitments: fields['keepCommitments'] === true,
    ramp: ramp.join(' '),
    remainder: text(fields['remainder']),
    auto: fields['auto'] === true,
  };
}

/** Members keep their seasons, months leave every row its total. */
export const keepsFor = (by: string): RuleDraft['keeps'] => (by === 'time' ? 'totals' : 'shares');

/** Bases that may take their weights from another target. */
export const takesSource = (basis: RuleBasis): boolean =>
  basis === 'earlier' || basis === 'potential' || basis === 'headcount';

/** Bases that ask for weights one by one. */
export const asksWeights = ({ basis, source }: RuleDraft): boolean =>
  basis === 'weights' ||
  basis === 'seasonality' ||
  ((basis === 'earlier' || basis === 'potential') && source === '');

/** What is missing or unreadable. */
export function draftProblem(draft: RuleDraft, parts: readonly string[]): RuleDraftProblem | null {
  if (asksWeights(draft)) {
    const numbers = parts.map((id) => weightOf(draft.weights[id]));
    if (numbers.some((weight) => weight === null) || numbers.every((weight) => weight === 0))
      return 'weights';
  }
  if (draft.basis === 'headcount' && rampOf(draft.ramp) === null) return 'ramp';
  return null;
}

/** A weight as typed; nothing typed is 0, `null` = unreadable. */
function weightOf(typed: string | undefined): number | null {
  const plain = (typed ?? '').normalize('NFKC').trim().replaceAll(',', '').replace(/%$/, '');
  if (plain === '') return 0;
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** `0 25 50 100` as percents by month; `null` = unreadable. */
function rampOf(typed: string): readonly number[] | null {
  const items = typed
    .normalize('NFKC')
    .split(/[\s,、/]+/)
    .filter((item) => item !== '')
    .map((item) => item.replace(/%$/, ''));
  return items.every((item) => /^\d{1,3}$/.test(item)) ? items.map(Number) : null;
}

/** The fields of the record; `null` empties one that was there. */
export function fieldsOfDraft(draft: RuleDraft, target: string, parts: readonly string[]): Fields {
  const heads = draft.basis === 'headcount';
  const sourced = takesSource(draft.basis) && draft.source !== '';
  return {
    target,
    coordinate: draft.coordinate,
    time: draft.time === '' ? null : draft.time,
    dimension: draft.by === 'time' ? null : draft.by,
    level: draft.level,
    basis: draft.basis,
    calendar: draft.basis === 'calendar' ? draft.calendar : null,
    source: sourced ? draft.source : null,
    weights: asksWeights(draft)
      ? Object.fromEntries(parts.map((id) => [id, weightOf(draft.weights[id]) ?? 0]))
      : null,
    weightsFrom: asksWeights(draft) && draft.weightsFrom.trim() !== '' ? draft.weightsFrom.trim() : null,
    keeps: draft.keeps,
    keepManual: draft.keepManual || null,
    keepCommitments: draft.keepCommitments || null,
    ramp: heads ? rampOf(draft.ramp) : null,
    remainder: heads && draft.remainder !== '' ? draft.remainder : null,
    auto: (sourced && draft.auto) || null,
  };
}

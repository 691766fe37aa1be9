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
  /** With classes: an amount for each, as typed. */
  readonly amounts: string;
  /** Percent handed out beyond what must be delivered, as typed; empty = none. */
  readonly over: string;
  /** What the weights were taken from, and follow; empty: they stay. */
  readonly fromLedger: '' | 'years' | 'trailing';
  readonly historyYears: number;
}

export type RuleDraftProblem = 'source' | 'weights' | 'ramp' | 'amounts' | 'over';

/** Amounts as people write them, in the metric's unit, and back; `null` = one of them is unreadable. */
export interface AmountText {
  readonly read: (text: string) => number | null;
  readonly write: (amount: number) => string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A rule as it stands, or an empty one for the place and the first dimension. */
export function draftOf(
  rule: PlanRecord | null,
  start: { readonly coordinate: Readonly<Record<string, string>>; readonly by: string },
  amount: AmountText,
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
    amounts: ((fields['amounts'] ?? []) as readonly number[]).map(amount.write).join(' '),
    over: fields['over'] === undefined ? '' : String(fields['over']),
    fromLedger: (fields['fromLedger'] ?? '') as RuleDraft['fromLedger'],
    historyYears: Number(fields['historyYears'] ?? 1),
  };
}

/** Members keep their seasons, months leave every row its total. */
export const keepsFor = (by: string): RuleDraft['keeps'] => (by === 'time' ? 'totals' : 'shares');

/** Bases that may take their weights from another target. */
export const takesSource = (basis: RuleBasis): boolean =>
  basis === 'earlier' || basis === 'potential' || basis === 'headcount';

/** Bases that leave something that one member may take. */
export const takesRemainder = ({ basis }: RuleDraft): boolean => basis === 'headcount' || basis === 'buckets';

/** Bases that ask for weights one by one. */
export const asksWeights = ({ basis, source }: RuleDraft): boolean =>
  basis === 'weights' ||
  basis === 'buckets' ||
  basis === 'seasonality' ||
  ((basis === 'earlier' || basis === 'potential') && source === '');

/** Whether the weights are the ledger's and go with it. */
export const followsLedger = (draft: RuleDraft): boolean =>
  asksWeights(draft) && draft.fromLedger !== '' && ['earlier', 'seasonality'].includes(draft.basis);

/** What is missing or unreadable. */
export function draftProblem(
  draft: RuleDraft,
  parts: readonly string[],
  amount: AmountText,
): RuleDraftProblem | null {
  if (draft.basis === 'buckets' && !amountsOf(draft.amounts, amount)?.length) return 'amounts';
  if (percentOf(draft.over) === null) return 'over';
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

/** `100万 50万` as smallest units, one for each class; `null` = unreadable. */
function amountsOf(typed: string, { read }: AmountText): readonly number[] | null {
  const items = typed.split(/[\s、;；]+/).filter((item) => item !== '');
  const amounts = items.map(read);
  return amounts.some((amount) => amount === null || amount < 0) ? null : (amounts as number[]);
}

/** `5` or `5%`; nothing typed is 0, `null` = unreadable. */
function percentOf(typed: string): number | null {
  const plain = typed.normalize('NFKC').trim().replace(/%$/, '');
  if (plain === '') return 0;
  return /^\d{1,3}(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** What is divided into parts that keep their own shares may be handed out in amounts, and beyond what is there. */
export const mayExceed = ({ by, keeps, basis }: RuleDraft): boolean =>
  by !== 'time' && keeps === 'shares' && basis !== 'manual';

/** The fields of the record; `null` empties one that was there. */
export function fieldsOfDraft(
  draft: RuleDraft,
  target: string,
  parts: readonly string[],
  amount: AmountText,
): Fields {
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
    remainder: takesRemainder(draft) && draft.remainder !== '' ? draft.remainder : null,
    auto: ((sourced || followsLedger(draft)) && draft.auto) || null,
    amounts: draft.basis === 'buckets' ? amountsOf(draft.amounts, amount) : null,
    over: (mayExceed(draft) && percentOf(draft.over)) || null,
    fromLedger: followsLedger(draft) ? draft.fromLedger : null,
    historyYears: followsLedger(draft) && draft.fromLedger === 'years' ? draft.historyYears : null,
  };
}

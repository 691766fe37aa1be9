import { currencyDecimals } from '../foundation/currency.ts';
import type { DateRange, PlainDate } from '../foundation/date.ts';
import type { FiscalCalendar } from '../foundation/fiscal-calendar.ts';
import type { Period } from '../foundation/period.ts';
import type { AddRecord } from '../plan/command.ts';
import type { Fields, FieldValue } from '../plan/record.ts';
import { memberKey, type PreparedMaster } from './master.ts';
import type { MetricKey } from './metrics.data.ts';
import { dayOf, windowOf } from './moments.ts';
import type { Moment, Pack, Window } from './pack.ts';
import { inLocale, type PackLocale } from './packs.ts';
import type { Text } from './text.ts';

/** A plan in the making: the pack, the choices of whoever asked, and the ids that the pack's keys have become. */
export interface Draft {
  readonly pack: Pack;
  readonly master: PreparedMaster;
  readonly period: DateRange;
  /** The window in which people work; it reaches beyond the period on both sides. */
  readonly work: DateRange;
  /** The day of which a plan tells that has a history. */
  readonly told: PlainDate;
  readonly calendar: FiscalCalendar;
  /** Leaf periods of all targets. */
  readonly leaves: readonly Period[];
  readonly sampleNumbers: boolean;
  readonly total: number | undefined;
  /** ISO 4217. */
  readonly currency: string;
  readonly text: (text: Text) => string;
  /** As `text`; the packs count money in yuan, the plan in its own currency. */
  readonly unit: (unit: Text) => string;
  /** An example of money in the smallest unit of the plan's currency; nothing in a plan without examples. */
  readonly money: (amount: number | undefined) => number | undefined;
  readonly day: (moment: Moment) => PlainDate;
  readonly window: (window: Window) => DateRange;
  /** The id of a record by kind and key: the same answer whenever it is asked. */
  readonly id: (kind: string, key: string) => string;
  /** `{ accountable }` when somebody is to answer for everything, else nothing. */
  readonly accountable: Fields;
}

interface DraftRequest
  extends Pick<
    Draft,
    'pack' | 'master' | 'period' | 'told' | 'calendar' | 'leaves' | 'sampleNumbers' | 'total' | 'currency'
  > {
  readonly locale: PackLocale;
  readonly person: string | undefined;
  readonly ids: () => string;
}

/** What all records of one plan draw on: how keys become ids, shares become days, examples become amounts. */
export function createDraft({ locale, person, ids, ...given }: DraftRequest): Draft {
  const { pack, period } = given;
  const known = new Map<string, string>();
  return {
    ...given,
    work: {
      from: dayOf({ days: -pack.leadDays }, period),
      to: dayOf({ after: pack.followDays }, period),
    },
    text: (text) => inLocale(locale, text),
    unit: (unit) => (unit.en === 'CNY' && given.currency !== 'CNY' ? given.currency : inLocale(locale, unit)),
    money: (amount) =>
      amount === undefined || !given.sampleNumbers
        ? undefined
        : amount * 10 ** currencyDecimals(given.currency),
    day: (moment) => dayOf(moment, period),
    window: (window) => windowOf(window, period),
    id: (kind, key) => {
      const name = `${kind} ${key}`;
      const id = known.get(name) ?? ids();
      known.set(name, id);
      return id;
    },
    accountable: person === undefined ? {} : { accountable: person },
  };
}

/** The command that adds a record; fields that nothing was said of are left out. */
export function addition(
  draft: Draft,
  kind: string,
  key: string,
  fields: Readonly<Record<string, FieldValue | undefined>>,
): AddRecord {
  const said = Object.entries(fields).filter(
    (entry): entry is [string, FieldValue] => entry[1] !== undefined,
  );
  return { type: 'record.add', kind, id: draft.id(kind, key), fields: Object.fromEntries(said) };
}

/** A text of the pack in the language of the plan. */
export const textOf = (draft: Draft, text: Text | undefined): string | undefined =>
  text === undefined ? undefined : draft.text(text);

/** Ids of the targets that a record names by the keys of the pack. */
export const targetIds = (draft: Draft, metrics: readonly MetricKey[]): readonly string[] =>
  metrics.map((metric) => draft.id('target', metric));

const insightKinds = [
  ['markets', 'marketInsight'],
  ['customers', 'customerInsight'],
  ['competitors', 'competitorInsight'],
  ['assumptions', 'assumption'],
] as const;

/** Ids of the insights and assumptions that a strategy or initiative rests on. */
export function evidenceIds(
  draft: Draft,
  keys: readonly string[] | undefined,
): readonly string[] | undefined {
  return keys?.flatMap((key) =>
    insightKinds
      .filter(([list]) => draft.pack[list].some((one) => one.key === key))
      .map(([, kind]) => draft.id(kind, key)),
  );
}

/** A place in the target cube: dimension id → member id. */
export function coordinateOf(
  draft: Draft,
  at: Readonly<Record<string, string>> | undefined,
): FieldValue | undefined {
  if (at === undefined) return undefined;
  const { dimension, member } = draft.master;
  return Object.fromEntries(
    Object.entries(at).map(([key, one]) => [dimension.get(key)!, member.get(memberKey(key, one))!]),
  );
}

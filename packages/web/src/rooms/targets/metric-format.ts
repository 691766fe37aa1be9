import type { Locale } from '@shapan/contract';
import {
  currencyOf,
  decimalFromAmount,
  type Fraction,
  nearestUnits,
  type PlanRates,
  type PlanRecord,
  partsOf,
} from '@shapan/engine';
import {
  currencyName,
  type DisplayUnit,
  formatAmount,
  formatFraction,
  formatRate,
  unitName,
} from '@shapan/i18n';
import { placesOf } from './places-shown.ts';
import { placesOf as digitsOf, inUnitOf, wordOf } from './shown-unit.ts';

/** How the numbers of one metric are written in a view. */
export interface MetricFormat {
  readonly decimals: number;
  readonly twoPart: boolean;
  readonly percent: boolean;
  /** Computed from other metrics: a typed number is a goal for one of them. */
  readonly computed: boolean;
  /** For headings: 万元, 家, %. */
  readonly unitLabel: string;
  /** The metric's own unit: 元, 家. */
  readonly ownUnit: string;
  /** What the view counts in, as one types it behind a number: 万, 千; empty where it is the own unit. */
  readonly word: string;
  /** ISO 4217, of money that names its currency. */
  readonly currency: string | undefined;
  /** Plan rates of the target, at which other currencies are converted when they are typed (SPR-T86). */
  readonly rates?: PlanRates;
  /** Currencies whose rate begins after the target does, and when: why they are refused. */
  readonly ratesToCome?: ReadonlyMap<string, string>;
  /** An amount in smallest units, in the unit of the view. */
  readonly amount: (amount: number, options?: { readonly signed?: boolean }) => string;
  /** An amount in the metric's own unit with all its decimals and the unit: what was really meant. */
  readonly exactAmount: (amount: number) => string;
  /**
   * An amount in a sentence about the table: in the unit and with the decimals the table shows it in, and the exact one
   * behind it where those would hide something.
   */
  readonly told: (amount: number) => string;
  /** The same as `exactAmount` of what is computed, which may lie between two smallest units: to hundredths of one. */
  readonly exactValue: (value: Fraction) => string;
  /** What a cell shows; with `places`, at least as many decimals, so that those of a column stand under each other. */
  readonly shown: (value: Fraction | null, places?: number) => string;
  /** How many decimals a cell shows by itself: told quickly, for it is asked of whole columns. */
  readonly placesShown: (value: Fraction) => number;
  /** What an editor opens with and what is copied: exact, in the unit of the view, without grouping. */
  readonly edit: (value: Fraction | null) => string;
}

/** Only money has display units: nobody counts customers in 万. */
export function metricFormat(metric: PlanRecord, unit: DisplayUnit, locale: Locale): MetricFormat {
  const { fields } = metric;
  const decimals = Number(fields['decimals'] ?? 0);
  const twoPart = partsOf(fields['aggregation']) === 2;
  const percent = fields['unit'] === 'percent';
  const money = fields['unit'] === 'money';
  const base = String(
    fields['unitLabel'] ?? (money ? currencyName(String(fields['currency'] ?? 'CNY'), locale) : ''),
  );
  const shownUnit = money && !twoPart ? unit : 'yuan';
  const own = percent ? '%' : base;
  const amount: MetricFormat['amount'] = (value, options = {}) =>
    formatAmount(value, { decimals, unit: shownUnit, ...options });
  const rate = (value: Fraction, places?: number, fixed = false) =>
    formatRate(value, { percent, places, fixed });
  const behind = own === '' ? '' : ` ${own}`;
  const placesShown = placesOf(twoPart ? { percent } : { decimals, unit: wordOf(shownUnit) });
  const exactAmount = (value: number): string => `${formatAmount(value, { decimals, fixed: true })}${behind}`;
  const unitLabel = percent ? '%' : unitName(shownUnit, base, locale);
  const told = (value: number): string => {
    if (shownUnit === 'yuan') return exactAmount(value);
    // A unit that begins with a number is counted in: 30 × 10k CNY.
    const said = `${amount(value)} ${/^\d/.test(unitLabel) ? '× ' : ''}${unitLabel}`;
    // Two decimals of the larger unit are what a cell shows at most.
    const step = 10 ** Math.max(0, decimals + digitsOf(wordOf(shownUnit)) - 2);
    const isWhole = value % step === 0;
    if (!isWhole && Math.abs(value) < step) return exactAmount(value);
    return isWhole ? said : inBrackets(said, exactAmount(value), locale);
  };
  return {
    decimals,
    twoPart,
    percent,
    computed: fields['aggregation'] === 'formula' && typeof fields['formula'] === 'string',
    unitLabel,
    ownUnit: own,
    word: wordOf(shownUnit),
    currency: currencyOf(metric),
    amount,
    exactAmount,
    told,
    exactValue: (value) => {
      const units = nearestUnits(value);
      if (value.denominator === 1 || value.numerator === units * value.denominator) return exactAmount(units);
      return `${formatFraction(value, { decimals, places: decimals + 2 })}${behind}`;
    },
    shown: (value, ofColumn) => {
      if (value === null) return '';
      const fixed = ofColumn !== undefined;
      const places = fixed ? Math.max(ofColumn, placesShown(value)) : undefined;
      if (twoPart) return rate(value, places, fixed);
      return formatAmount(nearestUnits(value), { decimals, unit: shownUnit, places, fixed });
    },
    placesShown,
    edit: (value) => {
      if (value === null) return '';
      if (twoPart) return rate(value, 4).replaceAll(',', '').replace('−', '-');
      return inUnitOf(decimalFromAmount(nearestUnits(value), decimals), wordOf(shownUnit));
    },
  };
}

const inBrackets = (said: string, exact: string, locale: Locale): string =>
  locale === 'en' ? `${said} (${exact})` : `${said}（${exact}）`;

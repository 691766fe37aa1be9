import type { Locale } from '@shapan/contract';
import type { Fraction } from '@shapan/engine';

/*
 * Numbers, dates and periods as people write them. Amounts arrive as exact integers in the metric's smallest unit and
 * are rounded for the eye only, on integers, halves away from zero; nothing shown is ever written back (SPR-T76).
 */

/** In which unit a view shows amounts; the stored number does not change. `shiyi` = 十亿, the English billion. */
export const displayUnits = ['yuan', 'qian', 'wan', 'baiwan', 'yi', 'shiyi'] as const;
export type DisplayUnit = (typeof displayUnits)[number];

const exponents: Readonly<Record<DisplayUnit, number>> = {
  yuan: 0,
  qian: 3,
  wan: 4,
  baiwan: 6,
  yi: 8,
  shiyi: 9,
};

const prefixes: Readonly<Record<Locale, Readonly<Record<DisplayUnit, string>>>> = {
  'zh-CN': { yuan: '', qian: '千', wan: '万', baiwan: '百万', yi: '亿', shiyi: '十亿' },
  en: { yuan: '', qian: 'k', wan: '10k', baiwan: 'M', yi: '100M', shiyi: 'bn' },
};

/** The units a reader of this language counts in. A link may still carry any of them. */
export const unitsOf = (locale: Locale): readonly DisplayUnit[] =>
  locale === 'en' ? ['yuan', 'qian', 'baiwan', 'shiyi'] : ['yuan', 'qian', 'wan', 'baiwan', 'yi'];

export const isDisplayUnit = (value: unknown): value is DisplayUnit =>
  displayUnits.some((unit) => unit === value);

const currencies: Readonly<Record<string, string>> = {
  CNY: '元',
  HKD: '港元',
  TWD: '新台币',
  USD: '美元',
  EUR: '欧元',
  GBP: '英镑',
  JPY: '日元',
  SGD: '新加坡元',
};

/** What a currency is called behind an amount: 元, 美元; its code in English. */
export const currencyName = (code: string, locale: Locale): string =>
  locale === 'en' ? code : (currencies[code] ?? code);

/** The unit for a heading: 万元, 亿元; k CNY, M CNY. */
export function unitName(unit: DisplayUnit, base: string, locale: Locale): string {
  const prefix = prefixes[locale][unit];
  return locale === 'en' ? [prefix, base].filter(Boolean).join(' ') : prefix + base;
}

export interface AmountFormat {
  /** Decimals of the metric's smallest unit. */
  readonly decimals: number;
  readonly unit?: DisplayUnit | undefined;
  /** Most decimals shown; by default all of them in the own unit, 2 in a larger one. */
  readonly places?: number | undefined;
  /** Keep trailing zeros, so that decimals stand under each other. */
  readonly fixed?: boolean | undefined;
  /** Show a plus before what is above zero: differences. */
  readonly signed?: boolean | undefined;
}

/**
 * An amount for people: grouped, with a real minus. In the own unit decimals are shown all or not at all
 * (`1,234.50`, `1,234`); in a larger unit trailing zeros go (`462.5` 万). What rounds to nothing keeps its zeros
 * (`0.00`), so that it does not pass for zero.
 */
export function formatAmount(amount: number, format: AmountFormat): string {
  const { decimals, unit = 'yuan', fixed = false, signed = false } = format;
  const places = format.places ?? (unit === 'yuan' ? decimals : 2);
  const value = { numerator: BigInt(amount), denominator: 10n ** BigInt(decimals + exponents[unit]) };
  const zeros = fixed || (unit === 'yuan' && format.places === undefined) ? 'allOrNone' : 'trimmed';
  return writeDecimal(value, places, { zeros: fixed ? 'kept' : zeros, signed });
}

/** An amount that lies between two smallest units, as what is computed may: to so many places, without trailing zeros. */
export function formatFraction(
  { numerator, denominator }: Fraction,
  { decimals, places }: { readonly decimals: number; readonly places: number },
): string {
  const value = { numerator: BigInt(numerator), denominator: BigInt(denominator) * 10n ** BigInt(decimals) };
  return writeDecimal(value, places, { zeros: 'trimmed', signed: false });
}

export interface RatioFormat {
  readonly places?: number | undefined;
  /** Keep trailing zeros, so that decimals stand under each other. */
  readonly fixed?: boolean | undefined;
  readonly signed?: boolean | undefined;
}

/** A share as percent, 1 decimal unless said otherwise: 85%, 92.3%. */
export function formatPercent({ numerator, denominator }: Fraction, format: RatioFormat = {}): string {
  const value = { numerator: BigInt(numerator) * 100n, denominator: BigInt(denominator) };
  return `${writeDecimal(value, format.places ?? 1, writingOf(format))}%`;
}

/** A rate of a metric: percent, or a plain number such as an average price (2 decimals). */
export function formatRate(fraction: Fraction, format: RatioFormat & { readonly percent: boolean }): string {
  if (format.percent) return formatPercent(fraction, format);
  const value = { numerator: BigInt(fraction.numerator), denominator: BigInt(fraction.denominator) };
  return writeDecimal(value, format.places ?? 2, writingOf(format));
}

const writingOf = ({ fixed = false, signed = false }: RatioFormat): Writing => ({
  zeros: fixed ? 'kept' : 'trimmed',
  signed,
});

interface Exact {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

interface Writing {
  readonly zeros: 'kept' | 'allOrNone' | 'trimmed';
  readonly signed: boolean;
}

function writeDecimal({ numerator, denominator }: Exact, places: number, { zeros, signed }: Writing): string {
  const negative = numerator < 0n !== denominator < 0n && numerator !== 0n;
  const size = numerator < 0n ? -numerator : numerator;
  const parts = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * size * 10n ** BigInt(places) + parts) / (2n * parts);
  const digits = String(rounded).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const fraction = writeFraction(digits.slice(digits.length - places), zeros, rounded === 0n && size !== 0n);
  const sign = rounded === 0n ? '' : negative ? '−' : signed ? '+' : '';
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function writeFraction(digits: string, zeros: Writing['zeros'], vanished: boolean): string {
  if (zeros === 'kept' || vanished) return digits;
  if (zeros === 'allOrNone') return /^0*$/.test(digits) ? '' : digits;
  return digits.replace(/0+$/, '');
}

const monthNames = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

export interface DateFormat {
  /** Without the year, where the year is clear. */
  readonly short?: boolean | undefined;
}

/** A `YYYY-MM-DD` date: 2026年7月1日, 1 Jul 2026. Anything else comes back unchanged. */
export function formatDate(date: string, locale: Locale, { short = false }: DateFormat = {}): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  if (!year || !month || !day) return date;
  if (locale === 'en') return `${Number(day)} ${monthName(month)}${short ? '' : ` ${year}`}`;
  return `${short ? '' : `${year}年`}${Number(month)}月${Number(day)}日`;
}

/** A span of days, both ends included; what both ends share is said once. */
export function formatDateRange(
  from: string,
  to: string,
  locale: Locale,
  { short = false }: DateFormat = {},
): string {
  const sameYear = from.slice(0, 4) === to.slice(0, 4);
  if (locale === 'en')
    return `${formatDate(from, locale, { short: short || sameYear })} – ${formatDate(to, locale, { short })}`;
  return `${formatDate(from, locale, { short })}–${formatDate(to, locale, { short: short || sameYear })}`;
}

/** The months from a first day to a last one; a year that both share is said once. */
export function formatMonthRange(from: string, to: string, locale: Locale): string {
  const [[fromYear = '', fromMonth = ''], [toYear = '', toMonth = '']] = [from.split('-'), to.split('-')];
  const sameYear = fromYear === toYear;
  if (locale === 'en')
    return `${monthName(fromMonth)}${sameYear ? '' : ` ${fromYear}`} – ${monthName(toMonth)} ${toYear}`;
  return `${fromYear}年${Number(fromMonth)}月–${sameYear ? '' : `${toYear}年`}${Number(toMonth)}月`;
}

/** A moment in the reader's own time zone, to the minute. */
export function formatMoment(
  iso: string,
  locale: Locale,
  timeZone?: string,
  { year = false }: { readonly year?: boolean } = {},
): string {
  const options = {
    ...(year && ({ year: 'numeric' } as const)),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...options,
    ...(timeZone && { timeZone }),
  }).format(new Date(iso));
}

export interface PeriodFormat {
  /** Say the year too, where several stand side by side. */
  readonly year?: boolean | undefined;
  /** The days of a custom period; its number alone says nothing. */
  readonly days?: { readonly from: string; readonly to: string } | undefined;
}

/**
 * What a period is called: `M2026-07` 7月, `Q2026-3` 第3季度, `X2026-07-1` 7月上旬, `W2026-28` 第28周, `all` 合计. An id
 * that is none of these comes back unchanged.
 */
export function formatPeriod(id: string, locale: Locale, format: PeriodFormat = {}): string {
  if (id === 'all') return locale === 'en' ? 'Total' : '合计';
  const [, kind, first = '', second = '', third = ''] =
    /^(WY|[YHQMXWDP])(\d+)(?:-(\d+))?(?:-(\d+))?$/.exec(id) ?? [];
  if (kind === undefined) return id;
  if (kind === 'P') return customPeriod(first, locale, format);
  if (kind === 'Y' || kind === 'WY') return locale === 'en' ? first : `${first}年`;
  const name = periodName(kind, { year: first, second, third }, locale);
  if (!format.year) return name;
  return locale === 'en' ? `${name} ${first}` : `${first}年${name}`;
}

interface PeriodNumbers {
  readonly year: string;
  readonly second: string;
  readonly third: string;
}

function periodName(kind: string, { year, second, third }: PeriodNumbers, locale: Locale): string {
  const number = Number(second);
  const english = locale === 'en';
  switch (kind) {
    case 'H':
      return english ? `H${number}` : number === 1 ? '上半年' : '下半年';
    case 'Q':
      return english ? `Q${number}` : `第${number}季度`;
    case 'M':
      return english ? monthName(second) : `${number}月`;
    case 'W':
      return english ? `W${number}` : `第${number}周`;
    case 'X':
      return english
        ? xunDays(year, second, Number(third))
        : `${number}月${['上', '中', '下'][Number(third) - 1] ?? ''}旬`;
    default:
      return formatDate(`${year}-${second}-${third}`, locale, { short: true });
  }
}

function xunDays(year: string, month: string, part: number): string {
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const days = [`1–10`, `11–20`, `21–${last}`][part - 1] ?? '';
  return `${monthName(month)} ${days}`;
}

function customPeriod(number: string, locale: Locale, { days, year = false }: PeriodFormat): string {
  const name = locale === 'en' ? `P${number}` : `第${number}期`;
  return days ? `${name} ${formatDateRange(days.from, days.to, locale, { short: !year })}` : name;
}

const monthName = (month: string): string => monthNames[Number(month) - 1] ?? month;

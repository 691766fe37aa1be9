import type { Locale } from '@shapan/contract';

/** The scale in which a view shows money: 元, 万 or 亿. The stored amount never changes. */
export const units = ['yuan', 'wan', 'yi'] as const;
export type Unit = (typeof units)[number];

const POWER: Readonly<Record<Unit, number>> = { yuan: 0, wan: 4, yi: 8 };
/** Enough to tell two amounts apart in a table, few enough to read. */
const DIGITS: Readonly<Record<Unit, number>> = { yuan: 2, wan: 2, yi: 4 };

export const isUnit = (value: unknown): value is Unit => units.includes(value as Unit);

/**
 * An amount in smallest units as a number for people, without its unit: the unit belongs in the heading. A real
 * minus, an en dash for "no value".
 */
export function amountText(
  amount: number | null,
  { decimals, unit = 'yuan', locale }: { decimals: number; unit?: Unit; locale: Locale },
): string {
  if (amount === null) return '–';
  const digits = unit === 'yuan' && amount % 10 ** decimals === 0 ? 0 : DIGITS[unit];
  return numberText(amount / 10 ** (decimals + POWER[unit]), { digits, locale });
}

/** A number with thousands separators and a real minus. */
export function numberText(value: number, { digits, locale }: { digits: number; locale: Locale }): string {
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return text.replace(/^-/, '−').replace(/^−0$/, '0');
}

/** A share (1 = all of it) as a percentage. */
export function percentText(share: number | null, locale: Locale, digits = 0): string {
  return share === null ? '–' : `${numberText(share * 100, { digits, locale })}%`;
}

/** The unit in which an amount of this size is said most easily. */
export function unitFor(amount: number, decimals: number): Unit {
  const size = Math.abs(amount) / 10 ** decimals;
  if (size >= 1e8) return 'yi';
  return size >= 1e4 ? 'wan' : 'yuan';
}

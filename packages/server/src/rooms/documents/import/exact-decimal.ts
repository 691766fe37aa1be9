import { amountFromWhole, problem, type Result, refuse } from '@shapan/engine';

/** A decimal as the file wrote it: units × 10^−scale. Sums of them are exact, whatever the metric can hold. */
export interface ExactDecimal {
  readonly units: bigint;
  readonly scale: number;
}

const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
/** No amount needs more digits; a file that has them is not about amounts. */
const MAX_DIGITS = 60;

/** Plain decimal text, as number cells hold it; `null` when it is none, or absurd. */
export function exactDecimal(text: string): ExactDecimal | null {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = FORM.exec(text) ?? [];
  const digits = whole + fraction;
  const scale = fraction.length - Number(exponent);
  if (digits === '' || digits.length + Math.abs(scale) > MAX_DIGITS) return null;
  const units = BigInt(digits) * (sign === '-' ? -1n : 1n);
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

export function addDecimals(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: scaled(a, scale) + scaled(b, scale), scale };
}

const scaled = ({ units, scale }: ExactDecimal, to: number): bigint => units * 10n ** BigInt(to - scale);

/** As an amount in smallest units; digits beyond are rounded, halves away from zero, or refused. */
export function amountOfDecimal(
  decimal: ExactDecimal,
  decimals: number,
  rounding: 'exact' | 'round',
): Result<number> {
  const { units, scale } = decimal;
  if (scale <= decimals) return amountFromWhole(scaled(decimal, decimals), decimals);
  const divisor = 10n ** BigInt(scale - decimals);
  if (rounding === 'exact' && units % divisor !== 0n)
    return refuse(problem('NUMBER_TOO_PRECISE', undefined, { decimals }));
  const size = units < 0n ? -units : units;
  const rounded = (size + divisor / 2n) / divisor;
  return amountFromWhole(units < 0n ? -rounded : rounded, decimals);
}

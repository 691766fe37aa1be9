/**
 * A decimal number taken apart: ±digits × 10^exponent. `digits` neither begins nor ends with 0, so the same
 * number has one form only; it is empty for zero.
 */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  /** May be ±Infinity when the text asks for an absurd one; never NaN. */
  readonly exponent: number;
}

const DECIMAL_FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Plain decimal text (`-12.50`, `.5`, `5.`, `1.9e+21`), or `null`. No separators, units or spaces. */
export function readDecimal(text: string): Decimal | null {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL_FORM.exec(text) ?? [];
  const written = whole + fraction;
  if (sign === undefined || written === '') return null;
  const kept = written.replace(/0+$/, '');
  const digits = kept.replace(/^0+/, '');
  if (digits === '') return { negative: false, digits, exponent: 0 };
  const shift = Number(exponent) - fraction.length + (written.length - kept.length);
  return { negative: sign === '-', digits, exponent: shift };
}

/**
 * The decimal a double stands for: its shortest text that reads back as the same double. That is what was
 * written in a JSON file or typed on a screen, as long as it had no more than 15 digits. `null` for NaN and ±∞.
 */
export const decimalOfNumber = (value: number): Decimal | null =>
  Number.isFinite(value) ? readDecimal(String(value)) : null;

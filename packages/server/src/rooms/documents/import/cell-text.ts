import {
  addDays,
  isDate,
  ok,
  type PlanRates,
  problem,
  type Result,
  readTypedAmount,
  refuse,
} from '@shapan/engine';
import type { Cell } from '../table.ts';
import { type ExactDecimal, exactDecimal } from './exact-decimal.ts';

/** Cells of a foreign file as what they are to mean: a key, a day, an amount. */

export function textOf(cell: Cell | undefined): string {
  if (!cell || cell.type === 'empty') return '';
  return (cell.type === 'boolean' ? String(cell.value) : cell.text).trim();
}

/** A day in the forms that files use; `undefined` when it is none of them. */
export function dateOf(cell: Cell | undefined): string | undefined {
  const text = textOf(cell);
  if (cell?.type === 'number' && /^\d{5}(?:\.\d+)?$/.test(text))
    return dateOfSerial(Math.floor(Number(text)));
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day] = match;
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isDate(date) ? date : undefined;
}

/** Spreadsheets count days from 1900. Five digits: the years 1927 to 2173; four would be a year. */
function dateOfSerial(days: number): string | undefined {
  const date = addDays('1899-12-30', days);
  return isDate(date) ? date : undefined;
}

/**
 * An amount as the file wrote it. Numbers of the file are taken as the decimals they are written with; text as a person
 * would type it (`500万`, `1,234.5`, `(50)`), exact to `decimals` where it is more than plain digits. Money of another
 * currency than the metric's is converted at the plan rate, and refused without one (SPR-T86).
 */
export function decimalOf(
  cell: Cell | undefined,
  decimals: number,
  money: FileMoney = {},
): Result<ExactDecimal> {
  const text = textOf(cell);
  const plain = exactDecimal(/^[+-]?[\d,]*\.?\d*$/.test(text) ? withoutGroups(text) : text);
  if (plain) return ok(plain);
  const read = readTypedAmount(text, { ...money, decimals });
  if (!read.ok) return read;
  return read.value.relative
    ? refuse(problem('NUMBER_UNREADABLE', undefined, { text }))
    : ok({ units: BigInt(read.value.amount), scale: decimals });
}

/** Thousands in groups of three; anything else is left to who knows more forms, or refuses. */
const withoutGroups = (text: string): string =>
  /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(text) ? text.replaceAll(',', '') : text;

/** The currency of the metric, ISO 4217, and the plan rates into it; actuals are not converted at those. */
export interface FileMoney {
  readonly currency?: string | undefined;
  readonly rates?: PlanRates;
}

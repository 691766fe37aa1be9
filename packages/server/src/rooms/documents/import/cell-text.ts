import {
  addDays,
  amountFromDecimal,
  isDate,
  ok,
  type Problem,
  problem,
  type Result,
  readTypedAmount,
  refuse,
} from '@shapan/engine';
import type { Cell } from '../table.ts';

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

/** A period in the forms that files use, as a period id: `2026Q3`, `2026-07`, `2026年7月`, `2026`, or the id itself. */
export function periodIdOf(cell: Cell | undefined): string | undefined {
  const text = textOf(cell);
  if (/^[YHQMXWDP]\d/.test(text)) return text;
  const quarter = /^(\d{4})\s*[-年]?\s*[Qq第]\s*([1-4])/.exec(text);
  if (quarter) return `Q${quarter[1]}-${quarter[2]}`;
  const month = /^(\d{4})[-/.年](\d{1,2})月?$/.exec(text);
  if (month && Number(month[2]) >= 1 && Number(month[2]) <= 12)
    return `M${month[1]}-${month[2]?.padStart(2, '0')}`;
  return /^\d{4}$/.test(text) ? `Y${text}` : undefined;
}

/**
 * An amount in the smallest unit. Numbers of the file are taken as the decimals they are written with; text as a person
 * would type it (`500万`, `1,234.5`, `(50)`). More decimals than the metric has are refused, or rounded half away from zero
 * when that was asked for.
 */
export function amountOf(
  cell: Cell | undefined,
  decimals: number,
  rounding: 'exact' | 'round',
): Result<number> {
  const text = textOf(cell);
  if (text === '') return refuse(problem('REQUIRED'));
  const exact = cell?.type === 'number' ? amountFromDecimal(text, decimals) : readAmountText(text, decimals);
  if (exact.ok || rounding === 'exact' || !isTooPrecise(exact.problems)) return exact;
  return roundedAmount(text, decimals);
}

function readAmountText(text: string, decimals: number): Result<number> {
  const read = readTypedAmount(text, { decimals });
  if (!read.ok) return read;
  return read.value.relative
    ? refuse(problem('NUMBER_UNREADABLE', undefined, { text }))
    : ok(read.value.amount);
}

const isTooPrecise = (problems: readonly Problem[]): boolean =>
  problems.some(({ code }) => code === 'NUMBER_TOO_PRECISE');

/** Digits beyond the unit are dropped after looking at the first of them: half away from zero, no binary fraction. */
function roundedAmount(text: string, decimals: number): Result<number> {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text.replaceAll(',', ''));
  if (!match) return refuse(problem('NUMBER_UNREADABLE', undefined, { text }));
  const [, sign, whole = '', part = '', power = '0'] = match;
  const digits = `${whole}${part}`;
  const point = whole.length + Number(power) + decimals;
  if (point < 0) return ok(0);
  const kept = BigInt(digits.slice(0, point).padEnd(Math.max(point, 1), '0') || '0');
  const up = Number(digits[point] ?? '0') >= 5 ? 1n : 0n;
  const amount = Number(kept + up);
  if (!Number.isSafeInteger(amount)) return refuse(problem('OUT_OF_RANGE', undefined, { text }));
  return ok(sign === '-' && amount !== 0 ? -amount : amount);
}

import { readDecimal } from '../foundation/decimal.ts';
import type { ProblemCode } from '../foundation/problem.ts';
import {
  addRatios,
  compareRatios,
  isWholeRatio,
  multiplyRatios,
  type Ratio,
  ratio,
  ratioFromDecimal,
} from '../foundation/ratio.ts';

/** An exact number, or the code that says why there is none. */
export type Reading = Ratio | ProblemCode;

/** Whether reading ended in a code instead of a number. */
export const isRefused = (reading: Reading): reading is ProblemCode => typeof reading === 'string';

const DIGITS = '零一二三四五六七八九';
const UNITS: readonly (readonly [unit: string, size: bigint])[] = [
  ['亿', 100_000_000n],
  ['万', 10_000n],
  ['千', 1000n],
  ['百', 100n],
  ['十', 10n],
];
const MYRIAD = 10_000n;

/** Financial, traditional and spoken spellings, each before its plain one. */
const SPELLINGS = '〇零壹一贰二貳二两二兩二叁三參三肆四伍五陆六陸六柒七捌八玖九拾十佰百仟千萬万億亿點点';
const PLAIN = new Map(
  Array.from({ length: SPELLINGS.length / 2 }, (_, at) => [SPELLINGS[2 * at], SPELLINGS[2 * at + 1]]),
);

const LATIN_UNITS: Readonly<Record<string, string>> = { k: '千', w: '万', m: '百万', b: '十亿', bn: '十亿' };

/** Beyond this power of ten nothing can be in range, and computing it would only cost time. */
const MAX_EXPONENT = 60;

/**
 * A number without sign, in digits, in Chinese numerals, or mixed: `1,234.5`, `1.2亿`, `3k`, `5E+06`, `五百万`,
 * `一百万零五十四点四三`, `1亿2000万`, and the spoken short form `3万5` = `一万二`-like 35,000.
 *
 * Refused as ambiguous: separators that two countries read differently (`1.234,5`, `1,23`), about-numbers
 * (`两三万` is two *or* three), and tails that could be short or literal (`3万50`).
 */
export function readNumeral(text: string): Reading {
  const plain = plainSpelling(text);
  // A view may count in 百万 or M, where hundreds of them are everyday; 亿亿 is a number like any other, only too large.
  const counted = /^([\d.,]+)([十百千][万亿]|[十百千]?万?亿亿)$/.exec(plain);
  if (counted !== null) return multiplyBy(readDigits(counted[1] ?? ''), counted[2] ?? '');
  const spoken = new RegExp(`^([^点.,]+)点([${DIGITS}]+)([十百千]?万?亿?)$`).exec(plain);
  if (spoken === null) return readWhole(plain, true);
  const [, whole = '', fraction = '', units = ''] = spoken;
  const head = isPositional(whole) ? positional(whole) : readWhole(whole, false);
  if (isRefused(head)) return head;
  const tail = ratio(BigInt(arabic(fraction)), 10n ** BigInt(fraction.length));
  return multiplyBy(addRatios(head, tail), units);
}

/** `units` one after the other, as in 百万. */
function multiplyBy(count: Reading, units: string): Reading {
  const size = [...units].reduce((product, unit) => product * sizeOf(unit), 1n);
  return isRefused(count) ? count : multiplyRatios(count, ratio(size));
}

function plainSpelling(text: string): string {
  const chinese = Array.from(text, (sign) => PLAIN.get(sign) ?? sign).join('');
  return chinese.replace(/(?<=\d)(?:k|w|m|bn?)$/i, (unit) => LATIN_UNITS[unit.toLowerCase()] ?? unit);
}

/** `mayShorten`: whether a last digit may stand for the next lower unit, as in 一万二. */
function readWhole(text: string, mayShorten: boolean): Reading {
  for (const [unit, size] of UNITS) {
    const at = text.indexOf(unit);
    if (at < 0) continue;
    const head = readCount(text.slice(0, at), size);
    if (isRefused(head)) return head;
    const tail = readTail(text.slice(at + 1), size, mayShorten);
    if (isRefused(tail)) return tail;
    if (tail.numerator !== 0n && !isWholeRatio(head)) return 'NUMBER_UNREADABLE';
    return addRatios(multiplyRatios(head, ratio(size)), tail);
  }
  if (!isPositional(text)) return readDigits(text);
  const isPair = text.length === 2 && !text.includes('零');
  return isPair ? 'NUMBER_AMBIGUOUS' : positional(text);
}

/** What stands before a unit: how many of it. */
function readCount(text: string, size: bigint): Reading {
  if (text === '') return size === 10n ? ratio(1n) : 'NUMBER_UNREADABLE';
  if (text === '零') return 'NUMBER_UNREADABLE';
  if (isPositional(text)) return text.length === 1 ? positional(text) : 'NUMBER_AMBIGUOUS';
  if (!UNITS.some(([unit]) => text.includes(unit))) return readDigits(text);
  if (size < MYRIAD) return 'NUMBER_UNREADABLE';
  const count = readWhole(text, false);
  return isRefused(count) || compareRatios(count, ratio(size)) < 0 ? count : 'NUMBER_UNREADABLE';
}

/** What stands behind a unit: less than one of it. */
function readTail(text: string, size: bigint, mayShorten: boolean): Reading {
  if (text === '') return ratio(0n);
  if (/[.,eE]/.test(text)) return 'NUMBER_UNREADABLE';
  const isLiteral = text.startsWith('零');
  const rest = isLiteral ? text.slice(1) : text;
  const digits = arabic(rest);
  if (!/^\d+$/.test(digits)) {
    const tail = readWhole(rest, mayShorten);
    return isRefused(tail) || compareRatios(tail, ratio(size)) < 0 ? tail : 'NUMBER_UNREADABLE';
  }
  const width = String(size).length - 1;
  if (digits.length > 1 && isPositional(rest)) return 'NUMBER_AMBIGUOUS';
  if (digits.length > width) return 'NUMBER_UNREADABLE';
  if (isLiteral || digits.length === width) return ratio(BigInt(digits));
  if (digits.length > 1 || !mayShorten || digits === '0') return 'NUMBER_AMBIGUOUS';
  return ratio((BigInt(digits) * size) / 10n);
}

/** Digits with decimal point, grouping commas and exponent. */
function readDigits(text: string): Reading {
  const isGrouped = /^[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(text);
  if (!isGrouped && /^[\d.,]*\d[\d.,]*$/.test(text) && /,|\..*\./.test(text)) return 'NUMBER_AMBIGUOUS';
  const decimal = readDecimal(isGrouped ? text.replaceAll(',', '') : text);
  if (decimal === null || /^[+-]/.test(text)) return 'NUMBER_UNREADABLE';
  if (decimal.exponent > MAX_EXPONENT) return 'OUT_OF_RANGE';
  if (decimal.exponent < -MAX_EXPONENT - text.length) return 'NUMBER_TOO_PRECISE';
  return ratioFromDecimal(decimal);
}

const sizeOf = (sign: string): bigint => UNITS.find(([unit]) => unit === sign)?.[1] ?? 1n;

/** Chinese digits one after the other, as in 二零二六. */
const isPositional = (text: string): boolean =>
  text !== '' && [...text].every((sign) => DIGITS.includes(sign));

const positional = (text: string): Ratio => ratio(BigInt(arabic(text)));

const arabic = (text: string): string =>
  Array.from(text, (sign) => (DIGITS.includes(sign) ? String(DIGITS.indexOf(sign)) : sign)).join('');

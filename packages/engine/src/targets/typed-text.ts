import { problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';

/** Longest text that is read as a number, in characters. */
export const MAX_TYPED_LENGTH = 200;

/**
 * Signs that compatibility normalisation would turn into other numbers: 5² into 52, 3½ into 31⁄2, ㈠ into (一).
 * What looks different from what would be read is not read at all.
 */
const DECEPTIVE = /[\p{No}\u2150-\u2182\u3200-\u33ff]/u;

/** Marks without width that copying from spreadsheets and calculators leaves behind. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a\u202c\ufeff]/g;

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2013\u2212]/g, '-'],
  [/×/g, '*'],
  [/÷/g, '/'],
  [/。/g, '.'], // what the decimal point becomes while Chinese punctuation is on
];

/**
 * What was typed, in one spelling: half-width, no spaces, one kind of minus. Refuses with `NUMBER_EMPTY`,
 * `TOO_LONG`, `NUMBER_UNREADABLE`, and `NUMBER_AMBIGUOUS` where a space parts digits (`1 234`: one number or two?).
 */
export function normaliseTyped(text: string, path?: string): Result<string> {
  if (text.length > MAX_TYPED_LENGTH) return refuse(problem('TOO_LONG', path, { max: MAX_TYPED_LENGTH }));
  if (DECEPTIVE.test(text)) return refuse(problem('NUMBER_UNREADABLE', path, { text }));
  let plain = text.replace(INVISIBLE, '').normalize('NFKC').trim();
  if (plain === '') return refuse(problem('NUMBER_EMPTY', path));
  for (const [spelling, replacement] of SPELLINGS) plain = plain.replace(spelling, replacement);
  if (/[\d.,]\s+[\d.,]/.test(plain)) return refuse(problem('NUMBER_AMBIGUOUS', path, { text }));
  return ok(plain.replace(/\s/g, ''));
}

import type { DisplayUnit } from '@shapan/i18n';

/** A display unit as it is written behind a number, the same in every language: the parser knows these. */
const words: Readonly<Record<DisplayUnit, string>> = {
  yuan: '',
  qian: '千',
  wan: '万',
  baiwan: '百万',
  yi: '亿',
  shiyi: '十亿',
};

export const wordOf = (unit: DisplayUnit): string => words[unit];

const plainNumber = /^([+\-−(]*)(\d[\d.,]*|\.\d+)(\)?)$/;
const plainExponent = /^[+\-−]?[\d.,]+e[+-]?\d+$/i;
const plainFormula = /^=[\d.,%\s()+\-−*/]+$/;

/**
 * A typed text whose numbers carry no unit counts in the unit the view shows, as in a spreadsheet under 万元. Whatever
 * says its own unit – 500万, 500元, ¥500, 12% – means just that, and factors (`*1.2`) have none.
 */
export function inShownUnit(text: string, word: string): string {
  if (word === '') return text;
  const plain = text.normalize('NFKC').trim();
  const [, before = '', digits, after = ''] = plainNumber.exec(plain) ?? [];
  if (digits !== undefined) return `${before}${digits}${word}${after}`;
  if (plainExponent.test(plain)) return `=(${plain})*1${word}`;
  return plainFormula.test(plain) ? `=(${plain.slice(1)})*1${word}` : text;
}

/** By how many places a number in this unit is shorter than one in the own unit. */
export const placesOf = (word: string): number =>
  ({ '': 0, 千: 3, 万: 4, 百万: 6, 亿: 8, 十亿: 9 })[word] ?? 0;

/** A plain decimal with its point moved to the left: exact, whatever its length. */
export function inUnitOf(decimal: string, word: string): string {
  const places = placesOf(word);
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(decimal) ?? [];
  const digits = whole.padStart(places + 1, '0');
  const point = digits.length - places;
  const fraction = `${digits.slice(point)}${part}`.replace(/0+$/, '');
  return `${sign}${digits.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`;
}

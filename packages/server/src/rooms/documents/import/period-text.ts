/** A period as a file names it: by the id it has here, or without a year. */
export type PeriodName = { readonly id: string } | { readonly letter: Letter; readonly rest: string };

type Letter = 'H' | 'Q' | 'M' | 'X';

/**
 * What people call a period: `2026Q3`, `2026年第三季度`, `2026-07`, `2026年7月`, `202607`, `Jul 2026`, `2026年上半年`,
 * `2026年7月上旬`, `2026-W28`, `2026`, `合计` for all of the time (`all`), or its id. Without a year (`7月`, `Q3`) only the part of it. `null` when it is none.
 */
export function periodName(text: string): PeriodName | null {
  const plain = monthNumbers(withDigits(text.normalize('NFKC').toUpperCase().replaceAll(/\s+/g, '')));
  if (/^(?:合计|总计|全部|TOTAL|ALL)$/.test(plain)) return { id: 'all' };
  if (/^(?:Y\d{4}|[HQMXWD]\d{4}-\d[\d-]*|P\d+)$/.test(plain)) return { id: plain };
  const [, year, tail = ''] = /^(?:FY)?(\d{4})(?:年度?|财年)?[-/.]?(.*)$/.exec(plain) ?? [];
  if (year !== undefined && tail === '') return { id: `Y${year}` };
  if (year !== undefined) {
    const week = /^(?:W|第)(\d{1,2})周?$/.exec(tail)?.[1];
    if (week) return { id: `W${year}-${week.padStart(2, '0')}` };
    const separated = plain.length > 4 + tail.length || /^(?:\d{2}$|\D|\d+月)/.test(tail);
    const found = partOf(separated ? tail : '') ?? (separated ? monthOf(tail) : null);
    return found && { id: `${found.letter}${year}-${found.rest}` };
  }
  const [, head = '', after] = /^(.*?)[-/.,]?(\d{4})年?$/.exec(plain) ?? [];
  const before = partOf(head);
  return before && after ? { id: `${before.letter}${after}-${before.rest}` } : partOf(plain);
}

/** The part of a year that a column of its own names; a mere number is one of the grain. */
export function partName(text: string, grain: 'half' | 'quarter' | 'month'): PeriodName | null {
  const name = periodName(text);
  if (name && 'letter' in name) return name;
  const number = /^0?(\d{1,2})(?:\.0+)?$/.exec(text.trim())?.[1];
  const last = { half: 2, quarter: 4, month: 12 }[grain];
  if (number === undefined || Number(number) < 1 || Number(number) > last) return null;
  if (grain === 'month') return monthOf(number);
  return { letter: grain === 'half' ? 'H' : 'Q', rest: number };
}

interface Part {
  readonly letter: Letter;
  readonly rest: string;
}

function partOf(text: string): Part | null {
  const half = /^(?:H([12])|([上下])半年)$/.exec(text);
  if (half) return { letter: 'H', rest: half[1] ?? (half[2] === '上' ? '1' : '2') };
  const quarter = /^(?:Q([1-4])|第?([1-4])季度?)$/.exec(text);
  if (quarter) return { letter: 'Q', rest: quarter[1] ?? quarter[2] ?? '' };
  const xun = /^(0?[1-9]|1[0-2])月?[-/.]?([上中下])旬$/.exec(text);
  if (xun) return { letter: 'X', rest: `${xun[1]?.padStart(2, '0')}-${'上中下'.indexOf(xun[2] ?? '') + 1}` };
  const month = /^(\d{1,2})月份?$/.exec(text);
  return month ? monthOf(month[1] ?? '') : null;
}

function monthOf(text: string): Part | null {
  const month = /^0?([1-9]|1[0-2])$/.exec(text)?.[1];
  return month === undefined ? null : { letter: 'M', rest: month.padStart(2, '0') };
}

const englishMonths = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** `JULY2026` as `7月2026`: one form for both languages. */
const monthNumbers = (text: string): string =>
  text.replace(/(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\.?/, (_, name: string) => {
    return `${englishMonths.indexOf(name) + 1}月`;
  });

const digits: Readonly<Record<string, string>> = {
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/** 第三季度, 十二月: Chinese numerals up to 99 as digits. */
const withDigits = (text: string): string =>
  text.replaceAll(
    /([二三四五六七八九]?)十([一二三四五六七八九]?)|[一二三四五六七八九]/g,
    (whole, tens, ones) =>
      whole.includes('十') ? `${digits[tens] ?? '1'}${digits[ones] ?? '0'}` : (digits[whole] ?? whole),
  );

/**
 * Writes packages/engine/src/foundation/holidays-cn.ts from an unpacked `chinese-days` package.
 * Prevents the mistake of typing holidays by hand.
 *
 *     npm pack chinese-days && tar xzf chinese-days-*.tgz
 *     npx tsx tools/update-holidays.ts package
 *
 * With `--check` nothing is written; the exit code is 1 when the file differs.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { addDays, isDate } from '../packages/engine/src/foundation/date.ts';

const OUTPUT = resolve(import.meta.dirname, '../packages/engine/src/foundation/holidays-cn.ts');
/** Earlier years of the package were not compared with a second source. */
const FIRST_YEAR = 2007;

interface YearOfHolidays {
  readonly year: string;
  readonly off: readonly string[];
  readonly work: readonly string[];
}

/** The years of an unpacked package whose notice is out, in order. */
export function readYears(packageFolder: string): readonly YearOfHolidays[] {
  const folder = join(packageFolder, 'dist/years');
  const years = readdirSync(folder)
    .map((name) => /^(\d{4})\.json$/.exec(name)?.[1])
    .filter((year) => year !== undefined && Number(year) >= FIRST_YEAR)
    .sort();
  return years.map((year = '') => readYear(join(folder, `${year}.json`), year)).filter(isAnnounced);
}

function readYear(file: string, year: string): YearOfHolidays {
  const { holidays, workdays } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>;
  const [off, work] = [Object.keys(holidays ?? {}).sort(), Object.keys(workdays ?? {}).sort()];
  const strange = [...off, ...work].find((date) => !isDate(date) || !date.startsWith(year));
  if (strange !== undefined) throw new Error(`${file}: ${strange} is not a date of ${year}`);
  const twice = off.find((date) => work.includes(date));
  if (twice !== undefined) throw new Error(`${file}: ${twice} is both off and worked`);
  return { year, off, work };
}

/** A notice may name days of the neighbouring years; only its own year has National Day off. */
const isAnnounced = ({ year, off }: YearOfHolidays): boolean => off.includes(`${year}-10-01`);

/** Consecutive dates as `01-01..01-03`, single ones as `05-04`, separated by spaces. */
export function asRanges(dates: readonly string[]): string {
  const ranges: { first: string; last: string }[] = [];
  for (const date of dates) {
    const open = ranges.at(-1);
    if (open !== undefined && addDays(open.last, 1) === date) open.last = date;
    else ranges.push({ first: date, last: date });
  }
  return ranges
    .map(({ first, last }) => (first === last ? first.slice(5) : `${first.slice(5)}..${last.slice(5)}`))
    .join(' ');
}

/** The text of the generated file. */
export function render(years: readonly YearOfHolidays[], source: string): string {
  const entries = years.map(
    ({ year, off, work }) =>
      `  ${year}: {\n    off: '${asRanges(off)}',\n    work: '${asRanges(work)}',\n  },\n`,
  );
  return `// Written by tools/update-holidays.ts from ${source}; do not edit.

/** Days of one year as \`MM-DD\` or \`MM-DD..MM-DD\`, separated by spaces. */
export interface HolidaysOfYear {
  /** Days off, weekends inside a holiday included. */
  readonly off: string;
  /** Saturdays and Sundays that are worked in exchange (调休). */
  readonly work: string;
}

/**
 * Holidays and make-up workdays of mainland China as the State Council announced them, by the calendar year
 * of the day. A year that is missing has not been announced.
 */
export const chinaHolidays: Readonly<Record<number, HolidaysOfYear>> = {
${entries.join('')}};
`;
}

function main([packageFolder, flag]: readonly string[]): number {
  if (packageFolder === undefined || (flag !== undefined && flag !== '--check')) {
    console.error('usage: npx tsx tools/update-holidays.ts UNPACKED_CHINESE_DAYS_FOLDER [--check]');
    return 2;
  }
  const { name, version, license } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const text = render(readYears(packageFolder), `${name} ${version} (${license})`);
  if (flag !== '--check') writeFileSync(OUTPUT, text);
  else if (readFileSync(OUTPUT, 'utf8') !== text) {
    console.error('holidays-cn.ts is not what this package says: run without --check');
    return 1;
  }
  return 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = main(process.argv.slice(2));

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asRanges, readYears, render } from './update-holidays.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holidays-'));
  mkdirSync(join(folder, 'dist/years'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeYear(year: number, off: readonly string[], work: readonly string[]): void {
  const named = (dates: readonly string[]) => Object.fromEntries(dates.map((date) => [date, 'name']));
  const text = JSON.stringify({ holidays: named(off), workdays: named(work) });
  writeFileSync(join(folder, `dist/years/${year}.json`), text);
}

describe('update-holidays', () => {
  it('joins consecutive days, also across the end of a month', () => {
    expect(asRanges(['2026-01-31', '2026-02-01', '2026-02-02', '2026-02-28', '2026-03-02'])).toBe(
      '01-31..02-02 02-28 03-02',
    );
    expect(asRanges([])).toBe('');
  });

  it('writes announced years only: days named by a neighbouring notice do not make one', () => {
    writeYear(2006, ['2006-10-01'], []);
    writeYear(2026, ['2026-10-02', '2026-10-01'], ['2026-10-10']);
    writeYear(2027, ['2027-01-01'], []);
    const years = readYears(folder);
    expect(years).toEqual([{ year: '2026', off: ['2026-10-01', '2026-10-02'], work: ['2026-10-10'] }]);
    expect(render(years, 'a package')).toContain(
      "  2026: {\n    off: '10-01..10-02',\n    work: '10-10',\n  },\n};\n",
    );
  });

  it('stops at a day of another year, and at a day that is both off and worked', () => {
    writeYear(2026, ['2026-10-01', '2025-12-31'], []);
    expect(() => readYears(folder)).toThrow('2025-12-31 is not a date of 2026');
    writeYear(2026, ['2026-10-01'], ['2026-10-01']);
    expect(() => readYears(folder)).toThrow('2026-10-01 is both off and worked');
  });
});

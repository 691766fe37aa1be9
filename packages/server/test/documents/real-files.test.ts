import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedData } from '@shapan/testkit';
import { describe, expect, test } from 'vitest';
import { readTables } from '../../src/rooms/documents/read-table.ts';
import type { TableSheet } from '../../src/rooms/documents/table.ts';
import { bytesOf, onlySheet, read, shown, texts } from './table-fixtures.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const spectrum = sharedData('csv_spectrum');
describe.skipIf(!spectrum)('csv_spectrum (shared data)', () => {
  // location_coordinates.json answers another question: it is no list and holds another phone number than the CSV.
  const files = spectrum
    ? readdirSync(join(spectrum, 'csvs')).filter((file) => !file.startsWith('location'))
    : [];
  test.each(files)('%s', async (file) => {
    const sheet = onlySheet(await readTables(bytesOf(join(spectrum ?? '', 'csvs', file)), file));
    const [header = [], ...rows] = texts(sheet);
    const expected: Record<string, string>[] = JSON.parse(
      readFileSync(join(spectrum ?? '', 'json', file.replace(/csv$/, 'json')), 'utf8'),
    );
    const objects = rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
    expect(objects).toEqual(expected);
  });
});

const pollock = sharedData('pollock_csv');
test.skipIf(!pollock)(
  'pollock: every row but the damaged one is read, and the damage is reported (shared data)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pollock-'));
    try {
      execFileSync('tar', ['xzf', join(pollock ?? '', 'polluted_files_share.tar.gz'), '-C', folder]);
      const files = readdirSync(join(folder, 'polluted_files', 'csv')).toSorted();
      expect(files.length).toBe(775);
      const counts: Record<string, number> = {};
      const clean = await cleanRows(
        join(folder, 'polluted_files', 'csv', 'file_double_trailing_newline.csv'),
      );
      const unexpected: string[] = [];
      for (const file of files) {
        const verdict = await judge(file, join(folder, 'polluted_files', 'csv', file), clean);
        const kind = `${file.replace(/\d.*$/, '')}: ${verdict}`;
        counts[kind] = (counts[kind] ?? 0) + 1;
        if (verdict.startsWith('WRONG')) unexpected.push(`${file}: ${verdict}`);
      }
      say(JSON.stringify(counts, null, 1));
      expect(unexpected).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);

async function cleanRows(path: string): Promise<string[]> {
  return onlySheet(await readTables(bytesOf(path), 'clean.csv')).rows.map(rowText);
}

const rowText = (row: TableSheet['rows'][number]): string => row.cells.map(shown).join('\u241F');

/** The file's name tells where it is damaged: `row_extra_quote40_col1` is in the 41st line. */
async function judge(file: string, path: string, clean: readonly string[]): Promise<string> {
  const sheet = onlySheet(await readTables(bytesOf(path), file));
  const damagedLine = Number(/^row_\D*(\d+)/.exec(file)?.[1] ?? -1) + 1;
  const byLine = new Map(sheet.rows.map((row) => [row.row, rowText(row)]));
  const wrong = clean.flatMap((text, at) =>
    at + 1 !== damagedLine && byLine.get(at + 1) !== text ? [at + 1] : [],
  );
  if (wrong.length > 0 || byLine.size !== clean.length)
    return `WRONG rows ${wrong.join(' ')} of ${byLine.size}`;
  if (damagedLine === 0) return sheet.warningCount === 0 ? 'clean' : 'WRONG warning';
  const warned = sheet.warnings.filter(({ row }) => row === damagedLine).map(({ code }) => code);
  if (sheet.warnings.length !== warned.length) return 'WRONG row warned';
  if (warned.length > 0) return `reported ${warned.join('+')}`;
  return byLine.get(damagedLine) === clean[damagedLine - 1] ? 'no damage left' : 'WRONG silent damage';
}

const sheetjs = sharedData('xlsx_sheetjs');
describe.skipIf(!sheetjs)('workbooks beside the CSV that Excel wrote from them (shared data)', () => {
  /**
   * Cells whose displayed text cannot be had from the stored value, per file: LONumbers shows numbers in 255 of
   * Excel's more peculiar formats, comments_stress_test has a function that this Excel did not know,
   * xlsx-stream-d-date-cell shows only the time of a date-time and rounds 1.23456789E+22.
   */
  const displayOnly: Record<string, number> = {
    'LONumbers-2011.xlsx.0.csv': 255,
    'comments_stress_test.xlsx.2.csv': 3,
    'xlsx-stream-d-date-cell.xlsx.0.csv': 2,
  };
  const folder = join(sheetjs ?? '', 'expected_2016');
  const files = sheetjs ? readdirSync(folder).filter((file) => /\.xlsx\.\d\.csv$/.test(file)) : [];
  test.each(files)('%s', async (file) => {
    const [, workbook = '', index = ''] = /^(.*)\.(\d)\.csv$/.exec(file) ?? [];
    const names = readFileSync(join(folder, `${workbook}.sheetnames`), 'utf8')
      .trim()
      .split(/\r?\n/);
    const expected = onlySheet(await readTables(bytesOf(join(folder, file)), file, { delimiter: ',' }));
    const actual = read(await readTables(bytesOf(join(sheetjs ?? '', workbook)), workbook));
    const sheet = actual.sheets.find(({ name }) => name === names[Number(index)]);
    const differing = differences(expected, sheet);
    expect(differing.length, JSON.stringify(differing.slice(0, 9))).toBe(displayOnly[file] ?? 0);
  });
});

function differences(expected: TableSheet, actual: TableSheet | undefined): unknown[] {
  const grid = (sheet: TableSheet | undefined) => new Map(sheet?.rows.map(({ row, cells }) => [row, cells]));
  const [left, right] = [grid(expected), grid(actual)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((row) => {
    const [ours = [], theirs = []] = [right.get(row), left.get(row)];
    return Array.from({ length: Math.max(ours.length, theirs.length) }, (_, at) => at).flatMap((at) =>
      looksLike(shown(theirs[at]), shown(ours[at])) ? [] : [[row, at, shown(theirs[at]), shown(ours[at])]],
    );
  });
}

/** Excel for Mac wrote _ for what its code page lacks, line breaks as CR, and values as they are displayed. */
function looksLike(display: string, value: string): boolean {
  const ascii = (text: string) => text.replaceAll(/\r\n?|\n/g, '\n').replaceAll(/[^\0-\x7f]/g, '_');
  if (ascii(display) === ascii(value)) return true;
  const number = Number(display.replaceAll(/[$,%\s]/g, '')) / (display.endsWith('%') ? 100 : 1);
  if (display.trim() !== '' && Math.abs(number - Number(value)) < 1e-9) return true;
  const [, month = '', day = '', year] = /^(\d+)\/(\d+)\/(\d\d)$/.exec(display) ?? [];
  return (
    year !== undefined && value.startsWith(`20${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  );
}

describe.each([['xlsx_poi'], ['xlsx_sheetjs']])('%s', (name) => {
  const folder = sharedData(name);
  test.skipIf(!folder)('every workbook gives tables or a coded refusal (shared data)', async () => {
    const counts: Record<string, number> = {};
    for (const file of readdirSync(folder ?? '').filter((each) => each.endsWith('.xlsx'))) {
      const result = await readTables(bytesOf(join(folder ?? '', file)), file);
      const key = result.ok ? 'read' : result.problems.map(({ code }) => code).join();
      counts[key] = (counts[key] ?? 0) + 1;
      // A refusal is right only where the container itself is broken.
      if (!result.ok) expect([file, key]).toEqual([expect.stringContaining('clusterfuzz'), 'ZIP_MALFORMED']);
    }
    say(`${name}: ${JSON.stringify(counts)}`);
    expect(counts.read).toBeGreaterThan(20);
  });
});

const chinese = sharedData('superstore_zh');
test.skipIf(!chinese)(
  'superstore_zh: workbook and GB18030 CSV give the same rows (shared data)',
  async () => {
    const folder = chinese ?? '';
    const csv = read(await readTables(bytesOf(join(folder, '订单_东北西北_gb18030.csv')), 'a.csv'));
    const xlsx = read(await readTables(bytesOf(join(folder, '订单_东北西北.xlsx')), 'a.xlsx'));
    expect(csv.encoding).toBe('gb18030');
    expect(csv.sheets[0]?.rows.length).toBeGreaterThan(1000);
    const [ours = [], theirs = []] = [csv, xlsx].map(({ sheets }) =>
      sheets.flatMap((sheet) => sheet.rows.map(comparable)),
    );
    const differing = ours.flatMap((row, at) => (row === theirs[at] ? [] : [[row, theirs[at]]]));
    expect(theirs).toHaveLength(ours.length);
    expect(differing).toEqual([]);
    expect(csv.sheets.map(({ warningCount }) => warningCount)).toEqual([0]);
  },
);

/** The two files were written by different programs: 2368.7999999999997 in one is 2368.8 in the other. */
function comparable({ row, cells }: TableSheet['rows'][number]): string {
  const same = cells.map((cell) =>
    cell.type === 'number' ? Number(Number(cell.text).toPrecision(14)) : cell,
  );
  return JSON.stringify([row, same]);
}

const english = sharedData('superstore_en');
test.skipIf(!english)('superstore_en: windows-1252 is detected (shared data)', async () => {
  const outcome = read(
    await readTables(bytesOf(join(english ?? '', 'orders_furniture_cp1252.csv')), 'orders.csv'),
  );
  expect(outcome.encoding).toBe('windows-1252');
  const all = JSON.stringify(outcome.sheets[0]?.rows);
  const words = ['Anna Häberl', 'Resi Pölking', '“Just', 'Imàge', 'Soft” Ser'];
  expect(words.filter((word) => !all.includes(word))).toEqual([]);
  expect(outcome.sheets[0]?.warningCount).toBe(0);
});

import { writeXlsx as writeWorkbook } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readTables } from '../../src/rooms/documents/read-table.ts';
import type { Cell } from '../../src/rooms/documents/table.ts';
import { type OutputTable, writeCsv, writeXlsx } from '../../src/rooms/documents/write-table.ts';
import { plainDecimal } from '../../src/rooms/documents/xlsx-sheet.ts';
import { codes, onlySheet, read } from './table-fixtures.ts';

const text = (value: string): Cell => ({ type: 'text', text: value });
const number = (value: string): Cell => ({ type: 'number', text: value });
const date = (value: string): Cell => ({ type: 'date', text: value });

const hostile = [
  '=1+1',
  '+86 10',
  '-5',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1',
  '＋1',
  '－1',
  '＠a',
  "'=1",
  "''+",
  "'quoted'",
];
const plainLooking = [
  '00123',
  '123',
  '2026-01-31',
  'TRUE',
  '#N/A',
  ' padded ',
  'a,b',
  'say "hi"',
  'two\nlines',
  '_x0041_',
  '𠮷',
  "O'Neil",
];

const table: OutputTable = {
  name: '目标',
  columns: [
    { header: '=标题' },
    { header: 'Amount', numberFormat: '#,##0.00' },
    { header: 'Day' },
    { header: 'Mixed' },
  ],
  rows: [
    ...[...hostile, ...plainLooking].map((value): Cell[] => [text(value), number('1')]),
    [text('a'), number('-50'), date('2026-01-31'), { type: 'boolean', value: true }],
    [text('b'), number('0.1'), date('2026-01-31T08:30:00'), { type: 'error', text: '#DIV/0!' }],
    [{ type: 'empty' }, number('9007199254740991'), { type: 'empty' }, text('end')],
    [text('c'), number('123456.78'), date('9999-12-31'), { type: 'boolean', value: false }],
  ],
};
const expected = [table.columns.map(({ header }) => text(header)), ...table.rows];

describe('own exports read back to the same cells', () => {
  test('CSV', async () => {
    expect(onlySheet(await readTables(writeCsv(table), 'a.csv')).rows.map(({ cells }) => cells)).toEqual(
      expected,
    );
  });

  test('xlsx', async () => {
    expect(
      onlySheet(await readTables(await writeXlsx([table]), 'a.xlsx')).rows.map(({ cells }) => cells),
    ).toEqual(expected);
  });
});

describe('CSV', () => {
  const written = () => new TextDecoder('utf-8', { ignoreBOM: true }).decode(writeCsv(table));

  test('opens without asking: byte order mark and CR LF', () => {
    expect(written().startsWith('\uFEFF')).toBe(true);
    expect(written().endsWith('\r\n')).toBe(true);
  });

  test.each(hostile.slice(0, 11))('no spreadsheet runs %j', (value) => {
    const csv = new TextDecoder().decode(
      writeCsv({ name: '', columns: [{ header: 'h' }], rows: [[text(value)]] }),
    );
    expect(csv.slice(3)).toMatch(/^"?'/);
  });

  test('a negative number stays a number', () =>
    expect(written()).toContain('\r\na,-50,2026-01-31,TRUE\r\n'));
});

describe('xlsx', () => {
  test('several sheets, names made legal and distinct', async () => {
    const names = ['a/b', 'A b', "'x'", '', '长'.repeat(40)];
    const outcome = read(
      await readTables(await writeXlsx(names.map((name) => ({ ...table, name }))), 'a.xlsx'),
    );
    expect(outcome.sheets.map(({ name }) => name)).toEqual(['a b', 'A b (2)', 'x', 'Sheet', '长'.repeat(31)]);
    expect(await readTables(await writeXlsx([table]), 'a.xlsx', { sheet: '目标' })).toMatchObject({
      ok: true,
    });
    expect(codes(await readTables(await writeXlsx([table]), 'a.xlsx', { sheet: 'no' }))).toEqual([
      'SHEET_NOT_FOUND',
    ]);
  });

  test('a number with more digits than a workbook keeps becomes text, not another number', async () => {
    const rows = [[number('12345678901234567890')], [number('1.10')]];
    const sheet = onlySheet(
      await readTables(await writeXlsx([{ name: 'n', columns: [{ header: 'h' }], rows }]), 'a.xlsx'),
    );
    expect(sheet.rows.map(({ cells }) => cells[0])).toEqual([
      text('h'),
      text('12345678901234567890'),
      number('1.1'),
    ]);
  });

  test('merged cells, hidden sheets and rows, formulas, rich text, both date systems', async () => {
    for (const dateSystem of ['1900', '1904'] as const) {
      const bytes = await writeWorkbook({
        dateSystem,
        sheets: [
          {
            name: 'S',
            hidden: false,
            rows: [
              ['title', 'covered', null],
              [new Date(Date.UTC(2026, 1, 28)), new Date(Date.UTC(2026, 1, 28, 8, 30)), 0.1],
              ['kept', null, null],
            ],
            cells: new Map([
              ['1,3', { formula: 'C2*2', formulaResult: 0.2 }],
              ['1,4', { formula: 'C2*3' }],
              ['2,1', { richText: [{ text: '华' }, { text: '东', font: { bold: true } }] }],
            ]),
            merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 2 }],
            rowDefs: new Map([[2, { hidden: true }]]),
          },
          { name: 'H', hidden: true, rows: [[1]] },
        ],
      });
      const [sheet, hidden] = read(await readTables(bytes, 'a.xlsx')).sheets;
      expect(sheet?.rows).toEqual([
        { row: 1, cells: [text('title')] },
        { row: 2, cells: [date('2026-02-28'), date('2026-02-28T08:30:00'), number('0.1'), number('0.2')] },
        { row: 3, cells: [text('kept'), text('华东')] },
      ]);
      expect(sheet?.warnings).toEqual([
        { row: 1, code: 'MERGED', params: { range: 'A1:C1' } },
        { row: 2, code: 'FORMULA_WITHOUT_RESULT', params: { column: 5 } },
        { row: 3, code: 'ROWS_HIDDEN', params: { count: 1 } },
      ]);
      expect(hidden).toMatchObject({ name: 'H', hidden: true, rows: [{ row: 1, cells: [number('1')] }] });
    }
  });

  test('times and durations are text, because they are no day', async () => {
    const cells = new Map([
      ['0,0', { value: 0.5, style: { numFmt: 'hh:mm' } }],
      ['0,1', { value: 1.5, style: { numFmt: '[h]:mm' } }],
      ['0,2', { value: -3, style: { numFmt: 'yyyy-mm-dd' } }],
      ['0,3', { value: 46_000, style: { numFmt: 'yyyy"年"m"月"d"日"' } }],
    ] as const);
    const sheet = onlySheet(
      await readTables(
        await writeWorkbook({ sheets: [{ name: 'S', rows: [[]], cells: new Map(cells) }] }),
        'a.xlsx',
      ),
    );
    expect(sheet.rows[0]?.cells).toEqual([
      text('12:00:00'),
      text('36:00:00'),
      { type: 'error', text: '#NUM!' },
      date('2025-12-09'),
    ]);
    expect(sheet.warnings).toEqual([{ row: 1, code: 'DATE_IMPOSSIBLE', params: { column: 3 } }]);
  });
});

test.each([
  [0.1 + 0.2, '0.30000000000000004'],
  [1e21, '1000000000000000000000'],
  [-1.5e-7, '-0.00000015'],
  [1.234_567_89e22, '12345678900000000000000'],
  [5e-324, `0.${'0'.repeat(323)}5`],
  [-0, '0'],
])('%s is written without exponent', (value, expectedText) => {
  expect(plainDecimal(value)).toBe(expectedText);
  expect(Number(plainDecimal(value))).toBe(value + 0);
});

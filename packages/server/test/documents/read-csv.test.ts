import { describe, expect, test } from 'vitest';
import { readTables } from '../../src/rooms/documents/read-table.ts';
import { codes, onlySheet, read, texts, utf8 } from './table-fixtures.ts';

const readText = (text: string, options = {}) => readTables(utf8(text), 'targets.csv', options);

describe('encodings', () => {
  // 区域,目标 / 华东,500 in GB18030, with a four-byte character (𠮷) to tell it from GBK.
  const gb18030 = Uint8Array.from([
    0xc7, 0xf8, 0xd3, 0xf2, 0x2c, 0xc4, 0xbf, 0xb1, 0xea, 0x0a, 0xbb, 0xaa, 0xb6, 0xab, 0x95, 0x34, 0xb2,
    0x35, 0x2c, 0x35, 0x30, 0x30,
  ]);
  const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
  const rows = [
    ['区域', '目标'],
    ['华东𠮷', '500'],
  ];

  test('UTF-8 with and without byte order mark', async () => {
    for (const mark of ['', '\uFEFF']) {
      const outcome = read(await readText(`${mark}区域,目标\n华东𠮷,500`));
      expect(outcome.encoding).toBe('utf-8');
      expect(outcome.sheets.map(texts)).toEqual([rows]);
    }
  });

  test('GB18030, as a Chinese Excel saves CSV', async () => {
    const outcome = read(await readTables(gb18030, '目标.csv'));
    expect(outcome).toMatchObject({ format: 'csv', encoding: 'gb18030', delimiter: ',' });
    expect(outcome.sheets.map(texts)).toEqual([rows]);
    expect(outcome.sheets[0]?.name).toBe('目标');
  });

  test('UTF-16 by its byte order mark, both orders', async () => {
    const little = utf16('\uFEFF区域\t目标\r\n华东𠮷\t500\r\n');
    const big = new Uint8Array(Buffer.from(little).swap16());
    for (const [bytes, encoding] of [
      [little, 'utf-16le'],
      [big, 'utf-16be'],
    ] as const) {
      const outcome = read(await readTables(bytes, 'a.txt'));
      expect(outcome).toMatchObject({ encoding, delimiter: '\t' });
      expect(outcome.sheets.map(texts)).toEqual([rows]);
    }
  });

  test('UTF-16 without a mark can be chosen by hand', async () => {
    const bytes = utf16('区域,目标\n华东𠮷,500');
    expect(onlySheetTexts(await readTables(bytes, 'a.csv', { encoding: 'utf-16le' }))).toEqual(rows);
  });

  test('windows-1252 where GB18030 would show rare ideographs', async () => {
    const bytes = new Uint8Array(Buffer.from('name,city\nHäberl,Besançon\nRenée,Málaga\n', 'latin1'));
    const outcome = read(await readTables(bytes, 'orders.csv'));
    expect(outcome.encoding).toBe('windows-1252');
    expect(outcome.sheets.map(texts)).toEqual([
      [
        ['name', 'city'],
        ['Häberl', 'Besançon'],
        ['Renée', 'Málaga'],
      ],
    ]);
  });

  test('the choice of a person goes before detection', async () => {
    const big5 = Uint8Array.from([0xa5, 0xd8, 0xbc, 0xd0, 0x2c, 0x31]);
    expect(onlySheetTexts(await readTables(big5, 'a.csv', { encoding: 'big5' }))).toEqual([['目標', '1']]);
  });

  test('a Chinese file cut inside a character stays Chinese and says where it is damaged', async () => {
    const outcome = read(await readTables(Uint8Array.from([...gb18030, 0x0a, 0xbb, 0xaa, 0xb6]), 'a.csv'));
    expect(outcome.encoding).toBe('gb18030');
    expect(outcome.sheets[0]?.warnings).toContainEqual({ row: 3, code: 'BYTES_DAMAGED' });
  });
});

describe('shape', () => {
  test.each([[','], [';'], ['\t'], ['|']])('the delimiter %j is found', async (delimiter) => {
    const outcome = read(
      await readText(['a', 'b', 'c'].join(delimiter).concat('\n1,5x', delimiter, 'y', delimiter, 'z\n')),
    );
    expect(outcome.delimiter).toBe(delimiter);
  });

  test('commas in quoted prose do not make a semicolon file a comma file', async () => {
    const outcome = read(await readText('a;b\n"x, y, z";"p, q"\n"one, two, three";4,5\n'));
    expect(outcome.delimiter).toBe(';');
    expect(outcome.sheets.map(texts)).toEqual([
      [
        ['a', 'b'],
        ['x, y, z', 'p, q'],
        ['one, two, three', '4,5'],
      ],
    ]);
  });

  test("Excel's own first line sep=; is obeyed and is not data", async () => {
    const sheet = onlySheet(await readText('sep=;\r\na;b\r\n1;2\r\n'));
    expect(sheet.rows.map(({ row }) => row)).toEqual([2, 3]);
  });

  test.each([['\n'], ['\r\n'], ['\r']])('line ends %j, with or without one at the end', async (end) => {
    for (const last of ['', end, end + end]) {
      const sheet = onlySheet(await readText(`a,b${end}1,2${last}`));
      expect(texts(sheet)).toEqual([
        ['a', 'b'],
        ['1', '2'],
      ]);
      expect(sheet.warningCount).toBe(0);
    }
  });

  test('rows carry the line they begin on, quoted line breaks and blank lines counted', async () => {
    const sheet = onlySheet(await readText('a,b\n"x\ny\r\nz",1\n\n,\n"say ""hi""",2\n'));
    expect(sheet.rows.map(({ row }) => row)).toEqual([1, 2, 7]);
    expect(texts(sheet)).toEqual([
      ['a', 'b'],
      ['x\ny\r\nz', '1'],
      ['say "hi"', '2'],
    ]);
  });

  test('long text is not damaged at any inner border', async () => {
    const word = '销售沙盘𠮷é';
    const text = Array.from({ length: 40_000 }, (_, at) => `${at},"${word.slice(at % 4)}"`).join('\n');
    const sheet = onlySheet(await readText(text));
    expect(
      sheet.rows.every(({ row, cells }) => cells[0]?.type === 'number' && cells[0].text === String(row - 1)),
    ).toBe(true);
    expect(JSON.stringify(sheet.rows)).not.toContain('\uFFFD');
    expect(sheet.rows).toHaveLength(40_000);
  });
});

describe('types', () => {
  const cell = async (field: string) => onlySheet(await readText(`h\n${field}\n`)).rows[1]?.cells[0];

  test('numbers keep the decimals of the file', async () => {
    expect(await cell('731.9399999999999')).toEqual({ type: 'number', text: '731.9399999999999' });
    expect(await cell('-50.10')).toEqual({ type: 'number', text: '-50.10' });
  });

  test.each([['00123'], ['1e5'], ['1.'], ['.5'], ['+86'], ['"12"'], ['2024-02-30'], ['12%'], ['500万']])(
    '%s is text',
    async (field) => expect(await cell(field)).toEqual({ type: 'text', text: field.replaceAll('"', '') }),
  );

  test('dates, booleans, errors', async () => {
    expect(await cell('2024-02-29')).toEqual({ type: 'date', text: '2024-02-29' });
    expect(await cell('2024-02-29 08:30')).toEqual({ type: 'date', text: '2024-02-29T08:30:00' });
    expect(await cell('TRUE')).toEqual({ type: 'boolean', value: true });
    expect(await cell('#DIV/0!')).toEqual({ type: 'error', text: '#DIV/0!' });
  });
});

describe('damage', () => {
  test('a mark that is never closed costs its own row and no other', async () => {
    const lines = ['a,b', '1,2', '3,"4', ...Array.from({ length: 500 }, (_, at) => `${at},"x, ${at}"`)];
    const sheet = onlySheet(await readText(lines.join('\n')));
    expect(sheet.rows).toHaveLength(503);
    expect(sheet.rows[2]).toMatchObject({ row: 3, cells: [{ text: '3' }, { text: '"4' }] });
    expect(sheet.rows[502]?.cells[1]).toEqual({ type: 'text', text: 'x, 499' });
    expect(sheet.warnings).toEqual([{ row: 3, code: 'QUOTE_DAMAGED' }]);
  });

  test('short and long rows are read and reported', async () => {
    const sheet = onlySheet(await readText('a,b,c\n1,2,3\n4,5\n6,7,8,9\n'));
    expect(texts(sheet)).toEqual([
      ['a', 'b', 'c'],
      ['1', '2', '3'],
      ['4', '5'],
      ['6', '7', '8', '9'],
    ]);
    expect(sheet.warnings).toEqual([
      { row: 3, code: 'ROW_SHORT', params: { found: 2, expected: 3 } },
      { row: 4, code: 'ROW_LONG', params: { found: 4, expected: 3 } },
    ]);
  });

  test('a file of nothing but damage ends: every row is reported, or the file is refused', async () => {
    const rows = 3000;
    const sheet = onlySheet(await readText(Array.from({ length: rows }, () => '"a" b,c').join('\n')));
    expect(sheet.rows).toHaveLength(rows);
    expect(sheet.warningCount).toBe(rows);
    expect(sheet.warnings).toHaveLength(1000);
    // From each of its lines this record looks whole up to the damage at its end.
    expect(codes(await readText(`"a${'\nb","a'.repeat(20_000)}" x`))).toEqual(['FILE_UNREADABLE']);
  });

  test('what is no table is refused by name', async () => {
    expect(codes(await readTables(new Uint8Array(), 'a.csv'))).toEqual(['FILE_EMPTY']);
    expect(await readText('%PDF-1.7\n')).toMatchObject({
      problems: [{ code: 'FILE_FORMAT_UNKNOWN', params: { format: 'pdf' } }],
    });
    expect(await readText('<html><table>')).toMatchObject({ problems: [{ params: { format: 'html' } }] });
    expect(await readText('a\0b')).toMatchObject({ problems: [{ params: { format: 'binary' } }] });
    expect(codes(await readText('a,b', { delimiter: '""' }))).toEqual(['INVALID']);
    const oldExcel = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(await readTables(oldExcel, 'a.xls')).toMatchObject({ problems: [{ params: { format: 'xls' } }] });
    const locked = new Uint8Array(Buffer.concat([oldExcel, Buffer.from('EncryptedPackage', 'utf16le')]));
    expect(codes(await readTables(locked, 'a.xlsx'))).toEqual(['FILE_ENCRYPTED']);
  });
});

const onlySheetTexts = (result: Awaited<ReturnType<typeof readTables>>) => texts(onlySheet(result));

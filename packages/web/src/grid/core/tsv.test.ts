import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTsv, parseTsv } from './tsv.ts';

describe('reading tab-separated text', () => {
  it.each<[string, string, string[][]]>([
    ['nothing', '', []],
    ['one value', '500万', [['500万']]],
    [
      'Windows line ends',
      'a\tb\r\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['line ends of old programs', 'a\rb', [['a'], ['b']]],
    ['no row for the newline at the end', 'a\nb\n', [['a'], ['b']]],
    ['no row for a Windows newline at the end', 'a\r\n', [['a']]],
    ['an empty row in the middle and at the end', 'a\n\nb\n\n', [['a'], [''], ['b'], ['']]],
    ['one copied empty cell', '\r\n', [['']]],
    ['empty fields', '\ta\t', [['', 'a', '']]],
    ['a quoted field with lines and tabs', '"一\n二\t三"\tb', [['一\n二\t三', 'b']]],
    ['doubled quotes', '"说""好""了\n"\tb', [['说"好"了\n', 'b']]],
    ['an empty quoted field', '""\tb', [['', 'b']]],
    ['quotes inside a field', '5" 屏\tb', [['5" 屏', 'b']]],
    ['a quote that only begins like a quoted field', '"甲" 方案\tb', [['"甲" 方案', 'b']]],
    ['a quote that is never closed', '"a\tb\nc', [['"a', 'b'], ['c']]],
    ['rows of different length', 'a\tb\nc', [['a', 'b'], ['c']]],
  ])('%s', (_, text, rows) => {
    expect(parseTsv(text)).toEqual(rows);
  });
});

describe('writing tab-separated text', () => {
  it('quotes only what needs it', () => {
    expect(
      formatTsv([
        ['a', '5" 屏'],
        ['一\n二', '"x"'],
      ]),
    ).toBe('a\t5" 屏\r\n"一\n二"\t"""x"""');
  });

  it('is read back as it was written', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '万', '"', '\t', '\n', ' ', '1') });
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1 }));
    fc.assert(
      fc.property(table, (rows) => {
        // As every spreadsheet does, close the last row with a line end.
        expect(parseTsv(`${formatTsv(rows)}\r\n`)).toEqual(rows);
      }),
    );
  });
});

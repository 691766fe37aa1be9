import type { Locale } from '@shapan/contract';
import type { Command } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { csvFile, type OutTable, xlsxBytes } from '../../../data/write-file.ts';
import { type Books, books, run, tableOf } from '../breakdown/sample-books.ts';
import { metricFormat } from '../metric-format.ts';
import { leafTable } from './leaf-table.ts';

const at = (members: readonly string[], time: string, value: number) => ({ at: { members, time }, value });

function written(
  made: Books,
  target = 'revenue',
  locale: Locale = 'zh-CN',
  totals: 'none' | 'all' = 'none',
): OutTable {
  const table = tableOf(made, target);
  const format = metricFormat(table.layout.metric, 'wan', locale);
  return leafTable(createTranslate(locale), made.master, table, format, totals);
}

function downloaded(): OutTable {
  const made = books();
  const entries = [at(['A1', 'X'], 'M2026-07', 123_456_789), at(['B', 'Y'], 'M2026-09', 5)];
  run(made, 'plan', { type: 'target.enter', target: 'revenue', entries });
  return written(made);
}

const member = (id: string, fields: Record<string, string>): Command => ({
  type: 'record.add',
  kind: 'dimensionMember',
  id,
  fields: { dimension: 'region', ...fields },
});
const firstColumn = ({ rows }: OutTable) => [...new Set(rows.map(([cell]) => cell))];

describe('a target as a file', () => {
  it('holds its lowest level, exact and in its own unit whatever the view counts in, and names the unit', () => {
    expect(downloaded()).toEqual({
      headers: ['Region', 'Product', '单位', '2026年7月', '2026年8月', '2026年9月'],
      rows: [
        ['A1', 'X', '元', { number: '1234567.89' }, null, null],
        ['A1', 'Y', '元', null, null, null],
        ['A2', 'X', '元', null, null, null],
        ['B', 'Y', '元', null, null, { number: '0.05' }],
      ],
    });
  });

  it('holds all totals where they are wanted, each before its parts, named as the import knows them', () => {
    const made = books();
    run(made, 'plan', { type: 'target.rows', target: 'revenue', add: [['A', 'X']] });
    const entries = [at(['A~own', 'X'], 'M2026-07', 500), at(['A1', 'X'], 'M2026-08', 300)];
    run(made, 'plan', { type: 'target.enter', target: 'revenue', entries });
    const { headers, rows } = written(made, 'revenue', 'zh-CN', 'all');
    expect(headers.slice(2)).toEqual(['单位', '合计', '2026年7月', '2026年8月', '2026年9月']);
    const text = rows.map((row) =>
      row.map((cell) => (typeof cell === 'object' ? (cell?.number ?? '') : cell)),
    );
    expect(text.filter(([, product]) => product === 'X')).toEqual([
      ['合计', 'X', '元', '8.00', '5.00', '3.00', ''],
      ['A', 'X', '元', '8.00', '5.00', '3.00', ''],
      ['A（本级）', 'X', '元', '5.00', '5.00', '', ''],
      ['A1', 'X', '元', '3.00', '', '3.00', ''],
      ['A2', 'X', '元', '', '', '', ''],
    ]);
    expect(text[0]?.slice(0, 2)).toEqual(['合计', '合计']);
    expect(firstColumn(written(made, 'revenue', 'en'))).toEqual(['A1', 'A2', 'B', 'A (itself)']);
  });

  it('holds both numbers of a rate, which is more than what it shows', () => {
    const made = books();
    const entries = [
      { at: { members: ['A1', 'X'], time: 'M2026-07' }, numerator: 5, denominator: 12 },
      { at: { members: ['A1', 'X'], time: 'M2026-08' }, numerator: 5, denominator: null },
    ];
    run(made, 'plan', { type: 'target.enter', target: 'coverage', entries });
    const zh = written(made, 'coverage');
    expect(zh.headers).toEqual(['Region', 'Product', '期间', '分子', '分母']);
    expect(zh.rows).toHaveLength(12);
    expect(zh.rows.slice(0, 2)).toEqual([
      ['A1', 'X', '2026年7月', { number: '5' }, { number: '12' }],
      ['A1', 'X', '2026年8月', null, null],
    ]);
    const en = written(made, 'coverage', 'en');
    expect(en.headers.slice(2)).toEqual(['Period', 'Numerator', 'Denominator']);
    expect(en.rows[0]?.[2]).toBe('Jul 2026');
  });

  it('names a period that is alone in every line, and days, weeks and ten-day periods by what the import reads', () => {
    const made = books();
    const window = { grain: 'xun', from: '2026-07-01', to: '2026-07-10' };
    const fields = { metric: 'revenue', targetClass: 'core', dimensions: ['region'], ...window };
    run(made, 'plan', { type: 'target.define', id: 'short', fields, rows: [['B']] });
    expect(written(made, 'short', 'en')).toEqual({
      headers: ['Region', 'Unit', 'Period', 'Value'],
      rows: [['B', 'CNY', 'X2026-07-1', null]],
    });
  });

  it('tells members of one name apart: by code where all have one, else by the path from the top', () => {
    const made = books();
    const rename = (id: string, set: Record<string, string>): Command => ({
      type: 'record.update',
      kind: 'dimensionMember',
      id,
      set,
    });
    run(made, 'master', rename('A1', { name: 'Retail', code: 'E1' }));
    run(made, 'master', member('C', { name: 'Retail', parent: 'B' }));
    expect(firstColumn(written(made))).toEqual(['/A/Retail', 'A2', 'B']);
    for (const id of ['A2', 'B']) run(made, 'master', rename(id, { code: `code ${id}` }));
    expect(firstColumn(written(made))).toEqual(['E1', 'code A2', 'code B']);
  });

  it('is CSV with a byte order mark whose words are never run, and whose numbers are never touched', () => {
    const text = csvFile({
      headers: ['区域', '单位', '7月'],
      rows: [
        ['=cmd|calc', '元', { number: '-1.5' }],
        ['华东,"一"', '007', null],
        ['TRUE', '#N/A', { number: '3' }],
      ],
    });
    expect(text).toBe(
      '\uFEFF区域,单位,7月\r\n\'=cmd|calc,元,-1.5\r\n"华东,""一""","007",\r\n"TRUE","#N/A",3\r\n',
    );
  });

  it('is a workbook that reads back with the same words and numbers', async () => {
    const { headers, rows } = downloaded();
    const name = '销售额：一/二?';
    const { sheets } = await readXlsx(
      await xlsxBytes({ headers, rows: [...rows, ['=1+1', '_x0041_']] }, name),
    );
    expect(sheets[0]?.name).toBe('销售额：一 二');
    expect(sheets[0]?.rows[0]).toEqual(headers);
    expect(sheets[0]?.rows[1]?.slice(0, 4)).toEqual(['A1', 'X', '元', 1_234_567.89]);
    expect(sheets[0]?.rows[5]?.slice(0, 2)).toEqual(['=1+1', '_x0041_']);
  });

  it('shows whole numbers in a workbook without a point behind them, as Excel would with optional decimals', async () => {
    const rows = [
      ['华东', { number: '500' }, { number: '1234567.8' }],
      ['华北', null, { number: '0.05' }],
    ];
    const { sheets } = await readXlsx(await xlsxBytes({ headers: ['区域', '7月', '8月'], rows }, '销售额'), {
      readStyles: true,
    });
    const formatOf = (at: string) => sheets[0]?.cells?.get(at)?.style?.numFmt;
    expect(['1,1', '1,2', '2,2'].map(formatOf)).toEqual(['#,##0', '#,##0.00', '#,##0.00']);
  });
});

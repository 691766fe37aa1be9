import { createTranslate } from '@shapan/i18n';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { books, run, tableOf } from '../breakdown/sample-books.ts';
import { metricFormat } from '../metric-format.ts';
import { leafTable, type OutTable } from './leaf-table.ts';
import { csvText, xlsxBytes } from './write-file.ts';

const at = (members: readonly string[], time: string, value: number) => ({ at: { members, time }, value });

function downloaded(): OutTable {
  const made = books();
  const entries = [at(['A1', 'X'], 'M2026-07', 123_456_789), at(['B', 'Y'], 'M2026-09', 5)];
  run(made, 'plan', { type: 'target.enter', target: 'revenue', entries });
  const table = tableOf(made);
  const zh = createTranslate('zh-CN');
  return leafTable(zh, made.master, table, metricFormat(table.layout.metric, 'wan', 'zh-CN'));
}

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

  it('is CSV with a byte order mark whose words are never run, and whose numbers are never touched', () => {
    const text = csvText({
      headers: ['区域', '单位', '7月'],
      rows: [
        ['=cmd|calc', '元', { number: '-1.5' }],
        ['华东,"一"', '007', null],
      ],
    });
    expect(text).toBe('\uFEFF区域,单位,7月\r\n\'=cmd|calc,元,-1.5\r\n"华东,""一""","007",\r\n');
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
});

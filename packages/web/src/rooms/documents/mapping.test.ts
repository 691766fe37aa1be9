import type { ImportMapping } from '@shapan/contract';
import { describe, expect, it } from 'vitest';
import {
  columnCount,
  columnName,
  errorSheet,
  type ImportChoices,
  mapDimension,
  requestOf,
  type Sheet,
} from './mapping.ts';

const mapping: ImportMapping = {
  sheet: 'a.csv',
  headerRow: 1,
  when: 0,
  amount: 2,
  key: [],
  dimensions: [{ dimension: 'region', column: 1, by: 'code' }],
  filters: [],
  rounding: 'exact',
};
const sheet: Sheet = {
  name: 'a.csv',
  rows: 3,
  headerRow: 1,
  header: ['日期', '', '金额'],
  sample: [['2026-07-01', '华东', '12', 'x']],
  sampleRows: [2],
  warnings: 0,
  mapping,
  remembered: false,
};
const choices: ImportChoices = {
  purpose: 'actuals',
  metric: 'revenue',
  source: ' ERP ',
  onConflict: 'report',
  plan: null,
  target: null,
  onDuplicate: 'refuse',
  createMembers: false,
};

describe('an import', () => {
  it('is asked for only when everything it needs is settled', () => {
    expect(requestOf(mapping, choices, {})).toMatchObject({
      purpose: 'actuals',
      metric: 'revenue',
      source: 'ERP',
    });
    expect(requestOf(mapping, { ...choices, metric: null }, {})).toBeUndefined();
    expect(requestOf(mapping, { ...choices, source: ' ' }, {})).toBeUndefined();
    const targets = { ...choices, purpose: 'targets', plan: 'p' } as const;
    expect(requestOf(mapping, targets, {})).toBeUndefined();
    expect(requestOf(mapping, { ...targets, target: 't' }, { encoding: 'gb18030' })).toMatchObject({
      purpose: 'targets',
      encoding: 'gb18030',
    });
  });

  it('names columns by their heading, else by their letter', () => {
    expect([0, 1, 3, 26, 701, 702].map((column) => columnName(sheet, column))).toEqual([
      '日期',
      'B',
      'D',
      'AA',
      'ZZ',
      'AAA',
    ]);
    expect(columnCount(sheet)).toBe(4);
  });

  it('keeps how members are named when a dimension moves to another column', () => {
    expect(mapDimension(mapping, 'region', 3).dimensions).toEqual([
      { dimension: 'region', column: 3, by: 'code' },
    ]);
    expect(mapDimension(mapping, 'region', null).dimensions).toEqual([]);
    expect(mapDimension(mapping, 'product', 3).dimensions).toHaveLength(2);
  });

  it('writes errors so that a spreadsheet shows them and runs nothing', () => {
    expect(
      errorSheet(
        ['行', '内容'],
        [
          [2, '=1+1'],
          [3, 'a "b", c'],
        ],
      ),
    ).toBe('\ufeff行,内容\r\n2,\'=1+1\r\n3,"a ""b"", c"\r\n');
  });
});

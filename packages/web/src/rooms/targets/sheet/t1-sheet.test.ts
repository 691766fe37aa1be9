import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { books, tableOf } from '../breakdown/sample-books.ts';
import { type ListRow, listColumns, listModel } from '../list/list-model.ts';
import { metricFormat } from '../metric-format.ts';
import { readT1, t1Table } from './t1-sheet.ts';

const table = tableOf(books());
const { target } = table.layout;

interface Other {
  readonly mayEdit?: boolean;
  /** So many targets of the same metric. */
  readonly times?: number;
}

function sheetIn(
  locale: 'zh-CN' | 'en',
  fields: ListRow['target']['fields'] = {},
  { mayEdit = true, times = 1 }: Other = {},
) {
  const t = createTranslate(locale);
  const row: ListRow = {
    target: { ...target, fields: { ...target.fields, ...fields } },
    name: '销售额',
    table,
    format: metricFormat(table.layout.metric, 'yuan', locale),
    top: ['*', '*'],
    chance: 62,
    generated: { breakdownNote: '按区域', path: '深耕老客户' },
  };
  const rows = Array.from(
    { length: times },
    (_, i): ListRow => (i === 0 ? row : { ...row, target: { ...row.target, id: `${target.id} ${i}` } }),
  );
  const model = listModel({
    rows,
    locale,
    narrow: false,
    bad: new Map(),
    mayEdit: () => mayEdit,
    mayEnter: mayEdit,
    people: [],
    words: {
      header: (column) => t(`targets.column.${column}`),
      targetClass: (value) => t(value === 'core' ? 'targets.class.core' : 'targets.class.supporting'),
      person: (id) => (id === 'm1' ? '王芳' : ''),
      tier: (amount) => amount,
    },
  });
  const words = {
    t,
    chosen: (column: string, text: string) =>
      column === 'accountable' ? (text === '王芳' ? 'm1' : undefined) : 'core',
    refused: () => 'refused',
  };
  const { headers, rows: body } = t1Table(t, rows, model);
  const block = [headers, ...body.map((cells) => cells.map(plain))];
  return { headers, block, read: (said: readonly (readonly string[])[]) => readT1(words, rows, model, said) };
}

const plain = (cell: string | { readonly number: string } | null): string =>
  cell === null ? '' : typeof cell === 'string' ? cell : cell.number;

const fields = {
  baseline: 100_000,
  pipeline: 250_000,
  winRate: 30,
  weight: 40,
  due: '2026-09-30',
  accountable: 'm1',
  dataSource: 'CRM',
};

describe('T1 as a sheet', () => {
  it.each(['zh-CN', 'en'] as const)('has every column of the template in its order, in %s', (locale) => {
    const t = createTranslate(locale);
    const { headers } = sheetIn(locale);
    const shown = listColumns.filter((column) => column !== 'lower' && column !== 'upper');
    expect(headers.slice(0, -1)).toEqual(shown.map((column) => t(`targets.column.${column}`)));
  });

  it.each([
    ['zh-CN', 'zh-CN'],
    ['en', 'en'],
    ['zh-CN', 'en'],
  ] as const)('written in %s and read in %s it changes nothing', (written, read) => {
    const { block } = sheetIn(written, fields);
    const said = sheetIn(read, fields).read(block);
    expect(said).toEqual({ changes: [], closed: 0, unknown: [], ignored: [] });
  });

  it('changes just what it says otherwise, in the unit of the metric; a dash empties', () => {
    const said = sheetIn('zh-CN', fields).read([
      ['核心指标', '责任人', '在手商机', '赢单率', '数据来源', '达成路径', '备注'],
      ['销售额', '', '3000.5', '45％', '–', '发展代理商', 'x'],
      ['没有的指标', '王芳', '', '', '', '', ''],
    ]);
    expect(said?.changes.map(({ column, commands }) => [column, commands])).toMatchObject([
      ['pipeline', [{ type: 'record.update', set: { pipeline: 300_050 } }]],
      ['winRate', [{ set: { winRate: 45 } }]],
      ['dataSource', [{ set: { dataSource: null } }]],
      ['path', [{ set: { path: '发展代理商' } }]],
    ]);
    expect(said).toMatchObject({ unknown: ['没有的指标'], ignored: ['备注'] });
  });

  it('reads cells of one target as they are taken, together', () => {
    const sheet = sheetIn('zh-CN', { ...fields, givenGrowth: 10 });
    const asked = (columns: readonly string[], cells: readonly string[]) =>
      sheet
        .read([
          ['核心指标', ...columns],
          ['销售额', ...cells],
        ])
        ?.changes.flatMap(({ commands }) => commands);
    // A number that is typed stands, whatever the baseline that is typed with it.
    expect(asked(['目标值', '基期值'], ['1500', '1200'])).toMatchObject([
      { type: 'target.enter', entries: [{ value: 150_000 }] },
      { type: 'record.update', set: { givenGrowth: null } },
      { type: 'record.update', set: { baseline: 120_000 } },
    ]);
    // A growth counts from the baseline that is typed with it.
    expect(asked(['基期值', '同比'], ['2000', '20%'])?.at(-1)).toMatchObject({
      type: 'target.enter',
      entries: [{ value: 240_000 }],
    });
  });

  it('has a row for each of several targets of one metric', () => {
    const said = sheetIn('zh-CN', fields, { times: 2 }).read([
      ['核心指标', '权重'],
      ['销售额', '40'],
      ['销售额', '60'],
    ]);
    expect(said?.changes.map(({ row, after }) => [row.target.id, after])).toEqual([[`${target.id} 1`, '60']]);
  });

  it('tells how many cells differ that are not the reader’s to change', () => {
    const said = sheetIn('zh-CN', fields, { mayEdit: false }).read([
      ['核心指标', '权重', '赢单率'],
      ['销售额', '60', '30'],
    ]);
    expect(said).toMatchObject({ changes: [], closed: 1 });
  });

  it('says of each cell why it cannot be read, and is none without its metrics', () => {
    const sheet = sheetIn('zh-CN', fields);
    const said = sheet.read([
      ['核心指标', '责任人', '基期值'],
      ['销售额', '没有这个人', '许多'],
    ]);
    expect(said?.changes.map(({ wrong }) => wrong)).toEqual([
      '找不到“没有这个人”。请核对名称，或先新建。',
      'refused',
    ]);
    expect(sheet.read([['指标名'], ['销售额']])).toBeNull();
  });
});

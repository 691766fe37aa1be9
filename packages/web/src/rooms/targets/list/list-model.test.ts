import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { books, tableOf } from '../breakdown/sample-books.ts';
import { metricFormat } from '../metric-format.ts';
import { type ListInput, type ListRow, listModel } from './list-model.ts';

const t = createTranslate('zh-CN');
const table = tableOf(books());
const format = metricFormat(table.layout.metric, 'yuan', 'zh-CN');

function row(id: string, fields: ListRow['target']['fields'], breakdownNote = ''): ListRow {
  const target = { ...table.layout.target, id, fields: { ...table.layout.target.fields, ...fields } };
  return { target, name: '销售额', table, format, top: ['*', '*'], generated: { breakdownNote, path: '' } };
}

const modelOf = (...rows: readonly ListRow[]) => modelWith({ rows });

const modelWith = (input: Partial<ListInput> & Pick<ListInput, 'rows'>) =>
  listModel({
    locale: 'zh-CN',
    narrow: false,
    bad: new Map(),
    mayEdit: () => true,
    mayEnter: true,
    people: [],
    words: {
      header: (column) => t(`targets.column.${column}`),
      targetClass: String,
      person: (id) => String(id),
      tier: (amount) => amount,
    },
    ...input,
  });

describe('the table of targets', () => {
  const long = '深耕老客户、发展代理商并逐家落实首单。'.repeat(20);

  it('makes a row as high as its longest text needs, in whatever column it stands, written or generated', () => {
    const model = modelOf(
      row('short', { path: '转介绍' }),
      row('path', { path: long }),
      row('note', { breakdownNote: long }),
      row('generated', {}, long),
      row('source', { dataSource: long }),
      row('broken', { path: '一\n二\n三' }),
    );
    const lines = Array.from({ length: model.rowCount }, (_, index) => model.lines?.(index, () => 0) ?? 0);
    const [short, path, note, generated, source, broken] = lines;
    expect([short, broken]).toEqual([1, 3]);
    // 380 Han characters, about 17 in a line of the wide columns and 7 in that of the source.
    for (const one of [path, note, generated]) expect(one).toBeGreaterThanOrEqual(22);
    expect(source).toBeGreaterThanOrEqual(48);
  });

  it('makes no row higher than three lines on a phone, where what is long stands beyond the edge', () => {
    const rows = [
      row('short', { path: '转介绍' }),
      row('note', { breakdownNote: long }),
      row('two', { path: '一\n二' }),
    ];
    const model = modelWith({ rows, narrow: true });
    expect(rows.map((_, index) => model.lines?.(index, () => 0))).toEqual([1, 3, 2]);
  });

  it('offers for typing what the reader may change of each target', () => {
    const rows = [row('mine', { accountable: 'me' }), row('theirs', { accountable: 'other' })];
    const model = modelWith({ rows, mayEdit: ({ id }) => id === 'mine', mayEnter: false });
    const offered = rows.map((_, index) =>
      Array.from({ length: model.columnCount }, (__, column) => column)
        .filter((column) => model.cell(index, column).state.editable)
        .map((column) => model.column(column).id),
    );
    expect(offered[0]).toEqual(
      expect.arrayContaining(['breakdownNote', 'path', 'accountable', 'due', 'weight']),
    );
    expect(offered[1]).toEqual([]);
  });
});

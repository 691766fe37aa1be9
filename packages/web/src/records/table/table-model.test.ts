import { describe, expect, it } from 'vitest';
import { contextWith, record } from '../core/sample.ts';
import { columnsOf, type RecordView } from '../core/view.ts';
import { rowsOf, tableModel } from './table-model.ts';

const view: RecordView = { key: 't', kind: 'task', columns: ['name', 'progress'], card: [] };
const records = [
  record('task', 'short', { name: '签约' }),
  record('task', 'long', { name: '逐户回访去年的老客户并把续约意向填进表里'.repeat(2) }),
  record('task', 'endless', { name: '回访'.repeat(400) }),
];
const context = contextWith(records);
const columns = columnsOf(context.t, view);

describe('a table of records', () => {
  it('makes a row as high as its longest text needs, three lines at most', () => {
    const rows = rowsOf([{ value: '', name: '', head: undefined, records }], false, new Set(), true);
    const model = tableModel({
      context,
      view,
      columns,
      rows,
      mayAdd: true,
      mayChange: () => true,
      drafts: new Map(),
      wrong: [],
      newLabel: '',
    });
    expect(
      rows.map(({ id }, index) => [id, model.lines?.(index, (column) => columns[column]?.width ?? 0)]),
    ).toEqual([
      ['short', 1],
      ['long', expect.toSatisfy((lines: number) => lines > 1 && lines <= 3)],
      ['endless', 3],
      ['new:', 1],
    ]);
  });
});

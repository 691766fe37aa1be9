import { describe, expect, it } from 'vitest';
import { sampleModel } from '../../../grid/core/sample-model.ts';
import { books, tableOf } from '../breakdown/sample-books.ts';
import { metricFormat } from '../metric-format.ts';
import { type SeriesForm, seriesPlan, wayOf } from './series-plan.ts';

const range = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right });
const wanFormat = metricFormat(tableOf(books()).layout.metric, 'wan', 'zh-CN');
const model = sampleModel([
  ['A', '500', '', '', ''],
  ['B', '', '', '', ''],
]);
const form: SeriesForm = { kind: 'growth', way: 'right', step: '', percent: '5' };
const texts = (
  given: Partial<SeriesForm>,
  selected = range(0, 1),
  source: ReturnType<typeof range> | null = null,
) =>
  seriesPlan(model, { range: selected, source }, { ...form, ...given }, wanFormat)?.edits.map(
    ({ row, column, text }) => `${row}:${column}=${text}`,
  ) ?? null;

describe('a series in the unit of the view', () => {
  it('grows to the end of the row from a single cell, exact to the last 分', () =>
    expect(texts({ percent: '+5 %' })).toEqual(['0:2=525', '0:3=551.25', '0:4=578.8125']));

  it('takes a step in the unit that is shown, or in the one that is said', () => {
    expect(texts({ kind: 'step', step: '20' }, range(0, 1, 0, 2))).toEqual(['0:2=520']);
    expect(texts({ kind: 'step', step: '200000元' }, range(0, 1, 0, 2))).toEqual(['0:2=520']);
  });

  it('goes on from what the fill handle began with', () =>
    expect(texts({ kind: 'copy' }, range(0, 1, 1, 1), range(0, 1))).toEqual(['1:1=500']));

  it('is nothing while its rule cannot be read, and touches nothing below an empty beginning', () => {
    expect(texts({ percent: 'five' })).toBeNull();
    expect(texts({ kind: 'step', step: '' })).toBeNull();
    expect(texts({}, range(1, 1))).toEqual([]);
    expect(texts({ kind: 'copy' }, range(1, 1))).toEqual([]);
  });

  it('knows its direction from the selection', () => {
    expect(wayOf({ range: range(0, 1, 1, 1), source: null })).toBe('down');
    expect(wayOf({ range: range(0, 1, 1, 4), source: null })).toBe('right');
    expect(wayOf({ range: range(0, 1, 1, 1), source: range(0, 1) })).toBe('down');
  });
});

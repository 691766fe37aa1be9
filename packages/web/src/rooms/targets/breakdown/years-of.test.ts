import type { PlainDate } from '@shapan/engine';
import { expect, it } from 'vitest';
import { books, run, tableOf } from './sample-books.ts';
import { yearsOf } from './use-breakdown-words.ts';

/** Months of a quarter, or periods of one's own between these days. */
function yearsOver(boundaries: readonly PlainDate[]) {
  const made = books();
  run(made, 'master', {
    type: 'record.add',
    kind: 'periodSet',
    id: 'waves',
    fields: { name: 'Waves', boundaries },
  });
  const [from, to] = [boundaries[0]!, boundaries.at(-1)!];
  const fields = { metric: 'revenue', targetClass: 'core', dimensions: ['region'], grain: 'custom' };
  run(made, 'plan', {
    type: 'target.define',
    id: 'waves',
    fields: { ...fields, periodSet: 'waves', from, to },
    rows: [['A1'], ['A2'], ['B']],
  });
  const table = tableOf(made, 'waves');
  const yearOf = yearsOf(table, 'zh-CN');
  return table.layout.periods.map((_, period) => yearOf(period + 1));
}

it('periods of several years stand under the year in which each begins', () => {
  expect(yearsOver(['2026-04-01', '2026-11-12', '2027-04-01', '2027-11-12'])).toEqual([
    '2026年',
    '2026年',
    '2027年',
  ]);
});

it('periods of one year need no heading', () => {
  expect(yearsOver(['2026-04-01', '2026-06-19', '2026-11-12'])).toEqual([undefined, undefined]);
  expect(yearsOf(tableOf(books()), 'zh-CN')(1)).toBeUndefined();
});

import { describe, expect, it } from 'vitest';
import { books, tableOf } from '../breakdown/sample-books.ts';
import { metricFormat } from '../metric-format.ts';
import { listCommands } from './list-edits.ts';
import { baselineShown, type ListRow } from './list-model.ts';

const table = tableOf(books(), 'coverage');

const row = (baseline: number | null): ListRow => ({
  target: { ...table.layout.target, fields: { ...table.layout.target.fields, baseline } },
  name: 'coverage',
  table,
  format: metricFormat(table.layout.metric, 'yuan', 'zh-CN'),
  top: ['*', '*'],
  generated: { breakdownNote: '', path: '' },
});

const typed = (text: string) => listCommands(row(null), { row: 0, columnId: 'baseline', text } as never);

describe('the baseline of a rate', () => {
  it('is typed and shown as its numbers are, and kept in hundredths of a point', () => {
    expect(typed('30.5%')).toMatchObject([{ set: { baseline: 3_050 } }]);
    expect(typed('30.55')).toMatchObject([{ set: { baseline: 3_055 } }]);
    expect(typed('30.555%')).toMatchObject({ code: 'NUMBER_TOO_PRECISE' });
    expect(typed('')).toMatchObject([{ set: { baseline: null } }]);
    expect(baselineShown(row(3_050))).toEqual({ numerator: 3_050, denominator: 10_000 });
  });
});

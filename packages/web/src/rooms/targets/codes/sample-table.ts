import { createFlash } from '../breakdown/flash.ts';
import { placedHolds } from '../breakdown/holds.ts';
import { columnLayoutFrom } from '../breakdown/laid-columns.ts';
import { type BreakdownInput, type BreakdownModel, breakdownModel } from '../breakdown/model.ts';
import { arranged, type Books, linesOf, tableOf } from '../breakdown/sample-books.ts';
import { metricFormat } from '../metric-format.ts';

/** Regions by products on the rows (10 of them, the whole first), whole and months on the columns; amounts in 分. */
export function sampleModel(made: Books, more: Partial<BreakdownInput> = {}): BreakdownModel {
  const table = tableOf(made);
  const arrangement = arranged([0, 1]);
  return breakdownModel({
    table,
    arrangement,
    rows: linesOf(table, arrangement),
    columns: linesOf(table, arrangement, 'columns'),
    columnLayout: columnLayoutFrom({
      hide: undefined,
      order: undefined,
      widths: undefined,
      freeze: undefined,
    }),
    marks: new Map(),
    format: metricFormat(table.layout.metric, 'yuan', 'en'),
    holds: placedHolds(made.plan, table.layout, '2026-07-01'),
    me: 'me',
    frozenRow: undefined,
    mayEnter: true,
    bad: new Map(),
    flash: createFlash(),
    words: {
      name: '',
      column: ({ label }) => label,
      group: () => undefined,
      part: (name) => `${name} (part)`,
      partNote: 'part',
      hold: () => 'held',
    },
    narrow: false,
    attainment: null,
    ...more,
  });
}

/** The text typed into the cell of a row and a column, as the grid reports it. */
export const typedInto = (model: BreakdownModel, row: number, column: number, text: string) => ({
  row,
  column,
  rowId: model.rows[row]?.id ?? '',
  columnId: model.columns[column - 1]?.id ?? '',
  text,
});

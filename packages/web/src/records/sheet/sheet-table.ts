import type { PlanRecord } from '@shapan/engine';
import type { OutCell, OutTable } from '../../data/write-file.ts';
import { cellText } from '../core/arrange.ts';
import type { RecordContext } from '../core/context.ts';
import { editText } from '../core/show.ts';
import { isTyped, type RecordView, sheetColumns, type TableColumn } from '../core/view.ts';

/**
 * Records as a sheet that is read back as them: the columns of their template in its order, then whatever else one of them
 * says. Values are written exactly; what follows from others is there to be read.
 */
export function sheetTable(
  context: RecordContext,
  view: RecordView,
  records: readonly PlanRecord[],
): OutTable {
  const shown = new Set(view.columns.map((column) => (typeof column === 'string' ? column : column.id)));
  const columns = sheetColumns(context.t, view).filter(
    ({ id, field }) =>
      (shown.has(id) && field?.former !== true) ||
      records.some(({ fields }) => (fields[id] ?? null) !== null),
  );
  return {
    headers: columns.map(({ header }) => header),
    rows: records.map((record) => columns.map((column) => cellOf(context, column, record))),
  };
}

/** The sheet to fill in: every column in which something may be said, and no row. */
export function emptySheet({ t }: RecordContext, view: RecordView): OutTable {
  const asked = sheetColumns(t, view).filter((column) => isTyped(column) && column.field?.former !== true);
  return { headers: asked.map(({ header }) => header), rows: [] };
}

function cellOf(context: RecordContext, { id, field, derived }: TableColumn, record: PlanRecord): OutCell {
  if (!field) return cellText(context, { id, field, derived, header: '', width: 0 }, record) || null;
  const value = record.fields[id];
  if (value === undefined || value === null) return null;
  const text = editText(context, id, field, value, record.fields);
  return field.type === 'number' || (field.type === 'money' && text !== '') ? { number: text } : text;
}

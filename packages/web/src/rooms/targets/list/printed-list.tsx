import { classes } from '../../../design/classes.ts';
import { usePrinting } from '../../../design/use-media.ts';
import type { GridModel } from '../../../grid/index.ts';

/** The same on paper: every column within the width of the page, and every text whole. */
export function PrintedList({ model, label }: { readonly model: GridModel; readonly label: string }) {
  const printing = usePrinting();
  if (!printing) return null;
  const columns = Array.from({ length: model.columnCount }, (_, column) => model.column(column));
  const rows = Array.from({ length: model.rowCount }, (_, row) => model.row(row));
  const classOf = (column: number): string | undefined =>
    classes(columns[column]?.align === 'end' && 'targets-printed__number num') || undefined;
  return (
    <table className="targets-printed" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ id, header }, column) => (
            <th key={id} scope="col" className={classOf(column)}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id }, row) => (
          <tr key={id}>
            {columns.map((one, column) => (
              <td key={one.id} className={classOf(column)}>
                {model.cell(row, column).text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { usePrinting } from '../../../design/use-media.ts';
import type { GridModel } from '../../../grid/index.ts';

/** Columns whose texts are short: on paper, each of them keeps to one line, and sentences share the rest of the width. */
const short: ReadonlySet<string> = new Set(['targetClass', 'accountable', 'due']);

/** The same on paper: every column that says anything within the width of the page, and every text whole. */
export function PrintedList({ model, label }: { readonly model: GridModel; readonly label: string }) {
  const printing = usePrinting();
  if (!printing) return null;
  const rows = Array.from({ length: model.rowCount }, (_, row) => row);
  const columns = Array.from({ length: model.columnCount }, (_, column) => column).filter((column) =>
    rows.some((row) => model.cell(row, column).text !== ''),
  );
  const classOf = (column: number): string => {
    const { id, align } = model.column(column);
    const isNumber = align === 'end';
    if (isNumber) return 'printed__number num';
    return short.has(id) ? 'printed__short' : 'printed__text';
  };
  return (
    <table className="printed print-wide" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={model.column(column).id} scope="col" className={classOf(column)}>
              {model.column(column).header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={model.row(row).id}>
            {columns.map((column) => (
              <td key={model.column(column).id} className={classOf(column)}>
                {model.cell(row, column).text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

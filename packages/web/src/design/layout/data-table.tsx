import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import './data-table.css';

export interface Column<Row> {
  readonly id: string;
  /** The heading; a unit belongs here, not in each cell. */
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Right-aligned with tabular figures. */
  readonly numeric?: boolean | undefined;
  readonly width?: string | undefined;
  readonly sortable?: boolean | undefined;
  /** What stands in the line of totals. */
  readonly total?: ReactNode;
}

export interface SortOrder {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

export interface DataTableProps<Row> {
  /** The name of the table, for those who listen. */
  readonly caption: string;
  /** The first column names the row and stays in sight. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly sort?: SortOrder | undefined;
  readonly onSort?: ((order: SortOrder) => void) | undefined;
  readonly selectedKey?: string | undefined;
  readonly density?: 'compact' | 'normal' | undefined;
  /** Shown instead of rows. */
  readonly empty?: ReactNode;
  /** Scrolls inside this height (any CSS length) with its heading in sight. */
  readonly maxHeight?: string | undefined;
}

/** A list of facts in rows. For typing numbers take the planning grid. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, selectedKey, density = 'normal', empty, maxHeight } = props;
  const totals = columns.some((column) => column.total !== undefined);
  // Headings over nothing say nothing: what stands instead speaks alone.
  if (rows.length === 0 && empty !== undefined) return empty;
  return (
    // What scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="group" className="sp-table" aria-label={caption} tabIndex={0} style={{ maxHeight }}>
      <table data-rows={density}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <tr key={key} aria-selected={selectedKey === undefined ? undefined : key === selectedKey}>
                {columns.map((column, index) => bodyCell(column, index, column.cell(row)))}
              </tr>
            );
          })}
        </tbody>
        {totals && rows.length > 0 && (
          <tfoot>
            <tr>{columns.map((column, index) => bodyCell(column, index, column.total))}</tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

interface HeadCellProps<Row> extends Pick<DataTableProps<Row>, 'sort' | 'onSort'> {
  readonly column: Column<Row>;
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const direction = sort?.column === column.id ? sort.direction : undefined;
  const next = direction === 'ascending' ? 'descending' : 'ascending';
  const sortable = column.sortable === true && onSort !== undefined;
  return (
    <th
      scope="col"
      className={classes(column.numeric && 'sp-table__number')}
      style={{ width: column.width }}
      aria-sort={sortable ? (direction ?? 'none') : undefined}
    >
      {sortable ? (
        <button
          type="button"
          className="sp-table__sort"
          onClick={() => onSort({ column: column.id, direction: next })}
        >
          {column.header}
          {direction === 'ascending' && <ArrowUp aria-hidden="true" />}
          {direction === 'descending' && <ArrowDown aria-hidden="true" />}
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

function bodyCell<Row>(column: Column<Row>, index: number, content: ReactNode) {
  const className = classes(column.numeric && 'sp-table__number', column.numeric && 'num');
  return index === 0 ? (
    <th key={column.id} scope="row" className={className}>
      {content}
    </th>
  ) : (
    <td key={column.id} className={className}>
      {content}
    </td>
  );
}

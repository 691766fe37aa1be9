import type { TargetTable } from '../../../data/tables.ts';
import type { Arrangement, Axis } from '../breakdown/arrangement.ts';
import type { Line } from '../breakdown/lines.ts';
import type { MetricFormat } from '../metric-format.ts';
import type { AddressChange, TargetsView } from '../view.ts';

/** What the menus that arrange rows and columns need to know. */
export interface Arranging {
  readonly table: TargetTable;
  readonly arrangement: Arrangement;
  readonly axisName: (axis: Axis) => string;
  /** Every column, hidden or not. */
  readonly allColumns: readonly Line[];
  readonly columnName: (line: Line) => string;
  readonly format: MetricFormat;
  readonly view: TargetsView;
  readonly onView: (change: AddressChange) => void;
}

/** The columns whose numbers can order the rows. */
export const sortColumns = ({ allColumns, columnName }: Pick<Arranging, 'allColumns' | 'columnName'>) =>
  allColumns.map((line) => ({ value: line.id, label: columnName(line) }));

/** The columns whose numbers can thin the rows: those in the unit of the target. */
export const numberColumns = ({ allColumns, columnName }: Pick<Arranging, 'allColumns' | 'columnName'>) =>
  allColumns.filter((line) => !line.shows).map((line) => ({ value: line.id, label: columnName(line) }));

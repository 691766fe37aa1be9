import {
  type CellPlace,
  type Fraction,
  nearestUnits,
  type Place,
  readFraction,
  readTotal,
} from '@shapan/engine';
import { formatPercent } from '@shapan/i18n';
import type { TargetTable } from '../../../data/tables.ts';
import type { GridCell, GridColumn, GridModel } from '../../../grid/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import type { Flash } from './flash.ts';
import { holdAt, mayTypeOn, type PlacedHold } from './holds.ts';
import { type ColumnLine, isLeafPlace, type RowLine } from './lines.ts';
import type { BadCell } from './refused-texts.ts';
import type { PlaceAttainment } from './use-attainment.ts';

/** A cell of the breakdown: where it stands and what it shows. */
export interface BreakdownCell {
  readonly place: Place;
  /** As a command names it; `null` where nobody can type. */
  readonly at: CellPlace | null;
  readonly value: Fraction | null;
  readonly leaf: boolean;
  readonly hold: PlacedHold | undefined;
  readonly editable: boolean;
}

export interface BreakdownModel extends GridModel {
  readonly rows: readonly RowLine[];
  readonly columns: readonly ColumnLine[];
  /** `column` counts from the first period; the name of the row is no place. */
  readonly at: (row: number, column: number) => BreakdownCell | null;
}

export interface BreakdownInput {
  readonly table: TargetTable;
  readonly rows: readonly RowLine[];
  readonly columns: readonly ColumnLine[];
  readonly format: MetricFormat;
  readonly holds: readonly PlacedHold[];
  readonly me: string;
  readonly mayEnter: boolean;
  readonly bad: ReadonlyMap<string, BadCell>;
  readonly flash: Flash;
  readonly words: {
    readonly name: string;
    readonly period: (line: ColumnLine) => string;
    readonly group: (line: ColumnLine) => string | undefined;
    /** Why a cell is held, by whom and until when. */
    readonly hold: (hold: PlacedHold) => string;
  };
  readonly narrow: boolean;
  /** What was reached at each place, by `cellKey`; nothing while nobody asked. */
  readonly attainment: ReadonlyMap<string, PlaceAttainment> | null;
}

export const cellKey = (rowId: string, columnId: string): string => `${rowId}@${columnId}`;

/** The breakdown as the grid wants it. Cells are read when they are drawn; nothing is computed for what nobody sees. */
export function breakdownModel(input: BreakdownInput): BreakdownModel {
  const { rows, columns } = input;
  const heads = gridColumns(input);
  const at = (row: number, column: number): BreakdownCell | null => {
    const line = rows[row];
    const period = columns[column - 1];
    return line && period && !period.shows ? cellAt(input, line, period) : null;
  };
  return {
    rows,
    columns,
    at,
    rowCount: rows.length,
    columnCount: heads.length,
    pinTop: rows.length > 1 ? 1 : 0,
    row: (index) => {
      const line = rows[index];
      if (!line) throw new RangeError(`no row ${index}`);
      const { id, label, depth, expandable, expanded, kind } = line;
      return { id, label, depth, expandable, expanded, kind };
    },
    column: (index) => {
      const head = heads[index];
      if (!head) throw new RangeError(`no column ${index}`);
      return head;
    },
    cell: (row, column) => drawCell(input, rows[row], columns[column - 1], at(row, column)),
  };
}

function gridColumns({ columns, words, narrow, format }: BreakdownInput): readonly GridColumn[] {
  const name: GridColumn = {
    id: 'name',
    header: words.name,
    width: narrow ? 112 : 240,
    align: 'start',
    sticky: true,
    editor: 'none',
  };
  const few = !narrow && columns.length <= 6;
  const periods = columns.map((line): GridColumn => {
    const group = words.group(line);
    const editor = line.shows ? 'none' : 'amount';
    return {
      id: line.id,
      header: words.period(line),
      width: few ? 136 : format.percent ? 84 : line.kind === 'total' ? 112 : 100,
      align: 'end',
      editor,
      depth: line.depth,
      expandable: line.expandable && line.depth > 0,
      expanded: line.expanded,
      kind: line.kind,
      ...(group !== undefined && { group }),
    };
  });
  return [name, ...periods];
}

function cellAt(input: BreakdownInput, line: RowLine, period: ColumnLine): BreakdownCell {
  const { table, holds, me, mayEnter } = input;
  const { layout, totals } = table;
  const place = { members: line.members, time: period.time };
  const leaf = isLeafPlace(layout, place);
  const value = readFraction(totals, place);
  const hold = holdAt(layout, holds, place);
  const at = line.at ? { members: line.at, time: period.id } : null;
  const open = hold === undefined || mayTypeOn(hold, place, me);
  const editable = mayEnter && at !== null && (layout.totals !== 'leaves' || leaf) && open;
  return { place, at, value, leaf, hold, editable };
}

function drawCell(
  { format, bad, flash, attainment, words }: BreakdownInput,
  line: RowLine | undefined,
  period: ColumnLine | undefined,
  cell: BreakdownCell | null,
): GridCell {
  if (line && period?.shows)
    return reachedCell(attainment?.get(cellKey(line.at?.join(',') ?? line.id, 'all')), period.shows, format);
  if (!line || !period || !cell)
    return { text: line?.label ?? '', edit: line?.label ?? '', state: { editable: false } };
  const key = cellKey(line.id, period.id);
  const wrong = bad.get(key);
  const edit = format.edit(cell.value);
  const changed = flash.changed(key, edit);
  const state = {
    editable: cell.editable,
    computed: !cell.leaf,
    held: cell.hold !== undefined,
    ...(cell.hold && { note: words.hold(cell.hold) }),
    changed,
    ...(!format.twoPart && { numeric: cell.value && nearestUnits(cell.value) }),
  };
  if (wrong) return { text: wrong.text, edit: wrong.text, state: { ...state, invalid: wrong.message } };
  return { text: format.shown(cell.value), edit, state };
}

function reachedCell(
  reached: PlaceAttainment | undefined,
  shows: 'actual' | 'attainment',
  format: MetricFormat,
): GridCell {
  const share = reached?.attainment ?? null;
  const percent =
    share === null ? '' : formatPercent({ numerator: Math.round(share * 100_000), denominator: 100_000 });
  const text = shows === 'attainment' ? percent : format.shown(reached?.actual ?? null);
  return { text: text === '' ? '–' : text, edit: text, state: { editable: false, computed: true } };
}

/** Whether a rate at this cell has something to divide by. */
export function isDivisible({ totals }: TargetTable, place: Place): boolean {
  return totals.cube.parts === 2 && (readTotal(totals, place, 1) ?? 0) !== 0;
}

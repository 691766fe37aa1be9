import {
  type CellPlace,
  type Fraction,
  nameOfNode,
  nearestUnits,
  type Place,
  readFraction,
  readTotal,
  rowsUnder,
  standsThere,
  type TargetLayout,
} from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import type {
  CellFacts,
  ColumnMark,
  GridCell,
  GridCellState,
  GridColumn,
  GridModel,
} from '../../../grid/index.ts';
import { beginsHoldCode } from '../codes/begins-hold-code.ts';
import type { MetricFormat } from '../metric-format.ts';
import { columnPlaces, sharePlaces, shareText } from '../places-shown.ts';
import type { Arrangement } from './arrangement.ts';
import { cellKey } from './cell-key.ts';
import { nameColumn } from './conditions.ts';
import type { Flash } from './flash.ts';
import { holdAt, isFromAbove, mayTypeOn, type PlacedHold } from './holds.ts';
import type { ColumnLayout } from './laid-columns.ts';
import { isLeafPlace, type Line, meeting, namedMembers, nameOfLine } from './lines.ts';
import type { BadCell } from './refused-texts.ts';
import type { PlaceAttainment } from './use-attainment.ts';

/** A cell of the breakdown: where it stands and what it shows. */
export interface BreakdownCell {
  readonly place: Place;
  /** As a command names it; `null` where nobody can type. */
  readonly at: CellPlace | null;
  /** Whether the breakdown has any row there: a product that is not sold in a region has none. */
  readonly exists: boolean;
  /** In this period it stands under another parent (ORG-4). */
  readonly elsewhere?: boolean;
  readonly value: Fraction | null;
  readonly leaf: boolean;
  readonly hold: PlacedHold | undefined;
  readonly editable: boolean;
}

export interface BreakdownModel extends GridModel {
  readonly rows: readonly Line[];
  readonly columns: readonly Line[];
  /** `column` counts from the first line; the name of the row is no place. */
  readonly at: (row: number, column: number) => BreakdownCell | null;
}

export interface BreakdownInput {
  readonly table: TargetTable;
  readonly arrangement: Arrangement;
  readonly rows: readonly Line[];
  readonly columns: readonly Line[];
  readonly columnLayout: ColumnLayout;
  /** By column. */
  readonly marks: ReadonlyMap<string, ColumnMark>;
  readonly format: MetricFormat;
  readonly holds: readonly PlacedHold[];
  readonly me: string;
  readonly mayEnter: boolean;
  readonly bad: ReadonlyMap<string, BadCell>;
  readonly flash: Flash;
  readonly words: {
    readonly name: string;
    readonly column: (line: Line) => string;
    readonly group: (line: Line) => string | undefined;
    /** What is called so, of which the reader knows the own part alone. */
    readonly part: (name: string) => string;
    /** The same as a remark. */
    readonly partNote: string;
    /** Why a cell is held, by whom and until when. */
    readonly hold: (hold: PlacedHold, fromAbove: boolean) => string;
  };
  readonly narrow: boolean;
  /** The last row that is to stay in sight. */
  readonly frozenRow: string | undefined;
  /** What was reached at each place, by `cellKey`; nothing while nobody asked. */
  readonly attainment: ReadonlyMap<string, PlaceAttainment> | null;
}

/** The breakdown as the grid wants it. Cells are read when they are drawn; nothing is computed for what nobody sees. */
export function breakdownModel(input: BreakdownInput): BreakdownModel {
  const { rows, columns, words } = input;
  const heads = gridColumns(input);
  const at = (row: number, column: number): BreakdownCell | null => {
    const line = rows[row];
    const period = columns[column - 1];
    return line && period && !period.shows ? cellAt(input, line, period) : null;
  };
  const places = new Map<number, number>();
  /** Told once for a column, when a cell of it is drawn. */
  const placesIn = (column: number): number => {
    const known =
      places.get(column) ?? columnPlaces(rows.length, valuesIn(input, column), placesShownIn(input, column));
    places.set(column, known);
    return known;
  };
  return {
    rows,
    columns,
    at,
    rowCount: rows.length,
    columnCount: heads.length,
    pinTop: frozenRows(rows, input),
    row: (index) => {
      const line = rows[index];
      if (!line) throw new RangeError(`no row ${index}`);
      const { id, depth, expandable, expanded, kind } = line;
      const label = line.isPart ? words.part(nameOfLine(line)) : nameOfLine(line);
      return { id, label, depth, expandable, expanded, kind };
    },
    column: (index) => {
      const head = heads[index];
      if (!head) throw new RangeError(`no column ${index}`);
      return head;
    },
    ...linesOfNames(rows, input, heads[0]?.width ?? 0),
    // On a number that is held nothing can be typed but what releases it.
    takes: (row, column, text) => input.mayEnter && at(row, column)?.at != null && beginsHoldCode(text),
    state: (row, column) => cellFacts(input, rows[row], columns[column - 1], at(row, column)),
    cell: (row, column) =>
      drawCell(input, rows[row], columns[column - 1], at(row, column), () => placesIn(column)),
  };
}

/** More rows than this would leave too little to scroll. */
export const mostFrozenRows = 12;

/** The whole stays in sight, and with it the rows down to the frozen one, while they leave room for others. */
function frozenRows(
  rows: readonly Line[],
  { frozenRow, narrow }: Pick<BreakdownInput, 'frozenRow' | 'narrow'>,
): number {
  if (rows.length < 2) return 0;
  const last = narrow || frozenRow === undefined ? -1 : rows.findIndex(({ id }) => id === frozenRow);
  return last > 0 && last < mostFrozenRows && last < rows.length - 1 ? last + 1 : 1;
}

const mostLines = 8;
/** About how wide a name is: Han characters, and all others. */
const widthOfName = (name: string): number =>
  [...name].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0x2e7f ? 12.5 : 7), 0);
/** What a name loses of its cell to the padding and the mark of its branch, and to each level above it. */
const [besideName, perLevel] = [42, 14];

/** On a narrow screen names take the lines they need: a member that moved is told from itself by the days behind its name. */
export function linesOfNames(
  rows: readonly Line[],
  { narrow }: Pick<BreakdownInput, 'narrow'>,
  width: number,
): Pick<GridModel, 'lines'> {
  const linesOf = ({ label, depth }: Line): number => {
    const room = width - besideName - depth * perLevel;
    let lines = 1;
    while (lines < mostLines && widthOfName(label) > room * lines) lines += 1;
    return lines;
  };
  if (!narrow || !rows.some((row) => linesOf(row) > 1)) return {};
  return { lines: (index) => (rows[index] ? linesOf(rows[index]) : 1) };
}

function gridColumns(input: BreakdownInput): readonly GridColumn[] {
  const { columns, columnLayout, marks, words, narrow } = input;
  const { widths, frozen } = columnLayout;
  const lastFrozen = narrow ? -1 : columns.findIndex(({ id }) => id === frozen);

  const name: GridColumn = {
    id: 'name',
    header: words.name,
    width: widths.get('name') ?? (narrow ? 144 : 240),
    align: 'start',
    sticky: true,
    editor: 'none',
    mark: marks.get(nameColumn),
  };
  const others = columns.map((line, index): GridColumn => {
    const group = words.group(line);
    const isWhole = line.kind === 'total';
    return {
      id: line.id,
      header: words.column(line),
      width: widths.get(line.id) ?? widthOf(input, line),
      align: 'end',
      // The whole stays in sight beside the names, as the total stays below the titles.
      sticky:
        lastFrozen < 0 ? frozen !== 'name' && isWhole && line.expandable && !narrow : index <= lastFrozen,
      editor: line.shows ? 'none' : 'amount',
      depth: line.depth,
      expandable: line.expandable && !isWhole,
      expanded: line.expanded,
      kind: line.kind === 'leaf' && !line.shows ? 'leaf' : 'total',
      ...(group !== undefined && { group }),
      mark: marks.get(line.id),
    };
  });
  return [name, ...others];
}

/** Wide enough for its numbers, and for a title with the days of a period in it. */
function widthOf({ columns, narrow, format, words }: BreakdownInput, line: Line): number {
  const title = Math.min(mostWidth, Math.ceil(widthOfName(words.column(line))) + besideTitle);
  if (!narrow && columns.length <= 6) return Math.max(136, title);
  if (format.percent) return Math.max(84, title);
  return Math.max(line.kind === 'leaf' && !line.shows ? 100 : 112, title);
}

/** Padding and the mark of a branch; and what a title may take at most. */
const [besideTitle, mostWidth] = [34, 180];

function cellAt(input: BreakdownInput, row: Line, column: Line): BreakdownCell {
  const { table, arrangement, holds, me, mayEnter } = input;
  const { layout } = table;
  const { place, names } = meeting(arrangement, row, column);
  // Every line has rows below it; only where members cross members may there be none.
  const crossing = arrangement.columns.some((axis) => axis !== 'time');
  const elsewhere = !standsThere(layout.frame, place);
  const exists = !elsewhere && (!crossing || rowsUnder(layout.frame, place).length > 0);
  const leaf = exists && isLeafPlace(layout, place);
  const hold = holdAt(layout, holds, place);
  const members = exists ? namedMembers({ names }) : null;
  const at = members && namedAt(layout, members, place);
  const open = hold === undefined || mayTypeOn(hold, place, me);
  const editable = mayEnter && at !== null && (layout.totals !== 'leaves' || leaf) && open;
  return { place, at, exists, elsewhere, value: readFraction(table.totals, place), leaf, hold, editable };
}

/** A member that moves is named as far as its period needs it. */
function namedAt({ frame }: TargetLayout, members: readonly string[], place: Place): CellPlace {
  const named = members.map((id, d) =>
    id === '*' ? id : nameOfNode(frame, d, place.members[d] ?? 0, place.time),
  );
  return { members: named, time: frame.time.ids[place.time] ?? 'all' };
}

/** What of a cell counts where it is not drawn. */
function cellFacts(
  { bad, format }: BreakdownInput,
  line: Line | undefined,
  column: Line | undefined,
  cell: BreakdownCell | null,
): CellFacts {
  if (!line || !column || !cell) return { editable: false };
  const wrong = bad.size > 0 ? bad.get(cellKey(line.id, column.id)) : undefined;
  return {
    editable: cell.editable,
    ...(!format.twoPart && { numeric: cell.value && nearestUnits(cell.value) }),
    ...(wrong && { invalid: wrong.message }),
  };
}

function drawCell(
  input: BreakdownInput,
  line: Line | undefined,
  column: Line | undefined,
  cell: BreakdownCell | null,
  places: () => number,
): GridCell {
  const { format, bad, flash, words } = input;
  if (line && column?.shows) return reachedCell(reachedAt(input, line), column.shows, format, places());
  if (!line || !column || !cell) return nameCell(line, words);
  const key = cellKey(line.id, column.id);
  const wrong = bad.get(key);
  const edit = format.edit(cell.value);
  const changed = flash.changed(key, edit);
  const state = {
    ...cellFacts(input, line, column, cell),
    computed: !cell.leaf,
    muted: !cell.exists,
    held: cell.hold !== undefined,
    heldAs: cell.hold && heldAs(cell.hold, cell.place),
    ...(cell.hold && { note: words.hold(cell.hold, isFromAbove(cell.hold, cell.place)) }),
    changed,
  };
  if (wrong) return { text: wrong.text, edit: wrong.text, state };
  return { text: format.shown(cell.value, places()), edit, state };
}

/** The name of a row; one that says more than the reader sees is marked. */
function nameCell(line: Line | undefined, { partNote }: BreakdownInput['words']): GridCell {
  const text = line?.label ?? '';
  const part = line?.isPart && { note: partNote, partial: true };
  return { text, edit: text, state: { editable: false, ...part } };
}

const reachedAt = ({ attainment }: BreakdownInput, line: Line): PlaceAttainment | undefined =>
  attainment?.get(cellKey(namedMembers(line)?.join(',') ?? line.id, 'all'));

/** The numbers of a column, by row. */
function valuesIn(input: BreakdownInput, column: number): (row: number) => Fraction | null {
  const { table, arrangement, rows, columns } = input;
  const period = columns[column - 1];
  return (row) => {
    const line = rows[row];
    if (!line || !period) return null;
    if (period.shows === 'attainment') return shareOf(reachedAt(input, line));
    if (period.shows === 'actual') return reachedAt(input, line)?.actual ?? null;
    return readFraction(table.totals, meeting(arrangement, line, period).place);
  };
}

const placesShownIn = ({ columns, format }: BreakdownInput, column: number) =>
  columns[column - 1]?.shows === 'attainment' ? sharePlaces : format.placesShown;

/** Attainment as a fraction, to a thousandth of a percent. */
function shareOf(reached: PlaceAttainment | undefined): Fraction | null {
  const share = reached?.attainment ?? null;
  return share === null ? null : { numerator: Math.round(share * 100_000), denominator: 100_000 };
}

/** What the lock on a cell looks like. */
function heldAs(hold: PlacedHold, place: Place): GridCellState['heldAs'] {
  if (hold.keeps === 'share' || hold.keeps === 'bound') return hold.keeps;
  return isFromAbove(hold, place) ? 'above' : undefined;
}

function reachedCell(
  reached: PlaceAttainment | undefined,
  shows: 'actual' | 'attainment',
  format: MetricFormat,
  places: number,
): GridCell {
  const text =
    shows === 'attainment'
      ? shareText(shareOf(reached), places)
      : format.shown(reached?.actual ?? null, places);
  return { text: text === '' ? '–' : text, edit: text, state: { editable: false, computed: true } };
}

/** Whether a rate at this cell has something to divide by. */
export function isDivisible({ totals }: TargetTable, place: Place): boolean {
  return totals.cube.parts === 2 && (readTotal(totals, place, 1) ?? 0) !== 0;
}

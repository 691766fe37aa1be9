import { choiceValue } from './choices.ts';
import type { Block } from './clipboard.ts';
import { factsOf } from './facts.ts';
import { onLevelOf, strictlyOnLevelOf, withoutSums } from './level.ts';
import type { CellAddress, CellRange, GridEdit, GridModel } from './model.ts';
import { cellsOf, heightOf, widthOf } from './range.ts';

/** A gesture over more cells than this is shown before it is done. */
export const largeGesture = 50;

/** What a gesture would do, before it is done. */
export interface EditPlan {
  readonly edits: readonly GridEdit[];
  /** Cells of the gesture that exist but may not be edited; they stay as they are. */
  readonly refused: readonly CellAddress[];
  /** How many cells of a fill are left to the parts they are sums of. */
  readonly following?: number;
  /** The cells the gesture covers, for the selection afterwards. */
  readonly range: CellRange;
  /** Rows below and columns beside the grid that the gesture would have needed. */
  readonly rowsOutside: number;
  readonly columnsOutside: number;
}

type TextOf = (cell: CellAddress) => string | undefined;

/**
 * Lay a block over the selection. One value fills the whole selection; a selection that is a whole multiple of the
 * block, along either side, repeats it; any other block lies once, from the upper left cell on. Gaps in the block
 * leave the cells beneath untouched.
 */
export function planPaste(model: GridModel, selection: CellRange, block: Block): EditPlan {
  const rows = block.length;
  const columns = Math.max(0, ...block.map((row) => row.length));
  const repeated = (selected: number, size: number) => (selected % size === 0 ? selected : size);
  const height = rows === 0 ? 0 : repeated(heightOf(selection), rows);
  const width = columns === 0 ? 0 : repeated(widthOf(selection), columns);
  const range = {
    top: selection.top,
    left: selection.left,
    bottom: selection.top + height - 1,
    right: selection.left + width - 1,
  };
  return planFromTexts(
    model,
    range,
    ({ row, column }) => block[(row - range.top) % rows]?.[(column - range.left) % columns],
  );
}

/** One text into every cell of a range that is on the level of the active cell: Ctrl+Enter. */
export function planFill(model: GridModel, range: CellRange, active: CellAddress, text: string): EditPlan {
  const meant = strictlyOnLevelOf(model, active);
  return planFromTexts(model, range, (cell) => (meant(cell) ? text : undefined));
}

/** Empty every cell that holds something. */
export function planClear(model: GridModel, range: CellRange): EditPlan {
  return planFromTexts(model, range, ({ row, column }) =>
    model.cell(row, column).edit === '' ? undefined : '',
  );
}

/** Ctrl+D copies the first row of the range down; a single row takes what stands above it. */
export function planFillDown(model: GridModel, range: CellRange): EditPlan {
  const top = range.top === range.bottom ? range.top - 1 : range.top;
  if (top < 0) return { ...nothing, range };
  const meant = onLevelOf(model, { row: top, column: range.left }, { ...range, top });
  const rows = from(top + 1, Math.min(range.bottom, lastRow(model))).filter((row) =>
    meant({ row, column: range.left }),
  );
  const lines = { rows, columns: from(range.left, range.right) };
  return planLines(
    model,
    { ...range, top: top + 1 },
    lines,
    range,
    ({ column }) => model.cell(top, column).edit,
  );
}

/** Ctrl+R copies the first column of the range to the right; a single column takes what stands left of it. */
export function planFillRight(model: GridModel, range: CellRange): EditPlan {
  const left = range.left === range.right ? range.left - 1 : range.left;
  if (left < 0) return { ...nothing, range };
  const meant = onLevelOf(model, { row: range.top, column: left }, { ...range, left });
  const columns = from(left + 1, range.right).filter((column) => meant({ row: range.top, column }));
  const lines = { rows: from(range.top, range.bottom), columns };
  return planLines(
    model,
    { ...range, left: left + 1 },
    lines,
    range,
    ({ row }) => model.cell(row, left).edit,
  );
}

/** The lines of a fill, those ahead of its source and those across. */
export interface FillLines {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Where rows and columns of a fill meet, without the sums whose parts it writes. `covered`: what is selected afterwards. */
export function planLines(
  model: GridModel,
  target: CellRange,
  { rows, columns }: FillLines,
  covered: CellRange,
  textOf: TextOf,
): EditPlan {
  const keptRows = withoutSums(model.row, rows, model.rowCount);
  const keptColumns = withoutSums(model.column, columns, model.columnCount);
  const plan = planFromTexts(model, target, (cell) =>
    keptRows.has(cell.row) && keptColumns.has(cell.column) ? textOf(cell) : undefined,
  );
  const following = rows.length * columns.length - keptRows.size * keptColumns.size;
  return { ...plan, range: covered, ...(following > 0 && { following }) };
}

const from = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);

const lastRow = ({ growable, rowCount }: GridModel): number => (growable ? Infinity : rowCount - 1);

/** Text typed into one cell. */
export function planType(model: GridModel, cell: CellAddress, text: string): EditPlan {
  const range = { top: cell.row, left: cell.column, bottom: cell.row, right: cell.column };
  return planFromTexts(model, range, () => text);
}

const nothing = { edits: [], refused: [], rowsOutside: 0, columnsOutside: 0 } as const;

/** Any text per cell; undefined leaves a cell alone. */
export function planFromTexts(model: GridModel, wanted: CellRange, textOf: TextOf): EditPlan {
  const bottom = model.growable ? wanted.bottom : Math.min(wanted.bottom, model.rowCount - 1);
  const range = { ...wanted, bottom, right: Math.min(wanted.right, model.columnCount - 1) };
  const edits: GridEdit[] = [];
  const refused: CellAddress[] = [];
  for (const cell of cellsOf(range)) {
    const text = textOf(cell);
    if (text === undefined) continue;
    const edit = editOf(model, cell, text);
    if (edit) edits.push(edit);
    else refused.push(cell);
  }
  return {
    edits,
    refused,
    range: { ...range, bottom: Math.min(range.bottom, model.rowCount - 1) },
    rowsOutside: Math.max(0, wanted.bottom - (model.rowCount - 1)),
    columnsOutside: Math.max(0, wanted.right - (model.columnCount - 1)),
  };
}

function editOf(model: GridModel, cell: CellAddress, text: string): GridEdit | null {
  const column = model.column(cell.column);
  if (cell.row >= model.rowCount)
    return column.editor === 'none' ? null : { ...cell, columnId: column.id, text };
  if (!mayType(model, cell, text)) return null;
  const rowId = model.row(cell.row).id;
  const choices = column.editor === 'choice' ? model.choices?.(cell.row, cell.column) : undefined;
  return { ...cell, rowId, columnId: column.id, text: choices ? choiceValue(choices, text) : text };
}

export function isEditable(model: GridModel, cell: CellAddress): boolean {
  return model.column(cell.column).editor !== 'none' && factsOf(model, cell).editable;
}

/** Whether a text may be typed: any where a cell may be edited, else what the model takes there. */
export const mayType = (model: GridModel, cell: CellAddress, text: string): boolean =>
  isEditable(model, cell) || model.takes?.(cell.row, cell.column, text) === true;

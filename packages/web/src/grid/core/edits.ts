import { choiceValue } from './choices.ts';
import type { Block } from './clipboard.ts';
import { factsOf } from './facts.ts';
import { onLevelOf, strictlyOnLevelOf } from './level.ts';
import type { CellAddress, CellRange, GridEdit, GridModel } from './model.ts';
import { cellsOf, heightOf, widthOf } from './range.ts';

/** What a gesture would do, before it is done. */
export interface EditPlan {
  readonly edits: readonly GridEdit[];
  /** Cells of the gesture that exist but may not be edited; they stay as they are. */
  readonly refused: readonly CellAddress[];
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
  const target = { ...range, top: top + 1 };
  if (top < 0) return { ...nothing, range };
  const meant = onLevelOf(model, { row: top, column: range.left }, { ...range, top });
  return {
    ...planFromTexts(model, target, (cell) =>
      meant({ row: cell.row, column: range.left }) ? model.cell(top, cell.column).edit : undefined,
    ),
    range,
  };
}

/** Ctrl+R copies the first column of the range to the right; a single column takes what stands left of it. */
export function planFillRight(model: GridModel, range: CellRange): EditPlan {
  const left = range.left === range.right ? range.left - 1 : range.left;
  const target = { ...range, left: left + 1 };
  if (left < 0) return { ...nothing, range };
  const meant = onLevelOf(model, { row: range.top, column: left }, { ...range, left });
  return {
    ...planFromTexts(model, target, (cell) =>
      meant({ row: range.top, column: cell.column }) ? model.cell(cell.row, left).edit : undefined,
    ),
    range,
  };
}

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

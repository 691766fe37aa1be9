import type { ReactNode, Ref } from 'react';
import type { EditPlan } from './core/edits.ts';
import type { CellAddress, CellRange, GridEdit, GridGesture, GridModel } from './core/model.ts';
import type { GridWords } from './words.ts';

export interface GridSelection {
  readonly range: CellRange;
  readonly active: CellAddress;
  /** Ids of the active cell, to put into an address. */
  readonly rowId: string;
  readonly columnId: string;
}

export interface GridHandle {
  /** Take the keyboard. */
  readonly focus: () => void;
  /** Select a cell and scroll to it; false when it is not on the grid. */
  readonly select: (rowId: string, columnId: string) => boolean;
  /** Whoever stands in the one row stands in the other from now on, in the same column. */
  readonly follow: (rowId: string, toRowId: string) => void;
}

export interface GridProps {
  readonly model: GridModel;
  /** Accessible name. */
  readonly label: string;
  readonly words: GridWords;
  readonly density?: 'compact' | 'normal';
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
  readonly initialCell?: { readonly rowId: string; readonly columnId: string };
  readonly ref?: Ref<GridHandle>;
  /** One call is one gesture, however many cells it changes. */
  readonly onEdit: (edits: readonly GridEdit[], gesture: GridGesture) => void;
  /** Cells somebody tried to change but may not: the place to say why. */
  readonly onRefuse?: (cells: readonly CellAddress[], gesture: GridGesture) => void;
  /** Asked before a paste of more than fifty cells, or one that reaches beyond the grid. */
  readonly onPasteLarge?: (plan: EditPlan) => Promise<boolean>;
  /** Asked before a fill of more than fifty cells, or one that leaves totals to the parts it writes. */
  readonly onFillLarge?: (plan: EditPlan) => Promise<boolean>;
  readonly onToggleRow?: (rowId: string, expanded: boolean) => void;
  readonly onToggleColumn?: (columnId: string, expanded: boolean) => void;
  readonly onSelect?: (selection: GridSelection) => void;
  /** The menu of a cell was asked for, by mouse or keyboard; the anchor is the cell's element. */
  readonly onContext?: (cell: CellAddress, anchor: Element) => void;
  /** What is being typed, stroke by stroke, and `null` when the editor closes. */
  readonly onDraft?: (
    draft: { readonly rowId: string; readonly columnId: string; readonly text: string } | null,
  ) => void;
  /** Escape on cells that show a refused text: it may go. */
  readonly onGiveUp?: (cells: readonly { readonly rowId: string; readonly columnId: string }[]) => void;
  readonly onUndo?: () => void;
  readonly onRedo?: () => void;
  /** A column was made this wide; `null` = as wide as it is by itself. The model's width holds once it follows. */
  readonly onResizeColumn?: (columnId: string, width: number | null) => void;
  /** A column was dragged by its title before another one; `null` = behind the last. */
  readonly onMoveColumn?: (columnId: string, before: string | null) => void;
  /** The menu of a column was asked for on its title. */
  readonly onColumnMenu?: (columnId: string, anchor: Element) => void;
  /** A series over a range was asked for, by key or with Alt on the fill handle; `source` = what it begins with. */
  readonly onFillSeries?: (range: CellRange, source: CellRange | null) => void;
  /** One line below the editor about what has been typed so far, such as "= 5,000,000". */
  readonly previewText?: (text: string, cell: CellAddress) => string | null;
}

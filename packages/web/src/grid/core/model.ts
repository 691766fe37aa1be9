/**
 * What the grid shows and what it reports. The grid knows nothing of plans: the caller hands in a model and
 * receives intents.
 *
 * A model is an immutable snapshot. Whenever anything on it would answer differently, hand in a new object; as long
 * as the object is the same, rows are not drawn again. Positions are indexes into one snapshot; `id`s survive from
 * one snapshot to the next, and intents carry both.
 */

export type GridEditor = 'amount' | 'text' | 'choice' | 'date' | 'none';

/** How somebody changed cells: one call of `onEdit` is one gesture, and one step of undo. */
export type GridGesture = 'type' | 'paste' | 'fill' | 'clear';

export interface GridRow {
  readonly id: string;
  /** Spoken name of the row; the text of its first cell unless given. */
  readonly label?: string;
  /** Level in the tree, 0 for the roots. A row's parent is the nearest row above it with a smaller depth. */
  readonly depth: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** A word for styling: 'total', 'group', 'leaf' or anything else. */
  readonly kind: string;
}

export interface ColumnMark {
  readonly sorted?: 'ascending' | 'descending';
  readonly rank?: number;
  readonly filtered?: boolean;
}

export interface GridColumn {
  readonly id: string;
  readonly header: string;
  /** Neighbours with the same group stand under one heading. */
  readonly group?: string;
  /** CSS pixels, before anybody drags the edge. */
  readonly width: number;
  readonly align: 'start' | 'center' | 'end';
  /** Where the columns leave room, this one takes a part of it, up to so many CSS pixels in all. */
  readonly grow?: number | undefined;
  /** Leading columns with this flag stay in sight when the grid scrolls sideways. */
  readonly sticky?: boolean;
  readonly editor: GridEditor;
  readonly depth?: number;
  readonly expandable?: boolean;
  readonly expanded?: boolean;
  /** A word for styling, as for rows. */
  readonly kind?: string;
  /** What the column does to the rows: it orders them, as the `rank`-th of several, or hides some. */
  readonly mark?: ColumnMark | undefined;
}

export interface GridCellState {
  /** Derived from other cells. It may still be editable: a typed total spreads. */
  readonly computed?: boolean;
  readonly editable: boolean;
  /** Locked by somebody. */
  readonly held?: boolean;
  /** What a lock keeps besides the number itself, or that it stands on a larger cell; shown by its icon. */
  readonly heldAs?: 'share' | 'bound' | 'above' | undefined;
  /** More about the state, for those who point at the cell and those who listen: why it is held. */
  readonly note?: string;
  /** The text names more than what is known of it: a quiet mark behind it, with `note` for its meaning. */
  readonly partial?: boolean;
  /** Just changed; flashes once. */
  readonly changed?: boolean;
  /** What is wrong with the value, in a sentence for people. */
  readonly invalid?: string;
  /** Shown from memory while the true value is on its way. */
  readonly stale?: boolean;
  readonly muted?: boolean;
  /** The number behind the text, in whatever unit the caller counts in; null when there is none. */
  readonly numeric?: number | null;
}

export interface GridCell {
  /** What is displayed, rounded and formatted. */
  readonly text: string;
  /** What the editor opens with and what is copied from cells with a number: exact and unformatted. */
  readonly edit: string;
  readonly state: GridCellState;
}

export type CellFacts = Pick<GridCellState, 'editable' | 'numeric' | 'invalid'>;

export interface GridChoice {
  readonly value: string;
  readonly label: string;
  /** Further words under which the choice is found while typing, such as pinyin. */
  readonly search?: string;
}

export interface GridModel {
  readonly rowCount: number;
  readonly columnCount: number;
  row(index: number): GridRow;
  column(index: number): GridColumn;
  cell(row: number, column: number): GridCell;
  /** What of a cell counts where it is not drawn: a paste asks thousands. The state of `cell` unless given. */
  state?(row: number, column: number): CellFacts;
  /** Whether a text that begins so may be typed into a cell that may not be edited: a command rather than a value. */
  takes?(row: number, column: number, text: string): boolean;
  /** How many lines of text a row is high where the columns are so wide; 1 everywhere unless given. */
  lines?(row: number, widthOf: (column: number) => number): number;
  /** What a cell of a 'choice' column may hold. */
  choices?(row: number, column: number): readonly GridChoice[];
  /** Leading rows that stay under the header, and trailing rows that stay at the bottom edge. */
  readonly pinTop?: number;
  readonly pinBottom?: number;
  /** Whether a paste may reach below the last row; such edits have no `rowId`. */
  readonly growable?: boolean;
}

export interface CellAddress {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells; both ends belong to it. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface GridEdit extends CellAddress {
  /** Absent for a row that does not exist yet. */
  readonly rowId?: string;
  readonly columnId: string;
  readonly text: string;
  /** Typed in an editor: what the cell held when that opened. */
  readonly seen?: string;
  /** Closed with Enter: whoever typed it goes on in the row below. */
  readonly below?: true;
}

/** The few words the grid itself says; everything else on it comes with the model. */
export interface GridWords {
  /** How to leave the grid with the keyboard, read when the grid takes the focus. */
  readonly hint: string;
  /** Name of the editor of one cell. */
  readonly field: (row: string, column: string) => string;
  /** Said after one cell was edited, with what it shows now. */
  readonly edited: (row: string, column: string, text: string) => string;
  /** Said after several cells were edited at once. */
  readonly editedMany: (cells: number) => string;
  /** Said when cells of a gesture may not be edited. */
  readonly refused: (cells: number) => string;
  readonly expanded: (label: string) => string;
  readonly collapsed: (label: string) => string;
  readonly held: string;
  /** Said of a column that hides rows. */
  readonly filtered: string;
  readonly stale: string;
  readonly invalid: (message: string) => string;
  /** Name of the list of choices. */
  readonly choices: string;
  readonly noChoice: string;
  /** Name of the field in which a text is searched for. */
  readonly find: string;
  readonly findNext: string;
  readonly findPrevious: string;
  readonly findClose: string;
  /** Said of the cell that was found, with what it shows. */
  readonly found: (row: string, column: string, text: string) => string;
  readonly findNothing: (text: string) => string;
  /** Opens the field for what is to stand instead, and names it. */
  readonly replace: string;
  readonly replaceBy: string;
  readonly replaceWhole: string;
  readonly replaceOne: string;
  /** Shows what replacing everywhere would change. */
  readonly replacePreview: string;
  readonly replaceAll: (cells: number) => string;
  readonly replaceBack: string;
  readonly replaceMore: (cells: number) => string;
  readonly replaceChange: (row: string, column: string) => string;
}

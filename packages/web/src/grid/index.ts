export type { EditPlan } from './core/edits.ts';
export type {
  CellAddress,
  CellRange,
  GridCell,
  GridCellState,
  GridChoice,
  GridColumn,
  GridEdit,
  GridEditor,
  GridGesture,
  GridModel,
  GridRow,
} from './core/model.ts';
export {
  type GridCommand,
  type GridMode,
  type GridShortcut,
  type GridShortcutGroup,
  gridShortcuts,
} from './core/shortcuts.ts';
export { type SelectionStatistics, selectionStatistics } from './core/statistics.ts';
export { Grid } from './grid.tsx';
export type { GridHandle, GridProps, GridSelection } from './props.ts';
export type { GridWords } from './words.ts';

export type { EditPlan } from './core/edits.ts';
export { type Carry, planCarry } from './core/fill-handle.ts';
export type {
  CellAddress,
  CellFacts,
  CellRange,
  ColumnMark,
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
export { continueSeries, growSeries, repeatSeries, stepSeries } from './core/series.ts';
export {
  type GridCommand,
  type GridMode,
  type GridShortcut,
  type GridShortcutGroup,
  gridShortcuts,
} from './core/shortcuts.ts';
export { type SelectionStatistics, selectionStatistics } from './core/statistics.ts';
export { linesIn, widthOf as textWidth } from './core/text-lines.ts';
export { Grid } from './grid.tsx';
export { PrintedList } from './printed-list.tsx';
export type { GridHandle, GridProps, GridSelection } from './props.ts';
export type { GridWords } from './words.ts';

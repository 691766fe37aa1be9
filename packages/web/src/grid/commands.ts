import { cellId } from './body-row.tsx';
import {
  type EditPlan,
  isEditable,
  largeGesture,
  planClear,
  planFill,
  planFillDown,
  planFillRight,
} from './core/edits.ts';
import { planDragFill } from './core/fill-handle.ts';
import type { CellRange, GridGesture } from './core/model.ts';
import { cellCount, cellsOf } from './core/range.ts';
import {
  type Bounds,
  extend,
  type Move,
  move,
  selectAll,
  selectCell,
  selectedRange,
  selectRange,
  type Walk,
  walk,
} from './core/selection.ts';
import type { GridCommand } from './core/shortcuts.ts';
import { treeStep } from './core/tree.ts';
import type { GridProps } from './props.ts';
import { rowLabel } from './use-gestures.ts';
import type { Panes } from './use-panes.ts';
import { type Session, shownInEditor } from './use-session.ts';

/** Everything a command may touch. */
export interface Desk {
  readonly gridId: string;
  readonly props: GridProps;
  readonly session: Session;
  readonly panes: Panes;
  /** Open the field in which a text is searched for, or the two with which it is replaced. */
  readonly find: (how: 'find' | 'replace') => void;
}

const resizeStep = 16;

/** Do what a key asks for. False when there is nothing to do and the browser may act. */
export function run(desk: Desk, command: GridCommand): boolean {
  const { props, session } = desk;
  const range = selectedRange(session.selection);
  switch (command) {
    case 'next':
    case 'previous':
    case 'below':
    case 'above':
      return step(desk, command);
    case 'select-all':
      session.select(selectAll(session.selection, boundsOf(desk)));
      return true;
    case 'open':
      return open(desk);
    case 'edit':
    case 'edit-empty':
      return edit(desk, command);
    case 'cancel':
      session.cancel();
      return true;
    case 'fill-selection':
      return fillSelection(desk);
    case 'fill-down':
      return fill(desk, planFillDown(props.model, range));
    case 'fill-right':
      return fill(desk, planFillRight(props.model, range));
    case 'fill-series':
      props.onFillSeries?.(range, null);
      return props.onFillSeries !== undefined;
    case 'clear':
      return perform(desk, planClear(props.model, range), 'clear');
    case 'undo':
      props.onUndo?.();
      return true;
    case 'redo':
      props.onRedo?.();
      return true;
    case 'menu':
      return menu(desk);
    case 'find':
    case 'replace':
      desk.find(command);
      return true;
    case 'release':
      giveUp(desk);
      return false;
    case 'newline':
    case 'copy':
    case 'cut':
    case 'paste':
      return false;
    default:
      return arrange(desk, command);
  }
}

/** Commands on the row or the column one stands in; all others are moves. */
function arrange(desk: Desk, command: Arrangement | Move | `extend-${Move}`): boolean {
  const { props, session } = desk;
  const { row, column } = session.selection.active;
  const line = props.model.row(row);
  switch (command) {
    case 'expand-row':
    case 'collapse-row':
      return turnRow(desk, row, command === 'expand-row');
    case 'toggle-row':
      return column === 0 && line.expandable && turnRow(desk, row, !line.expanded);
    case 'expand-column':
    case 'collapse-column':
      return turnColumn(desk, column, command === 'expand-column');
    case 'narrower':
    case 'wider':
      return resize(desk, column, command === 'wider' ? resizeStep : -resizeStep);
    default:
      return go(desk, command);
  }
}

type Arrangement =
  | 'expand-row'
  | 'collapse-row'
  | 'toggle-row'
  | 'expand-column'
  | 'collapse-column'
  | 'narrower'
  | 'wider';

function resize({ props, panes }: Desk, column: number, change: number): boolean {
  const width = panes.columns.resize(column, panes.columns.widthOf(column) + change);
  props.onResizeColumn?.(props.model.column(column).id, width);
  return true;
}

export function boundsOf({ props, panes }: Desk): Bounds {
  const { rowCount, columnCount } = props.model;
  return { rows: rowCount, columns: columnCount, page: panes.page(), sticky: panes.columns.sticky };
}

export function turnRow({ props, session }: Desk, row: number, expand: boolean): boolean {
  const { model, words } = props;
  const found = treeStep(row, expand, model.row);
  if (found?.kind === 'go')
    session.select(selectCell({ row: found.index, column: session.selection.active.column }));
  if (found?.kind === 'toggle') {
    props.onToggleRow?.(model.row(row).id, expand);
    session.announce(expand ? words.expanded(rowLabel(model, row)) : words.collapsed(rowLabel(model, row)));
  }
  return true;
}

export function turnColumn({ props, session }: Desk, column: number, expand: boolean): boolean {
  const { model, words } = props;
  const found = treeStep(column, expand, model.column);
  if (found?.kind === 'go')
    session.select(selectCell({ row: session.selection.active.row, column: found.index }));
  if (found?.kind === 'toggle') {
    const { id, header } = model.column(column);
    props.onToggleColumn?.(id, expand);
    session.announce(expand ? words.expanded(header) : words.collapsed(header));
  }
  return true;
}

function go(desk: Desk, command: Move | `extend-${Move}`): boolean {
  const { model } = desk.props;
  const { session } = desk;
  const bounds = boundsOf(desk);
  const filled = ({ row, column }: { row: number; column: number }) => model.cell(row, column).text !== '';
  session.commit();
  if (command.startsWith('extend-')) {
    const next = extend(session.selection, command.slice('extend-'.length) as Move, bounds, filled);
    session.select(next, next.head);
  } else session.select(move(session.selection, command as Move, bounds, filled));
  return true;
}

function step(desk: Desk, command: Walk): boolean {
  const { session } = desk;
  const next = walk(session.selection, command, boundsOf(desk));
  session.commit(undefined, command);
  if (next) session.select(next);
  return next !== null;
}

/** Enter on a cell: edit it, open its branch, or go on. */
function open(desk: Desk): boolean {
  const { props, session } = desk;
  const { active } = session.selection;
  if (cellCount(selectedRange(session.selection)) > 1) return step(desk, 'below');
  if (isEditable(props.model, active)) return edit(desk, 'edit');
  const row = props.model.row(active.row);
  if (active.column === 0 && row.expandable) return turnRow(desk, active.row, !row.expanded);
  return step(desk, 'below');
}

export function edit({ props, session }: Desk, command: 'edit' | 'edit-empty'): boolean {
  const { draft } = session;
  if (draft) {
    session.setDraft({ ...draft, mode: 'edit' });
    return true;
  }
  const { active } = session.selection;
  if (!isEditable(props.model, active)) {
    session.perform({ edits: [], refused: [active] }, 'type');
    return true;
  }
  if (command === 'edit') session.begin(shownInEditor(props.model, active), 'edit');
  else session.begin('', 'enter');
  return true;
}

function giveUp({ props, session }: Desk): void {
  const { model } = props;
  const refused = [...cellsOf(selectedRange(session.selection))].filter(
    ({ row, column }) => model.cell(row, column).state.invalid !== undefined,
  );
  if (refused.length === 0) return;
  props.onGiveUp?.(
    refused.map(({ row, column }) => ({ rowId: model.row(row).id, columnId: model.column(column).id })),
  );
}

/** The typed text into the whole selection, or what the active cell holds already. */
function fillSelection(desk: Desk): boolean {
  const { props, session } = desk;
  const { active } = session.selection;
  const text = session.draft?.text ?? props.model.cell(active.row, active.column).edit;
  if (session.draft) session.cancel();
  return fill(desk, planFill(props.model, selectedRange(session.selection), active, text));
}

/** Carry a range on into a larger one, as the fill handle does. */
export function fillTo(desk: Desk, source: CellRange, range: CellRange, how: 'series' | 'copy'): void {
  const { session, props } = desk;
  const from = { row: range.top, column: range.left };
  session.select(selectRange(from, { row: range.bottom, column: range.right }), session.selection.active);
  fill(desk, planDragFill(props.model, source, range, how));
}

function menu({ gridId, props, session }: Desk): boolean {
  const { active } = session.selection;
  const anchor = document.getElementById(cellId(gridId, active));
  if (!anchor || !props.onContext) return false;
  props.onContext(active, anchor);
  return true;
}

/** What a fill would do is shown where it is much, or where it leaves totals to their parts. */
function fill({ props, session }: Desk, plan: EditPlan): boolean {
  const asks = plan.edits.length > largeGesture || (plan.following ?? 0) > 0;
  if (!props.onFillLarge || plan.edits.length === 0 || !asks) session.perform(plan, 'fill');
  else void props.onFillLarge(plan).then((yes) => yes && session.perform(plan, 'fill'));
  return true;
}

function perform({ session }: Desk, plan: EditPlan, gesture: GridGesture): boolean {
  session.perform(plan, gesture);
  return true;
}

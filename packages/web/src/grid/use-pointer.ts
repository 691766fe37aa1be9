import { type MouseEvent, type PointerEvent, type RefObject, useRef } from 'react';
import { boundsOf, type Desk, edit, fillTo, turnColumn, turnRow } from './commands.ts';
import { fillDepth } from './core/edge.ts';
import { isEditable } from './core/edits.ts';
import type { CellAddress } from './core/model.ts';
import { contains, sameCell } from './core/range.ts';
import { extendTo, selectCell, selectedRange, selectRange } from './core/selection.ts';
import { type Hit, hitOf, isField } from './hits.ts';
import { type Drag, useDrag } from './use-drag.ts';

/** Mouse, pen and touch on the scrolling box of the grid. */
export function usePointer(
  desk: Desk,
  scrollerRef: RefObject<HTMLDivElement | null>,
  fieldRef: RefObject<HTMLTextAreaElement | null>,
) {
  const { filling, dropBefore, ...drag } = useDrag(desk, scrollerRef);
  const touch = useRef(false);
  const focusField = () => fieldRef.current?.focus({ preventScroll: true });

  return {
    filling,
    dropBefore,
    onPointerDown: (event: PointerEvent) => {
      touch.current = event.pointerType === 'touch';
      const hit = hitOf(event.target);
      if (event.button !== 0 || touch.current || isField(event.target) || hit.part === 'none') return;
      event.preventDefault();
      focusField();
      const started = press(desk, hit, event);
      if (started) drag.begin(started, event);
    },
    onPointerMove: drag.move,
    onPointerUp: drag.finish,
    onPointerCancel: drag.drop,
    onClick: (event: MouseEvent) => {
      const hit = hitOf(event.target);
      if (!touch.current || isField(event.target) || hit.part === 'none') return;
      if (tap(desk, hit)) {
        focusField();
        // Without a key that means "instead" a finger would add to the number that stands there.
        fieldRef.current?.select();
      }
      // Without the focus the on-screen keyboard stays away until somebody edits.
      else fieldRef.current?.blur();
    },
    onDoubleClick: (event: MouseEvent) => {
      if (!isField(event.target)) pressTwice(desk, hitOf(event.target));
    },
    onContextMenu: (event: MouseEvent) => {
      if (!desk.props.onContext || (desk.session.draft && isField(event.target))) return;
      const { part, cell, element } = hitOf(event.target);
      if (part === 'header' && element && desk.props.onColumnMenu) {
        event.preventDefault();
        return desk.props.onColumnMenu(desk.props.model.column(cell.column).id, element);
      }
      // On the field it comes from the keyboard, whose key has been answered already.
      if (isField(event.target)) event.preventDefault();
      if (part !== 'cell' || element === null) return;
      event.preventDefault();
      const { selection } = desk.session;
      if (!contains(selectedRange(selection), cell)) select(desk, cell);
      focusField();
      desk.props.onContext(cell, element);
    },
  };
}

/** A button goes down; what then may be dragged, if anything. */
function press(desk: Desk, hit: Hit, event: PointerEvent): Drag | null {
  const { session, panes } = desk;
  const { column } = hit.cell;
  switch (hit.part) {
    case 'toggle':
      toggle(desk, hit);
      return null;
    case 'resize':
      return { kind: 'resize', column, from: event.clientX, width: panes.columns.widthOf(column) };
    case 'fill':
      return { kind: 'fill', source: selectedRange(session.selection) };
    case 'header':
      // As in other sheets: the title of a column that is selected already is taken up and moved.
      if (desk.props.onMoveColumn && !event.shiftKey && isColumnSelected(desk, column))
        return { kind: 'move', column };
      selectColumn(desk, column, event.shiftKey);
      return { kind: 'columns' };
    default:
      if (event.shiftKey) {
        session.commit();
        session.select(extendTo(session.selection, hit.cell), hit.cell);
      } else select(desk, hit.cell);
      return { kind: 'select' };
  }
}

/** A finger selects a cell; on the selected cell it edits. True when the keyboard is needed. */
function tap(desk: Desk, hit: Hit): boolean {
  const { props, session } = desk;
  const again = hit.part === 'cell' && sameCell(hit.cell, session.selection.active) && !session.draft;
  if (again && isEditable(props.model, hit.cell)) return edit(desk, 'edit');
  if (hit.part === 'toggle') toggle(desk, hit);
  else if (hit.part === 'header') selectColumn(desk, hit.cell.column, false);
  else select(desk, hit.cell);
  return false;
}

function pressTwice(desk: Desk, { part, cell }: Hit): void {
  const { props, session, panes } = desk;
  const { model } = props;
  if (part === 'cell') edit(desk, 'edit');
  if (part === 'resize') {
    panes.columns.resize(cell.column, null);
    props.onResizeColumn?.(model.column(cell.column).id, null);
  }
  if (part !== 'fill') return;
  const source = selectedRange(session.selection);
  const filled = ({ row, column }: CellAddress) => model.cell(row, column).text !== '';
  const bottom = fillDepth(source, boundsOf(desk), filled);
  if (bottom > source.bottom) fillTo(desk, source, { ...source, bottom }, 'series');
}

function select({ session }: Desk, cell: CellAddress): void {
  session.commit();
  session.select(selectCell(cell));
}

function isColumnSelected({ props, session }: Desk, column: number): boolean {
  const { top, bottom, left, right } = selectedRange(session.selection);
  return top === 0 && bottom === props.model.rowCount - 1 && left === column && right === column;
}

/** The active cell goes to the top of the column without scrolling up to it. */
function selectColumn({ props, session }: Desk, column: number, extend: boolean): void {
  const { selection } = session;
  session.commit();
  const from = { row: 0, column: extend ? selection.anchor.column : column };
  const look = { row: selection.active.row, column };
  session.select(selectRange(from, { row: props.model.rowCount - 1, column }), look);
}

function toggle(desk: Desk, { element, cell }: Hit): void {
  const { model } = desk.props;
  desk.session.commit();
  if (element?.hasAttribute('data-header'))
    turnColumn(desk, cell.column, !model.column(cell.column).expanded);
  else turnRow(desk, cell.row, !model.row(cell.row).expanded);
}

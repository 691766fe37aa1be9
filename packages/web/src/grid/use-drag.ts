import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type Desk, fillTo } from './commands.ts';
import { dragFill } from './core/fill-handle.ts';
import type { CellAddress, CellRange } from './core/model.ts';
import { sameCell } from './core/range.ts';
import { extendTo } from './core/selection.ts';
import { cellNear, isPastMiddle } from './hits.ts';

export type Drag =
  | { readonly kind: 'select' | 'columns' }
  | { readonly kind: 'fill'; readonly source: CellRange }
  | { readonly kind: 'move'; readonly column: number }
  | { readonly kind: 'resize'; readonly column: number; readonly from: number; readonly width: number };

const scrollStep = 24;
const scrollEvery = 40;

/** What goes on between pressing a mouse button and releasing it. */
export function useDrag(desk: Desk, scrollerRef: RefObject<HTMLDivElement | null>) {
  const { props, session, panes } = desk;
  const drag = useRef<Drag | null>(null);
  const point = useRef({ x: 0, y: 0 });
  const [filling, showFilling] = useState<CellRange | null>(null);
  const [dropBefore, showDropBefore] = useState<number | null>(null);
  // Where the fill and the column would land, ahead of what is drawn: a button may be let go between two renders.
  const landing = useRef<{ fill: CellRange | null; before: number | null }>({ fill: null, before: null });
  const [moving, setMoving] = useState(false);

  const setFilling = (fill: CellRange | null) => {
    landing.current.fill = fill;
    showFilling(fill);
  };
  const setDropBefore = (before: number | null) => {
    landing.current.before = before;
    showDropBefore(before);
  };

  const drop = () => {
    drag.current = null;
    setMoving(false);
    setFilling(null);
    setDropBefore(null);
  };

  const follow = () => {
    const current = drag.current;
    if (current?.kind === 'resize')
      panes.columns.resize(current.column, current.width + point.current.x - current.from);
    const cell = cellNear(scrollerRef.current, panes, point.current);
    if (!current || !cell) return;
    if (current.kind === 'fill') setFilling(dragFill(current.source, cell));
    if (current.kind === 'columns') growColumns(desk, cell);
    if (current.kind === 'move') {
      const past = isPastMiddle(scrollerRef.current, panes, cell.column, point.current.x);
      setDropBefore(Math.max(1, cell.column + Number(past)));
    }
    if (current.kind === 'select' && !sameCell(cell, session.selection.head))
      session.select(extendTo(session.selection, cell), cell);
  };
  useAutoScroll(moving, scrollerRef, point, follow);

  return {
    filling,
    dropBefore,
    drop,
    begin: (started: Drag, event: PointerEvent) => {
      drag.current = started;
      point.current = { x: event.clientX, y: event.clientY };
    },
    move: (event: PointerEvent) => {
      if (!drag.current) return;
      if (event.buttons === 0) return drop();
      // Captured only now: a capture at the press would swallow the double click.
      if (!moving) event.currentTarget.setPointerCapture(event.pointerId);
      setMoving(true);
      point.current = { x: event.clientX, y: event.clientY };
      follow();
    },
    /** With Ctrl or ⌘ held, the fill handle copies instead of carrying a series on; with Alt it asks which one. */
    finish: (event: PointerEvent) => {
      const current = drag.current;
      const { fill, before } = landing.current;
      if (current?.kind === 'resize')
        props.onResizeColumn?.(props.model.column(current.column).id, panes.columns.widthOf(current.column));
      if (current?.kind === 'move' && before !== null) moveColumn(desk, current.column, before);
      if (current?.kind === 'fill' && fill) {
        if (event.altKey && props.onFillSeries) props.onFillSeries(fill, current.source);
        else fillTo(desk, current.source, fill, event.ctrlKey || event.metaKey ? 'copy' : 'series');
      }
      drop();
    },
  };
}

function moveColumn({ props }: Desk, column: number, before: number): void {
  const { model } = props;
  if (before === column || before === column + 1) return;
  const next = before < model.columnCount ? model.column(before).id : null;
  props.onMoveColumn?.(model.column(column).id, next);
}

function growColumns({ props, session }: Desk, { column }: CellAddress): void {
  const head = { row: props.model.rowCount - 1, column };
  session.select(extendTo(session.selection, head), { row: session.selection.active.row, column });
}

/** While the pointer is dragged outside, the grid scrolls after it. */
function useAutoScroll(
  moving: boolean,
  scrollerRef: RefObject<HTMLDivElement | null>,
  point: RefObject<{ x: number; y: number }>,
  follow: () => void,
): void {
  const tick = useEffectEvent(() => {
    const box = scrollerRef.current?.getBoundingClientRect();
    if (!box) return;
    const left = beyond(point.current.x, box.left, box.right) * scrollStep;
    const top = beyond(point.current.y, box.top, box.bottom) * scrollStep;
    if (left === 0 && top === 0) return;
    scrollerRef.current?.scrollBy(left, top);
    follow();
  });
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => tick(), scrollEvery);
    return () => clearInterval(timer);
  }, [moving]);
}

function beyond(value: number, low: number, high: number): -1 | 0 | 1 {
  if (value < low) return -1;
  return value > high ? 1 : 0;
}
